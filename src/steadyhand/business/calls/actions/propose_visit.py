"""A technician would like to visit a customer of theirs, before anybody calls."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.models import VisitProposal
from steadyhand.business.calls.proposals.keeping import ABOUT
from steadyhand.business.calls.proposals.rules import (
    MOST_OPEN,
    PROPOSED_TYPES,
    ProposalState,
    Reason,
    trouble_with,
)
from steadyhand.business.calls.rules import CallType
from steadyhand.business.customers.queries.hours import branch_of_customer, lock_customer_of
from steadyhand.business.dealership.present import today_at
from steadyhand.business.followups.actions.open_followup import open_followup
from steadyhand.business.followups.keeping.book import Subject
from steadyhand.business.machines.queries import is_machine_of, site_of_machine
from steadyhand.business.people.queries import technician_of_user
from steadyhand.business.people.sending import answerable_for
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import facts_of, record_change
from steadyhand.shared.identity import new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Wished:
    """What visit, at whom, when and why; `from_on` and `until_on` are the same for one day."""

    customer_id: UUID
    call_type: CallType
    from_on: date
    until_on: date
    minutes: int
    why: str
    machine_id: UUID | None = None
    reason: Reason = Reason.OWN


class CannotPropose(Exception):
    """The visit can't be proposed like this; the message says why and what to do."""


@transaction.atomic
def propose_visit(*, by: Actor, wished: Wished, now: datetime) -> UUID:
    """Keep the wish, open its follow-up with the desk, and return the proposal's id. Whoever wishes it listens.

    Raises:
        CannotPropose: nobody's technician, not a customer that they answer for, a wish that can't be, or the same is
            waiting already.
    """
    technician_id = technician_of_user(by.tenant_id, by.user_id) if by.user_id else None
    if technician_id is None:
        raise CannotPropose("Only a technician proposes visits, and your name isn't on the list of technicians.")
    customer = branch_of_customer(by, wished.customer_id)
    # Two forms for the same machine come one after the other.
    if customer is None or not lock_customer_of(by, wished.customer_id):
        raise CannotPropose("This customer isn't one of your branches' customers; open My territory anew.")
    today = today_at(by.tenant_id, now)
    if answerable_for(by.tenant_id, [wished.customer_id], on=today).get(wished.customer_id) != technician_id:
        raise CannotPropose(f"You don't answer for {customer.name} any more; whoever does can propose a visit.")
    _check(by, wished, today)
    waiting = VisitProposal.objects.of(by.tenant_id).filter(technician_id=technician_id, state=ProposalState.PROPOSED)
    same = {"machine_id": wished.machine_id} if wished.machine_id else {"machine__isnull": True}
    if waiting.filter(customer_id=wished.customer_id, **same).exists():
        raise CannotPropose("You have proposed this visit already, and the desk hasn't answered yet.")
    if waiting.count() >= MOST_OPEN:
        raise CannotPropose(f"{MOST_OPEN} of your proposals wait for an answer; ask the desk before you add more.")
    row = VisitProposal(
        id=new_id(),
        tenant_id=by.tenant_id,
        customer_id=wished.customer_id,
        site_id=site_of_machine(by, wished.machine_id) if wished.machine_id else None,
        machine_id=wished.machine_id,
        technician_id=technician_id,
        call_type=wished.call_type,
        reason=wished.reason,
        why=wished.why.strip(),
        wished_from=wished.from_on,
        wished_until=wished.until_on,
        minutes=wished.minutes,
        proposed_at=now,
    )
    row.ref = str(row.id)
    row.followup_id = open_followup(
        by=by,
        kind="visit_proposed",
        subject=Subject(
            branch_id=customer.branch_id,
            title=f"{wished.call_type.label.capitalize()} visit proposed · {customer.name}",
            customer_id=wished.customer_id,
            site_id=row.site_id,
            about_kind=ABOUT,
            about_id=row.id,
        ),
        words=row.why,
        now=now,
    )
    row.save(force_insert=True)
    record_change(row, by=by, at=now, verb="visit proposed", became=facts_of(row))
    return row.id


def _check(by: Actor, wished: Wished, today: date) -> None:
    if wished.call_type not in PROPOSED_TYPES:
        raise CannotPropose(f"A {wished.call_type.label} visit isn't proposed: it starts with the customer's call.")
    if wished.machine_id is not None and not is_machine_of(by, wished.machine_id, wished.customer_id):
        raise CannotPropose("That machine isn't this customer's any more; open My territory anew.")
    if trouble := trouble_with(
        from_on=wished.from_on, until_on=wished.until_on, minutes=wished.minutes, why=wished.why, today=today
    ):
        raise CannotPropose(trouble)
