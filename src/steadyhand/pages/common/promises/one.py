"""One promise: what the customer heard, what stays inside, what was said since, and what there is to do."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from steadyhand.business.conversations.queries.held import HeldLine, held_of_promise
from steadyhand.business.dealership.rules import DESK, EVERYBODY
from steadyhand.business.promises.queries.promises import PromiseFacts, SaidSince
from steadyhand.business.promises.queries.speaking_of import SpokenOf, spoken_of
from steadyhand.business.promises.rules import BY_HAND, PromiseState, WordSort
from steadyhand.flows.word.tell_good_news import may_have_good_news
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.record.editing import shown
from steadyhand.pages.common.saying import Saying, saying_for

# A state's shape and colour, as parts/_state.html draws them.
STATE_KINDS = {
    PromiseState.OPEN: "waiting",
    PromiseState.AT_RISK: "risk",
    PromiseState.KEPT: "done",
    PromiseState.RENEGOTIATED: "moving",
    PromiseState.MISSED: "late",
    PromiseState.WITHDRAWN: "stopped",
}
_SORTS = {
    WordSort.GIVEN: ("Given", "phone"),
    WordSort.EARLY_NOTICE: ("Told early", "clock"),
    WordSort.GOOD_NEWS: ("Told good news", "done"),
    WordSort.OWNED: ("Owned", "phone"),
}
# (what, value, note), as parts/_facts.html shows them.
Facts = list[tuple[str, str, str]]


@open_to(EVERYBODY)
@require_safe
def promise(request: SignedInRequest, promise_id: UUID) -> HttpResponse:
    """Show one promise."""
    about = the_promise(request, promise_id)
    saying = saying_for(request)
    found = about.promise
    held = held_of_promise(request.actor, promise_id) if found.since else {}
    context = {
        "about": about,
        "promise": found,
        "state_kind": STATE_KINDS[found.state],
        "reads": reads_of(about, saying),
        "inside": inside_of(about, saying),
        "events": [_event(each, held.get(each.words), saying) for each in reversed(found.since)],
        "doings": _doings(about, is_desk=request.actor.is_one_of(*DESK)),
    }
    return shown(request, "promises/one.html", context)


def the_promise(request: SignedInRequest, promise_id: UUID) -> SpokenOf:
    """Return the promise that an address names.

    Raises:
        Http404: none at the actor's branches.
    """
    about = spoken_of(request.actor, promise_id)
    if about is None:
        raise Http404
    return about


def reads_of(about: SpokenOf, saying: Saying) -> Facts:
    """Return what its customer heard."""
    promise = about.promise
    facts: Facts = [
        ("Promised", promise.said, f"that is {saying.when(promise.by_at)}"),
        ("What", promise.kind.label, promise.about or promise.part or about.machine),
        ("To", promise.to_whom, f"{saying.when(promise.given_at)}, {promise.channel.label}"),
    ]
    if promise.told_early_at is not None:
        facts.append(("Told early", saying.when(promise.told_early_at), ""))
    if about.later_id is not None:
        facts.append(("Since then", about.later_said, ""))
    return facts


def inside_of(about: SpokenOf, saying: Saying) -> Facts:
    """Return what the house alone knows of it."""
    promise = about.promise
    facts: Facts = [("Odds when given", _odds(promise.odds_share, promise), promise.why)]
    if promise.state.is_open:
        facts.append(("Odds now", _odds(promise.odds_now, promise), promise.at_risk_because))
    elif promise.at_risk_because:
        facts.append(("Was at risk", saying.when(about.at_risk_at), promise.at_risk_because))
    if promise.expected_at is not None and not promise.is_norm:
        facts.append(("We expected", saying.when(promise.expected_at), "half of such work is done by then"))
    if promise.is_sooner:
        facts.append(("Sooner than the odds allowed", promise.given_by, promise.sooner_because))
    facts.append(("Given by", promise.given_by, ""))
    if promise.happened_at is not None:
        facts.append(("It happened", saying.when(promise.happened_at), ""))
    if promise.ended_because:
        facts.append(("Ended", promise.state.label, promise.ended_because))
    if promise.state is PromiseState.MISSED:
        cause = promise.cause.label if promise.cause else "not named yet"
        facts.append(("Cause", cause, about.cause_words))
    return facts


def _odds(share: float | None, promise: PromiseFacts) -> str:
    if share is None:
        return "not known: the careful norm" if promise.is_norm else "not known"
    return f"{share:.0%}".replace("%", "\u00a0%")


def _event(said: SaidSince, held: HeldLine | None, saying: Saying) -> dict[str, Any]:
    what, icon = _SORTS[said.sort]
    became = {}
    if held is not None and held.how is None:
        became = {
            "detail": f"Waits until {saying.hour(held.lets_go_at)}, nobody has read it: {held.because}",
            "url": reverse("held-message", args=[held.id]),
            "url_said": "Put it right",
        }
    elif held is not None and held.how is not None:
        became = {"detail": f"Waited first: {held.how.label}."}
    return {
        **became,
        "at": said.at,
        "at_said": saying.when(said.at),
        "what": f"{what}, {said.channel.label}",
        "who": said.by,
        "quote": said.words,
        "icon": icon,
    }


def _doings(about: SpokenOf, *, is_desk: bool) -> list[tuple[str, str, bool]]:
    """Return what can be done: words, address, and whether it is what should be done."""
    promise, found = about.promise, []
    if promise.state.is_open:
        is_wanted = promise.state is PromiseState.AT_RISK and promise.told_early_at is None
        found.append(("Tell them early", reverse("promise-early", args=[promise.id]), is_wanted))
    if promise.state is PromiseState.MISSED:
        words = "Own it" if promise.cause is None else "Own it again"
        found.append((words, reverse("promise-own", args=[promise.id]), promise.cause is None))
    if may_have_good_news(promise):
        found.append(("Tell good news", reverse("promise-good-news", args=[promise.id]), False))
    if is_desk and promise.state.is_open:
        found.append(("Agree on another time", reverse("promise-another-time", args=[promise.id]), False))
        found.append(("They took it back", reverse("promise-taken-back", args=[promise.id]), False))
        if promise.kind in BY_HAND:
            found.append(("It has happened", reverse("promise-kept", args=[promise.id]), False))
    return found
