"""Escaped text comes back as it was, and no formula starts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadyhand.imports.reading.escaping import escaped, escaped_for_workbook, is_risky, undone

texts = st.text(alphabet=st.one_of(st.sampled_from("'=+-@ \t\n＝x1"), st.characters()))


@given(text=texts)
def test_undoing_gives_every_text_back(text: str) -> None:
    assert undone(escaped(text)) == text
    assert undone(escaped_for_workbook(text)) == text


@given(text=texts)
def test_escaped_text_starts_no_formula(text: str) -> None:
    assert escaped(text).lstrip()[:1] not in {"=", "+", "-", "@", "＝"}


@pytest.mark.parametrize("text", ["'twas fixed", "O'Brien", "''", "12", "Chen's clinic"])
def test_ordinary_text_and_apostrophes_stay_as_they_are(text: str) -> None:
    assert escaped(text) == text == undone(text)


def test_a_telephone_number_takes_one_apostrophe_out_and_back() -> None:
    written = escaped("+1 212 555 0123")

    assert written == "'+1 212 555 0123"
    assert undone(written) == "+1 212 555 0123"
    assert is_risky(" =cmd()")
