"""Files as dealerships have them, and runs of imports, in a line."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from tests.builders.record import MONDAY, a_dealership

from steadyhand.business.dealership.models import Branch
from steadyhand.imports.files import import_files
from steadyhand.imports.models import ImportRun
from steadyhand.imports.runs.report import RunReport
from steadyhand.shared.actor import Actor, the_system


def a_file(path: Path, headers: str, *rows: Sequence[object] | str) -> Path:
    """Write a CSV file from a line of headers and rows, either lines or lists of cells."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(headers.split(","))
        writer.writerows(row.split(",") if isinstance(row, str) else row for row in rows)
    return path


def an_import_run(branch: Branch | None = None, **facts: Any) -> ImportRun:
    """Return an import without files that was checked and found empty, brought for one branch (None: for all)."""
    tenant_id = branch.tenant_id if branch else a_dealership().id
    facts = {"state": ImportRun.State.CHECKED, "made_at": MONDAY, "made_by": "Ada Moreno"} | facts
    return ImportRun.objects.create(tenant_id=tenant_id, branch=branch, **facts)


def imported(paths: Path | Iterable[Path], *, by: Actor | None = None, lands: bool = True, **how: Any) -> RunReport:
    """Import files, landing them if it can be."""
    paths = [paths] if isinstance(paths, Path) else list(paths)
    by = by or the_system(a_dealership().id, "a test")
    return import_files(paths, by=by, lands=lands, now=MONDAY, **how)
