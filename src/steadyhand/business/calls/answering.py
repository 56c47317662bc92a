"""Until when must somebody be there, how is that said, and which call hurts first? Values in, values out."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from steadyhand.business.calls.rules import Urgency
from steadyhand.shared.words import Clock, duration_said, when_said

# Within the last hour a technician elsewhere in town can still make it; later it takes a word with the customer.
CLOSE = timedelta(hours=1)
FAR = timedelta(days=36_500)


class Pressure(StrEnum):
    """How near the end of the response term is."""

    NONE = "none"
    CALM = "calm"
    CLOSE = "close"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class AnswerBy:
    """The response term of a call that nobody has reached yet."""

    pressure: Pressure
    said: str


def answer_by(respond_by: datetime | None, now: datetime, zone: str, *, clock: Clock) -> AnswerBy:
    """Return `answer by 2:40 pm, in 50 min` or `40 min late`; nothing to say without a term."""
    if respond_by is None:
        return AnswerBy(Pressure.NONE, "")
    if respond_by < now:
        return AnswerBy(Pressure.LATE, f"{duration_said(now - respond_by)} late")
    when = when_said(respond_by, now, zone, clock=clock).removeprefix("today at ")
    pressure = Pressure.CLOSE if respond_by - now <= CLOSE else Pressure.CALM
    return AnswerBy(pressure, f"answer by {when}, in {duration_said(respond_by - now)}")


def hurts_first(
    *, urgency: Urgency, respond_by: datetime | None, taken_at: datetime, now: datetime
) -> tuple[int, datetime, datetime]:
    """Return what calls are sorted by: who can't work at all, then who was let down, then by urgency and term."""
    if urgency is Urgency.STANDSTILL:
        rank = 0
    elif respond_by is not None and respond_by < now:
        rank = 1
    else:
        rank = 1 + list(Urgency).index(urgency)
    return rank, respond_by or now + FAR, taken_at
