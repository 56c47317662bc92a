"""What would each person have heard on each day? From the outbox, and from what the cap held back."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from unittest.mock import patch
from uuid import UUID

from benchmarks.interruptions.house import House
from benchmarks.interruptions.life import day_of
from steadyhand.business.followups import models, telling
from steadyhand.business.followups.actions import tell_ended
from steadyhand.shared.models import OutgoingMessage

DIGEST = "digest:"


@dataclass(frozen=True, slots=True)
class Counted:
    """One seed: messages at once for each person-day by role (zeros included), and what else was told."""

    seed: int
    people: int
    days: int
    # Role, and how many messages on one person's day.
    person_days: list[tuple[str, int]]
    # As many as there would be without the cap of five.
    wanted_days: list[int]
    digests: int
    told: int
    told_at_once: int
    opened: dict[str, int]
    refused: dict[str, int]

    def plain(self) -> dict[str, Any]:
        return asdict(self)


class HeldBack:
    """Counts what was loud enough to be told at once, and had to wait for the digest."""

    def __init__(self) -> None:
        self.by_day: Counter[tuple[UUID, str]] = Counter()

    @contextmanager
    def counting(self) -> Iterator[None]:
        """Look over the shoulder of the rule that keeps alarms rare; it decides as ever."""
        decides = telling.may_be_interrupted

        def looked_at(tenant_id: UUID, user_id: UUID, at: datetime) -> bool:
            may = decides(tenant_id, user_id, at)
            if not may:
                self.by_day[user_id, day_of(at)] += 1
            return may

        # Each has it under its own name.
        with (
            patch.object(telling, "may_be_interrupted", looked_at),
            patch.object(tell_ended, "may_be_interrupted", looked_at),
        ):
            yield


def counted(house: House, held: HeldBack, days: list[datetime], **facts: Any) -> Counted:
    """Count what the outbox has for everybody who works there."""
    roles = house.everybody()
    by_address = {user.email: user.id for users in house.people.values() for user in users}
    at_once: Counter[tuple[UUID, str]] = Counter()
    digests = 0
    for key, address, at in OutgoingMessage.objects.of(house.tenant_id).values_list("key", "recipient", "queued_at"):
        if key.startswith(DIGEST):
            digests += 1
        else:
            at_once[by_address[address], day_of(at)] += 1
    all_days = {day_of(day) for day in days} | {day for _, day in (*at_once, *held.by_day)}
    news = models.FollowUpNews.objects.of(house.tenant_id)
    each = [(user_id, day) for user_id in roles for day in sorted(all_days)]
    return Counted(
        people=len(roles),
        days=len(all_days),
        person_days=[(roles[user_id].value, at_once[user_id, day]) for user_id, day in each],
        wanted_days=[at_once[key] + held.by_day[key] for key in each],
        digests=digests,
        told=news.count(),
        told_at_once=news.filter(how=models.FollowUpNews.How.AT_ONCE).count(),
        **facts,
    )
