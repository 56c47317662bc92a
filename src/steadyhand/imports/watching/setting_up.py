"""What an administrator says about the folder: its name, how long it may be silent, and what its files are."""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.text import slugify

from steadyhand.business.dealership.described import CannotRunItSo
from steadyhand.business.dealership.queries import the_dealership
from steadyhand.imports.models import ImportRun, SavedMapping, WatchedFolder
from steadyhand.imports.runs.plan import CannotPlan, read_saved, saved_mapping
from steadyhand.imports.watching.places import FolderUnusable, open_places
from steadyhand.shared.actor import Actor
from steadyhand.shared.changing import change_row
from steadyhand.shared.history import facts_of, record_change

LONGEST_SILENCE = 60 * 24 * 31
LONGEST_KEEPING = 3_650


class CannotSetUp(CannotRunItSo):
    """It can't be kept so; the message is for whoever set it up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderDescribed:
    """A folder as somebody describes it."""

    name: str
    is_on: bool
    silent_after_minutes: int
    keep_days: int
    bills_since: datetime | None = None


@transaction.atomic
def set_up_folder(*, by: Actor, folder: FolderDescribed, now: datetime) -> None:
    """Make the folder, or change what is known about it.

    Raises:
        CannotSetUp: not theirs to say, a number out of reach, or a folder that can't be used.
    """
    _check_all_branches(by)
    if not 1 <= folder.silent_after_minutes <= LONGEST_SILENCE:
        raise CannotSetUp(f"{folder.silent_after_minutes} minutes can't be: write 1 to {LONGEST_SILENCE:,}.")
    if not 1 <= folder.keep_days <= LONGEST_KEEPING:
        raise CannotSetUp(f"{folder.keep_days} days can't be: write 1 to {LONGEST_KEEPING:,}.")
    if folder.bills_since is not None and folder.bills_since > now:
        raise CannotSetUp("Calls can't go out for billing from a day in the future on; choose today or earlier.")
    try:
        open_places(by.tenant_id, folder.name)
    except FolderUnusable as problem:
        raise CannotSetUp(str(problem)) from problem
    facts: dict[str, Any] = {
        "name": folder.name,
        "is_on": folder.is_on,
        "silent_after_minutes": folder.silent_after_minutes,
        "keep_days": folder.keep_days,
        "bills_since": folder.bills_since,
    }
    row = WatchedFolder.objects.of(by.tenant_id).select_for_update().first()
    if row is None:
        row = WatchedFolder.objects.create(tenant_id=by.tenant_id, set_up_at=now, **facts)
        record_change(row, by=by, at=now, verb="watched folder set up", became=facts_of(row))
        return
    if folder.bills_since != row.bills_since:
        # Look through the history anew from there; what has gone out already never goes out twice.
        WatchedFolder.objects.filter(**row.where()).update(billed_until=folder.bills_since)
    change_row(row, facts, by=by, at=now, verb="watched folder changed")


def name_to_begin_with(tenant_id: UUID) -> str:
    """Return a name for a folder that isn't set up yet: the dealership's own."""
    return slugify(the_dealership(tenant_id).name)[:60].strip("-") or "erp"


@transaction.atomic
def keep_mapping_of_run(*, by: Actor, run_id: UUID, now: datetime) -> list[str]:
    """Keep which column is which in a run's files for the folder; return the patterns of their names.

    Raises:
        CannotSetUp: not theirs to say, or the run has no columns to keep.
    """
    _check_all_branches(by)
    run = ImportRun.objects.visible_to(by).filter(id=run_id).first()
    if run is None or not run.mapping:
        raise CannotSetUp("There are no columns to keep: bring a file on the page Import first.")
    names = {str(file["name"]) for file in run.files}
    patterns = []
    for entry in run.mapping:
        # An entry for any name came from the folder: its run has one file.
        name = next(iter(names)) if entry["file"] == "*" else str(entry["file"])
        patterns.append(pattern_for(name))
        _keep(by, patterns[-1], entry, now=now)
    return patterns


@transaction.atomic
def keep_preset(*, by: Actor, name: str, now: datetime) -> list[str]:
    """Keep a mapping that comes along, or one in a file, for the folder; return the patterns of its files.

    Raises:
        CannotSetUp: not theirs to say, or there is none of that name.
    """
    _check_all_branches(by)
    try:
        entries = saved_mapping(name)
    except CannotPlan as problem:
        raise CannotSetUp(str(problem)) from problem
    for entry in entries:
        _keep(by, str(entry["file"]).lower(), entry, now=now)
    return [str(entry["file"]).lower() for entry in entries]


@transaction.atomic
def change_mapping(*, by: Actor, mapping_id: UUID, pattern: str, prefix: str, lists_all: bool, now: datetime) -> None:
    """Say anew for which files a mapping is, what goes in front of their numbers, and whether they list everything.

    Raises:
        CannotSetUp: not theirs to say, it is gone, or it makes no sense.
    """
    row = _mapping(by, mapping_id)
    pattern = pattern.strip().lower()
    if not pattern or "/" in pattern or pattern.strip("*?") == "":
        raise CannotSetUp("Write the beginning of the files' names and a star, as in customers*.csv.")
    prefixes = {kind: said for kind, said in row.entry.get("prefix", {}).items() if kind != row.kind}
    if prefix.strip():
        prefixes[row.kind] = prefix.strip()
    entry = {name: value for name, value in row.entry.items() if name != "prefix"}
    entry |= {"prefix": prefixes} if prefixes else {}
    try:
        read_saved(json.dumps({"version": 1, "files": [entry]}))
    except CannotPlan as problem:
        raise CannotSetUp(str(problem)) from problem
    facts = {"pattern": pattern, "entry": entry, "lists_all": lists_all}
    change_row(row, facts, by=by, at=now, verb="folder's mapping changed")


@transaction.atomic
def drop_mapping(*, by: Actor, mapping_id: UUID, now: datetime) -> str:
    """Take a mapping away from the folder; return its pattern. Its files go to failed/ from now on.

    Raises:
        CannotSetUp: not theirs to say, or it is gone.
    """
    row = _mapping(by, mapping_id)
    record_change(row, by=by, at=now, verb="folder's mapping removed", was=facts_of(row))
    row.delete()
    return row.pattern


def pattern_for(name: str) -> str:
    """Return a pattern for files of which this is one: days and counters in the name become a star."""
    stem, dot, ending = name.lower().rpartition(".")
    if not dot:
        stem, ending = name.lower(), "*"
    plain = re.sub(r"\*?[-_ .]*\d[\d\-_ .:t]*", "*", stem)
    return f"{plain.rstrip('*') or plain}*.{ending}"


def _keep(by: Actor, pattern: str, entry: dict[str, Any], *, now: datetime) -> None:
    facts = {"entry": entry, "lists_all": bool(entry.get("lists_all"))}
    same = SavedMapping.objects.of(by.tenant_id).filter(pattern=pattern, kind=entry["kind"]).first()
    if same is not None:
        change_row(same, facts, by=by, at=now, verb="folder's mapping changed")
        return
    row = SavedMapping.objects.create(
        tenant_id=by.tenant_id, pattern=pattern, kind=entry["kind"], made_at=now, made_by=by.name, **facts
    )
    record_change(row, by=by, at=now, verb="folder's mapping kept", became=facts_of(row))


def _mapping(by: Actor, mapping_id: UUID) -> SavedMapping:
    _check_all_branches(by)
    row = SavedMapping.objects.of(by.tenant_id).select_for_update().filter(id=mapping_id).first()
    if row is None:
        raise CannotSetUp("This mapping isn't there any more; look at the list anew.")
    return row


def _check_all_branches(by: Actor) -> None:
    if by.branch_ids is not None:
        raise CannotSetUp("The folder is the whole dealership's: ask an administrator of all branches.")
