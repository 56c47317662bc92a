"""A clinic that waits for somebody, and times that were promised to it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from tests.builders.kept import House, a_house
from tests.builders.record import a_call, a_contact, a_machine, a_site, a_technician, a_visit

from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.customers.models import Customer
from steadyhand.business.promises.actions.give_promise import Given, give_promise
from steadyhand.business.promises.keeping import PromiseGiven
from steadyhand.business.promises.models import Promise
from steadyhand.business.promises.rules import Channel, PromiseKind
from steadyhand.shared.actor import Actor

# Monday 9 March 2026, ten in the morning in Columbus.
NOW = datetime(2026, 3, 9, 14, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Clinic:
    """Chen's clinic has called: Dana has Grace on the phone, Bruno could go."""

    house: House
    call: Call

    @property
    def contact_id(self) -> UUID:
        """Return Grace."""
        assert self.call.contact_id is not None
        return self.call.contact_id

    def gives(self, *, by: str = "Dana", now: datetime = NOW, **facts: Any) -> PromiseGiven:
        """Return a promise that somebody has just given on the call, for Thursday before noon unless said otherwise."""
        given: dict[str, Any] = {
            "kind": PromiseKind.ARRIVAL,
            "by_at": NOW + 3 * DAY + 2 * HOUR,
            "channel": Channel.PHONE,
            "call_id": self.call.id,
        }
        return give_promise(by=self.house.by(by), given=Given(**given | facts), now=now)

    def visit(self, **facts: Any) -> Visit:
        """Return a visit of Bruno's to this call."""
        technician = a_technician(user=self.house.people["Bruno"], branch=self.house.branch)
        return a_visit(call=self.call, technician=technician, **facts)


def a_clinic(*, taken_at: datetime = NOW, **facts: Any) -> Clinic:
    house = a_house()
    site = a_site(house.customer)
    contact = a_contact(house.customer, name="Grace Chen")
    call = a_call(machine=a_machine(site=site), contact=contact, taken_at=taken_at, **facts)
    return Clinic(house, call)


def a_promise(customer: Customer, *, by: Actor, now: datetime = NOW, **facts: Any) -> UUID:
    """Return something that was promised to a customer, to ring them by tomorrow unless said otherwise."""
    given: dict[str, Any] = {"about": "Ring them", "by_at": now + DAY, "customer_id": customer.id} | facts
    given = {"kind": PromiseKind.OTHER, "channel": Channel.PHONE} | given
    return give_promise(by=by, given=Given(**given), now=now).id


def promise(promise_id: UUID) -> Promise:
    return Promise.objects.get(id=promise_id)
