"""Do two people who watch the same visit see the same, and what to do where they don't?"""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from steadyhand.business.learning.coaching.cadence import WEEK
from steadyhand.business.learning.queries.agreement import Both, OfOne, alikeness_at
from steadyhand.business.learning.statistics.agreement import FEWEST, Agreement, Alike
from steadyhand.pages.common.coaching.roles import LEADS
from steadyhand.pages.common.coaching.wording import behaviour_of, label_of
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.record.editing import shown
from steadyhand.pages.common.saying import Saying, saying_for

# Who observes, and how, changes in longer than a year.
BACK: timedelta = 52 * WEEK
_LOOKS = {Alike.TOO_FEW: "waiting", Alike.ALIKE: "done", Alike.PARTLY: "moving", Alike.APART: "risk"}


@open_to(LEADS)
@require_safe
def agreement(request: SignedInRequest) -> HttpResponse:
    """Show how alike two observers answered in the last year, behaviour by behaviour."""
    saying = saying_for(request)
    found = alikeness_at(request.actor, since=saying.now - BACK)
    context = {
        "known": _known_said(found.known) if found.visits else None,
        "visits": found.visits,
        "last": saying.when(found.last_at) if found.last_at else "",
        "fewest": FEWEST,
        "behaviours": [_one_said(each, saying) for each in found.behaviours],
        "first": _first_said(found.behaviours),
    }
    return shown(request, "coaching/agreement.html", context)


def _known_said(known: Agreement) -> dict[str, Any]:
    kappa = ""
    if known.kappa is not None and known.low is not None and known.high is not None:
        kappa = f"{known.kappa:.2f}, 95 times in 100 between {known.low:.2f} and {known.high:.2f}".replace("-", "−")
    return {
        "count": f"{known.agreed} of {known.n}",
        "word": known.verdict.value,
        "kind": _LOOKS[known.verdict],
        "kappa": kappa,
    }


def _one_said(each: OfOne, saying: Saying) -> dict[str, Any]:
    return {
        "label": label_of(each.behaviour),
        "count": f"{each.known.agreed} of {each.known.n}",
        "apart": [_both_said(both, saying) for both in each.apart],
    }


def _both_said(both: Both, saying: Saying) -> dict[str, str]:
    return {
        "said": f"{both.one} {both.one_said.label.lower()}, {both.other} {both.other_said.label.lower()}",
        "job": both.job,
        "when": saying.when(both.at),
    }


def _first_said(behaviours: tuple[OfOne, ...]) -> dict[str, str] | None:
    """Return the behaviour that is read most differently, in the words of the list; None where all is read alike."""
    first = behaviours[0] if behaviours else None
    known = behaviour_of(first.behaviour) if first else None
    if first is None or known is None or not first.apart:
        return None
    return {"label": known.label, "seen": known.seen, "not_seen": known.not_seen, "chance": known.chance}
