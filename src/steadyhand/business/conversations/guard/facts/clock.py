"""One clock for a text and the record: the one on which the text is said, for days are told by it."""

from dataclasses import replace
from datetime import datetime

from steadyhand.business.conversations.guard.facts.record import Facts


def on_the_clock_of(at: datetime, facts: Facts) -> Facts:
    """Return the facts with every moment on the clock of `at`: Thursday, 02:00 UTC is Wednesday evening here."""
    return replace(
        facts,
        promises=tuple(
            replace(
                promise,
                by_at=_like(at, promise.by_at),
                from_at=_like(at, promise.from_at) if promise.from_at else None,
                safe_at=_like(at, promise.safe_at) if promise.safe_at else None,
            )
            for promise in facts.promises
        ),
        visits=tuple(
            replace(visit, from_at=_like(at, visit.from_at), until_at=_like(at, visit.until_at))
            for visit in facts.visits
        ),
        earliest={kind: _like(at, moment) for kind, moment in facts.earliest.items()},
    )


def _like(at: datetime, moment: datetime) -> datetime:
    if at.tzinfo is None:
        return moment.replace(tzinfo=None)
    return moment.replace(tzinfo=at.tzinfo) if moment.tzinfo is None else moment.astimezone(at.tzinfo)
