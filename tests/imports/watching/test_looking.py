"""What the ERP drops is taken once it is whole, and put away with a report; the same again changes nothing."""

import fcntl
import importlib
import os
import signal
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import connections
from tests.builders import MONDAY, a_branch, a_dealership
from tests.builders.erp import A_MINUTE, a_saved_mapping, a_watched_folder, came, dropped, watched

from steadyhand.business.customers.models import Customer
from steadyhand.imports.models import Delivery, ImportRun, WatchedFolder
from steadyhand.imports.watching.looking import look_once
from steadyhand.imports.watching.places import Places
from steadyhand.imports.watching.settling import SETTLED_AFTER
from steadyhand.jobs.run_imports import run_waiting_imports
from steadyhand.jobs.watch_folders import watch_all_folders
from steadyhand.shared.lookup import find
from steadyhand.shared.models import Batch, Change

pytestmark = pytest.mark.django_db

# Of a killed child: kept, so that nothing closes them.
PARENTS: list[object] = []
LIST = "No,Name,Phone\n1001,Chen Family Clinic,(614) 555-0148\n1002,Acme,\n"


@pytest.fixture
def places() -> Places:
    a_branch()
    a_saved_mapping()
    return a_watched_folder()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


def look(at: timedelta = timedelta()) -> object:
    return look_once(a_dealership().id, now=MONDAY + at)


def test_a_dropped_list_lands_and_is_put_away_with_a_report(places: Places) -> None:
    dropped(places, LIST)

    watched()

    assert Customer.objects.get(ref="1001").name == "Chen Family Clinic"
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.read, delivery.new, delivery.rejected) == ("landed", 2, 2, 0)
    assert (names(places.inbox), names(places.work)) == ([], [])
    assert names(places.done) == [delivery.kept_as, f"{delivery.kept_as}.report.txt"]
    assert (places.done / delivery.kept_as).read_text() == LIST
    assert "2 new, 0 changed" in (places.done / f"{delivery.kept_as}.report.txt").read_text()


def test_the_erp_s_own_numbers_are_found(places: Places) -> None:
    dropped(places, LIST)

    watched()

    assert [each.id for each in find(tenant_id=a_dealership().id, typed="1001")] == [
        Customer.objects.get(ref="1001").id
    ]


def test_the_same_export_again_and_again_leaves_no_trace(places: Places) -> None:
    came(LIST)
    before = (list(Customer.objects.values()), Change.objects.count(), Batch.objects.count())
    runs = ImportRun.objects.count()

    for round_ in range(1, 4):
        came(LIST, now=MONDAY + round_ * 5 * A_MINUTE)

    assert (list(Customer.objects.values()), Change.objects.count(), Batch.objects.count()) == before
    assert ImportRun.objects.count() == runs
    # The one that brought something, and the newest that didn't.
    assert [each.taken_at for each in Delivery.objects.order_by("taken_at")] == [
        MONDAY + A_MINUTE,
        MONDAY + 16 * A_MINUTE,
    ]
    assert len(names(places.done)) == 2


def test_a_file_that_grows_is_left_until_it_has_stood_still(places: Places) -> None:
    path = dropped(places, LIST[:20])
    look()
    path.write_text(LIST)

    look(SETTLED_AFTER)
    assert names(places.inbox) == ["customers.csv"]

    look(2 * SETTLED_AFTER)
    assert names(places.inbox) == []


def test_a_file_held_open_for_writing_waits_however_long(places: Places) -> None:
    with dropped(places, LIST).open("a"):
        look()
        look(timedelta(hours=1))
        assert names(places.inbox) == ["customers.csv"]
    look(timedelta(hours=2))
    look(timedelta(hours=2) + SETTLED_AFTER)
    assert names(places.inbox) == []


def test_a_locked_file_waits(places: Places) -> None:
    # Another process's lock: one's own would not be refused.
    path = dropped(places, LIST)
    code = "import fcntl, sys; f = open(sys.argv[1]); fcntl.flock(f, fcntl.LOCK_EX); print(1, flush=True); input()"
    command = [sys.executable, "-c", code, str(path)]
    with subprocess.Popen(command, stdin=-1, stdout=-1, stderr=subprocess.DEVNULL) as holder:  # noqa: S603  # our own
        assert holder.stdout is not None
        holder.stdout.readline()
        look()
        look(timedelta(hours=1))
        assert names(places.inbox) == ["customers.csv"]
        holder.communicate()


