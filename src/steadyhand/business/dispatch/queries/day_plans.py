"""Which plan is there for a day, what does it say, and what is pinned?"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from steadyhand.business.calls.queries.fills_gaps import GapKind
from steadyhand.business.calls.rules import CallType, Urgency
from steadyhand.business.dealership.queries import the_dealership
from steadyhand.business.dispatch.day_plan.models import DayPlan, GoesAlong, Pin
from steadyhand.business.dispatch.day_plan.rules import Change, PlanState, Trigger
from steadyhand.business.dispatch.day_plan.shown import (
    CostLine,
    DayPlanShown,
    Pause,
    PinFacts,
    PlanDifference,
    PlanGap,
    PlanHead,
    PlanLane,
    PlanStop,
    PromiseTouched,
    Said,
)
from steadyhand.business.dispatch.day_plan.speaking import by_the_clock
from steadyhand.shared.actor import Actor

# A day has few plans; a morning of re-planning has some dozens.
_MOST_PLANS = 50
_HEAD = (
    *("id", "version", "state", "branch_id", "on", "trigger", "made_at", "made_by_name", "cost_minutes"),
    *("cost_minutes_before", "accepted_at", "accepted_by_name", "ended_at", "ended_by_name", "ended_because"),
)
Document = Mapping[str, Any]


def plan_shown(by: Actor, plan_id: UUID) -> DayPlanShown | None:
    """Return a plan; None where the actor can't see it. Two queries."""
    row = DayPlan.objects.visible_to(by).filter(id=plan_id).values(*_HEAD, "document").first()
    return _shown(by, row) if row else None


def document_of(by: Actor, plan_id: UUID) -> dict[str, Any]:
    """Return a plan's document for programs (docs/reference/dispatch/day-plan.schema.json); empty for none."""
    found = DayPlan.objects.visible_to(by).filter(id=plan_id).values_list("document", flat=True).first()
    return dict(found) if found else {}


def plan_of_day(by: Actor, *, branch_id: UUID, on: date) -> DayPlanShown | None:
    """Return the proposal of a day, else the plan that was accepted last; None where there is neither."""
    rows = DayPlan.objects.visible_to(by).filter(branch_id=branch_id, on=on)
    for state in (PlanState.PROPOSED, PlanState.ACCEPTED):
        row = rows.filter(state=state).order_by("-accepted_at", "-made_at").values(*_HEAD, "document").first()
        if row is not None:
            return _shown(by, row)
    return None


def plans_of_day(by: Actor, *, branch_id: UUID, on: date) -> tuple[PlanHead, ...]:
    """Return the plans of a day, newest first. One query."""
    rows = DayPlan.objects.visible_to(by).filter(branch_id=branch_id, on=on).order_by("-made_at", "-id")
    return tuple(_head(row) for row in rows.values(*_HEAD)[:_MOST_PLANS])


def proposals_waiting(by: Actor, *, since_on: date) -> tuple[PlanHead, ...]:
    """Return the proposals of that day and later ones that somebody should accept or set aside, the first day first."""
    rows = DayPlan.objects.visible_to(by).filter(state=PlanState.PROPOSED, on__gte=since_on)
    return tuple(_head(row) for row in rows.order_by("on", "branch_id").values(*_HEAD)[:_MOST_PLANS])


def compare_plans(by: Actor, *, one_id: UUID, other_id: UUID) -> tuple[PlanDifference, ...]:
    """Return the calls that two plans have with another technician, at another time by a quarter, or not at all."""
    one, other = plan_shown(by, one_id), plan_shown(by, other_id)
    if one is None or other is None:
        return ()
    first = {stop.call_id: stop for stop in one.stops}
    second = {stop.call_id: stop for stop in other.stops}
    found = []
    for call_id in {**first, **second}:
        left, right = first.get(call_id), second.get(call_id)
        if left is None or right is None or _differ(left, right):
            known = left or right
            assert known is not None  # noqa: S101  # for mypy
            found.append(PlanDifference(known.call_number, known.who, left, right))
    return tuple(sorted(found, key=lambda each: each.call_number))


def pins_on(by: Actor, *, branch_id: UUID, on: date) -> dict[UUID, PinFacts]:
    """Return what is pinned that day, by call. One query."""
    rows = Pin.objects.visible_to(by).filter(call__branch_id=branch_id, on=on)
    columns = ("call_id", "technician_id", "technician__name", "begins_at", "why", "pinned_by_name")
    return {
        call_id: PinFacts(call_id, technician_id, name or "", *rest)
        for call_id, technician_id, name, *rest in rows.values_list(*columns)
    }


def going_along_on(by: Actor, *, starts_at: datetime, until: datetime) -> dict[UUID, tuple[tuple[UUID, str], ...]]:
    """Return who comes along to the visits of a span, by visit: id and name. One query."""
    rows = GoesAlong.objects.visible_to(by).filter(visit__planned_for__gte=starts_at, visit__planned_for__lt=until)
    found: dict[UUID, tuple[tuple[UUID, str], ...]] = {}
    for visit_id, technician_id, name in rows.values_list("visit_id", "technician_id", "technician__name"):
        found[visit_id] = (*found.get(visit_id, ()), (technician_id, name))
    return found


def _differ(one: PlanStop, other: PlanStop) -> bool:
    if one.technician_id != other.technician_id or (one.begins_at is None) != (other.begins_at is None):
        return True
    if one.begins_at is None or other.begins_at is None:
        return False
    return abs((one.begins_at - other.begins_at).total_seconds()) >= 15 * 60


