"""Why was it missed, as far as the record tells? A suggestion, for whoever owns the miss to confirm. No database."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from steadyhand.business.promises.rules import Cause, PromiseKind

# Less is no overrun that made anybody late.
WORTH_SAYING = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitBefore:
    """A visit of the same technician that came first on that day. `until`: when it was over, or now."""

    planned_until: datetime
    until: datetime
    is_urgent: bool
    call_taken_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatHappened:
    """What the record says of a missed promise."""

    kind: PromiseKind
    given_at: datetime
    by_at: datetime
    is_sooner: bool
    # A part was needed, and asked for after orders had gone out; None: none was needed.
    part_after_cut_off: bool | None = None
    has_visit: bool = False
    planned_for: datetime | None = None
    was_away: bool = False
    is_uncertified: bool = False
    before: tuple[VisitBefore, ...] = ()


def suggested_cause(happened: WhatHappened) -> Cause | None:
    """Return the likeliest cause; None where the record doesn't tell.

    What the promise itself was comes first (nobody keeps what couldn't be kept), then what it waited for, then who
    should have gone, then what came first.
    """
    is_about_a_visit = happened.kind in (PromiseKind.ARRIVAL, PromiseKind.FIX)
    grounds = (
        (happened.is_sooner, Cause.TOO_SOON),
        (happened.part_after_cut_off is True, Cause.PART_AFTER_CUT_OFF),
        (happened.part_after_cut_off is False or happened.kind is PromiseKind.PART, Cause.PART_LATE),
        (is_about_a_visit and not happened.has_visit, Cause.FORGOTTEN),
        (is_about_a_visit and happened.was_away, Cause.ILLNESS),
        (is_about_a_visit and happened.is_uncertified, Cause.NOBODY_CERTIFIED),
    )
    found = next((cause for holds, cause in grounds if holds), None)
    return found or (_what_came_first(happened) if is_about_a_visit else None)


def _what_came_first(happened: WhatHappened) -> Cause | None:
    if any(each.is_urgent and each.call_taken_at > happened.given_at for each in happened.before):
        return Cause.URGENT_FIRST
    if any(each.until - each.planned_until > WORTH_SAYING for each in happened.before):
        return Cause.OVERRUN
    if happened.planned_for is not None and happened.planned_for > happened.by_at:
        return Cause.NOBODY_FREE
    return None
