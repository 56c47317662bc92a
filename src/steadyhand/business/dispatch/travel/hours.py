"""In which part of the day does somebody set out? Traffic differs between them, hardly within."""

from datetime import datetime
from enum import StrEnum

_SATURDAY = 5
_DAWN, _WORK, _HOME, _DUSK = 6, 9, 16, 19


class Band(StrEnum):
    """A part of the week. Source of the peaks: the FHWA's Urban Congestion Report, 6 to 9 and 16 to 19 on weekdays."""

    MORNING = "morning"
    DAY = "day"
    AFTERNOON = "afternoon"
    NIGHT = "night"
    WEEKEND = "weekend"

    @property
    def label(self) -> str:
        """Return it as it is said."""
        return _SAID[self]


_SAID = {
    Band.MORNING: "6 to 9 on weekdays",
    Band.DAY: "9 to 16 on weekdays",
    Band.AFTERNOON: "16 to 19 on weekdays",
    Band.NIGHT: "19 to 6 on weekdays",
    Band.WEEKEND: "at weekends",
}


def band_at(local: datetime) -> Band:
    """Return the part of the week of a moment by the clock of where it is."""
    if local.weekday() >= _SATURDAY:
        return Band.WEEKEND
    if local.hour < _DAWN or local.hour >= _DUSK:
        return Band.NIGHT
    if local.hour < _WORK:
        return Band.MORNING
    return Band.DAY if local.hour < _HOME else Band.AFTERNOON
