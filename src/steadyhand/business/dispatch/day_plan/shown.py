"""A day plan as pages, commands and programs show it: frozen values, read from its document."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from steadyhand.business.calls.queries.fills_gaps import GapKind
from steadyhand.business.calls.rules import CallType, Urgency
from steadyhand.business.dispatch.day_plan.rules import Change, PlanState, Trigger, Usual


@dataclass(frozen=True, slots=True)
class Said:
    """A reason: the rule or cost it stands for, whose it is (None: nobody's in particular), and the sentence."""

    rule: str
    said: str
    technician_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class CostLine:
    """A cost by its name (rules.COST_SAID), as a dispatcher says it; minutes of the plan, and of the day before it."""

    name: str
    said: str
    minutes: float
    minutes_before: float = 0.0

    @property
    def more_minutes(self) -> float:
        return self.minutes - self.minutes_before


@dataclass(frozen=True, slots=True)
class PromiseTouched:
    """An open promise of a call in the plan; `is_kept` as planned, `was_kept` as it is assigned now."""

    id: UUID
    said: str
    from_at: datetime | None
    by_at: datetime
    is_kept: bool
    was_kept: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanStop:
    """One call in a plan. `technician_id` None: nobody goes that day, `why` says why.

    `change` is against what is assigned now; `was_…` is how that stands. `minutes` is work on site.
    """

    call_id: UUID
    call_number: str
    call_version: int
    visit_id: UUID | None
    visit_version: int | None
    change: Change
    customer_id: UUID | None
    who: str
    place: str
    machine: str
    problem: str
    urgency: Urgency
    technician_id: UUID | None
    technician: str
    goes_along_id: UUID | None
    goes_along: str
    arrives_at: datetime | None
    begins_at: datetime | None
    ends_at: datetime | None
    minutes: int
    drive_minutes: int
    was_with_id: UUID | None
    was_with: str
    was_planned_for: datetime | None
    respond_by: datetime | None
    is_past_term: bool
    promise: PromiseTouched | None
    is_pinned: bool
    why: tuple[Said, ...]
    # By cost name, in minutes: what this stop adds beside its drive.
    costs: tuple[CostLine, ...]
    # Degrees north and east; None where nobody knows the place.
    point: tuple[float, float] | None

    @property
    def breaks_promise(self) -> bool:
        return self.promise is not None and not self.promise.is_kept


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanGap:
    """A visit that nobody waits for, where the day has room: maintenance that is due, or a technician's wish.

    `about_id` is the machine, or the proposal. Accepting makes it a call with its visit (`GapFilled`).
    """

    kind: GapKind
    about_id: UUID
    customer_id: UUID | None
    who: str
    place: str
    machine: str
    call_type: CallType
    technician_id: UUID
    technician: str
    begins_at: datetime
    ends_at: datetime
    minutes: int
    more_drive_minutes: int
    why: tuple[Said, ...]
    point: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Pause:
    """A break as it is planned."""

    begins_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLane:
    """A technician's day in a plan. `absent` says in words why somebody isn't planned for; empty: they are."""

    technician_id: UUID
    name: str
    absent: str
    opens_at: datetime | None
    closes_at: datetime | None
    leaves_at: datetime | None
    returns_at: datetime | None
    drive_minutes: int
    work_minutes: int
    overtime_minutes: int
    pauses: tuple[Pause, ...]
    stops: tuple[PlanStop, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanHead:
    """Which plan it is and what became of it."""

    id: UUID
    version: int
    state: PlanState
    branch_id: UUID
    on: date
    trigger: Trigger
    made_at: datetime
    made_by: str
    cost_minutes: float
    cost_minutes_before: float
    accepted_at: datetime | None
    accepted_by: str
    ended_at: datetime | None
    ended_by: str
    ended_because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPlanShown:
    """A whole plan: everybody's day, what nobody does, what it costs, and on which norms and travel times it rests."""

    head: PlanHead
    zone: str
    # The moment from which it plans; None for a day that hadn't begun.
    from_at: datetime | None
    lanes: tuple[PlanLane, ...]
    not_today: tuple[PlanStop, ...]
    costs: tuple[CostLine, ...]
    # What fills gaps, by technician and time: no part of the costs, and left out by whoever accepts the plan.
    gaps: tuple[PlanGap, ...]
    # What wasn't written down and what holds instead, a sentence each.
    norms: tuple[str, ...]
    travel: tuple[str, ...]
    attributions: tuple[str, ...]

    @property
    def stops(self) -> tuple[PlanStop, ...]:
        return (*(stop for lane in self.lanes for stop in lane.stops), *self.not_today)

    @property
    def changes(self) -> tuple[PlanStop, ...]:
        """Return what accepting would do, promises that break first, then by time."""
        applied = [stop for stop in self.stops if stop.change.is_applied]

        def first(stop: PlanStop) -> tuple[bool, str, str]:
            at = stop.begins_at or stop.was_planned_for
            return (not stop.breaks_promise, at.isoformat() if at else "", stop.call_number)

        return tuple(sorted(applied, key=first))

    @property
    def promises_touched(self) -> tuple[PlanStop, ...]:
        """Return the stops whose promise the plan breaks although it is kept as things are assigned now."""
        return tuple(stop for stop in self.stops if stop.promise and stop.promise.was_kept and not stop.promise.is_kept)


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveCost:
    """What moving one call would break and cost. `breaks`: rules that must hold; nothing in it means that it may be.

    `is_possible` False: it has no place in that day at all, and there are no times. `costs` are by how much each cost
    changes; `weight` is the cost (or `a_rule`) that it overrules most, with its minutes.
    """

    call_id: UUID
    technician_id: UUID | None
    technician: str
    is_possible: bool
    breaks: tuple[Said, ...]
    more_minutes: float
    costs: tuple[CostLine, ...]
    weight: str
    weight_minutes: float
    begins_at: datetime | None
    ends_at: datetime | None
    drive_minutes: int
    # Other calls that would be later by a quarter of an hour or more, or no longer fit: number, whose, by how much.
    others: tuple[str, ...]
    promises: tuple[PromiseTouched, ...]
    # All of it in a sentence or two.
    said: str


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why somebody else doesn't go: every rule against them, else what it would cost or what is in the way."""

    technician_id: UUID
    name: str
    reasons: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """Why a call is planned as it is, and why not with each of the others."""

    stop: PlanStop
    reasons: tuple[Said, ...]
    others: tuple[WhyNot, ...]


@dataclass(frozen=True, slots=True)
class PlanDifference:
    """A call that two plans have otherwise; None: not in that plan."""

    call_number: str
    who: str
    one: PlanStop | None
    other: PlanStop | None


@dataclass(frozen=True, slots=True)
class PinFacts:
    """A pin as it stands; without a technician nobody goes that day."""

    call_id: UUID
    technician_id: UUID | None
    technician: str
    begins_at: datetime | None
    why: str
    by: str


@dataclass(frozen=True, slots=True)
class OverruleFacts:
    """What a dispatcher did otherwise than planned."""

    id: UUID
    at: datetime
    on: date
    by: str
    call_id: UUID
    call_number: str
    planned_with: str
    given_to: str
    weight: str
    weight_said: str
    more_minutes: float
    usual: Usual
    # The usual reason and their own words, in one sentence.
    why: str


@dataclass(frozen=True, slots=True)
class OverruledWeight:
    """How often a cost was overruled in a month, what it weighs, and the question that follows from it."""

    weight: str
    said: str
    times: int
    people: int
    minutes: float
    # The setting to change; empty: there is none.
    setting_key: str
    question: str
    # Usual reasons as they are said, with how often, the most frequent first.
    reasons: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class OverruledMonth:
    """A month of overrules, the most overruled first, and each single one, newest first."""

    month: date
    plans_accepted: int
    weights: tuple[OverruledWeight, ...]
    overrules: tuple[OverruleFacts, ...]
    # Moves that were undone: kept, and counted in none of the above.
    undone: int = 0
