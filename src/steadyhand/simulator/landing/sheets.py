"""How do rows wait until there are enough of them to write at once?"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import models

from steadyhand.imports.taking.tables import Arriving, ArrivingTable, finding_keys
from steadyhand.shared.rows import ArrivingRow
from steadyhand.simulator.landing.writing import Changing, Writer

# Enough for the database's own speed, few enough that call taking elsewhere waits milliseconds, and memory stays small.
ENOUGH = 20_000


class Sheet:
    """Rows of one table, as tuples of the columns named."""

    def __init__(self, table: ArrivingTable, columns: Sequence[str]) -> None:
        self._table = table
        self._columns = columns
        self.rows: list[tuple[Any, ...]] = []
        self.add = self.rows.append
        self.written = 0

    def taken_off(self) -> Arriving | None:
        """Return what stands on it, as it goes into the table, and be empty; None if it is."""
        if not self.rows:
            return None
        values = {name: list(column) for name, column in zip(self._columns, zip(*self.rows, strict=True), strict=True)}
        self.written += len(self.rows)
        self.rows.clear()
        return self._table.arriving(values)


class Sheets:
    """All sheets of one dealership, the words under which its rows are found, and what changed in rows written before.

    Sheets are written in the order in which they were opened: open a table before those that refer to it.
    """

    def __init__(self, *, tenant_id: UUID, batch_id: UUID, writer: Writer) -> None:
        self.tenant_id = tenant_id
        self._batch_id = batch_id
        self._writer = writer
        self._sheets: dict[type[ArrivingRow], Sheet] = {}
        self._called: dict[type[ArrivingRow], str] = {}
        self._keys: list[tuple[str, str, str, str]] = []
        self._keys_written = 0
        self._changes: dict[tuple[type[ArrivingRow], tuple[str, ...]], list[tuple[Any, ...]]] = defaultdict(list)

    def open(self, model: type[ArrivingRow], columns: str, *, called: str = "") -> Sheet:
        """Begin a sheet; `columns` are its columns' names in one line, `called` is how its rows are counted."""
        self._called[model] = called or str(model._meta.verbose_name_plural)
        table = ArrivingTable(model, tenant_id=self.tenant_id, batch_id=self._batch_id)
        self._sheets[model] = Sheet(table, columns.split())
        return self._sheets[model]

    def findable(self, kind: str, row_id: str, home_id: str, keys: Sequence[str]) -> None:
        """Make a row findable under these words; `home_id` is the customer's it belongs to."""
        self._keys.extend((key, row_id, kind, home_id) for key in keys)

    def change(self, model: type[ArrivingRow], row_id: str, **values: Any) -> None:
        """Change columns of a row of this run, written already or not."""
        self._changes[model, tuple(values)].append((*values.values(), self.tenant_id.hex, row_id))

    def is_full(self) -> bool:
        return len(self._keys) + sum(len(sheet.rows) for sheet in self._sheets.values()) >= ENOUGH

    def write(self) -> None:
        """Write what waits, all or nothing."""
        chunk: list[Arriving | Changing] = [
            rows for sheet in self._sheets.values() if (rows := sheet.taken_off()) is not None
        ]
        if self._keys:
            # In the order of the index: each of its pages is touched once a chunk.
            self._keys.sort()
            self._keys_written += len(self._keys)
            chunk.append(finding_keys(self._keys, tenant_id=self.tenant_id, batch_id=self._batch_id))
            self._keys = []
        chunk.extend(Changing(_update(model, names), rows) for (model, names), rows in self._changes.items())
        self._changes.clear()
        if chunk:
            self._writer.write(chunk)

    def finish(self) -> None:
        """Come back when everything that was written is in the database."""
        self._writer.finish()

    def written(self) -> dict[str, int]:
        """Return how many rows went into each table, under the table's own name."""
        counts = {self._called[model]: sheet.written for model, sheet in self._sheets.items()}
        return counts | {"finding keys": self._keys_written}


def _update(model: type[models.Model], names: Sequence[str]) -> str:
    # Columns bear their attribute's name (`branch_id`), all of them; names come from our own models.
    settings = ", ".join(f'"{name}" = %s' for name in names)
    return f'UPDATE "{model._meta.db_table}" SET {settings} WHERE "tenant_id" = %s AND "id" = %s'  # noqa: S608
