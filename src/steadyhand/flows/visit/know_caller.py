"""Who is it, and what are they entitled to? All that the record knows when somebody calls about a machine."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from steadyhand.business.customers.queries.callers import (
    ContactFacts,
    CustomerFacts,
    SiteFacts,
    contacts_of,
    customer_of,
    site_of,
    sites_of,
)
from steadyhand.business.customers.queries.contracts import contract_of, contracts_of
from steadyhand.business.customers.rules import (
    Caution,
    ContractFacts,
    cautions_of,
    entitlement_of,
    governing_contract,
    response_minutes_of,
)
from steadyhand.business.dealership.branches import branch_of
from steadyhand.business.dealership.calendars import CalendarUnusable, working_calendar
from steadyhand.business.dealership.queries import the_dealership
from steadyhand.business.machines.record import MachineCard, machine_card
from steadyhand.shared.actor import Actor
from steadyhand.shared.working_hours import BeyondHorizon, due_at


class CallerNotThere(Exception):
    """What was chosen can't be found; the message is for whoever takes the call."""


@dataclass(frozen=True, slots=True)
class CallerKnown:
    """A customer on the phone. `machine` and `site` stay empty until somebody says which."""

    customer: CustomerFacts
    site: SiteFacts | None
    machine: MachineCard | None
    contract: ContractFacts | None
    entitlement: tuple[str, ...]
    cautions: tuple[Caution, ...]
    contacts: tuple[ContactFacts, ...]
    sites: tuple[SiteFacts, ...]
    # Contracts in force that could count, when nobody has said which machine it is.
    contracts_to_choose: int


@dataclass(frozen=True, slots=True)
class ResponseTerm:
    """When somebody must be there by the contract, or why that can't be worked out."""

    respond_by: datetime | None
    trouble: str = ""


def know_caller(
    *,
    by: Actor,
    customer_id: UUID | None = None,
    site_id: UUID | None = None,
    machine_id: UUID | None = None,
    now: datetime,
) -> CallerKnown:
    """Return what is known from any of the three: a machine says its site, a site its customer.

    Raises:
        CallerNotThere: one of them isn't at the actor's branches, or they don't belong together.
    """
    machine = _machine(by, machine_id)
    site = _site(by, site_id or (machine.site_id if machine else None))
    belongs_to = {row.customer_id for row in (machine, site) if row is not None}
    if customer_id is not None:
        belongs_to.add(customer_id)
    if len(belongs_to) > 1:
        raise CallerNotThere("Machine, site and customer don't belong together. Choose the machine again.")
    customer = customer_of(by, belongs_to.pop()) if belongs_to else None
    if customer is None:
        raise CallerNotThere("There is no such customer at your branches. Find them again, or take it as unknown.")
    today = _today(by, now)
    contract_id = machine.described.contract_id if machine else None
    own = contract_of(by, contract_id) if contract_id else None
    others = () if machine else contracts_of(by, customer.id)
    contract = governing_contract(own, others, is_machine_known=machine is not None, on=today)
    in_force = sum(each.is_in_force(today) for each in others)
    return CallerKnown(
        customer=customer,
        site=site,
        machine=machine,
        contract=contract,
        entitlement=_entitlement(contract, in_force, today),
        cautions=_cautions(customer, contract, in_force, today),
        contacts=contacts_of(by, customer.id, site_id=site.id if site else None),
        sites=() if machine else sites_of(by, customer.id),
        contracts_to_choose=0 if contract else in_force,
    )


def response_term(known: CallerKnown, *, by: Actor, taken_at: datetime) -> ResponseTerm:
    """Return by when somebody must be there, counted in the hours of the site, else the contract, else the branch.

    A calendar that can't be counted by never keeps a call from being taken: the trouble is said instead.
    """
    minutes = response_minutes_of(known.contract, on=_today(by, taken_at))
    if known.contract is None or minutes is None:
        return ResponseTerm(None)
    calendar_id = (known.site.calendar_id if known.site else None) or known.contract.calendar_id
    if calendar_id is None:
        branch = branch_of(by, known.customer.branch_id)
        if branch is None:
            return ResponseTerm(None)
        calendar_id = branch.calendar_id
    try:
        calendar = working_calendar(by.tenant_id, calendar_id, around=taken_at)
        return ResponseTerm(due_at(calendar, taken_at, timedelta(minutes=minutes)))
    except (CalendarUnusable, BeyondHorizon) as problem:
        return ResponseTerm(None, f"By when somebody must be there could not be worked out. {problem}")


def _machine(by: Actor, machine_id: UUID | None) -> MachineCard | None:
    if machine_id is None:
        return None
    machine = machine_card(by, machine_id)
    if machine is None:
        raise CallerNotThere("There is no such machine at your branches. Find it again, or take it as unknown.")
    return machine


def _site(by: Actor, site_id: UUID | None) -> SiteFacts | None:
    if site_id is None:
        return None
    site = site_of(by, site_id)
    if site is None:
        raise CallerNotThere("There is no such site at your branches. Find it again, or take it as unknown.")
    return site


def _entitlement(contract: ContractFacts | None, in_force: int, today: date) -> tuple[str, ...]:
    if contract is None and in_force > 1:
        return (f"{in_force} contracts are in force: which one counts depends on the machine.",)
    return entitlement_of(contract, on=today)


def _cautions(
    customer: CustomerFacts, contract: ContractFacts | None, in_force: int, today: date
) -> tuple[Caution, ...]:
    cautions = cautions_of(contract, is_on_credit_hold=customer.is_on_credit_hold, on=today)
    if contract is None and in_force > 1:
        # One of several contracts will count, so "no contract" would be untrue.
        return tuple(caution for caution in cautions if caution.kind != "no_contract")
    return cautions


def _today(by: Actor, now: datetime) -> date:
    return now.astimezone(ZoneInfo(the_dealership(by.tenant_id).zone)).date()
