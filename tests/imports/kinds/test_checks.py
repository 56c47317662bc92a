"""What must hold in a row of each kind, and the sentence when it doesn't."""

from pathlib import Path

import pytest
from tests.builders import a_branch, a_call, a_code, a_contract, a_customer, a_machine, a_site, a_technician
from tests.builders.imports import a_file, imported

from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.machines.models import Meter, MeterReading
from steadyhand.imports.runs.report import rejected_rows

pytestmark = pytest.mark.django_db

CALL = "Call Number,Machine,Taken At,Problem"


@pytest.fixture
def _record() -> None:
    chen = a_customer("Chen", ref="1001")
    a_machine(ref="E1", site=a_site(chen, ref="S1"))
    a_site(a_customer("Acme", ref="1002"), ref="S2", name="Elsewhere")
    a_contract(chen, ref="K1")
    a_technician(ref="T1")
    a_call(ref="20000")
    a_code("problem", "JAM")


@pytest.mark.usefixtures("_record")
@pytest.mark.parametrize(
    ("name", "headers", "row", "column", "reason"),
    [
        (
            "proposals",
            "Customer,Proposed by,Call type,Proposed because,Wished from,Proposed at,Proposal state,Proposal's answer",
            "1001,T1,courtesy,Not seen for long,2026-05-01,2026-04-01 09:00,declined,",
            "Proposal's answer",
            "It was declined, and nobody says why.",
        ),
        (
            "proposals",
            "Customer,Proposed by,Proposed visit,Proposed because,Wished from,Wished until,Proposed at",
            "1001,T1,courtesy,Not seen for long,2026-05-02,2026-05-01,2026-04-01 09:00",
            "Wished until",
            "The wish ends before it begins.",
        ),
        (
            "contracts",
            "Contract Number,Customer,Contract starts on,Contract ends on",
            "K2,1001,2026-05-01,2026-04-01",
            "Contract ends on",
            "The contract ends before it starts on 2026-05-01.",
        ),
        (
            "machines",
            "Machine number,Serial number,Customer,Site",
            "E2,NV2,1001,S2",
            "Site",
            "This site belongs to another customer.",
        ),
        ("machines", "Machine number,Serial number,Customer", ",,1001", "Machine number", "and nothing else tells"),
        (
            "technicians",
            "Technician number,Technician name,Network level",
            "T2,Bruno,7",
            "Network level",
            "7 is no level.",
        ),
        (
            "technicians",
            "Technician number,Technician name,Started on,Left on",
            "T2,Bruno,2026-02-01,2026-01-01",
            "Left on",
            "They left before they started on 2026-02-01.",
        ),
        (
            "certifications",
            "Technician,Vendor,Product line,Certified on,Expires on",
            "T1,Norvik,C4,2026-02-01,2026-01-01",
            "Expires on",
            "It expires before it was got on 2026-02-01.",
        ),
        (
            "readings",
            "Machine,Meter kind,Read at,Shown",
            "E1,mono,2026-01-05 9:00,-5",
            "Shown",
            "-5 is out of reach here",
        ),
        ("readings", "Machine,Meter kind,Read at,Shown", "E1,,2026-01-05 9:00,5", "Meter kind", "Meter kind is empty"),
        ("visits", "Call,Which visit,Technician", "20000,0,T1", "Which visit", "0 is no visit's number."),
        (
            "calls",
            f"{CALL},Closed At",
            "1,E1,2026-01-05 9:00,Jam,2026-01-04 9:00",
            "Closed At",
            "The call was closed before it was taken.",
        ),
        (
            "calls",
            f"{CALL},Call state",
            "1,E1,2026-01-05 9:00,Jam,closed",
            "",
            "The call is closed, and nothing says when.",
        ),
        ("calls", f"{CALL},Call state", "1,E1,2026-01-05 9:00,Jam,waiting", "", "and nothing says for what."),
        ("calls", f"{CALL},Problem code", "1,E1,2026-01-05 9:00,Jam,NOISE", "Problem code", "Code NOISE is neither"),
        (
            "calls",
            f"{CALL},Visit: Arrived at,Visit: Finished at",
            "1,E1,2026-01-05 9:00,Jam,2026-01-05 12:00,2026-01-05 11:00",
            "Visit: Finished at",
            "The visit ended before the technician arrived.",
        ),
    ],
)
def test_a_row_that_cannot_be_is_refused(  # one for each part of the table above
    tmp_path: Path, name: str, headers: str, row: str, column: str, reason: str
) -> None:
    report = imported(a_file(tmp_path / f"{name}.csv", headers, row), lands=False)

    assert report.rejected == 1
    (why,) = rejected_rows(next(tmp_path.glob("media/imports/*/0-rejected.jsonl")))
    assert why.column == column
    assert reason in why.reason


