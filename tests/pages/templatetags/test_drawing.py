"""Cards are drawn once for equal rows, and anew for others."""

from datetime import date
from typing import Any

import pytest
from django.template import Context, Template

from steadyhand.pages.dispatcher.lanes import MapPoint
from steadyhand.pages.templatetags.drawing import _drawn

TEMPLATE = '{% load drawing %}{% drawn "dispatcher/_map.html" points=points %}'


def a_map(*said: str) -> str:
    points = tuple(MapPoint(10, 20, "A", 1, words, "card-1", words) for words in said)
    text: str = Template(TEMPLATE).render(Context({"points": points}))
    return text


def test_equal_rows_are_drawn_once() -> None:
    first = a_map("Chen Family Clinic, Bruno Salas")
    before = _drawn.cache_info()

    again = a_map("Chen Family Clinic, Bruno Salas")

    after = _drawn.cache_info()
    assert again == first
    assert (after.hits - before.hits, after.misses - before.misses) == (1, 0)


def test_another_row_is_drawn_anew() -> None:
    assert "Ridge Dental" not in a_map("Chen Family Clinic")
    assert "Ridge Dental" in a_map("Ridge Dental")


def test_what_somebody_typed_stays_text() -> None:
    assert "<script>" not in a_map("<script>alert(1)</script>")
    assert "&lt;script&gt;" in a_map("<script>alert(1)</script>")


@pytest.mark.parametrize("rows", [[date(2026, 3, 9)], {"a": 1}])
def test_rows_that_may_change_under_the_card_are_refused(rows: Any) -> None:
    with pytest.raises(TypeError, match="unhashable"):
        Template(TEMPLATE).render(Context({"points": rows}))
