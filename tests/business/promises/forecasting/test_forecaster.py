"""What a forecaster answers: the target's own time, whatever the other shares were corrected to."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np

from steadyhand.business.promises.forecasting.cases import Case
from steadyhand.business.promises.forecasting.fit import fit

BEGINS = datetime(2026, 1, 5, 8, tzinfo=UTC)


def test_a_lower_share_corrected_too_far_doesnt_push_the_promise_up() -> None:
    cases = [
        Case(
            opened_at=(at := BEGINS + timedelta(hours=3 * number)),
            closed_at=at + timedelta(hours=1 + number % 7),
            key=str(number),
        )
        for number in range(200)
    ]
    forecaster = fit(cases, now=BEGINS + timedelta(days=40))
    beyond = tuple(
        (share, tuple(replace(each, factors=each.factors * np.inf, plain=each.plain * np.inf) for each in stretched))
        if share == 0.5
        else (share, stretched)
        for share, stretched in forecaster.corrections
    )

    asked = forecaster.forecast({}, opened_at=BEGINS + timedelta(days=40))
    stretched = replace(forecaster, corrections=beyond).forecast({}, opened_at=BEGINS + timedelta(days=40))

    assert stretched.hours_kept(0.95) == asked.hours_kept(0.95)
    assert list(stretched.hours) == sorted(stretched.hours)
