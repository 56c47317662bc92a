"""How does the engine fit what the record tells? On working hours, to the dealership's own target, by one thread."""

from collections.abc import Sequence
from datetime import datetime

from steadyhand.business.promises.forecasting.cases import Case
from steadyhand.business.promises.forecasting.fit import fit
from steadyhand.business.promises.forecasting.forecaster import Forecaster
from steadyhand.business.promises.forecasting.settings import Settings
from steadyhand.business.promises.rules import PromiseKind

# Working hours beyond which no time is given, and what isn't done counts as missed. Ours: two working weeks for an
# arrival, six for a part or a fix; a customer who is told a later day than that is told another thing.
HORIZON_HOURS = {PromiseKind.ARRIVAL: 90.0, PromiseKind.PART: 270.0, PromiseKind.FIX: 270.0}


def settings_for(kind: PromiseKind, *, target: float) -> Settings:
    """Return what the engine is told for a kind."""
    return Settings(
        horizon_hours=HORIZON_HOURS[kind],
        target=target,
        # Nights and weekends are left out of the hours already.
        learns_clock=False,
        # Somebody works on the same machine; a fit may take twice as long.
        threads=1,
    )


class FitOf:
    """Fits cases of one kind, as they were known at a moment."""

    def __init__(self, kind: PromiseKind, *, target: float) -> None:
        self._settings = settings_for(kind, target=target)

    def __call__(self, cases: Sequence[Case], *, now: datetime) -> Forecaster:
        return fit(cases, now=now, settings=self._settings)
