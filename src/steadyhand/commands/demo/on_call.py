"""Who is on call at Lakeside, where a night is nobody's, and what happened last night: made true by the flows."""

from datetime import UTC, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from steadyhand.business.calls.actions.plan_visit import plan_visit
from steadyhand.business.calls.actions.start_travel import start_travel
from steadyhand.business.calls.alerts.reading import alerts_of_call
from steadyhand.business.calls.alerts.rules import Answer
from steadyhand.business.calls.closing import Closing
from steadyhand.business.calls.queries.closing import closing_of
from steadyhand.business.calls.rules import Urgency, VisitState
from steadyhand.business.dealership.actions.set_rota import set_rota
from steadyhand.business.dealership.actions.take_leave import take_leave
from steadyhand.business.dealership.branches import branches_of
from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.dealership.rota.reading import people_for_rota
from steadyhand.business.dealership.rota.rules import Place, Turn
from steadyhand.business.people.queries import technicians_of
from steadyhand.flows.visit.answer_on_call import answer_on_call
from steadyhand.flows.visit.arrive import arrive
from steadyhand.flows.visit.close_visit import close_visit
from steadyhand.flows.visit.move_alerts_on import move_alerts_on
from steadyhand.flows.visit.take_call import take_call
from steadyhand.shared.actor import Actor, the_system
from steadyhand.shared.outbox.delivering import deliver_next

WHO = "steadyhand demo"
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
SATURDAY, SUNDAY = 5, 6
MOST_WEEKS = 4
RANG_AT = time(22, 14)
NIGHT_CALL = "The night shift can't print the loading lists, and two lorries wait in the yard."
NIGHT_TOLD = "A sheet had wedged itself behind the fuser. It is out, and your lists have printed."


def put_on_call(tenant_id: UUID, *, now: datetime, zone: str) -> None:
    """Give every branch a rota that goes round among its technicians, and one of them a leave that nobody covers."""
    by = the_system(tenant_id, WHO)
    today = now.astimezone(ZoneInfo(zone)).date()
    monday = today - DAY * today.weekday()
    for branch in branches_of(by):
        names = {row.name for row in technicians_of(by, on=today, branch_id=branch.id)}
        people = [person for person in people_for_rota(by, branch.id) if person.name in names]
        weeks = min(len(people), MOST_WEEKS)
        turns: dict[Turn, UUID] = {}
        for week in range(weeks):
            for weekday in range(7):
                turns[week, weekday, Place.FIRST] = people[week].id
                # Next week's weekend has no second: with the leave below it is the gap that the calendar shows.
                if weeks > 1 and not (week == 1 and weekday in (SATURDAY, SUNDAY)):
                    turns[week, weekday, Place.SECOND] = people[(week + 1) % weeks].id
        if weeks:
            set_rota(by=by, branch_id=branch.id, weeks=weeks, starts_on=monday, turns=turns, now=now)
        if weeks > 1:
            saturday = monday + DAY * (7 + SATURDAY)
            take_leave(
                by=by, user_id=people[1].id, starts_on=saturday, until=saturday + 2 * DAY, why="a wedding", now=now
            )


def tell_last_night(dana: Actor, *, machine_id: UUID, now: datetime, zone: str) -> None:
    """Let a call come last night: the first on call sleeps through it, the next takes it, goes there and repairs it."""
    yesterday = now.astimezone(ZoneInfo(zone)).date() - DAY
    rang_at = datetime.combine(yesterday, RANG_AT, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    call_id = take_call(by=dana, problem=NIGHT_CALL, urgency=Urgency.STANDSTILL, machine_id=machine_id, now=rang_at).id
    jobs = the_system(dana.tenant_id, WHO)
    _deliver(dana.tenant_id, rang_at)
    answered_at = rang_at + 12 * MINUTE
    for minutes in range(11):
        at = rang_at + minutes * MINUTE
        move_alerts_on(by=jobs, now=at)
        _deliver(dana.tenant_id, at)
    step = alerts_of_call(dana, call_id)[0].steps[-1]
    taker = actor_for(step.user_id)
    answer_on_call(by=taker, step_id=step.id, answer=Answer.TAKES, how="by the link", now=answered_at)
    technician = next((row for row in technicians_of(dana, on=yesterday) if row.name == step.name), None)
    if technician is None:
        # Too few technicians for a second on call: a manager took it, and has it on their list.
        return
    _repair(taker, call_id, technician.id, answered_at)


def _repair(by: Actor, call_id: UUID, technician_id: UUID, answered_at: datetime) -> None:
    visit = plan_visit(
        by=the_system(by.tenant_id, by.name),
        call_id=call_id,
        version=1,
        technician_id=technician_id,
        starts_at=answered_at + 35 * MINUTE,
        now=answered_at + MINUTE,
        why="Taken after hours.",
    )
    start_travel(by=by, visit_id=visit.id, version=visit.version, now=answered_at + 5 * MINUTE)
    arrive(by=by, visit_id=visit.id, version=visit.version + 1, now=answered_at + 33 * MINUTE)
    closing = Closing(outcome=VisitState.DONE, told_customer=NIGHT_TOLD, correction_code_id=_correction(by, visit.id))
    close_visit(by=by, visit_id=visit.id, version=visit.version + 2, closing=closing, now=answered_at + 70 * MINUTE)


def _correction(by: Actor, visit_id: UUID) -> UUID | None:
    """Return what most often fixed it before, where the dealership has codes."""
    facts = closing_of(by, visit_id)
    if facts is None or not (facts.fixes or facts.corrections):
        return None
    return facts.fixes[0].correction.id if facts.fixes else facts.corrections[0].id


def _deliver(tenant_id: UUID, now: datetime) -> None:
    for channel in ("sms", "email"):
        while deliver_next(tenant_id=tenant_id, channel=channel, now=now):
            pass
