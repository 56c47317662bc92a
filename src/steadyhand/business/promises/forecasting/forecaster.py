"""What answers: a model, corrected by its ledger, with what is going on just now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from steadyhand.business.promises.forecasting.busy import Busy
from steadyhand.business.promises.forecasting.cases import Floats, Value, wall_hours
from steadyhand.business.promises.forecasting.curves import LEVELS
from steadyhand.business.promises.forecasting.ensemble import Asked
from steadyhand.business.promises.forecasting.explaining import Usual
from steadyhand.business.promises.forecasting.forecast import Forecast
from steadyhand.business.promises.forecasting.ledger import Stretch, promised
from steadyhand.business.promises.forecasting.raw import Raw
from steadyhand.business.promises.forecasting.settings import Settings


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of past cases at their opening, before correction: hours of the caller's clock at `LEVELS`."""

    keys: tuple[str, ...]
    rows: Floats
    known: Floats

    @classmethod
    def all_of(cls, parts: Sequence["Said"]) -> "Said":
        """Return all of them as one, in their order."""
        return cls(
            keys=tuple(key for part in parts for key in part.keys),
            rows=np.concatenate([part.rows for part in parts]) if parts else np.zeros((0, len(LEVELS))),
            known=np.concatenate([part.known for part in parts]) if parts else np.zeros(0),
        )


@dataclass(frozen=True, slots=True)
class Forecaster:
    """Answers how long a case may take. `version` says which history it is from."""

    raw: Raw
    version: str
    settings: Settings
    fitted_at: float
    closed_cases: int
    open_cases: int
    segments: tuple[str, ...]
    corrections: tuple[tuple[float, tuple[Stretch, ...]], ...]
    busy: Busy
    usual: Usual
    said: Said

    @property
    def name(self) -> str:
        """Return the model's name, as kept with every promise."""
        return f"{self.raw.name} {self.version}"

    def to_bytes(self) -> bytes:
        """Return everything as bytes, safe to read back."""
        from steadyhand.business.promises.forecasting.keeping import to_bytes  # noqa: PLC0415  # it reads this class

        return to_bytes(self)

    @classmethod
    def from_bytes(cls, kept: bytes) -> "Forecaster":
        """Return the forecaster that was kept.

        Raises:
            NotAModel: the bytes are none, or of another version.
            TreesMissing: it has trees, and LightGBM can't be loaded here.
        """
        from steadyhand.business.promises.forecasting.keeping import from_bytes  # noqa: PLC0415  # it reads this class

        return from_bytes(kept)

    def forecast(self, features: Mapping[str, Value], *, opened_at: datetime, segment: str = "") -> Forecast:
        """Return the forecast for a case with these features, opened at this moment."""
        return self.forecasts([(features, opened_at, segment)])[0]

    def forecasts(self, asked: Sequence[tuple[Mapping[str, Value], datetime, str]]) -> list[Forecast]:
        """Return the forecasts of several cases at once, each its features, opening and segment."""
        if self.closed_cases < self.settings.least_closed:
            return [norm_of(self.settings, closed_cases=self.closed_cases) for _ in asked]
        opened = np.array([wall_hours(each[1]) for each in asked], dtype=np.float64)
        features, segments = [each[0] for each in asked], [each[2] for each in asked]
        hours = self.hours(Asked(opened, features, segments, self.busy.paces(opened, features, segments)))
        shares = [share for share, _ in self.corrections]
        return [
            self._forecast(shares, hours[:, number], segments[number], asked[number][1].weekday())
            for number in range(len(asked))
        ]

    def hours(self, asked: Asked) -> Floats:
        """Return, for each corrected share (a row) and case (a column), the hours by which that share is done."""
        rhythm = self.raw.model.rhythm
        rows = self.raw.model.rows(asked)
        places = {name: number for number, name in enumerate(self.segments)}
        codes = np.array([places.get(each, len(places)) for each in asked.segments], dtype=np.int64)
        told = [promised(stretched, rows, codes, self.settings.horizon_hours) for _, stretched in self.corrections]
        wall = np.stack([rhythm.wall_hours(asked.opened, each) for each in told])
        # The horizon is the caller's; the rhythm may pass a few hours more or less in as many weeks.
        capped = np.where(np.isfinite(wall), np.minimum(wall, self.settings.horizon_hours), np.inf)
        # What is promised is the target's own time: a share below it that was corrected too far may not push it up.
        at = [share for share, _ in self.corrections].index(self.settings.target)
        below = np.minimum.accumulate(capped[at::-1], axis=0)[::-1]
        above = np.maximum.accumulate(capped[at:], axis=0)
        ascending: Floats = np.concatenate([below, above[1:]])
        return ascending

    def _forecast(self, shares: Sequence[float], hours: Floats, segment: str, weekday: int) -> Forecast:
        known = np.isfinite(hours)
        if not known.any():
            # Not even the smallest share is sure to be done within the horizon.
            return Forecast((0.0,), (self.settings.horizon_hours,), self.closed_cases, why=_NEVER, model=self.name)
        note = f" {self.raw.note}." if self.raw.note else ""
        return Forecast(
            shares=tuple(share for share, is_known in zip(shares, known, strict=True) if is_known),
            hours=tuple(float(each) for each in hours[known]),
            closed_cases=self.closed_cases,
            why=self.usual.why(segment, weekday) + note,
            model=self.name,
        )


_NEVER = "Too many like this are never done within the time that is looked at: no time can be given."


def norm_of(settings: Settings, *, closed_cases: int) -> Forecast:
    """Return the stated norms: what is said where too little is known."""
    return Forecast(
        shares=tuple(share for share, _ in settings.norm),
        hours=tuple(hours for _, hours in settings.norm),
        closed_cases=closed_cases,
        is_norm=True,
        why=f"Only {closed_cases} like this are closed; a cautious norm stands in until {settings.least_closed} are.",
        model="norm",
    )
