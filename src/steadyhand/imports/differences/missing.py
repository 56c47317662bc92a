"""Which rows does a list that claims to be whole not have any more? They are shown; nothing is ever deleted."""

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any
from uuid import UUID

from steadyhand.imports.differences.sifting import FoundDifference
from steadyhand.imports.kinds.shape import RowKind
from steadyhand.imports.models import Difference
from steadyhand.imports.taking.rows import Known, Rows
from steadyhand.imports.taking.scratch import Scratch

CHUNK = 5_000
# More than this many at once, and more than this share, is half an export rather than so many farewells.
FEW = 50
LARGEST_SHARE = 0.2
MOST = 20_000
# Rows that nobody expects in a list any more.
GONE: Mapping[str, dict[str, Any]] = {
    "machines": {"removed_on__isnull": False},
    "contacts": {"has_left": True},
    "technicians": {"left_on__isnull": False},
    "codes": {"is_retired": True},
}


class Listed:
    """The rows that one list has named so far."""

    def __init__(self, scratch: Scratch, kind: RowKind) -> None:
        self._scratch = scratch
        self._kind = kind
        self._shelf = f"{kind.name}.listed"

    def add(self, rows: Rows) -> None:
        met = [row_id for row_id, is_new in zip(rows.ids, rows.is_new, strict=True) if not is_new]
        self._scratch.put(self._shelf, ((row_id, Known(row_id), "", 0) for row_id in met))

    def missing(self, tenant_id: UUID, *, file: str, prefix: str) -> tuple[list[FoundDifference], str]:
        """Return the rows that came in files and aren't listed, or a sentence where there are too many to be true."""
        rows = self._kind.model.objects.of(tenant_id).filter(batch_id__isnull=False, ref__startswith=prefix)
        rows = rows.exclude(**GONE[self._kind.name]) if self._kind.name in GONE else rows
        branch = self._kind.model.branch_path
        ids = rows.order_by("id").values_list("id", "ref", branch or "id").iterator(chunk_size=CHUNK)
        found, lacking, expected = list[FoundDifference](), 0, 0
        while some := list(islice(ids, CHUNK)):
            expected += len(some)
            listed = self._scratch.get(self._shelf, [row_id.hex for row_id, _, _ in some])
            gone = [row for row in some if row[0].hex not in listed]
            lacking += len(gone)
            # Beyond this many none is shown, so memory needn't hold them.
            if len(found) <= MOST:
                found += [self._found(row, file, has_branch=bool(branch)) for row in gone]
        if lacking > min(MOST, max(FEW, LARGEST_SHARE * expected)):
            return [], (
                f"{lacking:,} of {expected:,} {self._kind.label} are not in this list. That looks like half an "
                "export, so they are not shown one by one"
            )
        return found, ""

    def _found(self, row: Sequence[Any], file: str, *, has_branch: bool) -> FoundDifference:
        return FoundDifference(
            kind=self._kind.name,
            row_id=row[0],
            ref=row[1],
            field="",
            sort=Difference.Sort.MISSING,
            before=None,
            ours=None,
            theirs=None,
            ours_by="",
            ours_at=None,
            branch_id=row[2] if has_branch else None,
            file=file,
            line=0,
        )
