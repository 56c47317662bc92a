"""The demo's files are what their generator writes, and everybody in them is invented."""

import csv
import re
from pathlib import Path

from steadyhand.commands.demo.cast import EVERYBODY
from steadyhand.commands.demo.small import FILES
from steadyhand.commands.demo.stories import TODAYS_VISITS, UNFINISHED, UNPLANNED
from steadyhand.commands.demo.writing.write_files import write_files


def rows_of(name: str) -> list[dict[str, str]]:
    with (FILES / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_the_files_are_written_the_same_again(tmp_path: Path) -> None:
    write_files(tmp_path)

    written = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert written == {path.name: path.read_bytes() for path in FILES.iterdir()}


def test_they_tell_of_a_small_dealership() -> None:
    sizes = {name: len(rows_of(name)) for name in ("customers", "machines", "technicians", "calls")}

    assert sizes == {"customers": 40, "machines": 90, "technicians": 8, "calls": 404}


def test_no_phone_number_can_be_anybody_s() -> None:
    text = "".join(path.read_text("utf-8") for path in FILES.iterdir())

    numbers = re.findall(r"\(\d{3}\) \d{3}-\d{4}", text)
    assert len(numbers) > 100
    assert all(re.fullmatch(r"\(\d{3}\) 555-01\d\d", number) for number in numbers)


def test_customers_differ_in_what_they_are_entitled_to() -> None:
    contracts = rows_of("contracts")

    assert {row["Kind"] for row in contracts} >= {"full service", "labour only", "managed print", "lease with service"}
    assert any(row["Purchase order needed"] == "yes" for row in contracts)
    assert any(row["Ends on"] < "2026-11-16" for row in contracts)
    assert any(row["Credit hold"] == "yes" for row in rows_of("customers"))


def test_today_s_technicians_go_to_machines_of_their_branch() -> None:
    branch_of = {row["Customer number"]: row["Branch"] for row in rows_of("customers")}
    at = {row["Asset tag"]: branch_of[row["Customer number"]] for row in rows_of("machines")}
    works_at = {person.name: person.branch for person in EVERYBODY}

    trips = [(trip.technician, trip.story.machine) for trip in TODAYS_VISITS]
    trips += [(one.technician, one.story.machine) for one in UNFINISHED]

    assert [trip for trip in trips if works_at[trip[0]] != at[trip[1]]] == []
    assert all(story.machine in at for story in UNPLANNED if story.machine)


def test_nobody_calls_about_one_machine_twice_today() -> None:
    stories = [*UNPLANNED, *(trip.story for trip in TODAYS_VISITS), *(one.story for one in UNFINISHED)]
    machines = [story.machine for story in stories if story.machine]

    assert len(machines) == len(set(machines))