@pytest.mark.parametrize("name", ["customers.csv.part", ".customers.csv", "~$customers.xlsx", "customers.csv.tmp"])
def test_what_a_program_has_not_finished_is_left_alone(places: Places, name: str) -> None:
    dropped(places, LIST, name)

    watched()

    assert Delivery.objects.count() == 0
    assert (places.inbox / name).exists()


def test_what_comes_with_a_growing_file_waits_for_it_a_while(places: Places) -> None:
    dropped(places, LIST)
    with dropped(places, "No,", "calls.csv").open("a"):
        look()
        look(A_MINUTE)
        assert names(places.inbox) == ["calls.csv", "customers.csv"]
        look(11 * A_MINUTE)
        assert names(places.inbox) == ["calls.csv"]


@pytest.mark.parametrize("made", ["link", "link to a folder", "folder", "pipe"])
def test_links_folders_and_pipes_are_never_followed(places: Places, tmp_path: Path, made: str) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text(LIST)
    path = places.inbox / "customers.csv"
    if made == "folder":
        path.mkdir()
    elif made == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to(secret if made == "link" else tmp_path)

    watched()

    assert (Delivery.objects.count(), Customer.objects.count()) == (0, 0)
    (said,) = WatchedFolder.objects.get().strange
    assert said.startswith("customers.csv is ")
    assert said.endswith("put the file itself into in/.")
    assert secret.read_text() == LIST


def test_a_room_that_is_a_link_stops_everything(places: Places, tmp_path: Path) -> None:
    places.done.rmdir()
    places.done.symlink_to(tmp_path)
    dropped(places, LIST)

    look()

    assert "is a link: put a real folder there" in WatchedFolder.objects.get().problem
    assert names(places.inbox) == ["customers.csv"]


def test_odd_names_are_shown_and_kept(places: Places) -> None:
    (places.inbox / os.fsdecode(b"customers \xff\n<b>.csv")).write_text(LIST)

    watched()

    delivery = Delivery.objects.get()
    assert (delivery.name, delivery.state) == ("customers \ufffd\ufffd<b>.csv", "landed")
    assert len(names(places.done)) == 2


def test_rejected_rows_lie_beside_to_mend_and_come_in_again(places: Places) -> None:
    came("No,Name,Phone\n1,Chen,\n2,,\n")

    delivery = Delivery.objects.get()
    assert (delivery.new, delivery.rejected) == (1, 1)
    report = (places.done / f"{delivery.kept_as}.report.txt").read_text()
    assert "line 3, Name: " in report
    rejects = places.done / delivery.kept_as.replace(".csv", "-rejects.csv")
    (places.inbox / rejects.name).write_bytes(rejects.read_bytes().replace(b"2,,", b"2,Acme,"))
    watched(MONDAY + 10 * A_MINUTE)
    assert sorted(Customer.objects.values_list("name", flat=True)) == ["Acme", "Chen"]


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("invoices.csv", "Invoice,Total\n1,2\n", "No saved mapping is for files named invoices.csv"),
        ("customers.csv", "Nummer,Name\n1,Chen\n", "lacks no, phone"),
        ("customers.pdf", "%PDF-1.4", "is no list"),
        ("customers.csv", "%PDF-1.4", "is a PDF"),
        ("customers.csv", "", "customers.csv"),
    ],
)
def test_what_cant_be_read_goes_to_failed_with_what_to_do(places: Places, name: str, text: str, why: str) -> None:
    came(text, name=name)

    delivery = Delivery.objects.get()
    assert delivery.state == "failed"
    assert why in delivery.problem
    assert names(places.failed) == [delivery.kept_as, f"{delivery.kept_as}.txt"]
    told = (places.failed / f"{delivery.kept_as}.txt").read_text()
    assert why in told
    assert "put the file into in/ again" in told
    assert names(places.work) == []


