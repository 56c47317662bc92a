"""Real headers find their fields, and files say what they are."""

from datetime import date

import pytest
from tests.imports.reading.conftest import CALLS, CUSTOMERS, KINDS, MACHINES

from steadyhand.imports.reading.headers import knows, propose, recognise


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("CallNumber", "number"),
        ("Call No.", "number"),
        ("Ticket #", "number"),
        ("WO Number", "number"),
        ("Work Order #", "number"),
        ("SC Number", "number"),
        ("Customer#", "customer_number"),
        ("CustNo", "customer_number"),
        ("Acct. No.", "customer_number"),
        ("Kundennummer", "customer_number"),
        ("N° client", "customer_number"),
        ("EquipmentNumber", "machine_number"),
        ("Equip #", "machine_number"),
        ("EquipmentID", "machine_number"),
        ("Geräte-Nr.", "machine_number"),
        ("Gerätenummer", "machine_number"),
        ("Serial No.", "serial"),
        ("S/N", "serial"),
        ("SN", "serial"),
        ("SERIAL_NUMBER", "serial"),
        ("Seriennummer", "serial"),
        ("Numéro de série", "serial"),
        ("Número de serie", "serial"),
        ("CallType", "call_type"),
        ("CallDate", "opened_at"),
        ("Date/Time Opened", "opened_at"),
        ("Opened Date", "opened_at"),
        ("Fecha de llamada", "opened_at"),
        ("Technician Name", "technician"),
        ("Tech", "technician"),
        ("Techniker", "technician"),
        ("Mtr Reading", "meter"),
        ("Meter Rdg", "meter"),
        ("Zählerstand", "meter"),
        ("Item/Part No", "part"),
        ("P/N", "part"),
        ("Artikelnummer", "part"),
        ("Qty", "quantity"),
        ("Menge", "quantity"),
        ("Quantité", "quantity"),
        ("Cantidad", "quantity"),
        ("Labor Hrs", "work_minutes"),
        ("Betrag", "price_cents"),
        ("Bemerkungen", "remarks"),
        ("Technicain", "technician"),
    ],
)
def test_a_usual_spelling_finds_its_field(header: str, field: str) -> None:
    proposal = propose(CALLS, [header, "Unrelated thing"], [], country="US")

    assert {name: source.column for name, source in proposal.mapping.sources.items()} == {field: header}
    assert proposal.unused == ("Unrelated thing",)


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Cust. Name", "name"),
        ("Name", "name"),
        ("Bill To", "name"),
        ("Nom du client", "name"),
        ("Number", "number"),
        ("Zip", "postal_code"),
        ("PLZ", "postal_code"),
        ("Code postal", "postal_code"),
        ("Ort", "city"),
        ("Straße", "street"),
        ("Tel.", "phone"),
        ("Telephone No", "phone"),
        ("email", "email"),
        ("Correo", "email"),
    ],
)
def test_in_a_customer_file_the_customer_goes_without_saying(header: str, field: str) -> None:
    assert list(propose(CUSTOMERS, [header], [], country="US").mapping.sources) == [field]


def test_each_column_is_used_once_and_what_is_missing_is_said() -> None:
    proposal = propose(MACHINES, ["Serial", "Customer Number", "Colour of the lid"], [], country="US")

    assert {each.field.name: each.column for each in proposal.columns} == {
        "serial": "Serial",
        "customer_number": "Customer Number",
    }
    assert [field.name for field in proposal.missing] == ["number", "model"]
    assert proposal.sentences()[0] == (
        "Machine number: no column was found, and every row needs one. Say in the mapping where it comes from."
    )


def test_values_object_to_a_name_that_misleads() -> None:
    sample = [["see note", "4/3/2025 14:15"], ["n.n.", "4/4/2025 9:00"]]

    proposal = propose(CALLS, ["Opened", "Date Opened"], sample, country="US")

    assert proposal.mapping.sources["opened_at"].column == "Date Opened"
    assert proposal.unused == ("Opened",)


def test_a_column_of_times_joins_its_column_of_dates() -> None:
    sample = [["4/3/2025", "2:15 PM", "SC1"], ["4/4/2025", "9:00 AM", "SC2"]]

    proposal = propose(CALLS, ["Call Date", "Call Time", "Call #"], sample, country="US")

    opened = proposal.mapping.sources["opened_at"]
    assert (opened.column, opened.time_column) == ("Call Date", "Call Time")
    assert proposal.unused == ()


def test_dates_of_a_workbook_join_their_times_too() -> None:
    proposal = propose(CALLS, ["Call Date", "Call Time"], [[date(2025, 4, 3), 0.59375]], country="US")

    assert proposal.mapping.sources["opened_at"].time_column == "Call Time"


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        (["Customer#", "Cust. Name", "Address", "City", "Zip", "Phone"], "customers"),
        (["Customer", "Bill To", "Phone", "Email"], "customers"),
        (["Equip #", "Serial No.", "Model", "Customer#", "Install Date"], "machines"),
        (["CallNumber", "Customer#", "Equip #", "Serial No.", "Model", "CallDate", "CallType", "Tech"], "calls"),
        (["Auftragsnummer", "Kundennummer", "Seriennummer", "Auftragsdatum", "Techniker"], "calls"),
    ],
)
def test_a_file_says_what_it_is(headers: list[str], kind: str) -> None:
    ranked = recognise(KINDS, headers, [], country="US")

    assert ranked[0].kind.name == kind
    assert ranked[0].score > ranked[1].score


def test_a_reason_stands_beside_the_rank() -> None:
    ranked = recognise((MACHINES,), ["S/N", "Model", "Lid"], [], country="US")

    assert ranked[0].reason == "2 of its 3 columns belong to machines, but Machine number is missing."


def test_only_names_of_fields_are_known() -> None:
    is_known = knows(KINDS)

    assert is_known("Cust. No")
    assert not is_known("Chen's clinic")
    assert not is_known("")
