"""How does the folder stand? What came last, what waits, what failed, and what somebody should know."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from steadyhand.imports.kinds import EVERY_KIND
from steadyhand.imports.models import BillingBatch, Delivery, Difference, SavedMapping, WatchedFolder
from steadyhand.imports.watching.places import FolderUnusable, places_of
from steadyhand.imports.watching.settling import SETTLED_AFTER
from steadyhand.shared.actor import Actor

# A failure is told until its file has come in well, or for so long.
TOLD_FOR = timedelta(days=7)
# The jobs look every half minute: after so long somebody should look after them.
LOOKS_WITHIN = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class DeliveryLine:
    """A file that came by the folder, and what became of it."""

    id: UUID
    name: str
    kind: str
    state: str
    taken_at: datetime
    ended_at: datetime | None
    run_id: UUID | None
    read: int
    new: int
    changed: int
    rejected: int
    differing: int
    problem: str
    kept_as: str


@dataclass(frozen=True, slots=True)
class WaitingFile:
    """A file that lies in in/ and isn't taken yet, and since when it is as it is."""

    name: str
    size_bytes: int
    since: datetime
    first: datetime


@dataclass(frozen=True, slots=True)
class FolderStanding:
    """The folder, as it stands."""

    name: str
    path: str
    is_on: bool
    silent_after_minutes: int
    keep_days: int
    bills_since: datetime | None
    set_up_at: datetime
    looked_at: datetime | None
    problem: str
    strange: tuple[str, ...]
    waiting: tuple[WaitingFile, ...]
    last: DeliveryLine | None
    # The newest of each name that failed, unless it came in well since.
    failed: tuple[DeliveryLine, ...]
    silent_since: datetime | None
    is_looked_after: bool


@dataclass(frozen=True, slots=True)
class MappingLine:
    """A mapping kept for the folder."""

    id: UUID
    pattern: str
    kind: str
    prefix: str
    lists_all: bool
    columns: tuple[str, ...]
    made_at: datetime
    made_by: str

    @property
    def kind_label(self) -> str:
        return EVERY_KIND[self.kind].label


def folder_standing(by: Actor, *, now: datetime) -> FolderStanding | None:
    """Return how the dealership's folder stands; None where there is none, or the actor sees some branches only."""
    folder = WatchedFolder.objects.of(by.tenant_id).first() if by.branch_ids is None else None
    if folder is None:
        return None
    last = next(iter(deliveries(by, most=1)), None)
    quiet_since = max(last.taken_at, folder.set_up_at) if last else folder.set_up_at
    is_silent = folder.is_on and now - quiet_since > timedelta(minutes=folder.silent_after_minutes)
    try:
        path = str(places_of(folder.name).home)
    except FolderUnusable as problem:
        path = str(problem)
    return FolderStanding(
        name=folder.name,
        path=path,
        is_on=folder.is_on,
        silent_after_minutes=folder.silent_after_minutes,
        keep_days=folder.keep_days,
        bills_since=folder.bills_since,
        set_up_at=folder.set_up_at,
        looked_at=folder.looked_at,
        problem=folder.problem,
        strange=tuple(folder.strange),
        waiting=_waiting(folder, now),
        last=last,
        failed=_failed(by, now),
        silent_since=quiet_since if is_silent else None,
        is_looked_after=not folder.is_on or now - (folder.looked_at or folder.set_up_at) < LOOKS_WITHIN,
    )


def deliveries(by: Actor, *, most: int = 50) -> list[DeliveryLine]:
    """Return what came last first; nothing for those who see some branches only: a file is of all of them."""
    if by.branch_ids is not None:
        return []
    return [_line(row) for row in Delivery.objects.of(by.tenant_id).order_by("-taken_at", "-id")[:most]]


def mappings(by: Actor) -> list[MappingLine]:
    """Return what the folder's files are read by; they are the whole dealership's."""
    rows = SavedMapping.objects.of(by.tenant_id).order_by("pattern", "id")
    return [
        MappingLine(
            id=row.id,
            pattern=row.pattern,
            kind=row.kind,
            prefix=str(row.entry.get("prefix", {}).get(row.kind, "")),
            lists_all=row.lists_all,
            columns=tuple(_columns(row.entry)),
            made_at=row.made_at,
            made_by=row.made_by,
        )
        for row in rows
    ]


def open_differences(by: Actor) -> int:
    """Return how many differences wait for somebody's decision."""
    waiting = Difference.objects.visible_to(by).filter(state=Difference.State.OPEN)
    return waiting.exclude(sort=Difference.Sort.OURS).count()


def batches_unwritten(by: Actor) -> int:
    """Return how many billing files are made and don't lie in out/ yet."""
    return BillingBatch.objects.visible_to(by).filter(written_at__isnull=True).count()


def _failed(by: Actor, now: datetime) -> tuple[DeliveryLine, ...]:
    recent = Delivery.objects.of(by.tenant_id).filter(taken_at__gte=now - TOLD_FOR).exclude(state=Delivery.State.TAKEN)
    newest: dict[str, Delivery] = {}
    for row in recent.order_by("-taken_at", "-id")[:500]:
        newest.setdefault(row.name, row)
    return tuple(_line(row) for row in newest.values() if row.state == Delivery.State.FAILED)


def _waiting(folder: WatchedFolder, now: datetime) -> tuple[WaitingFile, ...]:
    files = (
        WaitingFile(
            name, told["size"], datetime.fromisoformat(told["since"]), first=datetime.fromisoformat(told["first"])
        )
        for name, told in folder.sightings.items()
    )
    # One that came a moment ago is nothing to tell.
    return tuple(each for each in files if now - each.first > 2 * SETTLED_AFTER)


def _line(row: Delivery) -> DeliveryLine:
    return DeliveryLine(
        id=row.id,
        name=row.name,
        kind=EVERY_KIND[row.kind].label if row.kind in EVERY_KIND else "",
        state=row.state,
        taken_at=row.taken_at,
        ended_at=row.ended_at,
        run_id=row.run_id if row.state != Delivery.State.TAKEN else None,
        read=row.read,
        new=row.new,
        changed=row.changed,
        rejected=row.rejected,
        differing=row.differing,
        problem=row.problem,
        kept_as=row.kept_as,
    )


def _columns(entry: dict[str, Any]) -> list[str]:
    return [str(said.get("from") or f'always "{said.get("always", "")}"') for said in entry.get("fields", {}).values()]