def test_files_that_come_together_are_read_in_the_order_in_which_they_name_each_other(places: Places) -> None:
    fields = {
        "ref": {"from": "Call"},
        "customer": {"from": "No"},
        "taken_at": {"from": "At"},
        "problem": {"from": "What"},
    }
    a_saved_mapping("calls*.csv", "calls", fields=fields)
    dropped(places, "Call,No,At,What\n77,1001,2026-03-02 9:00,Jam\n", "calls.csv")
    dropped(places, LIST)

    watched()

    assert {each.name: (each.new, each.rejected) for each in Delivery.objects.all()} == {
        "calls.csv": (1, 0),
        "customers.csv": (2, 0),
    }


def test_another_dealership_s_folder_is_refused(places: Places) -> None:
    other = a_dealership(name="Harbor Copiers")
    WatchedFolder.objects.create(tenant_id=other.id, name="lakeside", set_up_at=MONDAY)
    dropped(places, LIST)

    look_once(other.id, now=MONDAY)
    look_once(other.id, now=MONDAY + A_MINUTE)

    assert "is another dealership's folder" in WatchedFolder.objects.get(tenant_id=other.id).problem
    assert names(places.inbox) == ["customers.csv"]


def test_a_second_process_keeps_its_hands_off(places: Places) -> None:
    dropped(places, LIST)
    with (places.work / ".lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert look() is None


def test_switched_off_nothing_is_touched(places: Places) -> None:
    WatchedFolder.objects.update(is_on=False)
    dropped(places, LIST)

    assert watch_all_folders(MONDAY) == 0
    assert names(places.inbox) == ["customers.csv"]


def test_old_files_and_their_deliveries_are_tidied_away(places: Places) -> None:
    came(LIST)
    (places.done / "kept by hand.csv").write_text("x")

    look(timedelta(days=31))

    assert names(places.done) == ["kept by hand.csv"]
    assert (Delivery.objects.count(), ImportRun.objects.count()) == (0, 0)


# Each of these is where a process can be killed; what is called is found by its name in a fresh process.
STEPS = (
    "taking.move_away",
    "taking._hand_over",
    "taking._delivery",
    "taking.plan_of",
    "finishing._write",
    "finishing._move",
    "finishing._end",
    "finishing._tidy_run",
    "looking._remember",
)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_process_killed_anywhere_is_gone_on_with(places: Places, after: bool) -> None:  # noqa: FBT001
    for number, step in enumerate(STEPS):
        now = MONDAY + number * timedelta(hours=1)
        dropped(places, f"No,Name,Phone\n{number},Office {number},\n")
        look_once(a_dealership().id, now=now)
        assert _killed_at(step, after=after, now=now + A_MINUTE), step
        _killed_at(step, after=after, now=now + 2 * A_MINUTE)

        watched(now + 10 * A_MINUTE)

        assert Customer.objects.filter(ref=str(number)).count() == 1, step
        delivery = Delivery.objects.latest("taken_at")
        assert (delivery.state, delivery.new) == ("landed", 1), step
        assert (names(places.inbox), names(places.work), names(places.failed)) == ([], [], []), step
        assert len(names(places.done)) == 2 * (number + 1), step
    assert Delivery.objects.count() == len(STEPS)


def _killed_at(step: str, *, after: bool, now: datetime) -> bool:
    """Go on with the folder in a process of its own that dies by force at the step; say whether it came so far."""
    child = os.fork()
    if child:
        return os.WIFSIGNALED(os.waitpid(child, 0)[1])
    try:
        _forget_connections()
        home, name = step.split(".")
        real = getattr(importlib.import_module(f"steadyhand.imports.watching.{home}"), name)

        def dies(*args: object, **how: object) -> None:
            if after:
                real(*args, **how)
            os.kill(os.getpid(), signal.SIGKILL)

        for each in ("looking", "taking", "finishing"):
            there = importlib.import_module(f"steadyhand.imports.watching.{each}")
            if getattr(there, name, None) is real:
                setattr(there, name, dies)
        look_once(a_dealership().id, now=now)
        run_waiting_imports(now)
        look_once(a_dealership().id, now=now + A_MINUTE)
    finally:
        os._exit(0)


def _forget_connections() -> None:
    """Leave the parent's connections to the parent: closing one here would end it there."""
    for connection in connections.all():
        PARENTS.append(connection.connection)
        connection.connection = None
        pools = getattr(type(connection), "_connection_pools", {})
        PARENTS.append(dict(pools))
        pools.clear()
