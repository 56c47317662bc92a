"""Some rows of a file, held by column: a list a field, so that a step over all of them is one comprehension."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple


class Known(NamedTuple):
    """A row that others refer to, with what they need to know of it. Ids are 32 hex digits."""

    id: str
    ref: str = ""
    branch_id: str = ""
    customer_id: str = ""
    site_id: str = ""


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a row is not taken: which field, what was read there, what is wrong, what to do."""

    field: str
    value: Any
    reason: str
    what_to_do: str


class Rows:
    """Rows under way to one table. `carried` makes the rows of another kind that stand in the same lines."""

    def __init__(
        self, lines: Sequence[int], cells: Mapping[str, list[Any]], *, prints: Sequence[int] | None = None
    ) -> None:
        self.lines = lines
        # One number a row that two rows share only if they say the same.
        self.prints = prints or [0] * len(lines)
        self._cells = dict(cells)
        self._nothing: list[Any] = [None] * len(lines)
        self._links: dict[str, list[Known | None]] = {}
        self.objections: dict[int, list[Objection]] = {}
        # What the pipeline works out: numbers, ids, the table's columns as the file says them, what new rows get
        # besides, what differs in rows that are there already, which are new, which say again what an earlier one said.
        self.refs: list[str] = []
        self.ids: list[str] = []
        self.said: dict[str, list[Any]] = {}
        self.besides: dict[str, list[Any]] = {}
        self.differences: dict[int, tuple[dict[str, Any], dict[str, Any]]] = {}
        self.is_new: list[bool] = []
        self.left_out: set[int] = set()
        self._known: list[Known] | None = None
        # Rows of other kinds that must be written before (meters of readings) and after (visits of calls) these.
        self.first: list[tuple[str, Rows]] = []
        self.then: list[tuple[str, Rows]] = []
        self.within: Rows | None = None
        self.places: Sequence[int] = range(len(lines))

    def __len__(self) -> int:
        return len(self.lines)

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self._cells)

    def cells(self, name: str) -> list[Any]:
        """Return a field's values, None where the file says nothing. Copy them to change them."""
        return self._cells.get(name, self._nothing)

    def set_cells(self, name: str, values: list[Any]) -> None:
        self._cells[name] = values

    def has_link(self, name: str) -> bool:
        return name in self._links

    def link(self, name: str) -> list[Known | None]:
        """Return the rows that a field names. Copy them to change them."""
        return self._links.get(name, self._nothing)

    def set_link(self, name: str, found: list[Known | None]) -> None:
        self._links[name] = found

    def known(self) -> list[Known]:
        """Return these rows as others refer to them; their numbers and ids must be settled."""
        if self._known is None:
            customers, sites = self.link("customer"), self.link("site")
            branches = self.link("branch") if "branch" in self._links else customers
            self._known = [
                Known(
                    own_id,
                    ref,
                    branch.branch_id or branch.id if branch else "",
                    customer.id if customer else "",
                    site.id if site else "",
                )
                for own_id, ref, customer, branch, site in zip(
                    self.ids, self.refs, customers, branches, sites, strict=True
                )
            ]
        return self._known

    def reject(self, index: int, field: str, reason: str, what_to_do: str) -> None:
        """Take a row out, and with it the line of the file it stands in."""
        values = self._cells.get(field)
        self.object_to(index, Objection(field, values[index] if values else None, reason, what_to_do))

    def object_to(self, index: int, objection: Objection) -> None:
        """Keep an objection, with the whole line the row stands in."""
        self.objections.setdefault(index, []).append(objection)
        if self.within is not None:
            self.within.object_to(self.places[index], objection)

    def is_out(self, index: int) -> bool:
        """Tell whether a row, or the line it stands in, was rejected or said before."""
        if index in self.objections or index in self.left_out:
            return True
        return self.within is not None and self.within.is_out(self.places[index])

    def let_go(self) -> None:
        """Cut the ties between these rows and those in the same lines, so that memory is free at once."""
        for _, rows in (*self.first, *self.then):
            rows.let_go()
            rows.within = None
        self.first, self.then = [], []

    def carried(self, places: Sequence[int], names: Mapping[str, str], **always: Any) -> "Rows":
        """Return rows of another kind from these places: `names` says which of our fields each of theirs is."""
        cells = {
            theirs: [ours_[place] for place in places]
            for theirs, ours in names.items()
            if (ours_ := self._cells.get(ours)) is not None
        }
        cells |= {name: [value] * len(places) for name, value in always.items()}
        rows = Rows([self.lines[place] for place in places], cells)
        rows.within, rows.places = self, places
        for theirs, ours in names.items():
            if ours in self._links:  # looked up already
                rows._links[theirs] = [self._links[ours][place] for place in places]
        return rows
