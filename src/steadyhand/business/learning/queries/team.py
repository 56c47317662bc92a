"""Who has read and drilled what, among the people one leads? That they did, in the order of names; never how well."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Max

from steadyhand.business.dealership.present import Present, working_here
from steadyhand.business.dealership.rules import Role
from steadyhand.business.learning.content.modules import modules
from steadyhand.business.learning.models import (
    CardAnswer,
    DrillTry,
    HuddleHeld,
    HuddlePresence,
    ModuleReading,
    OwnCase,
    Placement,
)
from steadyhand.shared.actor import Actor

# Cards are a daily thing: a month says whether they are.
LEARNERS = frozenset(Role) - {Role.ADMINISTRATOR}
MOST_CASES = 30


@dataclass(frozen=True, slots=True)
class LearnerLine:
    """Somebody and what they have been through. No result stands here."""

    id: UUID
    name: str
    roles: tuple[str, ...]
    is_on_leave: bool
    read: frozenset[str]
    known: frozenset[str]
    begun: frozenset[str]
    drills: int
    last_drill_at: datetime | None
    card_days: int


@dataclass(frozen=True, slots=True)
class SharedCase:
    """A case that somebody brought and shares."""

    id: UUID
    module: str
    words: str
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Huddle:
    """A huddle that was held."""

    branch: str
    module: str
    held_on: date
    led_by: str
    words: str
    # Who stood there, by name.
    present: tuple[str, ...] = ()


def learners_of(by: Actor, *, now: datetime) -> tuple[Present, ...]:
    """Return the people of the actor's branches who learn here, by name."""
    if by.branch_ids is None:
        return working_here(by.tenant_id, branch_id=None, roles=LEARNERS, at=now)
    found = {
        each.id: each
        for branch_id in sorted(by.branch_ids)
        for each in working_here(by.tenant_id, branch_id=branch_id, roles=LEARNERS, at=now)
    }
    return tuple(sorted(found.values(), key=lambda each: (each.name, each.id)))


def team_learning(by: Actor, *, since: datetime, now: datetime) -> tuple[LearnerLine, ...]:
    """Return everybody one leads, by name; cards are counted since a moment. Seven queries, three more a branch."""
    people = learners_of(by, now=now)
    ids = [each.id for each in people]
    known = {each.code for each in modules()}
    read: dict[UUID, set[str]] = defaultdict(set)
    begun: dict[UUID, set[str]] = defaultdict(set)
    readings = ModuleReading.objects.of(by.tenant_id).filter(user_id__in=ids)
    for user_id, code, done_at in readings.values_list("user_id", "module", "done_at"):
        if code in known:
            (read if done_at else begun)[user_id].add(code)
    tries = DrillTry.objects.of(by.tenant_id).filter(user_id__in=ids).values("user_id")
    drilled = {
        user_id: (count, last)
        for user_id, count, last in tries.annotate(count=Count("id"), last=Max("at")).values_list(
            "user_id", "count", "last"
        )
    }
    cards = CardAnswer.objects.of(by.tenant_id).filter(user_id__in=ids, at__gte=since).values("user_id")
    answered = cards.annotate(days=Count("at__date", distinct=True)).values_list("user_id", "days")
    card_days: dict[UUID, int] = dict(answered)
    placements = Placement.objects.of(by.tenant_id).filter(user_id__in=ids).order_by("at")
    placed: dict[UUID, list[str]] = dict(placements.values_list("user_id", "known"))
    return tuple(
        LearnerLine(
            id=each.id,
            name=each.name,
            roles=tuple(role.label for role in Role if role in each.roles),
            is_on_leave=each.is_on_leave,
            read=frozenset(read[each.id]),
            known=frozenset(placed.get(each.id, ())) - frozenset(read[each.id]),
            begun=frozenset(begun[each.id] - read[each.id]),
            drills=drilled.get(each.id, (0, None))[0],
            last_drill_at=drilled.get(each.id, (0, None))[1],
            card_days=card_days.get(each.id, 0),
        )
        for each in people
    )


def shared_cases(by: Actor, ids: Collection[UUID]) -> tuple[SharedCase, ...]:
    """Return the newest cases that these people share. One query."""
    rows = OwnCase.objects.of(by.tenant_id).filter(user_id__in=ids, is_shared=True, taken_back_at=None)
    newest = rows.select_related("user").order_by("-at", "-id")[:MOST_CASES]
    return tuple(SharedCase(row.id, row.module, row.words, row.user.name, row.at) for row in newest)


def huddles_held(by: Actor, *, since: date) -> tuple[Huddle, ...]:
    """Return the huddles of the actor's branches since a day, newest first. Two queries."""
    rows = HuddleHeld.objects.visible_to(by).filter(held_on__gte=since).select_related("branch", "led_by")
    present: dict[UUID, list[str]] = defaultdict(list)
    stood = HuddlePresence.objects.of(by.tenant_id).filter(huddle__in=rows.values("id")).order_by("user__name", "id")
    for huddle_id, name in stood.values_list("huddle_id", "user__name"):
        present[huddle_id].append(name)
    return tuple(
        Huddle(row.branch.name, row.module, row.held_on, row.led_by.name, row.words, tuple(present[row.id]))
        for row in rows.order_by("-held_on", "-id")
    )
