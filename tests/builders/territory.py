"""Bruno answers for Chen's clinic, and would like to be there before anybody calls."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from tests.builders.kept import House, a_house
from tests.builders.record import MONDAY, a_machine, a_site, a_technician

from steadyhand.business.calls.actions.propose_visit import Wished, propose_visit
from steadyhand.business.calls.models import VisitProposal
from steadyhand.business.calls.rules import CallType
from steadyhand.business.followups.models import FollowUp
from steadyhand.business.machines.models import Machine
from steadyhand.business.people.models import Answerable, Technician
from steadyhand.shared.actor import Actor

DAY = timedelta(days=1)
TUESDAY: date = MONDAY.date() + DAY


@dataclass(frozen=True, slots=True)
class Mine:
    """A house whose Bruno answers for its customer, and the machine that stands there."""

    house: House
    technician: Technician
    machine: Machine

    def wished(self, **facts: Any) -> Wished:
        wish: dict[str, Any] = {
            "customer_id": self.house.customer.id,
            "machine_id": self.machine.id,
            "call_type": CallType.PREVENTIVE,
            "from_on": TUESDAY,
            "until_on": TUESDAY + 6 * DAY,
            "minutes": 45,
            "why": "Three jams in a month; the rollers want a look.",
        }
        return Wished(**wish | facts)

    def proposes(self, *, by: Actor | None = None, now: datetime = MONDAY, **facts: Any) -> UUID:
        """Return a visit that Bruno, unless it is somebody else, has proposed."""
        return propose_visit(by=by or self.house.by("Bruno"), wished=self.wished(**facts), now=now)


def bruno_s_territory(**machine: Any) -> Mine:
    house = a_house()
    technician = a_technician(user=house.people["Bruno"], branch=house.branch)
    answers_for(technician, house.customer.id)
    return Mine(house, technician, a_machine(site=a_site(house.customer), **machine))


def answers_for(technician: Technician, customer_id: UUID, *, since_on: date = date(2020, 1, 1)) -> None:
    ref = f"{customer_id}:{since_on}"
    Answerable.objects.create(
        tenant_id=technician.tenant_id, ref=ref, customer_id=customer_id, technician=technician, since_on=since_on
    )


def proposal(proposal_id: UUID) -> VisitProposal:
    return VisitProposal.objects.get(id=proposal_id)


def its_followup(proposal_id: UUID) -> FollowUp:
    return FollowUp.objects.get(about_id=proposal_id)
