"""Calls that were tried on the phone, through the real action."""

from datetime import date, datetime
from typing import Any

from tests.builders.desk import as_it_is, dana
from tests.builders.record import MONDAY, a_call

from steadyhand.business.calls.actions.try_by_phone import PhoneTry, try_by_phone
from steadyhand.business.calls.models import Call
from steadyhand.shared.actor import Actor

TUESDAY = date(2026, 3, 10)
TRIED = ("Push the tray in until it clicks.", "Make one copy.")


def a_call_tried_by_phone(
    *,
    was_fixed: bool = True,
    steps: tuple[str, ...] = TRIED,
    told: str = "It was the tray; call us if it jams again.",
    by: Actor | None = None,
    check_on: date = TUESDAY,
    now: datetime = MONDAY,
    **facts: Any,
) -> Call:
    """Return a call whose caller went through the steps with Dana."""
    call = a_call(**facts)
    tried = PhoneTry(steps, was_fixed, told if was_fixed else "")
    try_by_phone(by=by or dana(), call_id=call.id, version=1, tried=tried, check_on=check_on, now=now)
    return as_it_is(call)
