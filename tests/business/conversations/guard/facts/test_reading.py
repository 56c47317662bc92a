"""Facts from a file: the documented example is read whole, and each fault is told by its place."""

import json
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steadyhand.business.conversations.guard.facts.reading import BadFacts, facts_from, facts_to, read_facts
from steadyhand.business.conversations.guard.facts.record import PartState
from steadyhand.business.conversations.guard.verdicts import PromiseKind

PAGE = Path(__file__).parents[5] / "docs/how-it-works/facts.md"


def _example() -> dict[str, Any]:
    [example] = re.findall(r"```json\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    held: dict[str, Any] = json.loads(example)
    return held


def test_the_documented_example_is_read(tmp_path: Path) -> None:
    (tmp_path / "call.json").write_text(json.dumps(_example()), encoding="utf-8-sig")

    facts = read_facts(tmp_path / "call.json")

    assert facts.promises[0].by_at == datetime(2026, 3, 12, 15)  # noqa: DTZ001 - the dealership's clock
    assert (facts.parts[0].state, facts.parts[0].expected_on) == (PartState.ORDERED, date(2026, 3, 13))
    assert facts.prices[0].cents == 24_900
    assert facts.terms[0].is_covered is True
    assert facts.hours.holidays == {date(2026, 12, 25)}
    assert PromiseKind.CALL_BACK in facts.earliest


def test_facts_are_written_as_they_are_read() -> None:
    facts = facts_from(_example())

    assert facts_from(json.loads(json.dumps(facts_to(facts)))) == facts


@pytest.mark.parametrize(
    ("held", "told"),
    [
        ([], r"the file: should be an object"),
        ({"promise": []}, r"promise: not known here; known are promises, "),
        ({"promises": {}}, r"promises: should be a list"),
        (
            {"promises": [{"kind": "arival", "by": "2026-03-12T15:00"}]},
            r'promises\[0\].kind: "arival" is none of arrival',
        ),
        ({"promises": [{"kind": "fix"}]}, r"promises\[0\].by: nothing is not a moment as 2026-03-12T15:00"),
        (
            {"parts": [{"name": "drum", "state": "ordered", "expected": "Friday"}]},
            r'parts\[0\].expected: "Friday" is not',
        ),
        (
            {"parts": [{"number": 7, "name": "drum", "state": "ordered"}]},
            r"parts\[0\].number: should be words in quotes",
        ),
        ({"prices": [{"of": "drum", "amount": "249"}]}, r'prices\[0\].amount: "249" is no amount'),
        ({"machines": [{"serial": " "}]}, r"machines\[0\].serial: should be words"),
        ({"terms": [{"of": "parts", "covered": "yes"}]}, r"terms\[0\].covered: should be true or false"),
        ({"hours": {"workdays": []}}, r"hours.workdays: "),
        ({"hours": {"opens": "8 am"}}, r'hours.opens: "8 am" is not a time of day'),
        (
            {"earliest": {"fix": "2026-03-12T15:00", "part": "2026-03-12T15:00-05:00"}},
            r"some moments have a zone behind them",
        ),
    ],
)
def test_a_fault_is_told_by_its_place(held: object, told: str) -> None:
    with pytest.raises(BadFacts, match=told):
        facts_from(held)


def test_what_is_no_file_or_no_json_says_what_would_do(tmp_path: Path) -> None:
    (tmp_path / "call.json").write_text("{promises: []}")

    with pytest.raises(BadFacts, match=r"call.json is no JSON .*docs/how-it-works/facts.md"):
        read_facts(tmp_path / "call.json")
    with pytest.raises(BadFacts, match=r"missing.json can't be read"):
        read_facts(tmp_path / "missing.json")


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=40, deadline=None)
@given(key=st.sampled_from(["promises", "parts", "hours", "earliest", "terms", "prices"]), value=_JSON)
def test_any_json_is_read_or_refused_in_words(key: str, value: object) -> None:
    try:
        facts = facts_from({key: value})
    except BadFacts:
        return

    assert facts_from(facts_to(facts)) == facts
