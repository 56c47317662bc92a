"""The folder beside the ERP on its pages: set up, looked at, differences decided, billing files handed out."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.builders import MONDAY, a_branch, a_customer, a_dealership, a_user, an_actor
from tests.builders.erp import a_billing_batch, a_difference, a_saved_mapping, a_watched_folder

from steadyhand.business.customers.models import Customer
from steadyhand.business.dealership.rules import Role
from steadyhand.imports.models import Delivery, Difference, FieldRule, ImportRun, SavedMapping, WatchedFolder
from steadyhand.imports.watching.setting_up import pattern_for
from steadyhand.jobs.run_imports import run_waiting_imports
from steadyhand.shared.clock import read_clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_places(settings: Any, tmp_path: Path) -> None:
    settings.ERP_ROOT = tmp_path / "erp"
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def ada(client: Client) -> Client:
    a_branch()
    client.force_login(a_user(Role.ADMINISTRATOR, name="Ada Moreno"))
    return client


def page(client: Client, address: str = "/erp/") -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def folder_form(**facts: Any) -> dict[str, Any]:
    usual = {"name": "lakeside", "is_on": "on", "silent_after_minutes": 60, "keep_days": 30, "bills_since": ""}
    return usual | {"form_key": str(uuid4())} | facts


def test_an_empty_page_leads_to_setting_the_folder_up(ada: Client) -> None:
    assert "Set up the folder" in page(ada)

    answer = ada.post("/erp/folder/", folder_form(bills_since="2026-03-09"))

    assert answer.status_code == 303
    folder = WatchedFolder.objects.get()
    assert folder.bills_since is not None
    assert f"{folder.bills_since:%Y-%m-%d %H:%M}" == "2026-03-09 04:00"
    assert "lakeside" in page(ada)
    assert "none has come yet" in page(ada)


@pytest.mark.parametrize("name", ["../etc", "/etc", "a/b", "..", "Lakeside Office", "x" * 70])
def test_a_name_that_leads_elsewhere_is_refused(ada: Client, name: str) -> None:
    answer = ada.post("/erp/folder/", folder_form(name=name))

    assert answer.status_code == 422
    assert WatchedFolder.objects.count() == 0


def test_somebody_of_one_branch_can_t_set_it_up(client: Client) -> None:
    client.force_login(a_user(Role.ADMINISTRATOR, branch=a_branch()))

    answer = client.post("/erp/folder/", folder_form())

    assert answer.status_code == 422
    assert "ask an administrator of all branches" in answer.content.decode()


def a_delivery(**facts: Any) -> Delivery:
    facts = {"name": "customers.csv", "kind": "customers", "state": "landed", "read": 312, "rejected": 3} | facts
    return Delivery.objects.create(
        tenant_id=a_dealership().id, size_bytes=1, sha256="0" * 64, taken_at=read_clock(), ended_at=MONDAY, **facts
    )


def test_the_last_file_and_what_was_not_taken_are_said(ada: Client) -> None:
    a_watched_folder()
    run = ImportRun.objects.create(tenant_id=a_dealership().id, state="landed", made_at=MONDAY, made_by="x")
    a_delivery(run_id=run.id)

    text = page(ada)

    assert "customers.csv, 312 rows, 3 not taken" in text
    assert f"/import/{run.id}/" in text
    assert "3 not taken: see why" in text


def test_silence_and_failures_are_told_on_the_manager_s_page(client: Client) -> None:
    a_watched_folder(silent_after_minutes=60)
    a_difference(a_customer())
    client.force_login(a_user(Role.SERVICE_MANAGER))
    assert "Nothing has come from the ERP for" in page(client, "/today/")

    a_delivery(state="failed", problem="No saved mapping is for files named <b>")

    text = page(client, "/today/")
    assert "Nothing has come" not in text
    assert "customers.csv from the ERP failed" in text
    assert "1 difference from the ERP waits for a decision." in text
    assert "named &lt;b&gt;" in page(client)


def test_a_file_brought_on_the_import_page_says_what_the_folder_s_files_are(ada: Client) -> None:
    file = SimpleUploadedFile("Customers-2026-03-09.csv", b"Customer #,Name\n1001,Chen\n")
    run = ada.post("/import/", {"lists": [file], "preset": "", "form_key": str(uuid4())}).headers["Location"]
    run_waiting_imports(read_clock())
    assert "Use this for the folder" in page(ada, run)

    ada.post(f"/erp/mappings/from/{run.split('/')[-2]}/")

    mapping = SavedMapping.objects.get()
    assert (mapping.pattern, mapping.kind) == ("customers*.csv", "customers")


@pytest.mark.parametrize(
    ("name", "pattern"),
    [
        ("Customers.csv", "customers*.csv"),
        ("calls_20260309_0940.xlsx", "calls*.xlsx"),
        ("export 7 of machines.csv", "export*of machines*.csv"),
        ("list", "list*.*"),
    ],
)
def test_days_and_counters_in_a_name_become_a_star(name: str, pattern: str) -> None:
    assert pattern_for(name) == pattern


def test_a_mapping_is_changed_and_removed(ada: Client) -> None:
    a_watched_folder()
    mapping = a_saved_mapping()
    form = {"pattern": "cust*.csv", "in_front": "B-", "lists_all": "on", "form_key": str(uuid4())}

    assert ada.post(f"/erp/mappings/{mapping.id}/", form).status_code == 303

    mapping.refresh_from_db()
    assert (mapping.pattern, mapping.entry["prefix"], mapping.lists_all) == ("cust*.csv", {"customers": "B-"}, True)
    assert "cust*.csv" in page(ada)
    ada.post(f"/erp/mappings/{mapping.id}/drop/")
    assert SavedMapping.objects.count() == 0


def test_a_mapping_for_every_file_is_refused(ada: Client) -> None:
    mapping = a_saved_mapping()

    answer = ada.post(f"/erp/mappings/{mapping.id}/", {"pattern": "*", "form_key": str(uuid4())})

    assert answer.status_code == 422


def test_a_mapping_that_comes_along_is_used(ada: Client) -> None:
    ada.post("/erp/mappings/preset/", {"preset": "e-automate-like"})

    assert SavedMapping.objects.filter(pattern="*customer*", kind="customers").exists()


def test_a_difference_is_shown_taken_and_undone(ada: Client) -> None:
    customer = a_customer("Chen <Clinic>")
    row = a_difference(customer)
    text = page(ada, "/erp/differences/")
    assert "Chen &lt;Clinic&gt;" in text
    assert "customers.csv, line 2" in text
    assert "Dana Whitfield" in text

    ada.post(f"/erp/differences/{row.id}/", {"choice": "take"})
    assert Customer.objects.get(id=customer.id).phone == "(614) 555-0199"
    assert "theirs taken" in page(ada, "/erp/differences/")

    ada.post(f"/erp/differences/{row.id}/undo/")
    assert Customer.objects.get(id=customer.id).phone == "(614) 555-0148"


def test_all_of_a_field_are_kept(ada: Client) -> None:
    for name in ("Chen", "Acme"):
        a_difference(a_customer(name))

    ada.post("/erp/differences/all/", {"kind": "customers", "field": "phone", "sort": "both", "choice": "keep"})

    assert set(Difference.objects.values_list("state", flat=True)) == {"kept"}
    assert "Nothing to decide" in page(ada, "/erp/differences/")


def test_rules_are_saved(ada: Client) -> None:
    assert "Customer phone" in page(ada, "/erp/rules/")

    ada.post("/erp/rules/", {"customers.phone": "erp", "customers.name": "nonsense"})
    ada.post("/erp/rules/", {"customers.phone": "erp"})

    assert list(FieldRule.objects.values_list("kind", "field", "believes")) == [("customers", "phone", "erp")]


def test_a_billing_file_is_handed_out_and_written_again(ada: Client) -> None:
    places = a_watched_folder()
    batch = a_billing_batch(a_branch())
    assert batch.file_name in page(ada, "/erp/billing/")

    answer = ada.get(f"/erp/billing/{batch.id}/")
    ada.post(f"/erp/billing/{batch.id}/again/")

    assert answer.headers["Content-Disposition"] == f'attachment; filename="{batch.file_name}"'
    assert (places.out / batch.file_name).read_bytes() == answer.content == b"batch\r\n"
    assert "No such file" in page(ada, "/erp/billing/?call=none")


def test_what_came_by_the_folder_fills_no_list_of_imports(ada: Client) -> None:
    ImportRun.objects.create(
        tenant_id=a_dealership().id,
        state="landed",
        made_at=MONDAY,
        made_by="the watched folder",
        is_from_folder=True,
        files=[{"name": "from-the-folder.csv", "kept_as": "0.csv"}],
    )

    assert "from-the-folder.csv" not in page(ada, "/import/")
    assert an_actor(Role.ADMINISTRATOR).branch_ids is None
