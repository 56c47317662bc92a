"""What does the engine say of something that has been waiting for a while? Its answer, given that it isn't done yet."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from steadyhand.business.calls.queries.promised import CallToPromise
from steadyhand.business.promises.expecting import MIDDLE, Expected, Work, expect
from steadyhand.business.promises.forecasting.watching import NORMS
from steadyhand.business.promises.rules import PromiseKind
from steadyhand.shared.actor import Actor
from steadyhand.shared.working_hours import BeyondHorizon, due_at, elapsed

HOUR = timedelta(hours=1)
# As measured in the simulator: it took the worst month of one dealership from 90 to 96 % for promises 3 % longer.
PLAN_ODDS = 0.7


@dataclass(frozen=True, slots=True)
class Asked:
    """The engine's answer at a moment. All of it is for the house alone."""

    expected: Expected
    at: datetime
    # The earliest moment kept at the target, and what is likely; None beyond the horizon.
    earliest_at: datetime | None
    expected_at: datetime | None

    def odds_by(self, moment: datetime) -> float | None:
        """Return the probability (0–1) that it is done by a moment; None where only a norm is known."""
        answer = self.expected
        if answer.odds_by(moment) is None:
            return None
        return answer.forecast.odds_still(answer.hours_until(moment), open_for=answer.hours_until(self.at))

    @property
    def why(self) -> str:
        return self.expected.why


def ask(by: Actor, *, kind: PromiseKind, work: Work, now: datetime) -> Asked | None:
    """Return what the engine expects of work that isn't done yet; None for what it can't know."""
    expected = expect(by, kind=kind, work=work, now=now)
    if expected is None:
        return None
    if expected.forecast.is_norm:
        # A norm knows nothing of how long it has been waiting: careful is to count from now.
        anew = expected if work.opened_at >= now else replace(expected, work=replace(work, opened_at=now))
        earliest = later_of(anew.at(anew.target_share), by_the_plan(anew, now=now))
        return Asked(anew, now, earliest, later_of(anew.at(MIDDLE), planned_for(anew)))
    done = expected.forecast.odds_by(expected.hours_until(now))

    def at(share: float) -> datetime | None:
        found = expected.at(done + share * (1 - done))
        return found and max(found, now)

    earliest = later_of(at(expected.target_share), by_the_plan(expected, now=now))
    return Asked(expected, now, earliest, later_of(at(MIDDLE), planned_for(expected)))


def planned_for(expected: Expected) -> datetime | None:
    """Return when the plan has somebody there; None for what isn't an arrival, or isn't planned."""
    return expected.work.planned_for if expected.kind is PromiseKind.ARRIVAL else None


def by_the_plan(expected: Expected, *, now: datetime) -> datetime | None:
    """Return the moment before which no arrival is promised, since the plan has nobody there sooner; None: no plan.

    By the usual slips of plans; the engine has said its own odds (docs/how-it-works/watching-promises.md).
    """
    planned = planned_for(expected)
    if planned is None:
        return None
    ahead = elapsed(expected.calendar, now, planned) / HOUR if planned > now else 0.0
    try:
        return due_at(expected.calendar, now, HOUR * max(NORMS.slips.start_by(PLAN_ODDS, ahead=ahead), 0.0))
    except BeyondHorizon:
        return planned


def later_of(found: datetime | None, floor: datetime | None) -> datetime | None:
    """Return the later of two; None where there is no time to be later than."""
    return max(found, floor) if found is not None and floor is not None else found


def work_of(
    call: CallToPromise,
    *,
    kind: PromiseKind,
    counted_from: datetime | None = None,
    part_by_at: datetime | None = None,
    now: datetime,
) -> Work:
    """Return a call as the engine sees it. `counted_from`: when its time was offered, a moment before it was taken.

    `part_by_at`: what is promised of the part that it waits for.
    A first arrival and a fix count from when the call was taken; another arrival, and a part, from now.
    """
    is_anew = kind is PromiseKind.PART or (kind is PromiseKind.ARRIVAL and call.was_reached)
    opened_at = now if is_anew else call.taken_at
    return Work(
        branch_id=call.branch_id,
        opened_at=min(opened_at, counted_from) if counted_from else opened_at,
        urgency=call.urgency,
        call_type=call.call_type,
        family=call.family,
        problem_code=call.problem_code,
        site_calendar_id=call.site_calendar_id,
        maker=call.maker,
        part_by_at=part_by_at,
        planned_for=call.planned_for,
    )


def work_at(branch_id: UUID, *, now: datetime) -> Work:
    """Return work of which nothing is known but where."""
    return Work(branch_id=branch_id, opened_at=now)
