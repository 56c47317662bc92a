"""A small dealership lived day by day: what people do goes through the application's own flows and actions.

What has no action of its own yet, the firm, its people and catalogue and whatever joins it later, comes as an import
would bring it. `differences` says where this leads to other rows than `bulk`.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from steadyhand.business.calls.models import Call, CustomerMessage, PartUsed, Visit
from steadyhand.business.machines.models import MeterReading
from steadyhand.shared.actor import the_system
from steadyhand.shared.landing import land_batch
from steadyhand.shared.rows import Row
from steadyhand.simulator import happenings as h
from steadyhand.simulator.landing.actors import Actors
from steadyhand.simulator.landing.bulk import Landed, Landing, land
from steadyhand.simulator.landing.calls_by_people import CallsByPeople
from steadyhand.simulator.landing.changes_by_people import ChangesByPeople
from steadyhand.simulator.landing.writing import Here, Writer

MADE_BY_PEOPLE: Mapping[str, type[Row]] = MappingProxyType({
    "calls": Call,
    "visits": Visit,
    "parts used": PartUsed,
    "meter readings": MeterReading,
    "customer messages": CustomerMessage,
})  # fmt: skip


class Lived(Landing):
    """A landing whose life is made by people."""

    def __init__(self, founded: h.DealershipFounded, *, run: str, writer: Writer) -> None:
        super().__init__(founded, run=run, writer=writer)
        self._founded_at = founded.at
        people = CallsByPeople(self.ids, self.tenant_id, Actors(self.ids, self.tenant_id))
        desk = ChangesByPeople(self.ids, the_system(self.tenant_id, "the desk"), country=founded.country)
        self._people: dict[type[h.Happening], Callable[[Any], None]] = {
            h.CallTaken: people.take,
            h.CallIdentified: people.identify,
            h.CallSolved: people.solve,
            h.CallCancelled: people.cancel,
            h.VisitPlanned: people.plan,
            h.VisitMoved: people.move,
            h.TravelStarted: people.set_out,
            h.VisitArrived: people.arrive,
            h.VisitClosed: people.close,
            h.MeterRead: people.read,
            h.MessageSent: people.hear,
            h.MessageAnswered: people.answer,
            h.CreditHoldChanged: desk.change_credit,
            h.ContactLeft: desk.lose_contact,
            h.ContractRenewed: desk.renew_contract,
            h.MachineRemoved: desk.remove_machine,
        }

    def take(self, happening: h.Happening) -> None:
        act = self._people.get(type(happening))
        # What stood at the founding (a first reading) was there before anybody could act.
        if act is None or happening.at == self._founded_at:
            super().take(happening)
            return
        self._show(happening.at)
        act(happening)

    def land(self, *, at: datetime) -> Landed:
        self._show(at)
        rows = self.sheets.written()
        for called, model in MADE_BY_PEOPLE.items():
            rows[called] = model.objects.of(self.tenant_id).count()
        return Landed(self.tenant_id, self.name, rows, dict(self.without_table))

    def undo(self) -> None:
        """Leave what people did before it failed: their history can't be taken back, by anybody."""
        if self.batch.landed_at is None:
            super().undo()

    def _show(self, at: datetime) -> None:
        """Let everybody see what has arrived so far: people can only act on what they see."""
        self.sheets.write()
        if self.batch.landed_at is None:
            land_batch(self.batch, now=at)
            self.batch.landed_at = at


def land_through_flows(
    happenings: Iterable[h.Happening], *, run: str, until: datetime, tell: Callable[[datetime], None] | None = None
) -> Landed:
    """Live a whole dealership and return what was written. A hundred times slower than in bulk: for small runs.

    Raises:
        NotFounded: the first happening is something else.
    """
    return land(happenings, of=Lived, run=run, until=until, tell=tell, who=Here())
