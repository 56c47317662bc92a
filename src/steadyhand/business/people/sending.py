"""What decides where technicians can be sent on a day? All that the record knows of it, in a few queries."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from steadyhand.business.dealership.branches import place_of_branch
from steadyhand.business.dealership.calendars import spans_on
from steadyhand.business.dealership.present import on_leave
from steadyhand.business.dealership.settings.values import value_of
from steadyhand.business.people.claims import levels_on
from steadyhand.business.people.growth.riding import Riding, ridings_on
from steadyhand.business.people.growth.shipped import NETWORKING
from steadyhand.business.people.models import Answerable, Certification, Home, Skill, Technician, Wish
from steadyhand.business.people.settings import BREAK_EARLIEST, BREAK_LATEST, BREAK_MINUTES, OVERTIME_MINUTES
from steadyhand.shared.working_hours import Span

# Databases take only so many values in one condition.
CHUNK = 500
HOUR = 60


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in degrees, north and east."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class BreakDue:
    """A break and when it may begin, in minutes after midnight at the branch."""

    minutes: int
    earliest: int
    latest: int


@dataclass(frozen=True, slots=True)
class TechnicianDay:
    """A technician on one day. For planning only: `starts_at` may be a home, which no list or page shows.

    `starts_at` is where the day starts and ends, None where nobody has written down where that is.
    """

    id: UUID
    name: str
    user_id: UUID | None
    branch_id: UUID
    is_away: bool
    starts_at_home: bool
    starts_at: Spot | None
    # Empty on a day off; None where their calendar can't be read.
    hours: tuple[Span, ...] | None
    break_due: BreakDue | None
    overtime_minutes: int
    # By name, in small letters: 1 learning … 4 teaches.
    skills: dict[str, int]
    # By vendor and line, `norvik c4`, the last day on which the longest holds, past or to come: two makers may both
    # have an office line, and whose has run out is told so.
    certificates: dict[str, date]
    network_level: int
    languages: frozenset[str]
    # In small letters, as are those of sites.
    clearances: frozenset[str]
    # The mentor they ride along with that day, to learn: nobody plans visits of their own for them.
    rides_with: str | None = None
    # The learners who ride along with them that day: what they are to learn is best gone to by this technician.
    teaches: tuple[Riding, ...] = ()


@dataclass(frozen=True, slots=True)
class Wishes:
    """Whom not to send to a customer, and whom only (empty: anybody), each with the reason."""

    never: dict[UUID, str]
    only: dict[UUID, str]


def technicians_for_day(tenant_id: UUID, branch_id: UUID, *, on: date) -> tuple[TechnicianDay, ...]:
    """Return who works at a branch on a day with all that a plan asks of them, by name. At most thirteen queries."""
    works = Q(left_on__isnull=True) | Q(left_on__gt=on), Q(started_on__isnull=True) | Q(started_on__lte=on)
    rows = list(Technician.objects.of(tenant_id).filter(*works, branch_id=branch_id).order_by("name", "id"))
    if not rows:
        return ()
    branch = place_of_branch(tenant_id, branch_id)
    at_branch = _spot(branch.latitude, branch.longitude)
    hours = spans_on(tenant_id, {row.calendar_id or branch.calendar_id for row in rows}, on=on)
    away = on_leave(tenant_id, on=on)
    known = Home.objects.of(tenant_id).filter(technician__branch_id=branch_id)
    homes = {each.technician_id: Spot(each.latitude, each.longitude) for each in known}
    skills = levels_on(Skill.objects.of(tenant_id).filter(technician__branch_id=branch_id), on)
    ridings = ridings_on(tenant_id, branch_id, on=on)
    riding = {each.learner_id: each.mentor for each in ridings}
    certificates = _certificates(tenant_id, branch_id)
    usual = _UsualDay.of(tenant_id)
    return tuple(
        TechnicianDay(
            id=row.id,
            name=row.name,
            user_id=row.user_id,
            branch_id=row.branch_id,
            is_away=row.user_id in away,
            starts_at_home=row.day_starts_at == Technician.StartsAt.HOME,
            starts_at=homes.get(row.id) if row.day_starts_at == Technician.StartsAt.HOME else at_branch,
            hours=hours.get(row.calendar_id or branch.calendar_id),
            break_due=usual.break_of(row),
            overtime_minutes=usual.overtime if row.overtime_minutes is None else row.overtime_minutes,
            skills=dict(skills.get(row.id, {})),
            certificates=certificates.get(row.id, {}),
            network_level=skills.get(row.id, {}).get(NETWORKING, row.network_level),
            languages=listed(row.languages),
            clearances=listed(row.clearances),
            rides_with=riding.get(row.id),
            teaches=tuple(each for each in ridings if each.mentor_id == row.id),
        )
        for row in rows
    )


def answerable_for(tenant_id: UUID, customer_ids: Collection[UUID], *, on: date) -> dict[UUID, UUID]:
    """Return who is answerable for each customer on a day, by customer; none for some. A query for 500."""
    found: dict[UUID, UUID | None] = {}
    for ids in _chunks(customer_ids):
        rows = Answerable.objects.of(tenant_id).filter(customer_id__in=ids, since_on__lte=on).order_by("since_on")
        # The last row of a customer is the one that holds.
        found |= dict(rows.values_list("customer_id", "technician_id"))
    return {customer_id: technician_id for customer_id, technician_id in found.items() if technician_id}


def wishes_of(tenant_id: UUID, customer_ids: Collection[UUID], *, on: date) -> dict[UUID, Wishes]:
    """Return whom not to send to customers, and whom only; customers without any are left out. A query for 500."""
    found: dict[UUID, Wishes] = defaultdict(lambda: Wishes({}, {}))
    for ids in _chunks(customer_ids):
        rows = Wish.objects.of(tenant_id).filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on), customer_id__in=ids)
        for customer_id, technician_id, kind, why in rows.values_list("customer_id", "technician_id", "kind", "why"):
            wishes = found[customer_id]
            (wishes.never if kind == Wish.Kind.NEVER else wishes.only)[technician_id] = why
    return dict(found)


def listed(text: str) -> frozenset[str]:
    """Return what stands in a line with commas between, in small letters."""
    return frozenset(each.strip().casefold() for each in text.split(",") if each.strip())


@dataclass(frozen=True, slots=True)
class _UsualDay:
    """What holds for whoever has nothing of their own."""

    minutes: int
    earliest: int
    latest: int
    overtime: int

    @classmethod
    def of(cls, tenant_id: UUID) -> "_UsualDay":
        read = (BREAK_MINUTES, BREAK_EARLIEST, BREAK_LATEST, OVERTIME_MINUTES)
        return cls(*(value_of(tenant_id, each) for each in read))

    def break_of(self, row: Technician) -> BreakDue | None:
        minutes = self.minutes if row.break_minutes is None else row.break_minutes
        earliest = _minutes(row.break_earliest) if row.break_earliest else self.earliest
        latest = _minutes(row.break_latest) if row.break_latest else self.latest
        return BreakDue(minutes, earliest, max(earliest, latest)) if minutes else None


def _certificates(tenant_id: UUID, branch_id: UUID) -> dict[UUID, dict[str, date]]:
    """Return until when the certificates of a branch hold or held; without a last day one holds for ever."""
    rows = Certification.objects.of(tenant_id).filter(technician__branch_id=branch_id)
    held: dict[UUID, dict[str, date]] = defaultdict(dict)
    for technician_id, vendor, line, expires_on in rows.values_list("technician_id", "vendor", "line", "expires_on"):
        lines, until = held[technician_id], expires_on or date.max
        name = f"{vendor} {line}".strip().casefold()
        lines[name] = max(until, lines.get(name, until))
    return held


def _spot(latitude: float | None, longitude: float | None) -> Spot | None:
    return None if latitude is None or longitude is None else Spot(latitude, longitude)


def _minutes(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * HOUR + int(minutes)


def _chunks(ids: Collection[UUID]) -> list[list[UUID]]:
    ordered = sorted(ids)
    return [ordered[start : start + CHUNK] for start in range(0, len(ordered), CHUNK)]
