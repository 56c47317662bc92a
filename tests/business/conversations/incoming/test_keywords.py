"""Words that end texts, each alone; a sentence with one of them in it is a sentence."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steadyhand.business.conversations.incoming.keywords import Keyword, keyword_in


@pytest.mark.parametrize(
    ("text", "keyword"),
    [
        ("STOP", Keyword.STOP),
        (" Stop. ", Keyword.STOP),
        ("stop all", Keyword.STOP),
        ("Opt-out", Keyword.STOP),
        ("UNSUBSCRIBE!", Keyword.STOP),
        ("End", Keyword.STOP),
        ("revoke", Keyword.STOP),
        ("Start", Keyword.START),
        ("HELP?", Keyword.HELP),
        ("yes", None),
        ("Please stop by at noon", None),
        ("When does it end?", None),
        ("cancel the visit on Thursday", None),
        ("", None),
        ("🛑", None),
    ],
)
def test_a_keyword_stands_alone(text: str, keyword: Keyword | None) -> None:
    assert keyword_in(text) is keyword


@settings(max_examples=50)
@given(st.text(max_size=200))
def test_whatever_is_written_has_an_answer(text: str) -> None:
    assert keyword_in(text) in (*Keyword, None)
