"""What could the technician say, and which parts did it take? Suggested from history, for them to read and change."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from steadyhand.business.calls.queries.closing import ClosingFacts, CodeChoice, Fix, UsualPart, closing_of
from steadyhand.business.calls.rules import VisitState
from steadyhand.business.calls.suggesting import sentences
from steadyhand.business.conversations.plain_words.finding import for_codes
from steadyhand.business.conversations.queries.plain_words import plain_words_offered
from steadyhand.flows.visit.call_back import call_back_on
from steadyhand.flows.visit.part_day import PART_IS_HERE, day_in_full, part_day
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.saying import Saying, saying_for
from steadyhand.pages.technician.steps import FIELD

# What comes next, in the technician's own voice; the day is the norm's (business/calls/norms.py), never sooner.
NEXT_STEPS = {
    VisitState.PARTS: "I'm asking for the part today. We'll call you by {day} with the day we come back.",
    VisitState.IT: "Our IT team takes it from here. They'll call you by {day}.",
    VisitState.HANDS: "It takes two of us. We'll call you by {day} with the day we come back.",
}


# With a day of its own where the engine knows one: the closing keeps it as promised (flows/visit/part_day.py).
WITH_PART_DAY = "I'm asking for the part today. " + PART_IS_HERE + ", and we'll call you with the day we come back."


@dataclass(frozen=True, slots=True)
class Chosen:
    """How it ended and what it was, as far as it is chosen."""

    outcome: VisitState | None
    cause: CodeChoice | None = None
    correction: CodeChoice | None = None
    fix: Fix | None = None


@dataclass(frozen=True, slots=True)
class ToSay:
    """What to say to the customer: what it is or was, and what comes next. Both may be empty."""

    told: str
    next_step: str

    @property
    def is_unfinished(self) -> bool:
        return bool(self.next_step)


@dataclass(frozen=True, slots=True)
class UsualTick:
    """A part to tick, as the form shows it."""

    value: str
    used: UsualPart
    is_ticked: bool


@open_to(FIELD)
@require_safe
def suggested(request: SignedInRequest, visit_id: UUID) -> HttpResponse:
    """Answer with what to say and which parts to tick, for what is chosen so far. Keeps nothing."""
    facts = closing_of(request.actor, visit_id)
    if facts is None:
        raise Http404
    chosen = chosen_in(request.GET, facts)
    context = {
        "to_say": to_say(request, facts, chosen, saying_for(request)),
        "usual_parts": usual_parts(facts, chosen, request.GET),
        "is_answer": True,
    }
    return render(request, "technician/_suggested.html", context)


def chosen_in(sent: QueryDict, facts: ClosingFacts) -> Chosen:
    """Return what the fields so far choose; the usual fix before the two lists."""
    outcome = next((state for state in VisitState if state == sent.get("outcome")), None)
    fix = next((fix for fix in facts.fixes if fix_value(fix) == sent.get("fix")), None)
    if fix is not None:
        return Chosen(outcome, fix.cause, fix.correction, fix)
    cause = _named(facts.causes, sent.get("cause_code", ""))
    correction = _named(facts.corrections, sent.get("correction_code", ""))
    alike = (fix for fix in facts.fixes if correction and fix.correction.id == correction.id)
    return Chosen(outcome, cause, correction, next(alike, None))


def chosen_at_first(facts: ClosingFacts) -> Chosen:
    """Return what may be selected beforehand: a fix that history is clear about, unless something was kept already."""
    first = facts.fixes[0] if facts.fixes else None
    if first is None or not first.is_clear or facts.correction_code_id or facts.cause_code_id:
        return Chosen(None)
    return Chosen(None, first.cause, first.correction, first)


def to_say(request: SignedInRequest, facts: ClosingFacts, chosen: Chosen, saying: Saying) -> ToSay:
    """Return what the codes say in plain words and what comes next; of a fix only where it is one."""
    cause = _said(request, chosen.cause)
    part_on = (
        part_day(by=request.actor, visit_id=facts.visit_id, now=saying.now)
        if chosen.outcome is VisitState.PARTS
        else None
    )
    if part_on is not None:
        return ToSay(sentences(cause), WITH_PART_DAY.format(day_in_full(part_on)))
    if chosen.outcome in NEXT_STEPS:
        by_day = call_back_on(
            by=request.actor, visit_id=facts.visit_id, outcome=chosen.outcome, zone=saying.zone, now=saying.now
        )
        step = NEXT_STEPS[chosen.outcome].format(day=day_in_full(by_day)) if by_day else ""
        return ToSay(sentences(cause), step)
    if chosen.outcome is VisitState.CANCELLED:
        return ToSay("", "")
    return ToSay(sentences(cause, _said(request, chosen.correction)), "")


def _said(request: SignedInRequest, code: CodeChoice | None) -> str:
    """Return how a code is said to a customer: in the dealership's words, else in the library's."""
    if code is None or code.plain_words:
        return code.plain_words if code else ""
    entries = for_codes(plain_words_offered(request.actor.tenant_id), [(code.code, code.name)])
    return entries[0].words if entries else ""


def usual_parts(facts: ClosingFacts, chosen: Chosen, sent: QueryDict) -> list[UsualTick]:
    """Return the parts to tick: what this fix usually takes and the visit hasn't noted yet.

    Somebody who unticked one sees it unticked as long as the fix takes it.
    """
    if chosen.fix is None or chosen.outcome not in (None, VisitState.DONE):
        return []
    noted = {line.part.id for line in facts.parts}
    unticked = set(sent.getlist("usual_shown")) - set(sent.getlist("usual"))
    ticks = [(used_value(used), used) for used in chosen.fix.parts if used.part.id not in noted]
    return [UsualTick(value, used, is_ticked=value not in unticked) for value, used in ticks]


def used_value(used: UsualPart) -> str:
    """Return how a form names a part that a fix usually takes, and how many."""
    return f"{used.part.id}:{used.quantity}"


def fix_value(fix: Fix) -> str:
    """Return how a form names a fix."""
    return f"{fix.cause.id if fix.cause else ''}:{fix.correction.id}"


def _named(codes: Sequence[CodeChoice], code_id: str) -> CodeChoice | None:
    return next((code for code in codes if str(code.id) == code_id), None)
