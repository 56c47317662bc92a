"""What becomes of some rows of a file? Everything is decided before anything is written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from steadyhand.imports.differences.missing import Listed
from steadyhand.imports.kinds.columns import short_ref
from steadyhand.imports.kinds.shape import RowKind
from steadyhand.imports.taking.changes import write_waiting
from steadyhand.imports.taking.context import Context
from steadyhand.imports.taking.finding import finding_keys_of
from steadyhand.imports.taking.links import Linking
from steadyhand.imports.taking.matching import Matching
from steadyhand.imports.taking.meters import Meters
from steadyhand.imports.taking.references import References, names_of
from steadyhand.imports.taking.rows import Objection, Rows
from steadyhand.imports.taking.scratch import Scratch
from steadyhand.imports.taking.tables import ArrivingTable, finding_keys
from steadyhand.imports.taking.values import columns_of, refs_of
from steadyhand.shared.identity import new_id

Write = Callable[[], None]


class RecordMoved(Exception):
    """Somebody made a row here that the files bring as well, while they were being read; reading again settles it."""


@dataclass(slots=True)
class Taken:
    """What became of the lines of a file."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    objections: dict[int, list[Objection]] = field(default_factory=dict)


class Pipeline:
    """Takes the files of one run. Without a batch it is a dry run: all the same decisions, nothing written."""

    def __init__(
        self,
        context: Context,
        kinds: Mapping[str, RowKind],
        *,
        batch_id: UUID | None,
        remembers: frozenset[str],
        guard: Write,
    ) -> None:
        self.context = context
        # Rows of the record that were new or changed, by kind: a line may bring several.
        self.written: dict[str, int] = {}
        self._kinds = kinds
        self._batch_id = batch_id
        # Asked in every writing transaction: it raises if the run is no longer ours to write.
        self._guard = guard
        # Kinds whose rows of this run are looked for again: those that come in files, and those these name.
        self._remembers = remembers
        self._tables: dict[str, ArrivingTable] = {}
        self._scratch = Scratch()
        self.references = References(self._scratch, self.table_of)
        self._links = Linking(self, self.references, context)
        self._matching = Matching(self, self._scratch, context)
        self._meters = Meters(self, context.tenant_id)
        self._place = ""
        # What a list that claims to be whole has named so far.
        self.listed: Listed | None = None

    def table_of(self, kind: str) -> ArrivingTable:
        if kind not in self._tables:
            # A dry run has no rows of its own in the table, so any id stands for "not mine".
            batch_id = self._batch_id or new_id()
            self._tables[kind] = ArrivingTable(
                self._kinds[kind].model, tenant_id=self.context.tenant_id, batch_id=batch_id
            )
        return self._tables[kind]

    def take(
        self, kind_name: str, rows: Rows, *, file: str, makes_missing: frozenset[str], prefixes: Mapping[str, str]
    ) -> Taken:
        """Decide about every row, write what is good, and say what became of them.

        Raises:
            RecordMoved: a row with one of these numbers appeared meanwhile.
        """
        self._place = file
        self._links.makes_missing, self._links.prefixes = makes_missing, prefixes
        if kind_name in prefixes:
            number = [None if ref is None else short_ref(prefixes[kind_name] + ref) for ref in rows.cells("ref")]
            rows.set_cells("ref", number)
        self.prepare(kind_name, rows)
        if self.listed is not None:
            self.listed.add(rows)
        writes: list[Write] = []
        self._store(kind_name, rows, writes)
        if self._batch_id is not None and writes:
            try:
                # Nobody sees these rows yet, so each table may have a transaction of its own: the shorter the database
                # is locked, the sooner a call that is taken meanwhile gets its turn.
                for write in writes:
                    with transaction.atomic():
                        self._guard()
                        write()
            except IntegrityError as error:
                raise RecordMoved(
                    f"{file}: somebody added one of its rows here while it was being read ({error})."
                ) from error
        taken = self._counted(rows)
        rows.let_go()
        return taken

    def resolve(self, kind: RowKind, rows: Rows) -> None:
        """Look up what rows name that don't go through here any further."""
        self._links.resolve(kind, rows)

    def prepare(self, kind_name: str, rows: Rows) -> None:
        """Work out what the rows name, say and are, and the same for the rows that stand in the same lines."""
        kind = self._kinds[kind_name]
        self._links.resolve(kind, rows)
        kind.complete(rows, self.context)
        if kind_name == "readings":
            self._meters.link(rows)
        rows.refs = refs_of(kind, rows)
        rows.said = columns_of(kind, rows)
        self._matching.match(kind, rows, place=self._place)
        for name, carried in kind.carries(rows, self.context):
            self.prepare(name, carried)
            rows.then.append((name, carried))

    def list_anew(self, kind_name: str) -> Listed:
        """Remember from now on which rows of this kind are named."""
        self.listed = Listed(self._scratch, self._kinds[kind_name])
        return self.listed

    def count_meters_anew(self) -> None:
        """Put readings that came out of order right. Call it once, after the last row."""
        if self._batch_id is not None:
            self._meters.count_anew(self._batch_id, guard=self._guard)

    def close(self) -> None:
        self._scratch.close()

    def _store(self, kind_name: str, rows: Rows, writes: list[Write]) -> None:
        kind = self._kinds[kind_name]
        if kind_name == "readings":
            self._meters.keep_used(rows)
            self._meters.judge(rows)
        for name, first in rows.first:
            self._store(name, first, writes)
        fresh = [index for index, is_new in enumerate(rows.is_new) if is_new and not rows.is_out(index)]
        changed = [index for index in rows.differences if not rows.is_out(index)]
        if fresh:
            values = self._values(rows, fresh)
            writes.append(lambda: self._insert(kind_name, rows, fresh, values))
            self._remember(kind, rows, fresh)
        if changed and self._batch_id is not None:
            tenant_id, batch_id = self.context.tenant_id, self._batch_id
            writes.append(lambda: write_waiting(kind, rows, changed, tenant_id=tenant_id, batch_id=batch_id))
        self.written[kind_name] = self.written.get(kind_name, 0) + len(fresh) + len(changed)
        for name, then in rows.then:
            self._store(name, then, writes)

    def _values(self, rows: Rows, places: list[int]) -> dict[str, list[Any]]:
        columns = {"id": rows.ids, "ref": rows.refs} | rows.said | rows.besides
        if len(places) == len(rows):
            return columns
        return {name: [column[place] for place in places] for name, column in columns.items()}

    def _insert(self, kind_name: str, rows: Rows, places: list[int], values: dict[str, list[Any]]) -> None:
        self.table_of(kind_name).insert(values)
        keys = finding_keys_of(kind_name, rows, places, country=self.context.country)
        if self._batch_id is not None:
            finding_keys(list(keys), tenant_id=self.context.tenant_id, batch_id=self._batch_id).write()

    def _remember(self, kind: RowKind, rows: Rows, places: list[int]) -> None:
        if kind.name not in self._remembers:
            return
        known = rows.known()
        where = [f"{self._place}, line {line}" for line in rows.lines]
        self._scratch.put(
            f"{kind.name}.ref",
            ((rows.refs[place], known[place], where[place], rows.prints[place]) for place in places),
        )
        for shelf, keys in (names_of(kind.name, rows.cells, known) | self._matching.natural_keys(kind, rows)).items():
            self._scratch.put(
                shelf,
                ((key, known[place], where[place], 0) for place in places if (key := keys[place]) is not None),
            )
        self.references.forget(kind.name)

    def _counted(self, rows: Rows) -> Taken:
        taken = Taken(objections=rows.objections)
        touched = _touched(rows)
        for index, is_new in enumerate(rows.is_new):
            if index in rows.objections:
                continue
            if is_new and index not in rows.left_out:
                taken.new += 1
            elif index in touched:
                taken.changed += 1
            else:
                taken.unchanged += 1
        return taken


def _touched(rows: Rows) -> set[int]:
    """Return the places of rows that change something, be it by a row that stands in the same line."""
    touched = {index for index in rows.differences if not rows.is_out(index)}
    for _, carried in rows.then:
        new = {index for index, is_new in enumerate(carried.is_new) if is_new and not carried.is_out(index)}
        touched |= {carried.places[index] for index in new | _touched(carried)}
    return touched
