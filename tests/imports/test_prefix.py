"""Two systems count their calls from 1 as well: a prefix in the mapping keeps their numbers apart."""

import json
import os
from pathlib import Path

import pytest
from tests.builders import a_branch, a_machine
from tests.builders.imports import a_file, imported

from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.customers.models import Customer
from steadyhand.imports.runs.plan import CannotPlan, read_saved, saved_mapping

pytestmark = pytest.mark.django_db

HEADERS = "Call Number,Equip #,Taken At,Problem,Visit: Finished at"
FIELDS = {
    "ref": {"from": "Call Number"},
    "machine": {"from": "Equip #"},
    "taken_at": {"from": "Taken At"},
    "problem": {"from": "Problem"},
    "finished_at": {"from": "Visit: Finished at"},
}


def a_mapping(**more: object) -> list[dict[str, object]]:
    return [{"file": "*", "kind": "calls", "fields": FIELDS} | more]


def test_numbers_of_two_systems_land_side_by_side(tmp_path: Path) -> None:
    a_machine(ref="E1")
    old = a_file(tmp_path / "old.csv", HEADERS, "1,E1,2025-03-14 9:00,Jam,2025-03-14 10:00")
    new = a_file(tmp_path / "new.csv", HEADERS, "1,E1,2025-03-15 9:00,Lines,2025-03-15 10:00")
    imported(old, mapping=a_mapping(prefix={"calls": "OLD-"}))
    imported(new, mapping=a_mapping())

    again = imported(old, mapping=a_mapping(prefix={"calls": "OLD-"}))

    assert sorted(Call.objects.values_list("ref", "problem")) == [("1", "Lines"), ("OLD-1", "Jam")]
    assert sorted(Visit.objects.values_list("ref", flat=True)) == ["1-1", "OLD-1-1"]
    assert (again.new, again.changed) == (0, 0)


def test_a_prefix_of_another_kind_is_put_before_what_the_cells_name(tmp_path: Path) -> None:
    a_machine(ref="E1")
    mine = a_machine(ref="B-E1")
    file = a_file(tmp_path / "calls.csv", HEADERS, "1,E1,2025-03-14 9:00,Jam,")

    imported(file, mapping=a_mapping(prefix={"machines": "B-"}))

    assert Call.objects.get().machine_id == mine.id


def test_placeholders_get_the_prefix_and_are_found_by_it_again(tmp_path: Path) -> None:
    a_branch()
    fields = {key: FIELDS[key] for key in ("ref", "taken_at", "problem")} | {"customer": {"from": "Equip #"}}
    mapping = a_mapping(prefix={"customers": "B-"}, makes_missing=["customers"], fields=fields)
    file = a_file(tmp_path / "calls.csv", HEADERS, "1,Acme,2025-03-14 9:00,Jam,", "2,Acme,2025-03-14 9:00,Jam,")

    imported(file, mapping=mapping)
    again = imported(file, mapping=mapping)

    assert list(Customer.objects.values_list("ref", "name")) == [("B-Acme", "Acme")]
    assert (again.new, again.changed) == (0, 0)


@pytest.mark.parametrize("prefix", ["B-", {"codes": "B-"}, {"calls": ""}, {"calls": "much too long a prefix"}])
def test_a_prefix_that_makes_no_sense_is_refused_with_what_to_write(prefix: object) -> None:
    with pytest.raises(CannotPlan, match="prefix"):
        read_saved(json.dumps({"version": 1, "files": a_mapping(prefix=prefix)}))


def test_the_two_public_logs_land_side_by_side() -> None:
    data = Path(os.environ.get("STEADYHAND_DATA", "")) / "promises"
    logs = [data / "boston311_2011h2.csv.gz", data / "itsm_incidents_2016.csv.gz"]
    if not os.environ.get("STEADYHAND_DATA") or not all(log.is_file() for log in logs):
        pytest.skip(
            "STEADYHAND_DATA names no folder with promises/boston311_2011h2.csv.gz and itsm_incidents_2016.csv.gz"
        )
    a_branch()
    boston = imported(logs[0], mapping=saved_mapping("boston-311"), accepts_good_rows=True)
    incidents = imported(logs[1], mapping=saved_mapping("it-incidents"), accepts_good_rows=True)

    assert (boston.changed, incidents.changed) == (0, 0)
    assert incidents.new > 0
    assert Call.objects.filter(ref__startswith="BOS-").count() == boston.new
    assert Call.objects.filter(ref__startswith="INC-").count() == incidents.new
