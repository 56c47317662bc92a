"""From a plan that is kept back to what the solver understands."""

from steadyhand.business.dispatch.day_plan.reading import DayRead
from steadyhand.business.dispatch.day_plan.rules import Change
from steadyhand.business.dispatch.day_plan.shown import DayPlanShown
from steadyhand.business.dispatch.solver.plan import Plan, Route, Stop


def plan_from(read: DayRead, shown: DayPlanShown) -> Plan:
    """Return a plan as far as the record still has its technicians and calls, and they haven't begun."""
    seconds, routes = read.gathered.clock.seconds, []
    gone: set[str] = set()
    for lane in shown.lanes:
        key = read.key_of(lane.technician_id)
        if key is None:
            continue
        stops = tuple(
            Stop(stop.call_number, seconds(stop.arrives_at or stop.begins_at), seconds(stop.begins_at),
                 seconds(stop.ends_at or stop.begins_at), 0)
            for stop in lane.stops
            if stop.change is not Change.BEGUN and stop.begins_at is not None and stop.call_number in read.calls
        )  # fmt: skip
        if stops:
            routes.append(Route(key, stops[0].begins, stops[-1].ends, stops))
            gone.update(stop.visit for stop in stops)
    return Plan(tuple(routes), tuple(number for number in read.calls if number not in gone))