@pytest.mark.usefixtures("_record")
@pytest.mark.parametrize(
    ("cells", "state", "visit_state"),
    [
        ("Closed At=2026-01-05 17:00", "closed", None),
        ("Cancelled because=They bought a new one", "cancelled", None),
        ("Waiting for=parts", "waiting", None),
        ("Visit: Planned for=2026-01-06 9:00", "planned", "planned"),
        ("Visit: Arrived at=2026-01-06 9:00", "under_way", "on_site"),
        ("Visit: Stays inside=Nobody home", "planned", "planned"),
    ],
)
def test_a_call_stands_where_its_cells_say(tmp_path: Path, cells: str, state: str, visit_state: str | None) -> None:
    header, _, value = cells.partition("=")

    imported(a_file(tmp_path / "calls.csv", f"{CALL},{header}", ["1", "E1", "2026-01-05 9:00", "Jam", value]))

    call = Call.objects.get(ref="1")
    assert call.state == state
    assert Visit.objects.filter(call=call).values_list("state", flat=True).first() == visit_state


@pytest.mark.usefixtures("_record")
def test_a_call_without_a_word_takes_its_code_s(tmp_path: Path) -> None:
    imported(a_file(tmp_path / "calls.csv", "Call Number,Machine,Taken At,Problem Code", "1,E1,2026-01-05 9:00,JAM"))

    assert Call.objects.get(ref="1").problem == "JAM"


def test_a_machine_s_meters_come_with_the_day_they_were_read(tmp_path: Path) -> None:
    a_customer(ref="1001")
    headers = "Machine number,Serial number,Customer,Mono meter now,Colour meter now,Meters read at"

    imported(a_file(tmp_path / "machines.csv", headers, "E1,NV1,1001,12000,800,2026-01-05 9:00"))

    assert sorted(Meter.objects.values_list("ref", "kind")) == [("E1/colour", "colour"), ("E1/mono", "mono")]
    assert sorted(MeterReading.objects.values_list("shown", flat=True)) == [800, 12000]


def test_meters_without_a_day_are_left_out_and_said(tmp_path: Path) -> None:
    a_customer(ref="1001")
    headers = "Machine number,Serial number,Customer,Mono meter now"

    report = imported(a_file(tmp_path / "machines.csv", headers, "E1,NV1,1001,12000"))

    assert MeterReading.objects.count() == 0
    assert "Meters without the day on which they were read were left out: 1." in report.files[0].remarks


def test_a_branch_is_asked_for_where_there_are_several(tmp_path: Path) -> None:
    a_branch("COL")
    a_branch("DAY")

    imported(a_file(tmp_path / "customers.csv", "Customer #,Name", "1,Chen"), lands=False)

    (why,) = rejected_rows(next(tmp_path.glob("media/imports/*/0-rejected.jsonl")))
    assert (why.reason, why.what_to_do) == (
        "No branch is given, and there are several.",
        "Write one of COL, DAY in the branch column.",
    )
