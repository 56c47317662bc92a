"""How long will this take here, and which time is kept at the target? The engine's answer, turned into moments."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from uuid import UUID

from steadyhand.business.dealership.calendars import hours_to_count_by
from steadyhand.business.dealership.settings.values import values_of
from steadyhand.business.promises.forecasting.forecast import Forecast
from steadyhand.business.promises.rules import PromiseKind
from steadyhand.business.promises.settings import NORMS, SETTINGS, TARGETS
from steadyhand.shared.actor import Actor
from steadyhand.shared.working_hours import BeyondHorizon, WorkingCalendar, due_at, elapsed

# Of a norm nothing is known but that it is careful: its middle is said to nobody, and stands for the plan's own aim.
MIDDLE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What is to be given a time: only what is known when it is asked for."""

    branch_id: UUID
    # From when the hours count: the call was taken, the part was asked for.
    opened_at: datetime
    urgency: str = ""
    call_type: str = ""
    family: str = ""
    problem_code: str = ""
    site_calendar_id: UUID | None = None
    technician_id: UUID | None = None
    part_maker: str = ""


@dataclass(frozen=True)
class Expected:
    """The engine's answer for one piece of work, in moments by the working hours that it counts by."""

    kind: PromiseKind
    work: Work
    forecast: Forecast
    target_share: float
    segment: str
    features: dict[str, str | float | None]
    model_id: UUID | None
    calendar: WorkingCalendar

    @cached_property
    def earliest_at(self) -> datetime | None:
        """The earliest moment kept at the target; None where the engine gives no time."""
        return self.at(self.target_share)

    @cached_property
    def expected_at(self) -> datetime | None:
        """What is likely, for the house alone: half of all such work was done by then."""
        return self.at(MIDDLE)

    def at(self, share: float) -> datetime | None:
        """Return the moment by which it is done with this probability (0–1); None beyond the horizon."""
        hours = self.forecast.hours_kept(share)
        if hours is None:
            return None
        try:
            return due_at(self.calendar, self.work.opened_at, timedelta(hours=hours))
        except BeyondHorizon:
            return None

    def odds_by(self, moment: datetime) -> float | None:
        """Return the probability (0–1) that it is done by a moment; None where only a norm is known."""
        if self.forecast.is_norm:
            return None
        return self.forecast.odds_by(self.hours_until(moment))

    def hours_until(self, moment: datetime) -> float:
        """Return the working hours from its opening to a moment; none before it."""
        if moment <= self.work.opened_at:
            return 0.0
        return elapsed(self.calendar, self.work.opened_at, moment) / timedelta(hours=1)


def expect(by: Actor, *, kind: PromiseKind, work: Work, now: datetime) -> Expected | None:
    """Return what the engine expects of some work of a branch; None for what it can't know (`PromiseKind.OTHER`)."""
    if kind not in TARGETS:
        return None
    values = values_of(by.tenant_id, SETTINGS)
    target = float(values[TARGETS[kind]])
    norm = values[NORMS[kind]] / 60
    forecast = Forecast(
        shares=(MIDDLE, target),
        hours=(norm * MIDDLE, norm),
        closed_cases=0,
        is_norm=True,
        why="Too little history for odds: this is the careful norm.",
        model="norm",
    )
    return Expected(
        kind=kind,
        work=work,
        forecast=forecast,
        target_share=target,
        segment="",
        features={},
        model_id=None,
        calendar=hours_to_count_by(by.tenant_id, work.branch_id, work.site_calendar_id, around=now),
    )
