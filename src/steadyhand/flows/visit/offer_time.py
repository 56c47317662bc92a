"""When can we say that somebody will be there, that the part is here, that it works again? Before it is spoken."""

from datetime import datetime
from uuid import UUID

from steadyhand.business.calls.queries.promised import call_to_promise
from steadyhand.business.calls.rules import CallType
from steadyhand.business.promises.asking import work_of
from steadyhand.business.promises.facts import Work
from steadyhand.business.promises.offering import Offered, offer
from steadyhand.business.promises.queries.promises import part_promised
from steadyhand.business.promises.rules import PromiseKind
from steadyhand.business.stock.orders.keeping import end_of
from steadyhand.business.stock.queries.orders import expected_for_calls
from steadyhand.flows.visit.know_caller import CallerKnown, response_term
from steadyhand.shared.actor import Actor

# Nobody goes for these; what is sent or brought in is promised on the call's page, if anything is.
NOBODY_GOES = frozenset({CallType.SUPPLIES, CallType.PHONE_FIX, CallType.SHOP})


def offer_arrival(
    *,
    by: Actor,
    known: CallerKnown | None,
    branch_id: UUID | None,
    call_type: str,
    urgency: str,
    problem_code: str,
    now: datetime,
) -> Offered | None:
    """Return when to say that somebody comes to a call that is being taken; None where nobody would go, or nowhere is.

    For an unknown caller it goes by the branch alone.
    """
    at_branch = known.customer.branch_id if known else branch_id
    if at_branch is None or call_type in NOBODY_GOES:
        return None
    machine = known.machine if known else None
    work = Work(
        branch_id=at_branch,
        opened_at=now,
        urgency=urgency,
        call_type=call_type,
        family=machine.family if machine else "",
        maker=machine.maker if machine else "",
        problem_code=problem_code,
        site_calendar_id=known.site.calendar_id if known and known.site else None,
    )
    term = response_term(known, by=by, taken_at=now).respond_by if known else None
    return offer(by, kind=PromiseKind.ARRIVAL, work=work, respond_by=term, now=now)


def offer_for_call(*, by: Actor, call_id: UUID, kind: PromiseKind, now: datetime) -> Offered | None:
    """Return which times can be offered on a call that is in the record; None where the actor can't see it."""
    call = call_to_promise(by, call_id)
    if call is None:
        return None
    part_by_at = _part_by_at(by, call_id, zone=call.zone) if kind is PromiseKind.FIX else None
    work = work_of(call, kind=kind, part_by_at=part_by_at, now=now)
    term = call.respond_by if kind is PromiseKind.ARRIVAL and not call.was_reached else None
    return offer(by, kind=kind, work=work, respond_by=term, now=now)


def _part_by_at(by: Actor, call_id: UUID, *, zone: str) -> datetime | None:
    """Return when a call's part should be here: as it was promised, or as the order says, whichever is later."""
    due_on = expected_for_calls(by.tenant_id, [call_id]).get(call_id)
    known = [part_promised(by, call_id), end_of(due_on, zone) if due_on else None]
    return max((at for at in known if at is not None), default=None)
