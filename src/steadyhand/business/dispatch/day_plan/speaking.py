"""How are the solver's sentences said to somebody whose clock has twelve hours?"""

import re

_TIME = re.compile(r"\b([01]\d|2[0-3]):([0-5]\d)\b")
_NOON = 12
TWELVE = "12"


def by_the_clock(said: str, clock: str) -> str:
    """Return a sentence with its times as this dealership says them: `14:30`, or `2:30 pm`."""
    if str(clock) != TWELVE:
        return said
    return _TIME.sub(_twelve, said)


def _twelve(found: re.Match[str]) -> str:
    hour, minute = int(found[1]), found[2]
    return f"{hour % _NOON or _NOON}:{minute} {'am' if hour < _NOON else 'pm'}"
