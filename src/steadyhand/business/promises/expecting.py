"""How long will this take here, and which time is kept at the target? The engine's answer, turned into moments."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from uuid import UUID
from zoneinfo import ZoneInfo

from steadyhand.business.dealership.calendars import hours_to_count_by
from steadyhand.business.dealership.settings.values import Values, values_of
from steadyhand.business.promises.blocking import Blocked, blocked_by
from steadyhand.business.promises.facts import Work as Work  # noqa: PLC0414  # whoever asks needs no second import
from steadyhand.business.promises.facts import features_of, segment_of, time_of
from steadyhand.business.promises.fitted import live_model
from steadyhand.business.promises.forecasting.cases import Value
from steadyhand.business.promises.forecasting.forecast import Forecast
from steadyhand.business.promises.rules import PromiseKind
from steadyhand.business.promises.settings import CUT_OFF, NORMS, SETTINGS, TARGETS
from steadyhand.business.promises.waiting import waiting_each
from steadyhand.shared.actor import Actor
from steadyhand.shared.working_hours import BeyondHorizon, WorkingCalendar, due_at, elapsed, next_opening

# Half of all such work was done by then: what the house itself expects.
MIDDLE = 0.5


@dataclass(frozen=True)
class Expected:
    """The engine's answer for one piece of work, in moments by the working hours that it counts by."""

    kind: PromiseKind
    work: Work
    forecast: Forecast
    target_share: float
    segment: str
    features: Mapping[str, Value]
    model_id: UUID | None
    calendar: WorkingCalendar
    blocked: Blocked | None = None

    @property
    def counted_from_at(self) -> datetime:
        """From when the hours count: its opening, or when what is known to block it is over."""
        until = self.blocked.until if self.blocked else None
        return max(self.work.opened_at, until) if until else self.work.opened_at

    @property
    def why(self) -> str:
        """On what it rests, in a sentence for the house; what blocks it first."""
        return f"{self.blocked.why} {self.forecast.why}".strip() if self.blocked else self.forecast.why

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
        if hours is None or (self.blocked is not None and self.blocked.until is None):
            return None
        try:
            return due_at(self.calendar, self.counted_from_at, timedelta(hours=hours))
        except BeyondHorizon:
            return None

    def odds_by(self, moment: datetime) -> float | None:
        """Return the probability (0–1) that it is done by a moment; None where it isn't known."""
        if self.forecast.is_norm or (self.blocked is not None and self.blocked.until is None):
            return None
        return self.forecast.odds_by(self.hours_until(moment))

    def hours_until(self, moment: datetime) -> float:
        """Return the working hours from `counted_from_at` to a moment; none before it."""
        if moment <= self.counted_from_at:
            return 0.0
        return elapsed(self.calendar, self.counted_from_at, moment) / timedelta(hours=1)


def expect(by: Actor, *, kind: PromiseKind, work: Work, now: datetime) -> Expected | None:
    """Return what the engine expects of some work of a branch; None for what it can't know (`PromiseKind.OTHER`).

    Nine queries at most; the fitted model is read once a process.
    """
    if kind not in TARGETS:
        return None
    values = values_of(by.tenant_id, SETTINGS)
    calendar = hours_to_count_by(by.tenant_id, work.branch_id, work.site_calendar_id, around=now)
    zone = ZoneInfo(calendar.zone)
    # What comes in at night waits like the first call of the morning: there are too few to learn from.
    begins_at = next_opening(calendar, work.opened_at)
    busy = replace(work, waiting_each=waiting_each(by.tenant_id, work.branch_id, now=now))
    features = features_of(kind, busy, zone=zone, cut_off=time_of(values[CUT_OFF]), begins_at=begins_at)
    segment = segment_of(kind, work)
    model = live_model(by.tenant_id, kind)
    forecast = None
    if model is not None:
        found = model.forecaster.forecast(features, opened_at=begins_at.astimezone(zone), segment=segment)
        forecast = None if found.is_norm else found
    return Expected(
        kind=kind,
        work=work,
        forecast=forecast or _norm(kind, values),
        target_share=float(values[TARGETS[kind]]),
        segment=segment,
        features=features,
        model_id=model.id if model and forecast else None,
        calendar=calendar,
        blocked=blocked_by(by.tenant_id, kind, work, calendar, now=now),
    )


def _norm(kind: PromiseKind, values: Values) -> Forecast:
    """Return the dealership's own careful norm, which stands in until there is history."""
    norm = values[NORMS[kind]] / 60
    return Forecast(
        shares=(MIDDLE, float(values[TARGETS[kind]])),
        hours=(norm * MIDDLE, norm),
        closed_cases=0,
        is_norm=True,
        why="Too little history for odds yet: this is the careful norm from the settings.",
        model="norm",
    )
