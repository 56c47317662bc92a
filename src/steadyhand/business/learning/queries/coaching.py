"""Which coaching is under way, what is due this week and with whom, and what was agreed last? Answers are values."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F

from steadyhand.business.dealership.present import today_at
from steadyhand.business.learning.coaching.cadence import WEEK, Sort, monday_of
from steadyhand.business.learning.coaching.fitting import Line, Short, short_of
from steadyhand.business.learning.models import CoachingPlan, CoachingStep, RideAlong
from steadyhand.shared.actor import Actor

Standing = CoachingStep.Standing
# Plans that have ended stand below those that go on; older ones are found at the technician.
MOST_ENDED = 12
NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Step:
    """A talk or ride-along of a plan. `on` is the Monday of its week."""

    id: UUID
    plan_id: UUID
    technician_id: UUID
    technician: str
    sort: Sort
    week: int
    on: date
    minutes: int
    coach_id: UUID | None
    coach: str
    standing: Standing
    why: str
    agreed: str
    done_at: datetime | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan with its steps, in the order of weeks."""

    id: UUID
    technician_id: UUID
    technician: str
    training: str
    title: str
    behaviours: tuple[str, ...]
    starts_on: date
    week_now: int
    ended_at: datetime | None
    ended_because: str
    steps: tuple[Step, ...]

    def how_many(self, sort: Sort, *standings: Standing) -> int:
        return sum(step.sort is sort and (not standings or step.standing in standings) for step in self.steps)

    @property
    def short(self) -> Short:
        return short(self.steps)


def short(steps: Sequence[Step]) -> Short:
    """Return what gave way of these steps."""
    return short_of([Line(step.sort, step.week, step.on, step.minutes, _gave_way(step)) for step in steps])


def plans_at(by: Actor, *, now: datetime, branch_id: UUID | None = None) -> tuple[Plan, ...]:
    """Return plans at the actor's branches: open ones by name, then the last that ended.

    Three queries.
    """
    rows = CoachingPlan.objects.visible_to(by).select_related("technician")
    if branch_id is not None:
        rows = rows.filter(branch_id=branch_id)
    open_ones = list(rows.filter(ended_at__isnull=True).order_by("technician__name", "starts_on", "id"))
    ended = list(rows.filter(ended_at__isnull=False).order_by("-ended_at")[:MOST_ENDED])
    return _plans(by, [*open_ones, *ended], now)


def plan_called(by: Actor, plan_id: UUID, *, now: datetime) -> Plan | None:
    """Return one plan at the actor's branches. Two queries."""
    rows = CoachingPlan.objects.visible_to(by).select_related("technician").filter(id=plan_id)
    return next(iter(_plans(by, list(rows), now)), None)


def plans_of(by: Actor, technician_id: UUID, *, now: datetime) -> tuple[Plan, ...]:
    """Return a technician's plans, newest first; the page has looked whether the reader may. Two queries."""
    rows = CoachingPlan.objects.of(by.tenant_id).select_related("technician").filter(technician_id=technician_id)
    return _plans(by, list(rows.order_by("-starts_on", "-id")), now)


def due_with(by: Actor, *, now: datetime) -> tuple[Step, ...]:
    """Return what the actor has to do this week, and what of earlier weeks is still open, oldest first. One query."""
    this_week = monday_of(today_at(by.tenant_id, now))
    rows = CoachingStep.objects.of(by.tenant_id).filter(
        coach_id=by.user_id or NOBODY, standing=Standing.PLANNED, on__lte=this_week, plan__ended_at__isnull=True
    )
    rows = rows.select_related("plan__technician", "coach").order_by("on", "sort", "plan__technician__name", "id")
    return tuple(_step(row) for row in rows)


