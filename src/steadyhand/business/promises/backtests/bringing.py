"""A log is brought, its columns are chosen, it is thrown away: what a person does with a backtest."""

import csv
import gzip
import io
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.promises.models import Backtest
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change
from steadyhand.shared.queue.putting import put_job

MOST_BYTES = 20_000_000
MOST_COLUMNS = 200
# Older ones give way: a log is somebody's business, and isn't kept longer than it is looked at.
MOST_KEPT = 20
JOB = "promises.backtest"
PREVIEWED = 3
_GZIP = b"\x1f\x8b"


class CannotTry(Exception):
    """This log can't be replayed like this; the message says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Which column is which, and what is asked for. `target` is 0–1."""

    opened: str
    closed: str
    given: str = ""
    segment: str = ""
    features: tuple[str, ...] = ()
    target: float = 0.95


@transaction.atomic
def bring_log(*, by: Actor, name: str, content: bytes, now: datetime) -> UUID:
    """Keep a CSV file (also packed as .gz) with its columns, and return the backtest's id.

    Raises:
        CannotTry: it is empty, too large, or no table with a header.
    """
    if by.user_id is None:
        raise CannotTry("Only a person can bring a log: sign in first.")
    if len(content) > MOST_BYTES:
        raise CannotTry(f"“{name}” is larger than {MOST_BYTES // 1_000_000} MB: bring the newest part of it.")
    text = text_of(content, name=name)
    rows = _first_rows(text, name=name)
    row = Backtest.objects.create(
        tenant_id=by.tenant_id,
        asked_at=now,
        asked_by_id=by.user_id,
        asked_by_name=by.name,
        file_name=name[:200],
        content=gzip.compress(text.encode(), 6, mtime=0),
        columns=[{"name": column, "shown": shown} for column, shown in _columns(rows, name=name)],
    )
    old = Backtest.objects.of(by.tenant_id).order_by("-asked_at", "-id").values_list("id", flat=True)[MOST_KEPT:]
    Backtest.objects.of(by.tenant_id).filter(id__in=list(old)).delete()
    record_change(row, by=by, at=now, verb="brought a log to try promises on", became={"file_name": row.file_name})
    return row.id


@transaction.atomic
def ask_to_replay(*, by: Actor, backtest_id: UUID, chosen: Chosen, now: datetime) -> None:
    """Queue the replay of a brought log by these columns.

    Raises:
        CannotTry: there is none of this id, it is under way, or a column isn't in it.
    """
    row = _one(by, backtest_id)
    if row.state == Backtest.State.WAITING:
        raise CannotTry("It is being replayed already; the page shows the answer as soon as it is there.")
    known = {column["name"] for column in row.columns}
    named = [chosen.opened, chosen.closed, *chosen.features, *filter(None, (chosen.given, chosen.segment))]
    unknown = [name for name in named if name not in known]
    if unknown:
        raise CannotTry(f"“{unknown[0] or 'nothing'}” is no column of this file: choose one of {_listed(known)}.")
    if chosen.opened == chosen.closed:
        raise CannotTry("Opened and closed are the same column: choose two.")
    row.chosen, row.state, row.problem, row.result = asdict(chosen), Backtest.State.WAITING, "", {}
    row.ended_at = None
    row.save(update_fields=["chosen", "state", "problem", "result", "ended_at"])
    put_job(
        tenant_id=by.tenant_id,
        kind=JOB,
        args={"backtest_id": str(row.id)},
        due_at=now,
        key=f"{JOB}:{row.id}",
        now=now,
    )
    record_change(row, by=by, at=now, verb="asked for a backtest", became={"chosen": json.dumps(row.chosen)})


@transaction.atomic
def throw_away(*, by: Actor, backtest_id: UUID, now: datetime) -> None:
    """Delete a log with what came of it.

    Raises:
        CannotTry: there is none of this id.
    """
    row = _one(by, backtest_id)
    record_change(row, by=by, at=now, verb="threw a log away", was={"file_name": row.file_name})
    Backtest.objects.of(by.tenant_id).filter(id=row.id).delete()


def text_of(content: bytes, *, name: str) -> str:
    """Return a file's text, unpacked where it is packed.

    Raises:
        CannotTry: empty, larger than may be once unpacked, or broken.
    """
    if content.startswith(_GZIP):
        content = _unpacked(content, name=name)
    if b"\0" in content:
        # Two bytes a letter, as spreadsheets write "Unicode text"; and no database keeps it.
        raise CannotTry(f"“{name}” is no plain text: save it as “CSV UTF-8”, and bring that.")
    if not content.strip():
        raise CannotTry(f"“{name}” is empty: bring a CSV file with a line for each case and a header above.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What Excel writes in the Americas and Western Europe; every byte means something there.
        return content.decode("cp1252", errors="replace")


def _unpacked(packed: bytes, *, name: str) -> bytes:
    """Return what was packed, and never more than may be: a small file can hold a very large one."""
    unpacking = zlib.decompressobj(wbits=31)
    try:
        content = unpacking.decompress(packed, MOST_BYTES + 1)
    except zlib.error as problem:
        raise CannotTry(f"“{name}” can't be unpacked: pack it anew, or bring the CSV itself.") from problem
    if len(content) > MOST_BYTES:
        raise CannotTry(f"“{name}” is larger than {MOST_BYTES // 1_000_000} MB once unpacked: bring less of it.")
    if not unpacking.eof:
        raise CannotTry(f"“{name}” is cut off: pack it anew, or bring the CSV itself.")
    return content


def _first_rows(text: str, *, name: str) -> list[list[str]]:
    try:
        dialect: type[csv.Dialect] = csv.Sniffer().sniff(text[:20_000], delimiters=",;\t|")
    except csv.Error:
        dialect = csv.excel
    rows = []
    try:
        for row in csv.reader(io.StringIO(text[:200_000]), dialect):
            rows.append(row)
            if len(rows) > PREVIEWED:
                break
    except csv.Error as problem:
        raise CannotTry(f"“{name}” is no CSV file: {problem}.") from problem
    return rows


def _columns(rows: Sequence[Sequence[str]], *, name: str) -> list[tuple[str, str]]:
    """Return each column's heading with what stands in it first."""
    headings = [heading.strip() for heading in rows[0]] if rows else []
    named = [heading for heading in headings if heading]
    if len(named) < 2 or len(rows) < 2:  # noqa: PLR2004  # opened and closed
        raise CannotTry(f"“{name}” has no header with two columns or more and a line below it: is it a CSV file?")
    if len(set(named)) < len(named):
        twice = next(heading for heading in named if named.count(heading) > 1)
        raise CannotTry(f"“{name}” has the column “{twice}” twice: rename one of them.")
    if len(named) > MOST_COLUMNS:
        raise CannotTry(f"“{name}” has {len(named)} columns: bring those that were known when a case was opened.")
    shown = {}
    for at, heading in enumerate(headings):
        values = [row[at] for row in rows[1:] if at < len(row) and row[at].strip()]
        shown[heading] = ", ".join(values)[:80]
    return [(heading, shown[heading]) for heading in named]


def _one(by: Actor, backtest_id: UUID) -> Backtest:
    row = Backtest.objects.visible_to(by).select_for_update().filter(id=backtest_id).first()
    if row is None:
        raise CannotTry("This log isn't there any more: bring it again.")
    return row


def _listed(names: Mapping[str, object] | set[str]) -> str:
    return ", ".join(f"“{name}”" for name in sorted(names)[:12])
