"""What may a file of the ERP change by itself? What only the ERP changed; where we differ, it is listed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from steadyhand.business.calls.rules import CallState
from steadyhand.imports.differences.touched import (
    STANDING,
    TOOK,
    UNKNOWN,
    Fields,
    Touched,
    is_same,
    touched_fields,
    worked_on_calls,
)
from steadyhand.imports.kinds.shape import RowKind
from steadyhand.imports.models import Difference, FieldRule
from steadyhand.imports.taking.changes import VERB
from steadyhand.imports.taking.rows import Rows
from steadyhand.imports.taking.tables import id_of

VERBS_OF_FILES = frozenset((VERB, TOOK))


@dataclass(frozen=True, slots=True)
class FoundDifference:
    """One field of one row about which the file and we say different things; `field` is empty for a missing row."""

    kind: str
    row_id: UUID
    ref: str
    field: str
    sort: str
    before: Any
    ours: Any
    theirs: Any
    ours_by: str
    ours_at: datetime | None
    branch_id: UUID | None
    file: str
    line: int


@dataclass(slots=True)
class Sifting:
    """The differences of one run, gathered while it is read and written when it lands."""

    tenant_id: UUID
    rules: Mapping[tuple[str, str], str]
    found: list[FoundDifference] = field(default_factory=list)
    # Differences that were open and about which the file says by now what we say.
    settled: list[UUID] = field(default_factory=list)
    _has_open: dict[str, bool] = field(default_factory=dict)

    def sift(self, kind: RowKind, rows: Rows, existing: Mapping[int, Sequence[Any]], *, place: str) -> None:
        """Take out of the rows' differences what isn't the file's to change. Few queries for all rows together."""
        before = len(self.found)
        if rows.differences:
            self._sift_changed(kind, rows, existing, place)
        self._settle(kind, rows, existing, self.found[before:])

    def _sift_changed(self, kind: RowKind, rows: Rows, existing: Mapping[int, Sequence[Any]], place: str) -> None:
        ids = {index: UUID(rows.ids[index]) for index in rows.differences}
        touched = touched_fields(kind.model, self.tenant_id, ids.values(), verbs_of_files=VERBS_OF_FILES)
        worked_on: Mapping[UUID, Touched] = {}
        if kind.name == "calls":
            moved = [ids[index] for index, (_, becomes) in rows.differences.items() if STANDING & becomes.keys()]
            if moved:
                worked_on = worked_on_calls(self.tenant_id, moved, verbs_of_files=VERBS_OF_FILES)
        for index, row_id in ids.items():
            was, becomes = rows.differences[index]
            mine = touched.get(row_id, {})
            if row_id in worked_on:
                mine = _with_standing(mine, was, becomes, worked_on[row_id])
            self._set_aside(kind, rows, index, mine, existing[index], place)
            # How a time is known goes with the time.
            for name in [each for each in becomes if each.endswith("_how")]:
                if name.removesuffix("_how") not in becomes and name.removesuffix("_how") in mine:
                    del was[name], becomes[name]
            if not becomes:
                del rows.differences[index]

    def _set_aside(  # what one row meets
        self, kind: RowKind, rows: Rows, index: int, mine: Fields, stored: Sequence[Any], place: str
    ) -> None:
        """Take the fields out of a row's change that somebody changed here, and note those to be asked about."""
        was, becomes = rows.differences[index]
        branch = id_of(stored[3]) if kind.model.branch_path else ""
        for name in [each for each in becomes if each in mine]:
            touched = mine[name]
            sort = self._sort(kind, name, touched, becomes[name])
            if sort is None:
                continue
            ours, theirs = was.pop(name), becomes.pop(name)
            if not sort:
                continue
            self.found.append(
                FoundDifference(
                    kind=kind.name,
                    row_id=UUID(rows.ids[index]),
                    ref=rows.refs[index],
                    field=name,
                    sort=sort,
                    before=None if touched.before is UNKNOWN else touched.before,
                    ours=ours,
                    theirs=theirs,
                    ours_by=touched.by,
                    ours_at=touched.at,
                    branch_id=UUID(branch) if branch else None,
                    file=place,
                    line=rows.lines[index],
                )
            )

    def _sort(self, kind: RowKind, name: str, touched: Touched, theirs: Any) -> str | None:
        """Return what sort of difference it is: None lets the file change it, empty keeps ours without a word."""
        rule = self.rules.get((kind.name, name), FieldRule.Believes.ASK)
        if rule == FieldRule.Believes.ERP:
            return None
        if rule == FieldRule.Believes.OURS:
            return ""
        if touched.before is not UNKNOWN and is_same(kind.field(name), touched.before, theirs):
            # The ERP says what it always said: it hasn't heard of our change. Work on calls goes out by billing.
            return "" if kind.keeps_work else Difference.Sort.OURS
        if name in STANDING and kind.name == "calls" and touched.before is UNKNOWN:
            return Difference.Sort.BOTH if name == "state" and not CallState(theirs).is_open else ""
        return Difference.Sort.BOTH

    def _settle(
        self, kind: RowKind, rows: Rows, existing: Mapping[int, Sequence[Any]], found: list[FoundDifference]
    ) -> None:
        if kind.name not in self._has_open:
            mine = Difference.objects.of(self.tenant_id).filter(state=Difference.State.OPEN, kind=kind.name)
            self._has_open[kind.name] = mine.exists()
        if not self._has_open[kind.name]:
            return
        places = {UUID(rows.ids[index]): index for index in existing}
        again = {(each.row_id, each.field) for each in found}
        waiting = Difference.objects.of(self.tenant_id).filter(state=Difference.State.OPEN, row_id__in=list(places))
        for difference_id, row_id, name in waiting.values_list("id", "row_id", "field"):
            said = rows.said.get(name)
            speaks_of_it = not name or (said is not None and said[places[row_id]] is not None)
            if speaks_of_it and (row_id, name) not in again:
                self.settled.append(difference_id)


def _with_standing(mine: Fields, was: dict[str, Any], becomes: dict[str, Any], by: Touched) -> Fields:
    """Return the touched fields with where a call stands among them: visits move it without an entry of its own."""
    both = {name: by for name in STANDING if name in becomes and name in was}
    return mine | both
