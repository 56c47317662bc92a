"""One candidate: who was asked to look, what they saw by criterion, what was decided and what follows from it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods

from steadyhand.business.dealership.present import working_here
from steadyhand.business.learning.actions.hiring.note_reading import note_reading
from steadyhand.business.learning.hiring.rules import Verdict, findings, leaning
from steadyhand.business.learning.queries.decided import Decision, Step, decision_on
from steadyhand.business.learning.queries.hiring import (
    Asked,
    CandidateFacts,
    Reading,
    asked_for,
    candidate_called,
    cards_shown,
    readings_of,
)
from steadyhand.business.people.queries import technicians_of
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.hiring.candidate_done import done, forms_of
from steadyhand.pages.common.hiring.candidate_forms import USUAL_MINUTES, MoveForm, OfRaterForm
from steadyhand.pages.common.hiring.keeping import ALL, LEADS, UNPROCESSABLE
from steadyhand.pages.common.hiring.wording import (
    VERDICT_LOOKS,
    due_said,
    finding_said,
    leaning_said,
    span_said,
    standing_said,
)
from steadyhand.pages.common.record.editing import shown
from steadyhand.pages.common.saying import Saying, date_said, saying_for


@open_to(LEADS)
@require_http_methods(["GET", "POST"])
def candidate(request: SignedInRequest, candidate_id: UUID) -> HttpResponse:
    """Show a candidate; POST asks a rater or moves one, says that they work here or withdrew, or erases them."""
    saying, by = saying_for(request), request.actor
    found = candidate_called(by, candidate_id)
    if found is None:
        raise Http404
    asked, decision = asked_for(by, candidate_id), decision_on(by, candidate_id, on=saying.today)
    is_hired = decision is not None and decision.verdict in (Verdict.HIRE, Verdict.PATH)
    people = technicians_of(by.within(LEADS), on=saying.today, branch_id=found.branch_id) if is_hired else ()
    # Nobody is chosen beforehand: who becomes whom is said, and never the first of the list by itself.
    technicians = [("", "choose…"), *((str(each.id), each.name) for each in people)]
    forms = forms_of(request, _raters(request, found, asked), technicians, _began_on(decision, saying.today))
    if request.method == "POST" and (answer := done(request, forms, found)):
        return answer
    form = forms.sent(request.POST.get("do", ""))
    mine = next((each for each in asked if each.user_id == by.user_id), None)
    # Whoever still owes a scorecard isn't led by what others decided, either.
    hides = mine is not None and not mine.is_in and not found.erased_at
    context = {
        "candidate": found,
        "until": date_said(found.keep_until),
        "withdrew": saying.when(found.withdrew_at) if found.withdrew_at else "",
        "asked": [_asked_said(each, found, forms.move, saying) for each in asked],
        "is_own_waiting": mine is not None and not mine.is_in,
        "is_asked": mine is not None,
        "decision": _decision_said(decision, found, saying) if decision and not hides else None,
        "hides_decision": hides and decision is not None,
        "forms": forms,
        "ask": forms.ask,
        "meeting": [forms.ask[name] for name in ("day", "at", "minutes")],
        "is_hired": is_hired and people and not found.technician_id and not found.withdrew_at,
        "needs_technician": is_hired and not people,
        "form": form,
        **_seen(request, found, asked, decides=decision is not None and not hides),
        "readings": [_reading_said(each, saying) for each in readings_of(by, candidate_id)],
    }
    return shown(request, "hiring/candidate.html", context, status=UNPROCESSABLE if form.errors else 200)


def _began_on(decision: Decision | None, today: date) -> date:
    """Return the first day that is likely: the planned one, unless it is still to come."""
    return min(decision.starts_on, today) if decision and decision.starts_on else today


def _raters(request: SignedInRequest, found: CandidateFacts, asked: tuple[Asked, ...]) -> list[tuple[str, str]]:
    # A second press of the button must find whom the first one asked; the action says so to everybody else.
    known = set() if request.method == "POST" else {each.user_id for each in asked}
    people = working_here(request.actor.tenant_id, branch_id=found.branch_id, roles=ALL, at=saying_for(request).now)
    return [("", "choose…"), *((str(each.id), each.name) for each in people if each.id not in known)]


def _asked_said(each: Asked, found: CandidateFacts, sent: MoveForm, saying: Saying) -> dict[str, Any]:
    """Return a rater with how they stand, and the forms beside them."""
    if each.is_in:
        word, kind = "handed in", "done"
    elif not each.is_here:
        word, kind = "works here no more", "stopped"
    elif found.withdrew_at:
        word, kind = "not needed any more", "stopped"
    elif each.meets_until and each.meets_until > saying.now:
        word, kind = f"meets them {saying.when(each.meets_at)}", "moving"
    else:
        word, kind = "not yet", "waiting"
    is_sent = sent.is_bound and sent.data.get("rater") == str(each.user_id)
    move = sent if is_sent else _move_form(each, saying)
    return {
        "name": each.name,
        "word": word,
        "kind": kind,
        "is_open": not each.is_in,
        "is_here": each.is_here,
        "move": move,
        "is_sent": is_sent,
        "fields": [move[name] for name in ("day", "at", "minutes")],
        "unask": OfRaterForm(initial={"rater": each.user_id}, auto_id=f"unask_{each.user_id}_%s"),
    }


def _move_form(each: Asked, saying: Saying) -> MoveForm:
    local = saying.local(each.meets_at) if each.meets_at else None
    lasts = (each.meets_until - each.meets_at).total_seconds() / 60 if each.meets_at and each.meets_until else None
    agreed = {
        "rater": each.user_id,
        "day": local.date() if local else None,
        "at": local.time() if local else None,
        "minutes": round(lasts) if lasts else USUAL_MINUTES,
    }
    return MoveForm(initial=agreed, auto_id=f"move_{each.user_id}_%s")


def _seen(
    request: SignedInRequest, found: CandidateFacts, asked: tuple[Asked, ...], *, decides: bool
) -> dict[str, Any]:
    """Return what raters saw, or why it isn't shown yet; that it was shown is kept."""
    cards = cards_shown(request.actor, found.id)
    now = saying_for(request).now
    note_reading(by=request.actor, candidate_id=found.id, cards=len(cards or ()), decision=decides, now=now)
    if cards is None:
        waiting = [each.name for each in asked if not each.is_in and each.is_here]
        said = "Not shown, for it wasn't in when they withdrew" if found.withdrew_at else "Not shown before it is in"
        return {"hidden": f"{said}: {', '.join(waiting)}." if waiting else ""}
    if not cards:
        return {"findings": []}
    each = findings(found.kit, cards)
    return {
        "findings": [finding_said(one, found.kit, cards) for one in each],
        "leaning": leaning_said(leaning(each), each),
    }


def _reading_said(each: Reading, saying: Saying) -> dict[str, str]:
    cards = f" ({each.cards})" if each.cards else ""
    return {"who": each.reader, "what": f"{each.what}{cards}", "when": saying.when(each.at)}


def _decision_said(decision: Decision, found: CandidateFacts, saying: Saying) -> dict[str, Any]:
    titles = {each.code: each.title for each in found.kit.criteria}
    return {
        "row": decision,
        "word": decision.verdict.label,
        "kind": VERDICT_LOOKS[decision.verdict],
        "when": saying.when(decision.at),
        "starts": date_said(decision.starts_on),
        "reasons": [(titles.get(code, code), words) for code, words in decision.reasons.items()],
        "span": span_said(decision.starts_on, [step.due_on for step in decision.path]),
        "path": [_step_said(step, titles, saying.today) for step in decision.path],
    }


def _step_said(step: Step, titles: dict[str, str], today: date) -> dict[str, Any]:
    word, kind = standing_said(is_checked=bool(step.checked_at), is_ready=bool(step.ready), is_over=step.due_on < today)
    return {
        "step": step,
        "gap": titles.get(step.criterion, step.criterion),
        "due": due_said(step.weeks, step.due_on),
        "word": word,
        "kind": kind,
    }
