"""Which pairs are there, what did they write, and when do they ride together?"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from steadyhand.business.dealership.settings.values import value_of
from steadyhand.business.people.claims import levels_on
from steadyhand.business.people.growth.models import Pair, RideDay, Worksheet
from steadyhand.business.people.growth.pairing import Candidate, Health, health_of
from steadyhand.business.people.growth.rules import PairState
from steadyhand.business.people.models import Skill, Technician
from steadyhand.business.people.settings import NEW_FOR_DAYS
from steadyhand.shared.actor import Actor

# More than anybody reads of one pair: two a week for two years.
MOST_SHEETS = 200


@dataclass(frozen=True, slots=True)
class PairGoal:
    """What a pair works on; `skill` is empty where no skill of the matrix stands for it."""

    words: str
    skill: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one of a pair wrote about a week; `met_on` None: they didn't sit together."""

    id: UUID
    week_on: date
    is_mentors: bool
    by: str
    met_on: date | None
    went_well: str
    was_hard: str
    next_step: str


@dataclass(frozen=True, slots=True)
class Ride:
    """A day on which they ride together."""

    id: UUID
    on: date
    about: str
    planned_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PairLine:
    """A pair with everything that its page shows. Sheets and rides are the latest first."""

    id: UUID
    learner_id: UUID
    learner: str
    learner_user_id: UUID | None
    mentor_id: UUID
    mentor: str
    mentor_user_id: UUID | None
    branch_id: UUID
    state: PairState
    why: str
    goals: tuple[PairGoal, ...]
    proposed_at: datetime
    starts_on: date | None
    ends_on: date | None
    ended_because: str
    version: int
    sheets: tuple[Sheet, ...]
    rides: tuple[Ride, ...]

    def health(self, today: date) -> Health | None:
        """Return how it is; None for one that doesn't run."""
        if self.state is not PairState.RUNNING or self.starts_on is None:
            return None
        met = [sheet.met_on for sheet in self.sheets if sheet.met_on]
        # A day along is a day together.
        met += [ride.on for ride in self.rides]
        return health_of(starts_on=self.starts_on, met_on=met, today=today)

    def side_of(self, user_id: UUID | None) -> str:
        """Return whether somebody is its mentor or its learner; empty for others."""
        if user_id is None:
            return ""
        return {self.mentor_user_id: "mentor", self.learner_user_id: "learner"}.get(user_id, "")


def pair_lines(by: Actor, *, technician_id: UUID | None = None, is_open: bool | None = None) -> tuple[PairLine, ...]:
    """Return the pairs at the actor's branches, or of one technician; open ones first. Three queries."""
    rows = Pair.objects.visible_to(by).select_related("learner", "mentor")
    if technician_id is not None:
        rows = rows.filter(Q(learner_id=technician_id) | Q(mentor_id=technician_id))
    if is_open is not None:
        states = (PairState.PROPOSED, PairState.RUNNING)
        rows = rows.filter(state__in=states) if is_open else rows.exclude(state__in=states)
    found = list(rows.order_by("-proposed_at", "-id"))
    lines = _lines(by.tenant_id, found)
    return tuple(sorted(lines, key=lambda line: not line.state.is_open))


def pair_of(by: Actor, pair_id: UUID) -> PairLine | None:
    """Return one pair, or None where the actor can't see it. Three queries."""
    rows = list(Pair.objects.visible_to(by).select_related("learner", "mentor").filter(id=pair_id))
    return _lines(by.tenant_id, rows)[0] if rows else None


def _lines(tenant_id: UUID, rows: list[Pair]) -> list[PairLine]:
    ids = [row.id for row in rows]
    sheets: dict[UUID, list[Sheet]] = defaultdict(list)
    written = Worksheet.objects.of(tenant_id).filter(pair_id__in=ids).order_by("-week_on", "is_mentors", "id")
    for each in written:
        sheets[each.pair_id].append(
            Sheet(
                each.id,
                each.week_on,
                each.is_mentors,
                each.by_name,
                each.met_on,
                each.went_well,
                each.was_hard,
                each.next_step,
            )
        )
    rides: dict[UUID, list[Ride]] = defaultdict(list)
    for ride in RideDay.objects.of(tenant_id).filter(pair_id__in=ids, taken_back_at__isnull=True).order_by("-on"):
        rides[ride.pair_id].append(Ride(ride.id, ride.on, ride.about, ride.planned_by_name))
    return [
        PairLine(
            id=row.id,
            learner_id=row.learner_id,
            learner=row.learner.name,
            learner_user_id=row.learner.user_id,
            mentor_id=row.mentor_id,
            mentor=row.mentor.name,
            mentor_user_id=row.mentor.user_id,
            branch_id=row.learner.branch_id,
            state=PairState(row.state),
            why=row.why,
            goals=tuple(PairGoal(each["words"], each.get("skill", "")) for each in row.goals),
            proposed_at=row.proposed_at,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            ended_because=row.ended_because,
            version=row.version,
            sheets=tuple(sheets[row.id][:MOST_SHEETS]),
            rides=tuple(rides[row.id]),
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody new who has no mentor and never had one proposed."""

    candidate: Candidate
    branch_id: UUID
    user_id: UUID | None


def newcomers(tenant_id: UUID, *, on: date) -> tuple[Newcomer, ...]:
    """Return who is new and has no pair, open or over, by name. Four queries at most."""
    since = on - timedelta(days=value_of(tenant_id, NEW_FOR_DAYS))
    here = Technician.objects.of(tenant_id).filter(Q(left_on__isnull=True) | Q(left_on__gt=on))
    paired = Pair.objects.of(tenant_id).values("learner_id")
    rows = list(here.filter(started_on__gte=since, started_on__lte=on).exclude(id__in=paired).order_by("name", "id"))
    levels = levels_on(Skill.objects.of(tenant_id).filter(technician_id__in=[row.id for row in rows]), on)
    return tuple(
        Newcomer(Candidate(row.id, row.name, levels.get(row.id, {}), is_new=True), row.branch_id, row.user_id)
        for row in rows
    )


def mentors_at(tenant_id: UUID, branch_id: UUID, *, on: date) -> tuple[Candidate, ...]:
    """Return who works at a branch, with what they know and how many learners they have. Four queries."""
    since = on - timedelta(days=value_of(tenant_id, NEW_FOR_DAYS))
    works = Q(left_on__isnull=True) | Q(left_on__gt=on)
    rows = list(Technician.objects.of(tenant_id).filter(works, branch_id=branch_id).order_by("name", "id"))
    levels = levels_on(Skill.objects.of(tenant_id).filter(technician__branch_id=branch_id), on)
    learners: dict[UUID, int] = defaultdict(int)
    states = (PairState.PROPOSED, PairState.RUNNING)
    for mentor_id in Pair.objects.of(tenant_id).filter(state__in=states).values_list("mentor_id", flat=True):
        learners[mentor_id] += 1
    return tuple(
        Candidate(
            row.id,
            row.name,
            levels.get(row.id, {}),
            is_new=row.started_on is not None and row.started_on >= since,
            learners=learners[row.id],
        )
        for row in rows
    )