def week_with(by: Actor, step_id: UUID) -> tuple[Step, ...]:
    """Return a step at the actor's branches, then what stands in the same coach's week. Two queries."""
    rows = CoachingStep.objects.visible_to(by).select_related("plan__technician", "coach")
    row = rows.filter(id=step_id).first()
    if row is None:
        return ()
    others = rows.filter(coach_id=row.coach_id, on=row.on).exclude(id=row.id) if row.coach_id else rows.none()
    order = others.order_by("sort", "plan__technician__name", "id")
    return (_step(row), *(_step(each) for each in order))


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was agreed last with a technician: when, with whom, and the words."""

    at: datetime
    who: str
    words: str


def agreed_last(tenant_id: UUID, technicians: Collection[UUID]) -> dict[UUID, Agreed]:
    """Return what each of them agreed to last, in a talk or on a ride-along. Two queries."""
    found: dict[UUID, Agreed] = {}
    talks = CoachingStep.objects.of(tenant_id).filter(
        plan__technician_id__in=technicians, sort=Sort.TALK, standing=Standing.DONE, done_at__isnull=False
    )
    rides = RideAlong.objects.of(tenant_id).filter(technician_id__in=technicians)
    rows = [
        *talks.order_by("done_at").values_list("plan__technician_id", "done_at", "coach__name", "agreed"),
        *rides.order_by("happened_at").values_list("technician_id", "happened_at", "observer__name", "change"),
    ]
    for technician_id, at, who, words in rows:
        if at is not None and (technician_id not in found or found[technician_id].at <= at):
            found[technician_id] = Agreed(at, who or "", words)
    return found


@dataclass(frozen=True, slots=True)
class Held:
    """How much of the coaching that was due has been held; of what gave way or was left out too."""

    planned: int
    done: int
    gave_way: int
    left_out: int


def share_held(held: Iterable[Held]) -> float | None:
    """Return which share of coaching that was due was held; None where nothing was due."""
    of = list(held)
    planned = sum(each.planned for each in of)
    return sum(each.done for each in of) / planned if planned else None


def held_since(
    by: Actor, since: date, *, now: datetime, technicians: Collection[UUID] | None = None, training: str = ""
) -> dict[Sort, Held]:
    """Return talks and ride-alongs whose week has begun since a day, at the actor's branches. One query."""
    this_week = monday_of(today_at(by.tenant_id, now))
    rows = CoachingStep.objects.visible_to(by).filter(on__gte=since, on__lt=this_week + WEEK)
    # What was left out with the rest of its plan was never due.
    rows = rows.exclude(standing=Standing.LEFT_OUT, plan__ended_at__isnull=False, why=F("plan__ended_because"))
    if technicians is not None:
        rows = rows.filter(plan__technician_id__in=technicians)
    if training:
        rows = rows.filter(plan__training=training)
    counted: dict[tuple[Sort, str], int] = defaultdict(int)
    for sort, standing in rows.values_list("sort", "standing"):
        counted[Sort(sort), standing] += 1
    return {
        sort: Held(
            planned=sum(counted[sort, standing] for standing in Standing.values),
            done=counted[sort, Standing.DONE],
            gave_way=counted[sort, Standing.GAVE_WAY],
            left_out=counted[sort, Standing.LEFT_OUT],
        )
        for sort in Sort
    }


def _plans(by: Actor, rows: Sequence[CoachingPlan], now: datetime) -> tuple[Plan, ...]:
    steps: dict[UUID, list[Step]] = defaultdict(list)
    found = CoachingStep.objects.of(by.tenant_id).filter(plan__in=rows)
    for row in found.select_related("plan__technician", "coach").order_by("on", "sort", "id"):
        steps[row.plan_id].append(_step(row))
    this_week = monday_of(today_at(by.tenant_id, now))
    return tuple(
        Plan(
            id=row.id,
            technician_id=row.technician_id,
            technician=row.technician.name,
            training=row.training,
            title=row.title,
            behaviours=tuple(row.behaviours),
            starts_on=row.starts_on,
            week_now=(this_week - row.starts_on) // WEEK + 1,
            ended_at=row.ended_at,
            ended_because=row.ended_because,
            steps=tuple(steps[row.id]),
        )
        for row in rows
    )


def _step(row: CoachingStep) -> Step:
    return Step(
        id=row.id,
        plan_id=row.plan_id,
        technician_id=row.plan.technician_id,
        technician=row.plan.technician.name,
        sort=Sort(row.sort),
        week=row.week,
        on=row.on,
        minutes=row.minutes,
        coach_id=row.coach_id,
        coach=row.coach.name if row.coach else "",
        standing=Standing(row.standing),
        why=row.why,
        agreed=row.agreed,
        done_at=row.done_at,
        is_open=row.standing == Standing.PLANNED and row.followup_id is not None,
    )


def _gave_way(step: Step) -> str:
    return step.why if step.standing is Standing.GAVE_WAY else ""
