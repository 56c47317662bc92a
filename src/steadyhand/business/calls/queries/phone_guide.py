"""What does this dealership ask and try on the phone? The shipped set, with what it has changed of it."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from steadyhand.business.calls.models import PhoneFix, PhoneSteps, SymptomQuestion
from steadyhand.business.calls.phone.guide import Question
from steadyhand.business.calls.phone.shipped import answer_of, shipped_questions, shipped_steps
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True)
class QuestionKept:
    """A question as it is asked here. `is_own`: it was changed or made here; `is_retired`: no longer asked."""

    question: Question
    is_own: bool
    is_retired: bool


@dataclass(frozen=True, slots=True)
class Odds:
    """How often steps on the phone have helped with a problem."""

    tried: int
    fixed: int


def questions_kept(by: Actor) -> tuple[QuestionKept, ...]:
    """Return every question, shipped ones first in their own order, each as this dealership has it."""
    own = {row.key: row for row in SymptomQuestion.objects.of(by.tenant_id).order_by("id")}
    kept = [
        QuestionKept(_of(own[each.key]), is_own=True, is_retired=own[each.key].is_retired)
        if each.key in own
        else QuestionKept(each, is_own=False, is_retired=False)
        for each in shipped_questions()
    ]
    shipped = {each.key for each in shipped_questions()}
    kept += [
        QuestionKept(_of(row), is_own=True, is_retired=row.is_retired) for key, row in own.items() if key not in shipped
    ]
    return tuple(kept)


def questions_asked(by: Actor) -> tuple[Question, ...]:
    """Return what is asked here."""
    return tuple(each.question for each in questions_kept(by) if not each.is_retired)


def steps_for(by: Actor, code: str) -> tuple[str, ...]:
    """Return what is tried on the phone for a problem code, in order; empty where only a visit helps."""
    own = PhoneSteps.objects.of(by.tenant_id).filter(code=code).values_list("steps", flat=True).first()
    return tuple(own) if own is not None else shipped_for(code)


def steps_kept(by: Actor) -> dict[str, tuple[str, ...]]:
    """Return the steps that this dealership has made its own, by code."""
    return {row.code: tuple(row.steps) for row in PhoneSteps.objects.of(by.tenant_id)}


def every_step(by: Actor) -> frozenset[str]:
    """Return all that may be tried on the phone here, whatever the problem."""
    of_each = [*(each.steps for each in shipped_steps()), *steps_kept(by).values()]
    return frozenset(step for steps in of_each for step in steps)


def shipped_for(code: str) -> tuple[str, ...]:
    return next((each.steps for each in shipped_steps() if code in each.codes), ())


def phone_odds(by: Actor, *, problem_code_id: UUID, since: datetime) -> Odds:
    """Return how often trying on the phone has helped with this problem; a fix that didn't hold doesn't count."""
    rows = PhoneFix.objects.visible_to(by).filter(tried_at__gte=since, call__problem_code_id=problem_code_id)
    counted = rows.aggregate(tried=Count("id"), fixed=Count("id", filter=_lasting()))
    return Odds(**counted)


def _lasting() -> Q:
    return Q(was_fixed=True) & (Q(has_held=True) | Q(has_held__isnull=True))


def _of(row: SymptomQuestion) -> Question:
    shipped = next((each for each in shipped_questions() if each.key == row.key), None)
    question = Question(
        key=row.key,
        topic=row.topic,
        words=row.words,
        answers=tuple(answer_of(each) for each in row.answers),
        family=row.family,
        meter=row.meter,
    )
    # Its topic is where it stands in the order of asking: the shipped one knows best.
    return replace(question, topic=shipped.topic) if shipped else question
