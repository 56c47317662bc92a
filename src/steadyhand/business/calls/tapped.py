"""When was it tapped? Seen as it came, told by a phone that kept it without a signal, or not known."""

from datetime import datetime, timedelta

from steadyhand.shared.clock import How

# A slow line, no more: it was seen as it came.
SEEN_WITHIN = timedelta(seconds=30)
# A phone that says it kept something for longer has a wrong clock, or was in a drawer.
BELIEVED_WITHIN = timedelta(days=7)
# Two taps in the same minute may change places by the lines they came over.
ORDER_WITHIN = timedelta(minutes=2)


def time_of_tap(
    tapped_at: datetime | None, *, now: datetime, not_before: datetime | None = None
) -> tuple[datetime, How]:
    """Return when it was and how that is known; `not_before` is what came first.

    A time that can't be true is none: the moment it came stands in, which feeds no number and no customer's page.
    """
    if tapped_at is None or abs(now - tapped_at) <= SEEN_WITHIN:
        return now, How.OBSERVED
    if not_before is not None and timedelta(0) < not_before - tapped_at <= ORDER_WITHIN:
        tapped_at = not_before
    is_too_early = not_before is not None and tapped_at < not_before
    if tapped_at > now or now - tapped_at > BELIEVED_WITHIN or is_too_early:
        return now, How.DEFAULTED
    return tapped_at, How.ENTERED


def kept_said(at: datetime, how: How, *, now: datetime) -> str:
    """Return for the history what is special about its time, nothing where it was seen as it came."""
    if how is How.OBSERVED:
        return ""
    if how is How.DEFAULTED:
        return "kept on the phone without a signal; its clock can't be right, so when it was isn't known"
    minutes = round((now - at) / timedelta(minutes=1))
    return f"as told by the phone, which had no signal and sent it {minutes} minutes later"
