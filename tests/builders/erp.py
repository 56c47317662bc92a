"""A folder beside the ERP, and what happens to the files in it, in a line."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests.builders.record import MONDAY, a_dealership, an_actor

from steadyhand.business.customers.models import Customer
from steadyhand.business.dealership.models import Branch
from steadyhand.business.dealership.rules import Role
from steadyhand.imports.models import BillingBatch, Difference, SavedMapping, WatchedFolder
from steadyhand.imports.watching.looking import Looked, look_once
from steadyhand.imports.watching.places import Places, open_places
from steadyhand.imports.watching.setting_up import FolderDescribed, set_up_folder
from steadyhand.jobs.run_imports import run_waiting_imports

CUSTOMERS = {"ref": {"from": "No"}, "name": {"from": "Name"}, "phone": {"from": "Phone"}}
# A moment after which a file has settled.
A_MINUTE = timedelta(minutes=1)


def a_watched_folder(**facts: Any) -> Places:
    """Return the rooms of the dealership's folder, set up on Monday."""
    folder = replace(FolderDescribed(name="lakeside", is_on=True, silent_after_minutes=240, keep_days=30), **facts)
    set_up_folder(by=an_actor(Role.ADMINISTRATOR), folder=folder, now=MONDAY)
    return open_places(a_dealership().id, folder.name)


def a_saved_mapping(pattern: str = "customers*.csv", kind: str = "customers", **entry: Any) -> SavedMapping:
    lists_all = bool(entry.pop("lists_all", False))
    tenant_id = entry.pop("tenant_id", None) or a_dealership().id
    entry = {"file": pattern, "kind": kind, "fields": CUSTOMERS} | entry
    return SavedMapping.objects.create(
        tenant_id=tenant_id,
        pattern=pattern,
        kind=kind,
        entry=entry,
        lists_all=lists_all,
        made_at=MONDAY,
        made_by="Ada Moreno",
    )


def a_difference(customer: Customer, **facts: Any) -> Difference:
    """Return a difference about the customer's phone that waits for a decision."""
    facts = {"ours": customer.phone, "theirs": "(614) 555-0199", "before": "", "sort": "both"} | facts
    return Difference.objects.create(
        tenant_id=customer.tenant_id,
        branch_id=customer.branch_id,
        kind="customers",
        row_id=customer.id,
        ref=customer.ref,
        **({"field": "phone"} | facts),
        ours_by="Dana Whitfield",
        ours_at=MONDAY,
        file="customers.csv",
        line=2,
        found_at=MONDAY,
    )


def a_billing_batch(branch: Branch) -> BillingBatch:
    """Return a batch without calls that lies in out/."""
    number = BillingBatch.objects.of(branch.tenant_id).count() + 1
    return BillingBatch.objects.create(
        tenant_id=branch.tenant_id, branch=branch, number=number, made_at=MONDAY, calls=0, lines=0, content="batch\r\n",
        written_at=MONDAY,
    )  # fmt: skip


def dropped(places: Places, text: str, name: str = "customers.csv") -> Path:
    """Let the ERP put a file into the folder."""
    path = places.inbox / name
    path.write_text(text, "utf-8")
    return path


def watched(now: datetime = MONDAY) -> Looked:
    """Let the jobs do their rounds until what has come is put away; return the last look."""
    looked = Looked()
    for minute in range(3):
        looked = look_once(a_dealership().id, now=now + minute * A_MINUTE) or Looked()
        run_waiting_imports(now + minute * A_MINUTE)
    assert WatchedFolder.objects.get().problem == ""
    return looked


def came(text: str, *, name: str = "customers.csv", now: datetime = MONDAY) -> None:
    """Let a file come by the folder of this dealership, and land."""
    places = open_places(a_dealership().id, WatchedFolder.objects.get().name)
    dropped(places, text, name)
    watched(now)
