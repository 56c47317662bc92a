"""Customers, contacts, contracts and machines change the way people change them: by the record's own actions."""

from dataclasses import replace
from typing import TypeVar
from uuid import UUID

from steadyhand.business.customers.actions.change_contact import change_contact
from steadyhand.business.customers.actions.change_contract import change_contract
from steadyhand.business.customers.actions.change_customer import change_customer
from steadyhand.business.customers.queries.described import described_contact, described_contract, described_customer
from steadyhand.business.machines.actions.change_machine import change_machine
from steadyhand.business.machines.record import machine_card
from steadyhand.shared.actor import Actor
from steadyhand.simulator import happenings as h
from steadyhand.simulator.landing.ids import Ids

ThingT = TypeVar("ThingT")


class NotThere(Exception):
    """Something changed that isn't in the record."""


class ChangesByPeople:
    """What the desk changes in the lasting record."""

    def __init__(self, ids: Ids, desk: Actor, *, country: str) -> None:
        self._ids = ids
        self._desk = desk
        self._country = country

    def change_credit(self, it: h.CreditHoldChanged) -> None:
        customer_id = self._id(it)
        known = _there(described_customer(self._desk, customer_id), it)
        facts = replace(known, is_on_credit_hold=it.is_on_credit_hold)
        change_customer(by=self._desk, customer_id=customer_id, facts=facts, country=self._country, now=it.at)

    def lose_contact(self, it: h.ContactLeft) -> None:
        contact_id = self._id(it)
        _, known = _there(described_contact(self._desk, contact_id), it)
        facts = replace(known, has_left=True)
        change_contact(by=self._desk, contact_id=contact_id, facts=facts, country=self._country, now=it.at)

    def renew_contract(self, it: h.ContractRenewed) -> None:
        contract_id = self._id(it)
        _, _, known = _there(described_contract(self._desk, contract_id), it)
        facts = replace(known, ends_on=it.ends_on, lease_ends_on=it.lease_ends_on)
        change_contract(by=self._desk, contract_id=contract_id, facts=facts, now=it.at)

    def remove_machine(self, it: h.MachineRemoved) -> None:
        machine_id = self._id(it)
        known = _there(machine_card(self._desk, machine_id), it)
        facts = replace(known.described, removed_on=it.removed_on)
        change_machine(by=self._desk, machine_id=machine_id, facts=facts, now=it.at)

    def _id(self, it: h.Happening) -> UUID:
        return UUID(self._ids.of(it.key))


def _there(found: ThingT | None, it: h.Happening) -> ThingT:
    if found is None:
        raise NotThere(f"{it.key} changed ({type(it).__name__}) before it was in the record.")
    return found