def _shown(by: Actor, row: Mapping[str, Any]) -> DayPlanShown:
    document, clock = row["document"], the_dealership(by.tenant_id).clock
    stops = {entry["call"]["id"]: _stop(entry, clock) for entry in document["visits"]}
    going = {call_id for each in document["technicians"] for call_id in each["stops"]}
    return DayPlanShown(
        head=_head(row),
        zone=document["zone"],
        from_at=_at(document["from_at"]),
        lanes=tuple(
            PlanLane(
                technician_id=UUID(each["id"]),
                name=each["name"],
                absent=each["absent"],
                opens_at=_at(each["opens_at"]),
                closes_at=_at(each["closes_at"]),
                leaves_at=_at(each["leaves_at"]),
                returns_at=_at(each["returns_at"]),
                drive_minutes=each["drive_minutes"],
                work_minutes=each["work_minutes"],
                overtime_minutes=each["overtime_minutes"],
                pauses=tuple(
                    Pause(datetime.fromisoformat(pause["begins_at"]), datetime.fromisoformat(pause["ends_at"]))
                    for pause in each["pauses"]
                ),
                # Of a pair the second has the same stop; it is shown in both lanes.
                stops=tuple(stops[call_id] for call_id in each["stops"] if call_id in stops),
            )
            for each in document["technicians"]
        ),
        not_today=tuple(stop for call_id, stop in stops.items() if call_id not in going),
        costs=tuple(
            CostLine(each["name"], each["said"], each["minutes"], each["minutes_before"]) for each in document["costs"]
        ),
        # Plans of before have none.
        gaps=tuple(_gap(each, clock) for each in document.get("gaps", ())),
        norms=tuple(document["norms"]),
        travel=tuple(document["travel"]),
        attributions=tuple(document["attributions"]),
    )


def _head(row: Mapping[str, Any]) -> PlanHead:
    return PlanHead(
        id=row["id"],
        version=row["version"],
        state=PlanState(row["state"]),
        branch_id=row["branch_id"],
        on=row["on"],
        trigger=Trigger(row["trigger"]),
        made_at=row["made_at"],
        made_by=row["made_by_name"],
        cost_minutes=row["cost_minutes"],
        cost_minutes_before=row["cost_minutes_before"],
        accepted_at=row["accepted_at"],
        accepted_by=row["accepted_by_name"],
        ended_at=row["ended_at"],
        ended_by=row["ended_by_name"],
        ended_because=row["ended_because"],
    )


def _stop(entry: Document, clock: str) -> PlanStop:
    was, promise, visit = entry["was"], entry["promise"], entry["visit"]
    return PlanStop(
        call_id=UUID(entry["call"]["id"]),
        call_number=entry["call"]["number"],
        call_version=entry["call"]["version"],
        visit_id=UUID(visit["id"]) if visit else None,
        visit_version=visit["version"] if visit else None,
        change=Change(entry["change"]),
        customer_id=_id(entry["customer"]),
        who=entry["customer"]["name"],
        place=entry["place"],
        machine=entry["machine"],
        problem=entry["problem"],
        urgency=Urgency(entry["urgency"]),
        technician_id=_id(entry["technician"]),
        technician=_name(entry["technician"]),
        goes_along_id=_id(entry["goes_along"]),
        goes_along=_name(entry["goes_along"]),
        arrives_at=_at(entry["arrives_at"]),
        begins_at=_at(entry["begins_at"]),
        ends_at=_at(entry["ends_at"]),
        minutes=entry["minutes"],
        drive_minutes=entry["drive_minutes"],
        was_with_id=_id(was["technician"]) if was else None,
        was_with=_name(was["technician"]) if was else "",
        was_planned_for=_at(was["planned_for"]) if was else None,
        respond_by=_at(entry["respond_by"]),
        is_past_term=entry["is_past_term"],
        promise=PromiseTouched(
            UUID(promise["id"]),
            promise["said"],
            _at(promise["from_at"]),
            datetime.fromisoformat(promise["by_at"]),
            promise["is_kept"],
            promise["was_kept"],
        )
        if promise
        else None,
        is_pinned=entry["pinned"],
        why=tuple(
            Said(each["rule"], by_the_clock(each["said"], clock), _uuid(each["technician"])) for each in entry["why"]
        ),
        costs=tuple(CostLine(each["name"], each["said"], each["minutes"]) for each in entry["costs"]),
        point=(entry["point"][0], entry["point"][1]) if entry["point"] else None,
    )


def _gap(entry: Document, clock: str) -> PlanGap:
    return PlanGap(
        kind=GapKind(entry["kind"]),
        about_id=UUID(entry["about"]),
        customer_id=_id(entry["customer"]),
        who=entry["customer"]["name"],
        place=entry["place"],
        machine=entry["machine"],
        call_type=CallType(entry["call_type"]),
        technician_id=UUID(entry["technician"]["id"]),
        technician=entry["technician"]["name"],
        begins_at=datetime.fromisoformat(entry["begins_at"]),
        ends_at=datetime.fromisoformat(entry["ends_at"]),
        minutes=entry["minutes"],
        more_drive_minutes=entry["more_drive_minutes"],
        why=tuple(
            Said(each["rule"], by_the_clock(each["said"], clock), _uuid(each["technician"])) for each in entry["why"]
        ),
        point=(entry["point"][0], entry["point"][1]) if entry["point"] else None,
    )


def _id(named: Document | None) -> UUID | None:
    return _uuid(named["id"]) if named else None


def _uuid(text: str | None) -> UUID | None:
    return UUID(text) if text else None


def _name(named: Document | None) -> str:
    return str(named["name"]) if named else ""


def _at(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
