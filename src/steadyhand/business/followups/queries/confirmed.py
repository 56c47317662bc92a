"""How often do customers themselves say that they were reached?"""

from dataclasses import dataclass
from datetime import datetime

from steadyhand.business.followups.models import FollowUpEvent
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True)
class Answers:
    """What customers answered when they were asked whether somebody had reached them."""

    yes: int
    no: int

    @property
    def all(self) -> int:
        return self.yes + self.no


def answers_since(by: Actor, since: datetime) -> Answers:
    """Return the answers at the actor's branches. One query."""
    rows = FollowUpEvent.objects.visible_to(by).filter(kind__in=("confirmed", "denied"), at__gte=since)
    kinds = list(rows.values_list("kind", flat=True))
    return Answers(yes=kinds.count("confirmed"), no=kinds.count("denied"))
