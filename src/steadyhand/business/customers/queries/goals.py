"""What does a customer want for their own business, in their own words?"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from steadyhand.business.customers.models import Goal
from steadyhand.shared.actor import Actor

MOST = 5


@dataclass(frozen=True, slots=True)
class GoalSaid:
    """A goal nobody has reached yet: the words, who said them and when."""

    words: str
    said_by: str
    said_on: date


def goals_of(by: Actor, customer_id: UUID) -> tuple[GoalSaid, ...]:
    """Return a customer's open goals, newest first."""
    goals = Goal.objects.visible_to(by).filter(customer_id=customer_id, is_reached=False)
    return tuple(GoalSaid(goal.words, goal.said_by, goal.said_on) for goal in goals.order_by("-said_on", "-id")[:MOST])
