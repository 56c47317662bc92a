"""A log is brought on the page, replayed by the jobs, and shown with what would have been kept."""

from datetime import UTC, datetime, timedelta
from random import Random
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.builders import a_branch, a_user
from tests.builders.jobs import work_at

from steadyhand.business.dealership.rules import Role
from steadyhand.business.promises.models import Backtest
from steadyhand.shared.clock import read_clock
from steadyhand.shared.queue.kinds import SLOW

pytestmark = pytest.mark.django_db


def a_log(cases: int = 160) -> str:
    """Return calls of two kinds over some months, one in twenty of them still open, with a time promised for each."""
    chance = Random(7)  # noqa: S311  # the same log each time
    lines = ["taken,done,kind,promised"]
    at = datetime(2026, 1, 5, 9, tzinfo=UTC)
    for _ in range(cases):
        at += timedelta(hours=chance.uniform(2, 12))
        kind = chance.choice(["jam", "lines"])
        took = timedelta(hours=chance.gammavariate(2, 4 if kind == "jam" else 12))
        done = "" if chance.random() < 0.05 else f"{at + took:%Y-%m-%d %H:%M}"
        lines.append(f"{at:%Y-%m-%d %H:%M},{done},{kind},{at + timedelta(hours=20):%Y-%m-%d %H:%M}")
    return "\n".join(lines)


@pytest.fixture
def ruth(client: Client) -> Client:
    client.force_login(a_user(Role.SERVICE_MANAGER, branch=a_branch(), name="Ruth Adler"))
    return client


def brought(client: Client, text: str) -> str:
    file = SimpleUploadedFile("calls.csv", text.encode())
    answer = client.post("/promises/try/", {"log": file, "form_key": str(uuid4())})
    assert answer.status_code == 303, answer.content.decode()
    return str(answer.headers["Location"])


def asked(client: Client, page: str, **said: object) -> int:
    columns = {"opened": "taken", "closed": "done", "given": "", "segment": "", "features": ["kind"], "target": "90"}
    return client.post(page, columns | said).status_code


def test_a_log_is_replayed_and_shown_beside_what_was_promised(ruth: Client) -> None:
    page = brought(ruth, a_log())
    shown = ruth.get(page).content.decode()
    # Which column is which is guessed from its name.
    assert '<option value="taken" selected>' in shown
    assert '<option value="done" selected>' in shown

    assert asked(ruth, page, given="promised") == 303
    waiting = ruth.get(page).content.decode()
    assert "waiting for its turn" in waiting
    assert 'hx-trigger="every 2s"' in waiting
    work_at(read_clock(), lane=SLOW)

    said = ruth.get(page).content.decode()
    assert "Kept, and how long was promised" in said
    assert "What was promised" in said
    assert "A time for each kind" in said
    assert "Kept, month by month" in said
    assert "HX-Refresh" in ruth.get(f"{page}standing/").headers


def test_a_log_that_is_too_short_says_so_and_can_be_tried_again(ruth: Client) -> None:
    page = brought(ruth, a_log(5))
    assert asked(ruth, page) == 303
    work_at(read_clock(), lane=SLOW)

    said = ruth.get(page).content.decode()

    assert "could not be replayed" in said
    assert "the fewest" in said
    assert "Replay it" in said


def test_a_replay_that_breaks_off_says_so_instead_of_waiting_for_ever(ruth: Client) -> None:
    page = brought(ruth, a_log(70))
    assert asked(ruth, page) == 303
    # A row of an older version, which named its columns another way.
    Backtest.objects.update(chosen={})

    work_at(read_clock(), lane=SLOW)

    said = ruth.get(page).content.decode()
    assert "The replay broke off (KeyError" in said
    assert "Replay it" in said


def test_a_file_that_is_no_log_stays_on_the_page_with_why(ruth: Client) -> None:
    file = SimpleUploadedFile("calls.csv", b"nothing here")

    answer = ruth.post("/promises/try/", {"log": file, "form_key": str(uuid4())})

    assert answer.status_code == 422
    assert "is it a CSV file?" in answer.content.decode()


def test_the_same_column_twice_is_refused_and_what_was_chosen_stays(ruth: Client) -> None:
    page = brought(ruth, a_log(70))

    answer = ruth.post(page, {"opened": "taken", "closed": "taken", "features": ["kind"], "target": "90"})

    assert answer.status_code == 422
    assert "same column" in answer.content.decode()
    assert 'value="90"' in answer.content.decode()


def test_a_log_is_deleted_with_its_result(ruth: Client) -> None:
    page = brought(ruth, a_log(70))

    assert ruth.post(f"{page}throw-away/").status_code == 303

    assert ruth.get(page).status_code == 404
    assert "No log yet" in ruth.get("/promises/try/").content.decode()
