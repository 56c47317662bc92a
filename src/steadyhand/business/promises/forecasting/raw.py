"""Which tier answers, and what past cases would have been told by it."""

from dataclasses import dataclass

import numpy as np

from steadyhand.business.promises.forecasting.busy import SEGMENT, past_paces
from steadyhand.business.promises.forecasting.cases import Floats, History
from steadyhand.business.promises.forecasting.columns import columns_of, telling_keys
from steadyhand.business.promises.forecasting.ensemble import Asked, Ensemble, fit_ensemble, has_enough
from steadyhand.business.promises.forecasting.plain import Curves, fit_curves
from steadyhand.business.promises.forecasting.rhythm import EVEN, learn_rhythm
from steadyhand.business.promises.forecasting.settings import Settings
from steadyhand.business.promises.forecasting.trees import lightgbm


@dataclass(frozen=True, slots=True)
class Raw:
    """A fitted model before the ledger's correction, and which paces it reads. `note` says why there are no trees."""

    model: Ensemble | Curves
    keys: tuple[str, ...]
    note: str = ""

    @property
    def name(self) -> str:
        """Return the kind of model, as kept with every promise."""
        return "hazard trees" if isinstance(self.model, Ensemble) else "curves"


def fit_raw(
    history: History, settings: Settings, *, keys: tuple[str, ...] | None = None, paces: Floats | None = None
) -> Raw:
    """Return the model that this history carries: trees where there are enough cases, curves where not."""
    closed = history.ended[history.closed]
    learns = settings.learns_clock and history.is_wall_clock
    rhythm = learn_rhythm(closed, now=history.now) if learns else EVEN
    if not has_enough(history, settings):
        return Raw(fit_curves(history, rhythm), keys=())
    if lightgbm() is None:
        return Raw(fit_curves(history, rhythm), keys=(), note="LightGBM can't be loaded (install libgomp1): no trees")
    chosen = paced_keys(history, settings) if keys is None else keys
    known = past_paces(history, chosen, horizon=settings.horizon_hours) if paces is None else paces
    return Raw(fit_ensemble(history, known, rhythm, settings), keys=chosen)


def paced_keys(history: History, settings: Settings) -> tuple[str, ...]:
    """Return the segment and the features that tell most, whose values each have their own pace counted."""
    latest = max(0, len(history) - 20_000)
    features, segments = history.features[latest:], history.segments[latest:]
    logs = np.log(np.maximum(history.hours[latest:], 0.1))
    columns = [each for each in columns_of(features, segments) if each.name != SEGMENT]
    told = telling_keys(columns, features, segments, logs, settings.paced_features)
    return (SEGMENT, *told)


def asked_of(history: History, paces: Floats, first: int, until: int) -> Asked:
    """Return these cases of a history, to be told a forecast."""
    return Asked(history.opened, history.features, history.segments, paces).some(first, until)
