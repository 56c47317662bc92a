"""What should whoever answers the phone see at once of customers and machines? Two queries for any number of them."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Max, Q

from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.calls.rules import CallState, CallType, VisitState
from steadyhand.business.calls.settings import SAME_AGAIN_DAYS
from steadyhand.business.dealership.settings.values import value_of
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


def glances_at(by: Actor, *, customer_ids: Collection[UUID], machine_ids: Collection[UUID], now: datetime) -> Glances:
    """Return what there is to see of these."""
    if not customer_ids and not machine_ids:
        return Glances()
    calls = Call.objects.visible_to(by)
    is_open = [state for state in CallState if state.is_open]
    standing = calls.filter(customer_id__in=customer_ids, state__in=is_open)
    rows = list(standing.values_list("customer_id", "machine_id"))
    lately = _same_again(by)
    fixed = calls.filter(machine_id__in=machine_ids, taken_at__gte=now - 2 * lately).filter(_fixed_since(now - lately))
    return Glances(
        open_by_customer=Counter(customer_id for customer_id, _ in rows if customer_id),
        open_by_machine=Counter(machine_id for _, machine_id in rows if machine_id),
        fixed_lately={
            machine_id: closed_at
            for machine_id, closed_at in fixed.values_list("machine_id").annotate(last=Max("closed_at"))
            if machine_id and closed_at
        }
        if machine_ids
        else {},
    )


def last_fix_at(by: Actor, machine_id: UUID, *, now: datetime) -> LastFix | None:
    """Return the machine's last corrective call, if it was closed lately (settings.SAME_AGAIN_DAYS)."""
    calls = Call.objects.visible_to(by).filter(_fixed_since(now - _same_again(by)), machine_id=machine_id)
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


def _same_again(by: Actor) -> timedelta:
    """Return within which time people say "the same again".

    It is only said, never counted: what a callback is, the rule of the machine's model decides (callbacks/rules.py).
    """
    return timedelta(days=value_of(by.tenant_id, SAME_AGAIN_DAYS))
