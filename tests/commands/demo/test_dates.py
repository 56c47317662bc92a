"""The files' dates move by whole weeks, so that the story always ended last week and Mondays stay Mondays."""

from datetime import date
from pathlib import Path

import pytest

from steadyhand.commands.demo.dates import copy_moved, weeks_between


@pytest.mark.parametrize(
    ("today", "weeks"),
    [(date(2026, 11, 16), 0), (date(2026, 11, 22), 0), (date(2026, 11, 23), 1), (date(2027, 11, 16), 52)],
)
def test_the_story_ends_in_the_week_before(today: date, weeks: int) -> None:
    assert weeks_between(today) == weeks


def test_every_date_moves_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "from").mkdir()
    (tmp_path / "to").mkdir()
    (tmp_path / "from" / "calls.csv").write_text("10001,2026-02-27 09:30,PO-2026-1,2026-12-31\n")

    (copy,) = copy_moved(tmp_path / "from", tmp_path / "to", weeks=1)

    assert copy.read_text() == "10001,2026-03-06 09:30,PO-2026-1,2027-01-07\n"
