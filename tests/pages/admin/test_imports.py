"""Files brought on the page: checked by the jobs, shown with what is wrong, landed when somebody says so."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.builders import MONDAY, a_branch, a_customer, a_user
from tests.builders.imports import an_import_run

from steadyhand.business.customers.models import Customer
from steadyhand.business.dealership.rules import Role
from steadyhand.imports.models import ImportRun
from steadyhand.jobs.run_imports import run_waiting_imports
from steadyhand.shared.clock import read_clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(client: Client, settings: Any, tmp_path: Any) -> Client:
    settings.MEDIA_ROOT = tmp_path
    a_branch()
    client.force_login(a_user(Role.ADMINISTRATOR, name="Ada Moreno"))
    return client


def brought(client: Client, text: str, name: str = "customers.csv", key: str = "") -> str:
    """Bring a file and return the address of its page."""
    file = SimpleUploadedFile(name, text.encode())
    answer = client.post("/import/", {"lists": [file], "preset": "", "form_key": key or str(uuid4())})
    assert answer.status_code == 303, answer.content.decode()
    return str(answer.headers["Location"])


def test_a_file_is_checked_shown_and_landed(ada: Client) -> None:
    page = brought(ada, "Customer #,Name\n1001,Chen Family Clinic\n")
    assert "waiting" in ada.get(page).content.decode()
    run_waiting_imports(read_clock())
    assert "Land 1 new and 0 changed rows" in ada.get(page).content.decode()

    ada.post(f"{page}land/")
    run_waiting_imports(read_clock())

    assert Customer.objects.get().name == "Chen Family Clinic"
    assert "What landed" in ada.get(page).content.decode()


def test_rejected_rows_are_shown_and_must_be_left_on_purpose(ada: Client) -> None:
    page = brought(ada, "Customer #,Name,Branch\n1,Chen,COL\n2,Acme,XXX\n")
    run_waiting_imports(read_clock())

    text = ada.get(page).content.decode()
    ada.post(f"{page}land/")

    assert "Branch XXX is neither in these files nor in the record." in text
    assert "Land the good rows (1 new, 0 changed), leave 1" in text
    assert ImportRun.objects.get().state == ImportRun.State.CHECKED

    ada.post(f"{page}land/", {"rejected": "leave"})
    run_waiting_imports(read_clock())

    assert Customer.objects.get().name == "Chen"


def test_the_rejects_file_is_handed_out(ada: Client) -> None:
    page = brought(ada, "Customer #,Name,Branch\n2,Acme,XXX\n")
    run_waiting_imports(read_clock())

    answer = ada.get(f"{page}rejects/?file=0")

    assert answer.headers["Content-Disposition"] == 'attachment; filename="customers-rejects.csv"'
    assert b"2,Acme,XXX" in b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # a file is streamed


def test_bringing_the_same_form_twice_is_one_import(ada: Client) -> None:
    key = str(uuid4())

    pages = {brought(ada, "Customer #,Name\n1,Chen\n", key=key) for _ in range(2)}

    assert len(pages) == 1
    assert ImportRun.objects.count() == 1


def test_what_is_no_list_is_refused_with_what_it_is(ada: Client) -> None:
    file = SimpleUploadedFile("customers.csv", b"%PDF-1.4 nothing to read here")

    answer = ada.post("/import/", {"lists": [file], "preset": "", "form_key": str(uuid4())})

    assert answer.status_code == 422
    assert "is a PDF" in answer.content.decode()
    assert ImportRun.objects.count() == 0


def test_columns_are_changed_on_the_page_and_checked_again(ada: Client) -> None:
    page = brought(ada, "Customer #,Name,Trading As\n1001,Chen GmbH,Chen Family Clinic\n")
    run_waiting_imports(read_clock())

    answer = ada.post(
        f"{page}columns/", {"kind-0": "customers", "field-0-ref": "Customer #", "field-0-name": "Trading As"}
    )
    run_waiting_imports(read_clock())
    ada.post(f"{page}land/")
    run_waiting_imports(read_clock())

    assert answer.status_code == 303
    assert Customer.objects.get().name == "Chen Family Clinic"


def test_a_required_field_without_a_column_is_refused_in_a_sentence(ada: Client) -> None:
    page = brought(ada, "Customer #,Name\n1001,Chen\n")
    run_waiting_imports(read_clock())

    answer = ada.post(f"{page}columns/", {"kind-0": "customers", "field-0-ref": "Customer #", "field-0-name": ""})

    assert answer.status_code == 422
    assert "nothing is said about Customer name" in answer.content.decode()


def test_a_page_that_waits_is_refreshed_when_the_report_is_there(ada: Client) -> None:
    page = brought(ada, "Customer #,Name\n1,Chen\n")
    assert "HX-Refresh" not in ada.get(f"{page}standing/").headers

    run_waiting_imports(read_clock())

    assert ada.get(f"{page}standing/").headers["HX-Refresh"] == "true"


def test_discarded_files_land_nothing(ada: Client) -> None:
    page = brought(ada, "Customer #,Name\n1,Chen\n")
    run_waiting_imports(read_clock())

    ada.post(f"{page}discard/")
    ada.post(f"{page}land/")
    run_waiting_imports(read_clock())

    assert (ImportRun.objects.get().state, Customer.objects.count()) == (ImportRun.State.DISCARDED, 0)


def test_fifty_imports_are_listed_with_few_queries(ada: Client, django_assert_max_num_queries: Any) -> None:
    for _ in range(50):
        an_import_run(files=[{"name": "customers.csv", "kept_as": "0.csv"}], made_at=MONDAY)

    with django_assert_max_num_queries(9):
        ada.get("/import/")


def test_an_export_is_an_archive_with_a_file_for_each_kind(ada: Client) -> None:
    a_customer()

    answer = ada.get("/export/?file_format=csv&kinds=customers")

    assert answer.headers["Content-Disposition"].endswith('.zip"')
    assert b"".join(answer.streaming_content).startswith(b"PK")  # type: ignore[attr-defined]  # a file is streamed
