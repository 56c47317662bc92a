"""What should whoever answers the phone see at once of customers and machines? Two queries for any number of them."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Max, Q

from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.calls.rules import CallState, CallType, VisitState
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True)
class Glances:
    """Open calls by customer and by machine, and when each machine's last corrective call was closed, if lately."""

    open_by_customer: dict[UUID, int] = field(default_factory=dict)
    open_by_machine: dict[UUID, int] = field(default_factory=dict)
    fixed_lately: dict[UUID, datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LastFix:
    """The last corrective call of a machine, closed a short while ago: the next one may be a callback."""

    call_id: UUID
    number: str
    problem: str
    problem_code_id: UUID | None
    closed_at: datetime
    technician: str


def glances_at(
    by: Actor, *, customer_ids: Collection[UUID], watched: Mapping[UUID, timedelta], now: datetime
) -> Glances:
    """Return what there is to see of these customers, and of machines that are `watched` so long after a repair."""
    if not customer_ids and not watched:
        return Glances()
    calls = Call.objects.visible_to(by)
    is_open = [state for state in CallState if state.is_open]
    standing = calls.filter(customer_id__in=customer_ids, state__in=is_open)
    rows = list(standing.values_list("customer_id", "machine_id"))
    return Glances(
        open_by_customer=Counter(customer_id for customer_id, _ in rows if customer_id),
        open_by_machine=Counter(machine_id for _, machine_id in rows if machine_id),
        fixed_lately=_fixed_lately(by, watched, now) if watched else {},
    )


def _fixed_lately(by: Actor, watched: Mapping[UUID, timedelta], now: datetime) -> dict[UUID, datetime]:
    longest = max(watched.values())
    # A call may have been open for as long again: the index goes by when it was taken.
    taken = Call.objects.visible_to(by).filter(machine_id__in=watched, taken_at__gte=now - 2 * longest)
    fixed = taken.filter(_fixed_since(now - longest)).values_list("machine_id").annotate(last=Max("closed_at"))
    return {
        machine_id: closed_at
        for machine_id, closed_at in fixed
        if machine_id and closed_at and closed_at >= now - watched[machine_id]
    }


def last_fix_at(by: Actor, machine_id: UUID, *, within: timedelta, now: datetime) -> LastFix | None:
    """Return the machine's last corrective call, if it was closed within this time."""
    calls = Call.objects.visible_to(by).filter(_fixed_since(now - within), machine_id=machine_id)
    call = calls.order_by("-taken_at").first()
    if call is None or call.closed_at is None:
        return None
    done = Visit.objects.of(call.tenant_id).filter(call_id=call.id, state=VisitState.DONE).select_related("technician")
    visit = done.order_by("-number").first()
    return LastFix(
        call_id=call.id,
        number=call.ref,
        problem=call.problem,
        problem_code_id=call.problem_code_id,
        closed_at=call.closed_at,
        technician=visit.technician.name if visit and visit.technician else "",
    )


def _fixed_since(since: datetime) -> Q:
    return Q(call_type=CallType.CORRECTIVE, state=CallState.CLOSED, closed_at__gte=since)
