"""Cards are drawn once for equal rows, and anew for others."""

from datetime import date
from typing import Any

import pytest
from django.template import Context, Template

from steadyhand.pages.dispatcher.day_map import BranchSpot, Spot
from steadyhand.pages.templatetags.drawing import _drawn

TEMPLATE = '{% load drawing %}{% drawn "dispatcher/_map_branch.html" branch=branch %}'


def a_branch_named(name: str) -> str:
    branch = BranchSpot(name, Spot("10.0%", "20.0%"))
    text: str = Template(TEMPLATE).render(Context({"branch": branch}))
    return text


def test_equal_rows_are_drawn_once() -> None:
    first = a_branch_named("Columbus")
    before = _drawn.cache_info()

    again = a_branch_named("Columbus")

    after = _drawn.cache_info()
    assert again == first
    assert (after.hits - before.hits, after.misses - before.misses) == (1, 0)


def test_another_row_is_drawn_anew() -> None:
    assert "Dayton" not in a_branch_named("Columbus")
    assert "Dayton" in a_branch_named("Dayton")


def test_what_somebody_typed_stays_text() -> None:
    assert "<script>" not in a_branch_named("<script>alert(1)</script>")
    assert "&lt;script&gt;" in a_branch_named("<script>alert(1)</script>")


@pytest.mark.parametrize("rows", [[date(2026, 3, 9)], {"a": 1}])
def test_rows_that_may_change_under_the_card_are_refused(rows: Any) -> None:
    with pytest.raises(TypeError, match="unhashable"):
        Template(TEMPLATE).render(Context({"branch": rows}))
