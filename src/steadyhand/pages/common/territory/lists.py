"""How is it said that a customer or machine is worth a visit? A list each, its rows with the facts behind them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

from steadyhand.business.calls.proposals.queries import Proposed
from steadyhand.business.calls.proposals.rules import Reason
from steadyhand.business.calls.rules import CallType
from steadyhand.business.insight.territory.mine import Due, Territory
from steadyhand.business.insight.territory.places import MachineAt
from steadyhand.business.insight.territory.silent import Silent
from steadyhand.business.insight.territory.trouble import Troubled
from steadyhand.business.insight.territory.unhappy import Sign, Told, Unhappy
from steadyhand.business.insight.territory.unseen import NotCome, Unseen
from steadyhand.business.insight.why import Known, run_said
from steadyhand.pages.common.saying import Saying
from steadyhand.pages.common.upkeep import due_said

RowT = TypeVar("RowT")
# As many rows of a list as somebody reads; one list alone shows more.
FEW, MANY = 6, 50
# As many facts as a row needs to be believed.
MOST_FACTS = 4
_SAID_OF_SIGNS = {
    Sign.OPEN: "Open",
    Sign.POOR: "They answered",
    Sign.MISSED: "We missed",
    Sign.OBSTACLE: "Something stops us",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that proves that a visit is worth it, and the call that it is of, where it is of one."""

    said: str
    call_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """Why a customer or machine is worth a visit. `why` is what a proposal begins with; `facts` prove it."""

    customer_id: UUID
    customer: str
    machine_id: UUID | None
    machine: str
    place: str
    why: str
    facts: tuple[Fact, ...]
    call_type: CallType
    # In words: somebody comes anyway, or it was proposed already.
    coming: str
    proposed: Proposed | None


@dataclass(frozen=True, slots=True)
class Section:
    """One list: by what it was made, its worst rows first, and how many more there are."""

    key: str
    reason: Reason
    title: str
    about: str
    rows: tuple[Row, ...]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.rows)


def sections_of(
    found: Territory, proposed: Iterable[Proposed], saying: Saying, *, only: str = ""
) -> tuple[Section, ...]:
    """Return the lists that have rows, the most pressing first; `only` one of them, with more of its rows."""
    say = _Words(found, {(each.customer_id, each.machine_id): each for each in proposed if each.is_open}, saying)
    looked = found.looked
    made = (
        _Made("not-come", Reason.NOT_KEPT, "Promised, and nobody came",
              "The time we gave them has passed, and the call is open. The longest ago first.",
              found.not_come, say.not_come),
        _Made("trouble", Reason.TROUBLE, "Trouble again and again",
              f"In {looked.trouble_days} days a callback, or {looked.trouble_calls} calls and more that the machine "
              "caused. Most callbacks first, then most calls.", found.troubled, say.troubled),
        _Made("unhappy", Reason.UNHAPPY, "Not happy with us",
              f"Poor answers and missed promises of {looked.unhappy_days} days, and what is still open. What is open "
              "first, then who has most reasons.", found.unhappy, say.unhappy),
        _Made("due-pages", Reason.MAINTENANCE, "Maintenance due by pages",
              f"By their pace the pages are reached, or are in {looked.ahead_days} days. The longest overdue first.",
              found.due_by_pages, say.due),
        _Made("due-days", Reason.MAINTENANCE, "Maintenance due by days",
              f"The days have passed, or will have in {looked.ahead_days}. The longest overdue first.",
              found.due_by_days, say.due),
        _Made("silent", Reason.SILENT, "Silent meters",
              f"No reading for {looked.silent_days} days, or twice as long as usual. The longest silent first.",
              found.silent, say.silent),
        _Made("unvisited", Reason.UNVISITED, "Not seen for long",
              f"Nobody of ours was there for {looked.unvisited_days} days, and nobody is planned to be. The longest "
              "first.", found.unseen, say.unseen),
    )  # fmt: skip
    most = MANY if only else FEW
    return tuple(each.section(most) for each in made if each.rows and (not only or each.key == only))


@dataclass(frozen=True, slots=True)
class _Made(Generic[RowT]):
    key: str
    reason: Reason
    title: str
    about: str
    rows: tuple[RowT, ...]
    say: Callable[[RowT], Row]

    def section(self, most: int) -> Section:
        rows = tuple(self.say(each) for each in self.rows[:most])
        return Section(self.key, self.reason, self.title, self.about, rows, len(self.rows))


