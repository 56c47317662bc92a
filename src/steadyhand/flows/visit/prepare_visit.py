"""All there is to know before walking in, on one screen: calls, machine, contract and what the customer wants."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from steadyhand.business.calls.queries.brief import Brief, brief_of
from steadyhand.business.conversations.queries.handed import Handed, handed_on_call
from steadyhand.business.conversations.queries.timeline import Line, told_lately
from steadyhand.business.customers.queries.contracts import contract_of, contracts_of
from steadyhand.business.customers.queries.goals import GoalSaid, goals_of
from steadyhand.business.customers.rules import Caution, ContractFacts, cautions_of, entitlement_of, governing_contract
from steadyhand.business.machines.queries import MeterFacts, meters_of
from steadyhand.business.needs.queries.noticed import Noticed, noticed_at
from steadyhand.business.promises.queries.promises import PromiseFacts, open_promises_of_customer
from steadyhand.business.stock.queries.kits import KitShown, kit_of_call
from steadyhand.flows.visit.while_there import WhileThere, while_there
from steadyhand.shared.actor import Actor

# What ended longer ago is history, and stands at the customer.
STILL_SPOKEN_OF = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class PreparedVisit:
    """One visit's brief, with everything that other parts know."""

    brief: Brief
    meters: tuple[MeterFacts, ...]
    entitlement: tuple[str, ...]
    cautions: tuple[Caution, ...]
    goals: tuple[GoalSaid, ...]
    also: WhileThere
    # What somebody noticed here and what became of it: "will anyone call me?" is never news.
    noticed: tuple[Noticed, ...]
    # What this customer has been promised and still waits for.
    promised: tuple[PromiseFacts, ...]
    # What they were told and told us lately: nobody contradicts a colleague by accident.
    told: tuple[Line, ...] = ()
    # What colleagues have handed over to be passed on here, newest first.
    handed: tuple[Handed, ...] = ()
    # What the call will probably need; None once the visit is over, or where nobody can tell.
    kit: KitShown | None = None


def prepare_visit(*, by: Actor, visit_id: UUID, zone: str, now: datetime) -> PreparedVisit | None:
    """Return everything for the brief; None where the actor can't see the visit. At most 30 queries."""
    brief = brief_of(by, visit_id, now=now)
    if brief is None:
        return None
    today = now.astimezone(ZoneInfo(zone)).date()
    contract = _contract(by, brief, now=now)
    # Nobody's call yet: then nothing can be said of what is covered.
    is_known = brief.customer_id is not None
    on_hold = brief.is_on_credit_hold
    return PreparedVisit(
        brief=brief,
        meters=meters_of(by, brief.machine_id) if brief.machine_id else (),
        entitlement=entitlement_of(contract, on=today) if is_known else (),
        cautions=cautions_of(contract, is_on_credit_hold=on_hold, on=today) if is_known else (),
        goals=goals_of(by, brief.customer_id) if brief.customer_id else (),
        noticed=_noticed(by, brief, now=now),
        promised=open_promises_of_customer(by, brief.customer_id) if brief.customer_id else (),
        told=told_lately(by, customer_id=brief.customer_id, now=now) if brief.customer_id else (),
        handed=handed_on_call(by, brief.visit.call_id),
        kit=kit_of_call(by, brief.visit.call_id) if not brief.visit.state.is_over else None,
        also=while_there(by=by, site_id=brief.site_id, machine_id=brief.machine_id, today=today, now=now),
    )


def _noticed(by: Actor, brief: Brief, *, now: datetime) -> tuple[Noticed, ...]:
    """Return what is open at the customer, and what has ended so lately that they may speak of it.

    What was merged stands there as what goes on for both.
    """
    if brief.customer_id is None:
        return ()
    return tuple(
        need
        for need in noticed_at(by, brief.customer_id)
        if need.line.state == "open" or (need.line.state == "ended" and now - need.line.last_at <= STILL_SPOKEN_OF)
    )


def _contract(by: Actor, brief: Brief, *, now: datetime) -> ContractFacts | None:
    own = contract_of(by, brief.contract_id) if brief.contract_id else None
    others = contracts_of(by, brief.customer_id) if brief.customer_id and brief.machine_id is None else ()
    return governing_contract(own, others, is_machine_known=brief.machine_id is not None, on=now.date())
