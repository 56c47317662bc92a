"""Does what a writer kept come through whole, and nonsense not at all?"""

import json

import pytest
from django.template.loader import render_to_string

from steadyhand.business.conversations.saying import Dismissed
from steadyhand.pages.common.composing.kept import LONGEST_REASON, MOST_KEPT, kept_in
from steadyhand.pages.dispatcher.forms import AnswerForm

ONE = {"label": "blame", "rule": "blame.office-failed", "words": "Dispatch forgot", "why": " They asked who it was. "}


def sent_for(field: str, said: object) -> dict[str, str]:
    return {f"guard_kept-{field}": said if isinstance(said, str) else json.dumps(said)}


def sent(said: object) -> dict[str, str]:
    return sent_for("words", said)


def test_what_was_kept_is_read_with_its_reason() -> None:
    assert kept_in(sent([ONE]), "words") == (
        Dismissed("blame.office-failed", "blame", "Dispatch forgot", "They asked who it was."),
    )
    assert kept_in(sent([ONE]), "other") == ()


@pytest.mark.parametrize(
    "said",
    [
        "",
        "nonsense",
        "[" * 10_000,
        {"label": "blame"},
        [3],
        [{**ONE, "label": "jam"}],
        [{**ONE, "words": None}],
        "null",
    ],
    ids=str,
)
def test_nonsense_keeps_no_form_from_being_sent(said: object) -> None:
    assert kept_in(sent(said), "words") == ()


def test_no_more_is_read_than_a_page_can_have_made() -> None:
    kept = kept_in(sent([{**ONE, "why": "x" * 5_000}] * 1_000), "words")

    assert len(kept) == MOST_KEPT
    assert len(kept[0].why) == LONGEST_REASON


def test_a_form_that_comes_back_still_has_it() -> None:
    form = AnswerForm(sent_for("how", [ONE]))

    assert json.loads(form["how"].kept_value) == [ONE]  # type: ignore[attr-defined]
    assert form["how"].kept[0].rule == "blame.office-failed"  # type: ignore[attr-defined]
    assert 'name="guard_kept-how"' in render_to_string("parts/_field.html", {"field": form["how"]})
