"""How do people see the programme this quarter, and how many have said so?"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from steadyhand.business.learning.models import AssessmentClosing, AssessmentReceipt, AssessmentSheet
from steadyhand.business.learning.self_assessment.rules import Finding, Side, closes_on, found_in
from steadyhand.shared.actor import Actor

MOST_QUARTERS = 8


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter's answers: how many by side, and what they say where enough have answered."""

    quarter_on: date
    answered: dict[Side, int]
    findings: tuple[Finding, ...]
    is_closed: bool


def quarter_at(by: Actor, quarter_on: date, *, today: date) -> Quarter:
    """Return a quarter of the whole dealership. Two queries.

    Never of one branch: whoever sees the whole and a part of it can take the part away, and is left with the few of a
    small branch. And what was answered only once it is closed, or the next answer would be the difference.
    """
    sheets: dict[Side, list[dict[str, int | None]]] = defaultdict(list)
    rows = AssessmentSheet.objects.of(by.tenant_id).filter(quarter_on=quarter_on)
    # By their ids, which tell nothing: in the order of the table the newest would be whoever was last.
    for side, answers in rows.order_by("id").values_list("side", "answers"):
        sheets[Side(side)].append(answers)
    is_closed = closed(by.tenant_id, quarter_on, today=today)
    answered = {side: len(sheets[side]) for side in Side}
    return Quarter(quarter_on, answered, found_in(sheets) if is_closed else (), is_closed)


def closed(tenant_id: UUID, quarter_on: date, *, today: date) -> bool:
    """Tell whether a quarter takes no more answers. One query at most."""
    return (
        today >= closes_on(quarter_on) or AssessmentClosing.objects.of(tenant_id).filter(quarter_on=quarter_on).exists()
    )


def quarters_at(by: Actor) -> tuple[date, ...]:
    """Return the quarters of which there are answers, newest first. One query."""
    rows = AssessmentSheet.objects.of(by.tenant_id).order_by("-quarter_on").values_list("quarter_on", flat=True)
    return tuple(rows.distinct()[:MOST_QUARTERS])


def has_answered(by: Actor, quarter_on: date) -> bool:
    """Tell whether the actor has answered in a quarter. One query."""
    if by.user_id is None:
        return False
    return AssessmentReceipt.objects.of(by.tenant_id).filter(user_id=by.user_id, quarter_on=quarter_on).exists()
