"""Which calls of a branch may want somebody on a day, what is known of each, and how do they stand now?"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery

from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.calls.queries.said import COLUMNS, machine_of, place_of, who_of
from steadyhand.business.calls.rules import LONGEST_NIGHT, CallState, CallType, Urgency, VisitState, WaitingFor
from steadyhand.shared.actor import Actor
from steadyhand.shared.clock import How

# Nobody drives for these: what is sent, brought in, or done on the phone. Once a visit is planned, somebody does.
NOBODY_GOES = (CallType.SUPPLIES, CallType.PHONE_FIX, CallType.SHOP)
# What nobody began in so long isn't a slip of the last days any more; somebody has to look at it.
LEFT_OVER = timedelta(days=14)
# More calls than this no branch has to plan; the newest would wait for the next day anyway.
MOST = 3_000
_CALL = (
    *("id", "ref", "version", "state", "waiting_for", "call_type", "urgency", "problem", "taken_at", "respond_by"),
    *("site_id", "machine_id", "machine__model__family", "problem_code__code"),
    *COLUMNS,
)
_VISIT = (
    *("id", "version", "number", "state", "technician_id", "technician__name", "planned_for", "planned_minutes"),
    *("on_the_way_at", "arrived_at", "finished_at"),
)


@dataclass(frozen=True, slots=True)
class VisitStanding:
    """The visit of a call, as it stands."""

    id: UUID
    version: int
    number: int
    state: VisitState
    technician_id: UUID | None
    technician: str
    planned_for: datetime | None
    planned_minutes: int
    on_the_way_at: datetime | None
    arrived_at: datetime | None
    finished_at: datetime | None

    @property
    def has_begun(self) -> bool:
        return self.state is not VisitState.PLANNED


@dataclass(frozen=True, slots=True, kw_only=True)
class CallToGo:
    """A call for which somebody may have to go, with its visit of that day, if it has one."""

    id: UUID
    number: str
    version: int
    call_type: CallType
    urgency: Urgency
    customer_id: UUID | None
    who: str
    place: str
    machine: str
    problem: str
    site_id: UUID | None
    machine_id: UUID | None
    family: str
    problem_code: str
    taken_at: datetime
    # Empty once somebody has been there: the term is then met or missed for good.
    respond_by: datetime | None
    # A technician asked for a second pair of hands.
    needs_hands: bool
    visit: VisitStanding | None


@dataclass(frozen=True, slots=True)
class CallsToGo:
    """Each call once, with its last visit; `earlier` are visits of the same calls and that day before it, all over."""

    calls: tuple[CallToGo, ...]
    earlier: tuple[CallToGo, ...]


def calls_to_go(by: Actor, branch_id: UUID, *, starts_at: datetime, until: datetime, now: datetime) -> CallsToGo:
    """Return a branch's calls to plan, those with a visit in a span, and, if it is now, those under way or left over.

    Three queries, however many calls.
    """
    visits = Visit.objects.visible_to(by).filter(call__branch_id=branch_id)
    is_now = starts_at <= now < until
    planned = Q(planned_for__gte=starts_at, planned_for__lt=until)
    if is_now:
        planned |= Q(planned_for__gte=starts_at - LEFT_OVER, planned_for__lt=starts_at, state=VisitState.PLANNED)
    of_day = list(visits.filter(planned).exclude(state=VisitState.CANCELLED).values(*_VISIT, *_of_call())[:MOST])
    if is_now:
        # Planned for another day, and somebody is there: they are busy.
        here = visits.filter(call__state=CallState.UNDER_WAY, state__in=(VisitState.ON_THE_WAY, VisitState.ON_SITE))
        here = here.filter(Q(on_the_way_at__gt=now - LONGEST_NIGHT) | Q(arrived_at__gt=now - LONGEST_NIGHT))
        known = {row["id"] for row in of_day}
        of_day += [row for row in here.values(*_VISIT, *_of_call())[:MOST] if row["id"] not in known]
    found: dict[UUID, CallToGo] = {}
    earlier: list[CallToGo] = []
    with_visit = (_with_visit(row) for row in sorted(of_day, key=lambda row: (row["number"], row["id"])))
    for call in (*with_visit, *(_call(row, None) for row in _to_plan(by, branch_id))):
        if call.id in found:
            earlier.append(found[call.id])
        found[call.id] = call
    return CallsToGo(tuple(found.values()), tuple(earlier))


def call_to_go(by: Actor, call_id: UUID) -> tuple[UUID, CallToGo] | None:
    """Return the branch of a call and the call with its last visit that isn't cancelled; None where it isn't seen."""
    row = Call.objects.visible_to(by).filter(id=call_id).annotate(answered_at=_arrival()).values(
        "branch_id", "answered_at", *_CALL
    ).first()  # fmt: skip
    if row is None:
        return None
    visit = Visit.objects.visible_to(by).filter(call_id=call_id).exclude(state=VisitState.CANCELLED)
    last = visit.order_by("-number").values(*_VISIT).first()
    return row["branch_id"], _call(row, _visit(last) if last else None)


def calls_as_they_stand(by: Actor, call_ids: Collection[UUID]) -> dict[UUID, tuple[int, VisitStanding | None]]:
    """Return each call's version and its last visit that isn't cancelled. Two queries for 500."""
    ids = sorted(call_ids)
    found: dict[UUID, tuple[int, VisitStanding | None]] = {}
    for chunk in (ids[start : start + 500] for start in range(0, len(ids), 500)):
        versions = dict(Call.objects.visible_to(by).filter(id__in=chunk).values_list("id", "version"))
        visits = Visit.objects.visible_to(by).filter(call_id__in=chunk).exclude(state=VisitState.CANCELLED)
        last = {row["call_id"]: _visit(row) for row in visits.order_by("number").values("call_id", *_VISIT)}
        found |= {call_id: (version, last.get(call_id)) for call_id, version in versions.items()}
    return found


def _to_plan(by: Actor, branch_id: UUID) -> list[dict[str, Any]]:
    rows = Call.objects.visible_to(by).filter(branch_id=branch_id)
    rows = rows.filter(
        Q(state=CallState.TO_PLAN) | Q(state=CallState.WAITING, waiting_for=WaitingFor.HANDS)
    ).exclude(call_type__in=NOBODY_GOES)  # fmt: skip
    shown = rows.annotate(answered_at=_arrival()).order_by("taken_at").values("answered_at", *_CALL)
    return list(shown[:MOST])


def _arrival() -> Subquery:
    arrivals = Visit.objects.filter(
        tenant_id=OuterRef("tenant_id"), call_id=OuterRef("pk"), arrived_at__isnull=False
    ).exclude(arrived_at_how=How.DEFAULTED)
    return Subquery(arrivals.order_by("arrived_at").values("arrived_at")[:1])


def _of_call() -> tuple[str, ...]:
    return tuple(f"call__{column}" for column in _CALL)


def _with_visit(row: dict[str, Any]) -> CallToGo:
    call = {column: row[f"call__{column}"] for column in _CALL}
    call["answered_at"] = row["number"] > 1 or row["arrived_at"]
    return _call(call, _visit(row))


def _visit(row: dict[str, Any]) -> VisitStanding:
    return VisitStanding(
        id=row["id"],
        version=row["version"],
        number=row["number"],
        state=VisitState(row["state"]),
        technician_id=row["technician_id"],
        technician=row["technician__name"] or "",
        planned_for=row["planned_for"],
        planned_minutes=row["planned_minutes"],
        on_the_way_at=row["on_the_way_at"],
        arrived_at=row["arrived_at"],
        finished_at=row["finished_at"],
    )


def _call(row: dict[str, Any], visit: VisitStanding | None) -> CallToGo:
    return CallToGo(
        id=row["id"],
        number=row["ref"],
        version=row["version"],
        call_type=CallType(row["call_type"]),
        urgency=Urgency(row["urgency"]),
        customer_id=row["customer_id"],
        who=who_of(row),
        place=place_of(row),
        machine=machine_of(row),
        problem=row["problem"],
        site_id=row["site_id"],
        machine_id=row["machine_id"],
        family=row["machine__model__family"] or "",
        problem_code=row["problem_code__code"] or "",
        taken_at=row["taken_at"],
        respond_by=None if row["answered_at"] else row["respond_by"],
        needs_hands=row["waiting_for"] == WaitingFor.HANDS,
        visit=visit,
    )
