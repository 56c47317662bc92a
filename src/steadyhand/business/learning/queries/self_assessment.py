"""How do people see the programme this quarter, and how many have said so?"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from steadyhand.business.learning.models import AssessmentReceipt, AssessmentSheet
from steadyhand.business.learning.self_assessment.rules import Finding, Side, found_in
from steadyhand.shared.actor import Actor

MOST_QUARTERS = 8


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter's answers: how many by side, and what they say where enough have answered."""

    quarter_on: date
    answered: dict[Side, int]
    findings: tuple[Finding, ...]


def quarter_at(by: Actor, quarter_on: date) -> Quarter:
    """Return a quarter at the actor's branches. One query."""
    sheets: dict[Side, list[dict[str, int | None]]] = defaultdict(list)
    rows = AssessmentSheet.objects.visible_to(by).filter(quarter_on=quarter_on)
    # By their ids, which tell nothing: in the order of the table the newest would be whoever was last.
    for side, answers in rows.order_by("id").values_list("side", "answers"):
        sheets[Side(side)].append(answers)
    return Quarter(quarter_on, {side: len(sheets[side]) for side in Side}, found_in(sheets))


def quarters_at(by: Actor) -> tuple[date, ...]:
    """Return the quarters of which there are answers at the actor's branches, newest first. One query."""
    rows = AssessmentSheet.objects.visible_to(by).order_by("-quarter_on").values_list("quarter_on", flat=True)
    return tuple(rows.distinct()[:MOST_QUARTERS])


def has_answered(by: Actor, quarter_on: date) -> bool:
    """Tell whether the actor has answered in a quarter. One query."""
    if by.user_id is None:
        return False
    return AssessmentReceipt.objects.of(by.tenant_id).filter(user_id=by.user_id, quarter_on=quarter_on).exists()
