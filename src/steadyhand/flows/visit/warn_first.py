"""Before a time beyond the contract's response term is said, the service manager hears of it and may do better."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.queries.promised import CallToPromise
from steadyhand.business.promises.alerting import LateTime, Warned, warn_managers
from steadyhand.business.promises.hours import hours_of
from steadyhand.business.promises.rules import PromiseKind
from steadyhand.business.promises.slots import slot_at
from steadyhand.flows.visit.know_caller import CallerKnown, response_term
from steadyhand.shared.actor import Actor


@transaction.atomic
def warn_for_caller(
    *, by: Actor, key: UUID, known: CallerKnown | None, problem: str, by_at: datetime, now: datetime
) -> Warned | None:
    """Tell the managers of a late time for a call that is being taken; None where it isn't late."""
    term_at = response_term(known, by=by, taken_at=now).respond_by if known else None
    if known is None or term_at is None or by_at <= term_at:
        return None
    about = ": ".join(part for part in (known.customer.name, problem.strip()[:200]) if part)
    site_calendar_id = known.site.calendar_id if known.site else None
    return _warn(by, key, known.customer.branch_id, site_calendar_id, about=about, by_at=by_at, term=term_at, now=now)


@transaction.atomic
def warn_for_call(
    *, by: Actor, key: UUID, call: CallToPromise, kind: PromiseKind, by_at: datetime, now: datetime
) -> Warned | None:
    """Tell the managers of a late time on a call that is in the record; None where it isn't late."""
    term_at = call.respond_by if kind is PromiseKind.ARRIVAL and not call.was_reached else None
    if term_at is None or by_at <= term_at:
        return None
    about = " · ".join(part for part in (f"Call {call.number}", call.customer or call.who) if part)
    return _warn(by, key, call.branch_id, call.site_calendar_id, about=about, by_at=by_at, term=term_at, now=now)


def _warn(
    by: Actor,
    key: UUID,
    branch_id: UUID,
    site_calendar_id: UUID | None,
    *,
    about: str,
    by_at: datetime,
    term: datetime,
    now: datetime,
) -> Warned:
    hours = hours_of(by.tenant_id, branch_id, site_calendar_id, around=now)
    slot = slot_at(by_at, hours=hours, now=now)
    late = LateTime(
        key=key,
        branch_id=branch_id,
        about=about,
        said=slot.said,
        by_at=by_at,
        term_at=term,
        zone=hours.zone,
        clock=hours.clock,
    )
    return warn_managers(late, by=by, now=now)
