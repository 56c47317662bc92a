from datetime import datetime

import pytest

from steadyhand.business.promises.forecasting.backtest.moments import NotRead, moment_of, way_of

NOON = datetime(2026, 3, 14, 12, 30)  # noqa: DTZ001


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-14 12:30", "2026-03-14T12:30:00Z", "14/03/2026 12:30", "03/14/2026 12:30", "14.03.2026 12:30",
        "03/14/2026 12:30 PM", "2026/03/14 12:30", "1773491400", "1773491400000", "14 Mar 2026 12:30",
    ],
)  # fmt: skip
def test_moments_are_read_as_they_are_written(text: str) -> None:
    assert moment_of(text, way_of([text])) == NOON


def test_one_day_after_the_twelfth_decides_for_the_whole_column() -> None:
    assert way_of(["03/04/2026", "05/06/2026", "03/14/2026"]) == "%m/%d/%Y"


def test_what_is_no_moment_is_named() -> None:
    with pytest.raises(NotRead, match="rubbish"):
        moment_of("rubbish", way_of(["2026-03-14"]))
