"""A dealership of any size, straight into its tables: streamed in chunks, and landed at once like an import."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.actions.open_call import COUNTER
from steadyhand.shared.landing import land_batch
from steadyhand.shared.models import Batch
from steadyhand.shared.models import Counter as HumanCounter
from steadyhand.simulator import happenings as h
from steadyhand.simulator.landing.calls import Calls
from steadyhand.simulator.landing.clearing import clear_unlanded
from steadyhand.simulator.landing.founding import Founding
from steadyhand.simulator.landing.ids import Ids
from steadyhand.simulator.landing.record import Record
from steadyhand.simulator.landing.sheets import Sheets
from steadyhand.simulator.landing.writing import Writer, writer

# How often we look whether a chunk is full: counting costs more than a handful of happenings.
LOOK_EVERY = 500

# What the record has no table for yet. They are counted, so that nobody believes them landed.
WITHOUT_TABLE: frozenset[type[h.Happening]] = frozenset(
    (h.SupplierKnown, h.AbsenceBegan, h.TruckLoaded, h.PartOrdered, h.PartArrived, h.VisitRated, h.NeedNoticed)
)


@dataclass(frozen=True, slots=True)
class Landed:
    """A made-up dealership in the database: how many rows of each table, and happenings that no table takes yet."""

    tenant_id: UUID
    name: str
    rows: dict[str, int]
    without_table: dict[str, int] = field(default_factory=dict)


class NotFounded(Exception):
    """The happenings don't begin with a dealership being founded."""


class Landing:
    """Where happenings become rows. `handlers` says what each kind leads to."""

    def __init__(self, founded: h.DealershipFounded, *, run: str, writer: Writer) -> None:
        self.ids = Ids(run, founded_at=founded.at)
        self.tenant_id = UUID(self.ids.born(founded.key, founded.at))
        self.name = founded.name
        self.founding = Founding(self.ids, self.tenant_id)
        self.batch = Batch(
            id=UUID(self.ids.passing("batch", founded.at)),
            tenant_id=self.tenant_id,
            opened_at=founded.at,
            source=f"steadyhand simulate: {run}"[:300],
        )
        self.sheets = Sheets(tenant_id=self.tenant_id, batch_id=self.batch.id, writer=writer)
        self.record = Record(self.ids, self.sheets, country=founded.country)
        self.calls = Calls(self.ids, self.sheets, self.record)
        self.without_table: Counter[str] = Counter()
        self.handlers = _handlers(self)

    def begin(self, founded: h.DealershipFounded) -> None:
        """Open the dealership and the batch that its rows arrive in."""
        clear_unlanded(self.tenant_id)
        self.founding.found(founded)
        self.batch.save(force_insert=True)

    def take(self, happening: h.Happening) -> None:
        """Do what a happening leads to."""
        kind = type(happening)
        handler = self.handlers.get(kind)
        if handler is not None:
            handler(happening)
        elif kind in WITHOUT_TABLE:
            self.without_table[kind.__name__] += 1
        elif kind not in h.TRUTHS:
            raise TypeError(f"Nobody knows what {kind.__name__} leads to: give it a handler in simulator/landing.")

    def land(self, *, at: datetime) -> Landed:
        """Write what is still open, and make everything visible."""
        self.calls.write_open()
        self.sheets.write()
        self.sheets.finish()
        with transaction.atomic():
            messages = self.calls.write_messages()
            self._go_on_counting(at)
            land_batch(self.batch, now=at)
        rows = self.sheets.written() | {"customer messages": messages}
        return Landed(self.tenant_id, self.name, rows, dict(self.without_table))

    def undo(self) -> None:
        """Take everything back: nobody has seen it."""
        clear_unlanded(self.tenant_id)

    def _go_on_counting(self, at: datetime) -> None:
        """Let the next call that somebody takes have the next number."""
        HumanCounter.objects.create(
            id=UUID(self.ids.passing(f"counter:{COUNTER}", at)),
            tenant_id=self.tenant_id,
            name=COUNTER,
            last=self.calls.last_number,
        )


def land_in_bulk(
    happenings: Iterable[h.Happening],
    *,
    run: str,
    until: datetime,
    tell: Callable[[datetime], None] | None = None,
    is_large: bool = False,
) -> Landed:
    """Write a whole dealership and return what was written; on any failure nothing of it stays.

    `run` names seed and size: the same run has the same ids. `tell` hears how far in time it is, once a chunk.

    Raises:
        NotFounded: the first happening is something else.
    """
    with writer(is_large=is_large) as who:
        return land(happenings, of=Landing, run=run, until=until, tell=tell, who=who)


def land(  # what both ways of landing take
    happenings: Iterable[h.Happening],
    *,
    of: type[Landing],
    run: str,
    until: datetime,
    tell: Callable[[datetime], None] | None,
    who: Writer,
) -> Landed:
    """Let happenings become rows in one of both ways; `who` writes them."""
    stream = iter(happenings)
    founded = next(stream, None)
    if not isinstance(founded, h.DealershipFounded):
        raise NotFounded(f"A dealership must be founded before {type(founded).__name__} can happen in it.")
    landing = of(founded, run=run, writer=who)
    landing.begin(founded)
    try:
        for count, happening in enumerate(stream):
            landing.take(happening)
            if count % LOOK_EVERY == 0 and tell is not None:
                tell(happening.at)
            if count % LOOK_EVERY == 0 and landing.sheets.is_full():
                landing.sheets.write()
        return landing.land(at=until)
    except BaseException:
        who.stop()
        landing.undo()
        raise


def _handlers(landing: Landing) -> dict[type[h.Happening], Callable[[Any], None]]:
    founding, record, calls = landing.founding, landing.record, landing.calls

    def alone(found: Callable[[Any], None]) -> Callable[[Any], None]:
        """Let who writes rows come to an end first: these are written here, and SQLite lets in one at a time."""

        def do(it: Any) -> None:
            landing.sheets.finish()
            found(it)

        return do

    return {
        h.CalendarSet: alone(founding.set_calendar),
        h.BranchOpened: alone(founding.open_branch),
        h.PersonJoined: alone(founding.let_in),
        h.PersonLeft: alone(founding.close_account),
        h.ModelListed: record.list_model,
        h.PartListed: record.list_part,
        h.CodeListed: record.list_code,
        h.CustomerWon: record.win_customer,
        h.CreditHoldChanged: record.change_credit,
        h.SiteOpened: record.open_site,
        h.ContactMet: record.meet_contact,
        h.ContactLeft: record.lose_contact,
        h.GoalSaid: record.note_goal,
        h.GoalReached: record.reach_goal,
        h.ContractSigned: record.sign_contract,
        h.ContractRenewed: record.renew_contract,
        h.MachineInstalled: record.install_machine,
        h.MachineRemoved: record.remove_machine,
        h.MeterRead: record.read_meter,
        h.TechnicianJoined: record.welcome_technician,
        h.TechnicianLeft: record.part_from_technician,
        h.SkillShown: record.show_skill,
        h.CertificateEarned: record.earn_certificate,
        h.CallTaken: calls.take,
        h.CallIdentified: calls.identify,
        h.CallSolved: calls.solve,
        h.CallCancelled: calls.cancel,
        h.VisitPlanned: calls.plan,
        h.VisitMoved: calls.move,
        h.TravelStarted: calls.set_out,
        h.VisitArrived: calls.arrive,
        h.VisitClosed: calls.close,
        h.MessageSent: calls.hear,
        h.MessageAnswered: calls.answer,
    }
