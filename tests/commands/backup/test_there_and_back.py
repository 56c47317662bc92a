"""A backup taken while people work comes back whole, on the database that the suite runs on."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.builders.running import Place, a_place

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

# A dispatcher who never rests: each transaction adds a branch and its entry in the history.
WRITER = """
import time
from steadyhand.commands.application import wake
wake()
from steadyhand.business.dealership.actions.open_branch import open_branch
from steadyhand.business.dealership.described import DescribedBranch
from steadyhand.business.dealership.models import Calendar
from steadyhand.business.dealership.running import all_firms
from steadyhand.shared.actor import the_system
from steadyhand.shared.clock import read_clock
(firm,) = all_firms()
calendar = Calendar.objects.of(firm.id).get()
number = 0
while True:
    number += 1
    branch = DescribedBranch(code=f"B{number}", name=f"Branch {number}", zone=firm.zone, calendar_id=calendar.id)
    open_branch(by=the_system(firm.id, "writer"), branch=branch, now=read_clock())
    print(number, flush=True)
"""


@pytest.fixture(scope="module")
def founded(
    django_db_setup: None,  # noqa: ARG001
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Place]:
    with django_db_blocker.unblock(), a_place(tmp_path_factory.mktemp("founded") / "home") as found:
        found.run("dealership", "open", "Lakeside", "--zone", "America/New_York").check_returncode()
        found.run("user", "add", "dana@lakeside.example", "--name", "Dana", "--role", "dispatcher").check_returncode()
        (found.home / "files").mkdir()
        (found.home / "files" / "photo.jpg").write_bytes(b"a photo")
        with django_db_blocker.block():
            yield found


@pytest.fixture
def place(founded: Place, tmp_path: Path) -> Iterator[Place]:
    with a_place(tmp_path / "home", like=founded) as found:
        yield found


@pytest.fixture
def busy(place: Place) -> Iterator[Place]:
    """The same place, while somebody writes."""
    writer = subprocess.Popen(  # noqa: S603  # our own words
        [sys.executable, "-c", WRITER], env=place.environment, stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout is not None
    assert writer.stdout.readline() == "1\n"
    yield place
    writer.kill()
    writer.communicate()


def test_a_backup_under_load_comes_back_as_of_one_moment(busy: Place, tmp_path: Path) -> None:
    made = json.loads(busy.run("backup", str(tmp_path / "b.tar.gz"), "--json").stdout)
    time.sleep(0.3)

    with a_place(tmp_path / "other") as other:
        restored = other.run("restore", str(tmp_path / "b.tar.gz"), "--json")
        again = json.loads(other.run("backup", str(tmp_path / "again.tar.gz"), "--json").stdout)

    assert restored.returncode == 0, restored.stderr
    assert again["tables"] == made["tables"]
    # Each branch was written together with its entry: one moment has as many of both.
    opened = made["tables"]["dealership_branch"]["rows"] - 1
    assert opened >= 1
    assert made["tables"]["shared_change"]["rows"] == opened + 4
    assert (tmp_path / "other" / "files" / "photo.jpg").read_bytes() == b"a photo"
    key = (tmp_path / "other" / "secret_key").read_text()
    assert key == (busy.home / "secret_key").read_text()


def test_what_is_there_is_only_replaced_on_demand_and_kept_aside(place: Place, tmp_path: Path) -> None:
    place.run("backup", str(tmp_path / "b.tar.gz"))
    place.run("user", "add", "late@lakeside.example", "--name", "Late", "--role", "parts")

    refused = place.run("restore", str(tmp_path / "b.tar.gz"))
    done = place.run("restore", str(tmp_path / "b.tar.gz"), "--replace", "--json")

    assert refused.returncode == 1
    assert "The database here isn't empty." in refused.stderr
    assert json.loads(done.stdout)["kept_aside"].startswith("before_restore_")
    listed = json.loads(place.run("user", "list", "--json").stdout)
    assert [person["email"] for person in listed] == ["dana@lakeside.example"]


def test_a_backup_never_overwrites_one(place: Place, tmp_path: Path) -> None:
    (tmp_path / "b.tar.gz").write_text("Monday's")

    answer = place.run("backup", str(tmp_path / "b.tar.gz"))

    assert answer.returncode == 1
    assert "is there already" in answer.stderr
    assert (tmp_path / "b.tar.gz").read_text() == "Monday's"
