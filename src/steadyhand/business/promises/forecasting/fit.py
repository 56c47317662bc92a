"""From a history of cases to something that answers: how long may this one take?"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

import numpy as np

from steadyhand.business.promises.forecasting.cases import Case, Flags, Floats, History, Value, history_of
from steadyhand.business.promises.forecasting.forecast import Forecast
from steadyhand.business.promises.forecasting.settings import Settings
from steadyhand.business.promises.forecasting.survival import Curve, effective_cases, kaplan_meier

FORMAT = 1
# The shares a forecast tells: dense where promises are given.
SHARES = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.925, 0.95, 0.965, 0.975, 0.985, 0.99)


class NotAModel(ValueError):
    """These bytes are no model of this version."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a segment: its curve, and the closed cases of its own."""

    shares: tuple[float, ...]
    hours: tuple[float, ...]
    closed_cases: int


@dataclass(frozen=True, slots=True)
class Forecaster:
    """Answers how long a case may take. `name` says which kind of model, `version` which history it is from."""

    name: str
    version: str
    settings: Settings
    closed_cases: int
    open_cases: int
    everywhere: Told
    segments: Mapping[str, Told]

    def forecast(self, features: Mapping[str, Value], *, opened_at: datetime, segment: str = "") -> Forecast:  # noqa: ARG002
        """Return the forecast for a case with these features opened at this moment."""
        if self.closed_cases < self.settings.least_closed:
            return norm_of(self.settings, closed_cases=self.closed_cases)
        told = self.segments.get(segment, self.everywhere)
        return Forecast(
            shares=told.shares,
            hours=told.hours,
            closed_cases=told.closed_cases or self.closed_cases,
            why=_why(told, segment, self.closed_cases),
            model=f"{self.name} {self.version}",
        )

    def to_bytes(self) -> bytes:
        """Return everything as JSON: read back without running anything."""
        return json.dumps({"format": FORMAT, **asdict(self)}).encode()

    @classmethod
    def from_bytes(cls, kept: bytes) -> "Forecaster":
        """Return the forecaster that was kept.

        Raises:
            NotAModel: the bytes are of another format.
        """
        try:
            read = json.loads(kept)
            if read.pop("format") != FORMAT:
                raise NotAModel("The model was written by another version of Steadyhand: fit it anew.")
            return cls(
                **{
                    **read,
                    "settings": Settings(**{**read["settings"], "norm": _pairs(read["settings"]["norm"])}),
                    "everywhere": _told(read["everywhere"]),
                    "segments": {name: _told(told) for name, told in read["segments"].items()},
                }
            )
        except (KeyError, TypeError, UnicodeDecodeError, json.JSONDecodeError) as problem:
            raise NotAModel("These bytes are no model: fit it anew.") from problem


def fit(cases: Sequence[Case], *, now: datetime, settings: Settings | None = None) -> Forecaster:
    """Return a forecaster from these cases as they were known at `now`."""
    chosen = settings or Settings()
    history = history_of(cases, now=now)
    everywhere = _curve(history, np.ones(len(history)), chosen)
    named = np.array(history.segments)
    segments = {
        str(name): _segment(history, named == name, chosen) for name in (np.unique(named) if len(history) else ())
    }
    return Forecaster(
        name="kaplan-meier",
        version=f"{now:%Y-%m-%d %H:%M}",
        settings=chosen,
        closed_cases=int(np.sum(history.closed)),
        open_cases=int(np.sum(~history.closed)),
        everywhere=_told_of(everywhere, 0, chosen),
        segments=segments,
    )


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


def _segment(history: History, own: Flags, settings: Settings) -> Told:
    """Return a segment's curve: its own cases whole, all others together as at most `pool_cases`."""
    others = float(np.sum(~own))
    weights = np.where(own, 1.0, min(1.0, settings.pool_cases / 10 / others) if others else 0.0)
    return _told_of(_curve(history, weights, settings), int(np.sum(history.closed & own)), settings)


def _curve(history: History, weights: Floats, settings: Settings) -> Curve:
    del settings
    return kaplan_meier(history.hours, history.closed, weights) if len(history) else Curve(np.zeros(0), np.zeros(0))


def _told_of(curve: Curve, closed_cases: int, settings: Settings) -> Told:
    spread = effective_cases(np.ones(max(closed_cases, 1)))
    shares: list[float] = []
    hours: list[float] = []
    for share in SHARES:
        raised = min(0.999, share + settings.guard * float(np.sqrt(share * (1 - share) / (spread + 30))))
        at = curve.hours_at(raised)
        if at is not None and at <= settings.horizon_hours:
            shares.append(share)
            hours.append(max(at, hours[-1] if hours else 0.0))
    return Told(
        shares=tuple(shares) or (0.0,), hours=tuple(hours) or (settings.horizon_hours,), closed_cases=closed_cases
    )


def _why(told: Told, segment: str, closed_cases: int) -> str:
    about = f"{told.closed_cases} like this ({segment})" if told.closed_cases else f"{closed_cases} of all kinds"
    return f"From {about}, those still open counted too."


def _pairs(read: Sequence[Sequence[float]]) -> tuple[tuple[float, float], ...]:
    return tuple((share, hours) for share, hours in read)


def _told(read: Mapping[str, Sequence[float] | int]) -> Told:
    shares, hours, closed = read["shares"], read["hours"], read["closed_cases"]
    if isinstance(shares, int) or isinstance(hours, int) or not isinstance(closed, int):
        raise NotAModel("A segment's curve is no list of numbers: fit it anew.")
    return Told(shares=tuple(shares), hours=tuple(hours), closed_cases=closed)
