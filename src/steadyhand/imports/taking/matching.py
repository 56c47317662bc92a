"""Is this row new, there already, or said twice? By its number first, then by what makes it one of a kind."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol
from uuid import UUID

from steadyhand.imports.kinds.shape import RowKind
from steadyhand.imports.taking.changes import difference, worked_on_here
from steadyhand.imports.taking.context import Context
from steadyhand.imports.taking.rows import Rows
from steadyhand.imports.taking.scratch import Scratch
from steadyhand.imports.taking.tables import ArrivingTable, id_of, new_hex


class Tables(Protocol):
    """Where the rows that are there already stand."""

    def table_of(self, kind: str) -> ArrivingTable: ...


class Matching:
    """Compares rows with the record and with what the run has read before."""

    def __init__(self, tables: Tables, scratch: Scratch, context: Context) -> None:
        self._tables = tables
        self._scratch = scratch
        self._context = context

    def match(self, kind: RowKind, rows: Rows, *, place: str) -> None:
        """Fill in the rows' ids, which are new, which say something else than the record."""
        rows.ids = [new_hex() for _ in rows.refs]
        rows.is_new = [True] * len(rows)
        self._against_this_run(kind, rows, place)
        table = self._tables.table_of(kind.name)
        if table.was_empty:
            return
        existing = self._existing(kind, table, rows)
        if existing:
            self._against_the_record(kind, table, rows, existing)
            self._leave_alone(kind, rows, existing, place)

    def natural_keys(self, kind: RowKind, rows: Rows) -> dict[str, list[str | None]]:
        """Return for the scratch what makes each row the only one of its kind besides its number."""
        if not kind.also_known_by:
            return {}
        return {f"{kind.name}.natural": [key and "/".join(key) for key in self._natural(kind, rows)]}

    def _natural(self, kind: RowKind, rows: Rows) -> list[tuple[str, str] | None]:
        owner, name = kind.also_known_by
        return [
            (known.id, str(value)) if known is not None and value is not None else None
            for known, value in zip(rows.link(owner), rows.cells(name), strict=True)
        ]

    def _against_this_run(self, kind: RowKind, rows: Rows, place: str) -> None:
        seen = self._scratch.get(f"{kind.name}.ref", rows.refs)
        shelf = f"{kind.name}.natural"
        if self._scratch.has(shelf):
            keys = self.natural_keys(kind, rows)[shelf]
            by_natural = self._scratch.get(shelf, [key for key in keys if key])
            seen |= {rows.refs[i]: by_natural[key] for i, key in enumerate(keys) if key in by_natural}
        if not seen and len(set(rows.refs)) == len(rows):
            return
        earlier: dict[str, int] = {}
        for index, ref in enumerate(rows.refs):
            if ref in seen:
                before, said, own_id = seen[ref].place, seen[ref].said, seen[ref].known.id
            elif ref in earlier and not rows.is_out(earlier[ref]):
                first = earlier[ref]
                before, said, own_id = f"{place}, line {rows.lines[first]}", rows.prints[first], rows.ids[first]
            else:
                earlier[ref] = index
                continue
            rows.is_new[index], rows.ids[index] = False, own_id
            rows.left_out.add(index)
            if said != rows.prints[index]:
                rows.reject(index, "ref", f"{ref} was in {before} already.", "Keep one of the two rows.")

    def _existing(self, kind: RowKind, table: ArrivingTable, rows: Rows) -> dict[int, Sequence[Any]]:
        """Return the stored row of each place that has one: id, number, batch, branch, and the columns said."""
        columns = ("id", "ref", "batch_id", kind.model.branch_path or "id", *rows.said)
        asked = [ref for index, ref in enumerate(rows.refs) if index not in rows.left_out]
        by_ref = {row[1]: row for row in table.select(columns, by="ref", values=asked)}
        found: dict[int, Sequence[Any]] = {index: by_ref[ref] for index, ref in enumerate(rows.refs) if ref in by_ref}
        if kind.also_known_by:
            found = self._by_natural_key(kind, table, rows, columns) | found
        return {index: row for index, row in found.items() if index not in rows.left_out}

    def _by_natural_key(
        self, kind: RowKind, table: ArrivingTable, rows: Rows, columns: tuple[str, ...]
    ) -> dict[int, Sequence[Any]]:
        owner, name = kind.also_known_by
        keys = self._natural(kind, rows)
        owners = sorted({key[0] for key in keys if key})
        stored: Mapping[tuple[str, str], Sequence[Any]] = {
            (id_of(owner_id), str(value)): row
            for owner_id, value, *row in table.select((f"{owner}_id", name, *columns), by=owner, values=owners)
        }
        return {index: stored[key] for index, key in enumerate(keys) if key is not None and key in stored}

    def _against_the_record(
        self, kind: RowKind, table: ArrivingTable, rows: Rows, existing: dict[int, Sequence[Any]]
    ) -> None:
        names = list(rows.said)
        columns = list(rows.said.values())
        for index, (row_id, ref, batch_id, branch_id, *stored) in existing.items():
            rows.ids[index], rows.refs[index], rows.is_new[index] = id_of(row_id), ref, False
            if not self._is_mine(kind, branch_id):
                rows.reject(
                    index,
                    "ref",
                    f"{ref} belongs to a branch that isn't yours.",
                    "Give the row another number, or ask an administrator of all branches.",
                )
                continue
            differs = difference(table, names, [column[index] for column in columns], stored)
            if differs is None:
                continue
            if batch_id is None and not kind.must_agree.isdisjoint(differs[1]):
                rows.reject(
                    index,
                    "ref",
                    f"{ref} is another {kind.subject[0]} here, one that did not come in a file.",
                    f"Give the {kind.subject[0]} in the file another number, for example with the old system's name.",
                )
                continue
            rows.differences[index] = differs

    def _leave_alone(self, kind: RowKind, rows: Rows, existing: dict[int, Sequence[Any]], place: str) -> None:
        """Take out of what would change what isn't the file's to change."""
        sifting = self._context.sifting
        # Of calls beside an ERP each field is asked about; a visit made here is nobody else's.
        if kind.keeps_work and rows.differences and (sifting is None or kind.name != "calls"):
            self._keep_work(kind, rows)
        if sifting is not None:
            sifting.sift(kind, rows, existing, place=place)

    def _is_mine(self, kind: RowKind, branch_id: Any) -> bool:
        mine = self._context.actor.branch_ids
        return mine is None or not kind.model.branch_path or UUID(id_of(branch_id)) in mine

    def _keep_work(self, kind: RowKind, rows: Rows) -> None:
        """Leave alone what was worked on here: an old file must not open a closed call again."""
        touched = worked_on_here(self._context.tenant_id, [rows.ids[index] for index in rows.differences])
        for index in [place for place in rows.differences if rows.ids[place] in touched]:
            del rows.differences[index]
            self._context.remark(f"{kind.label.capitalize()} worked on here since they came were left as they are")