class _Words:
    """Says rows, with what is coming and proposed already."""

    def __init__(self, found: Territory, proposed: dict[tuple[UUID, UUID | None], Proposed], saying: Saying) -> None:
        self._found = found
        self._names = {line.id: line.name for line in found.customers}
        self._proposed = proposed
        self._saying = saying

    def not_come(self, row: NotCome) -> Row:
        said = f"Promised “{row.said}” to {row.to_whom}" if row.to_whom else f"Promised “{row.said}”"
        facts = (
            Fact(f"{said}."),
            Fact(f"It was due {self._saying.when(row.by_at)}."),
            Fact(f"Call {row.call}: {row.problem}", row.call_id),
        )
        why = f"Call {row.call}: we promised “{row.said}”, and nobody came"
        return self._row(row.customer_id, row.machine_id, why, facts, CallType.COURTESY)

    def troubled(self, row: Troubled) -> Row:
        calls = f"{len(row.calls)} {'call' if len(row.calls) == 1 else 'calls'}"
        days = self._found.looked.trouble_days
        came = ""
        if row.callbacks:
            came = ", one of them a callback" if row.callbacks == 1 else f", {row.callbacks} of them callbacks"
            if len(row.calls) == 1:
                came = ", a callback after a fix"
        facts = tuple(
            Fact(
                f"Call {call.number}, {self._saying.day(self._saying.on(call.taken_at))}: {call.problem}"
                + (f" {_back(call.known)}" if call.is_callback else ""),
                call.id,
            )
            for call in row.calls
        )
        return self._row(row.at.customer_id, row.at.id, f"{calls} in {days} days{came}", facts, CallType.PREVENTIVE)

    def unhappy(self, row: Unhappy) -> Row:
        counts = [
            (sum(each.sign is sign for each in row.signs), one, many)
            for sign, one, many in (
                (Sign.OPEN, "thing open", "things open"),
                (Sign.OBSTACLE, "obstacle in the way", "obstacles in the way"),
                (Sign.POOR, "poor answer", "poor answers"),
                (Sign.MISSED, "promise missed", "promises missed"),
            )
        ]
        why = ", ".join(f"{count} {one if count == 1 else many}" for count, one, many in counts if count)
        facts = tuple(self._sign(each) for each in row.signs)
        return self._row(row.customer_id, None, why, facts, CallType.COURTESY)

    def _sign(self, told: Told) -> Fact:
        call = f", call {told.call}" if told.call else ""
        who = f" ({told.who} has it)" if told.who else ""
        on = self._saying.day(self._saying.on(told.at))
        return Fact(f"{_SAID_OF_SIGNS[told.sign]}, {on}{call}: {told.words}{who}", told.call_id)

    def due(self, row: Due) -> Row:
        due = row.due
        last = f"Last maintained {self._saying.day(due.last_on)}." if due.last_on else ""
        facts = [Fact(last or "Never maintained, as far as we know.")]
        if row.pages_a_day is not None:
            facts.append(Fact(f"It makes {row.pages_a_day:,.0f} pages a day by its last readings."))
        if due.open_call:
            said = f"Call {due.open_call.number} for its maintenance is open already."
            facts.append(Fact(said, due.open_call.call_id))
        why = due_said(due, self._saying)
        return self._row(due.customer_id, due.machine_id, why, tuple(facts), CallType.PREVENTIVE)

    def silent(self, row: Silent) -> Row:
        meters = ", ".join(row.meters)
        if row.last_at is None:
            why = f"Nobody has ever read it ({meters})"
        else:
            on = self._saying.on(row.last_at)
            why = f"No reading for {(self._saying.today - on).days:,} days ({meters})"
        facts = (Fact(f"Last read {self._saying.day(self._saying.on(row.last_at))}."),) if row.last_at else ()
        return self._row(row.at.customer_id, row.at.id, why, facts, CallType.COURTESY)

    def unseen(self, row: Unseen) -> Row:
        if row.last_at is None:
            why = "Nobody of ours has been there, as far as the record goes"
            return self._row(row.customer_id, None, why, (), CallType.COURTESY)
        on = self._saying.on(row.last_at)
        why = f"Nobody was there for {(self._saying.today - on).days:,} days"
        return self._row(row.customer_id, None, why, (Fact(f"Last visit {self._saying.day(on)}."),), CallType.COURTESY)

    def _row(
        self, customer_id: UUID, machine_id: UUID | None, why: str, facts: tuple[Fact, ...], call_type: CallType
    ) -> Row:
        at = self._found.machines.get(machine_id) if machine_id else None
        coming = self._found.coming.get(customer_id)
        more = len(facts) - MOST_FACTS
        shown = (*facts[:MOST_FACTS], Fact(f"… and {more} more")) if more > 0 else facts
        return Row(
            customer_id=customer_id,
            customer=self._names.get(customer_id, ""),
            machine_id=machine_id,
            machine=" · ".join(part for part in (at.machine, at.serial) if part) if at else "",
            place=_place(at) if at else "",
            why=why,
            facts=shown,
            call_type=call_type,
            coming=f"Somebody is there {self._saying.when(coming)}." if coming else "",
            proposed=self._proposed.get((customer_id, machine_id)),
        )


def _back(known: Known) -> str:
    """Return after how much it came back, and up to where that is a callback."""
    limit = f"; up to {run_said(known.limit, known.basis)} it is a callback" if known.limit is not None else ""
    return f"(Back after {run_said(known.ran, known.basis)}{limit})"


def _place(at: MachineAt) -> str:
    return " · ".join(part for part in (at.place, at.stands_where) if part)
