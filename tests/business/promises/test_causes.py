"""Which cause does the record suggest? What could not be kept comes first, then what it waited for, then who went."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from steadyhand.business.promises.causes import VisitBefore, WhatHappened, suggested_cause
from steadyhand.business.promises.rules import Cause, PromiseKind

NINE = datetime(2026, 3, 9, 13, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def before(*, late_by: timedelta = HOUR, is_urgent: bool = False, taken_at: datetime = NINE - HOUR) -> VisitBefore:
    return VisitBefore(
        planned_until=NINE + HOUR, until=NINE + HOUR + late_by, is_urgent=is_urgent, call_taken_at=taken_at
    )


def happened(**facts: Any) -> WhatHappened:
    usual: dict[str, Any] = {
        "kind": PromiseKind.ARRIVAL,
        "given_at": NINE,
        "by_at": NINE + 5 * HOUR,
        "is_sooner": False,
        "has_visit": True,
        "planned_for": NINE + 3 * HOUR,
    }
    return WhatHappened(**usual | facts)


@pytest.mark.parametrize(
    ("facts", "cause"),
    [
        ({"is_sooner": True, "part_after_cut_off": True}, Cause.TOO_SOON),
        ({"kind": PromiseKind.FIX, "part_after_cut_off": True}, Cause.PART_AFTER_CUT_OFF),
        ({"kind": PromiseKind.PART, "part_after_cut_off": False}, Cause.PART_LATE),
        ({"has_visit": False}, Cause.FORGOTTEN),
        ({"was_away": True, "is_uncertified": True}, Cause.ILLNESS),
        ({"is_uncertified": True}, Cause.NOBODY_CERTIFIED),
        ({"before": (before(is_urgent=True, taken_at=NINE + HOUR),)}, Cause.URGENT_FIRST),
        ({"before": (before(),)}, Cause.OVERRUN),
        ({"planned_for": NINE + 6 * HOUR}, Cause.NOBODY_FREE),
        ({}, None),
        ({"kind": PromiseKind.OTHER, "has_visit": False}, None),
        ({"before": (before(late_by=timedelta(0), is_urgent=True),)}, None),
    ],
)
def test_the_likeliest_cause(facts: dict[str, Any], cause: Cause | None) -> None:
    assert suggested_cause(happened(**facts)) is cause
