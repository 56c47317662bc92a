"""A saved mapping comes back as it was; a wrong one says where it is wrong."""

import json
from typing import Any

import pytest
from tests.imports.reading.conftest import CALLS

from steadyhand.imports.reading.headers import ColumnSource, Mapping, MappingUnreadable

HEADERS = ("CallNumber", "CallDate", "CallTime", "CallType")
MAPPING = Mapping(
    "calls",
    {
        "number": ColumnSource("CallNumber"),
        "opened_at": ColumnSource("CallDate", "CallTime", read_as="day/month/year"),
        "call_type": ColumnSource("CallType", words={"Störung": "corrective", "*": "preventive"}),
        "technician": ColumnSource(always="Bruno"),
    },
)


def test_a_mapping_survives_being_saved() -> None:
    MAPPING.check(CALLS, HEADERS)

    assert Mapping.from_json(MAPPING.to_json()) == MAPPING


def test_the_saved_form_is_what_a_person_would_write() -> None:
    saved = json.loads(MAPPING.to_json())

    assert saved["fields"]["number"] == {"from": "CallNumber"}
    assert '"Störung": "corrective"' in MAPPING.to_json()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"version": 2}, "version: 2 is not known here, only 1 is."),
        ({"fields": {"number": {"form": "X"}}}, "fields.number: there is no key 'form'; did you mean 'from'?."),
        ({"fields": {"number": "X"}}, "fields.number: an object in curly brackets is needed, not 'X'."),
        ({"fields": {"number": {"from": 7}}}, "fields.number.from: 7 is not text; put it in quotation marks."),
        (
            {"fields": {"number": {}}},
            'fields.number: either "from" (a column) or "always" (a text) is needed, and not both.',
        ),
        (
            {"fields": {"opened_at": {"from": "X", "read_as": "dmy"}}},
            "fields.opened_at.read_as: 'dmy' is none of month/day/year, day/month/year, decimal point, decimal comma.",
        ),
        (
            {"fields": {"a": {"from": "X", "words": []}}},
            'fields.a.words: an object is needed, such as {"EM": "corrective"}.',
        ),
    ],
)
def test_a_wrong_key_or_value_is_named(change: dict[str, Any], sentence: str) -> None:
    saved = {"version": 1, "kind": "calls", "fields": {}} | change

    with pytest.raises(MappingUnreadable) as caught:
        Mapping.from_json(json.dumps(saved))

    assert str(caught.value) == sentence


def test_what_is_not_json_says_where() -> None:
    with pytest.raises(MappingUnreadable, match=r"not JSON: .* in line 1, column 13"):
        Mapping.from_json('{"version": }')


@pytest.mark.parametrize(
    ("sources", "sentence"),
    [
        ({"numbr": ColumnSource("CallNumber")}, "fields.numbr: there is no such field; did you mean 'number'?."),
        ({"number": ColumnSource("CallNum")}, "the file has no column 'CallNum'; did you mean 'CallNumber'?."),
        ({"number": ColumnSource("CallNumber")}, "nothing is said about Opened, which every row needs."),
        ({"number": ColumnSource("CallNumber", "CallTime")}, "only a moment has a column for its time of day."),
    ],
)
def test_a_mapping_for_another_file_is_refused(sources: dict[str, ColumnSource], sentence: str) -> None:
    with pytest.raises(MappingUnreadable) as caught:
        Mapping("calls", sources).check(CALLS, HEADERS)

    assert sentence in str(caught.value)
