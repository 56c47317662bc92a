"""Which fitted model answers now? Kept once a process, and looked up anew where another one went live."""

import logging
from dataclasses import dataclass
from threading import Lock
from uuid import UUID

from steadyhand.business.promises.forecasting.fit import Forecaster, NotAModel
from steadyhand.business.promises.models import FittedModel
from steadyhand.business.promises.rules import ModelState, PromiseKind

log = logging.getLogger(__name__)
# A model of each kind for some dealerships; one is a few hundred kilobytes.
MOST_KEPT = 30


@dataclass(frozen=True, slots=True)
class LiveModel:
    """The model that answers for a kind."""

    id: UUID
    forecaster: Forecaster


_kept: dict[UUID, LiveModel] = {}
_one_at_a_time = Lock()


def live_model(tenant_id: UUID, kind: PromiseKind) -> LiveModel | None:
    """Return the model that answers for a kind; None until one was fitted, or where this version can't read it.

    One query; reading and decoding only once a process and model.
    """
    rows = FittedModel.objects.of(tenant_id).filter(kind=kind, state=ModelState.LIVE)
    model_id = rows.values_list("id", flat=True).first()
    if model_id is None:
        return None
    with _one_at_a_time:
        if model_id not in _kept:
            content = rows.filter(id=model_id).values_list("content", flat=True).first()
            found = _read(model_id, content)
            if found is None:
                return None
            while len(_kept) >= MOST_KEPT:
                del _kept[next(iter(_kept))]
            _kept[model_id] = found
        return _kept[model_id]


def _read(model_id: UUID, content: bytes | memoryview | None) -> LiveModel | None:
    if content is None:
        return None
    try:
        return LiveModel(model_id, Forecaster.from_bytes(bytes(content)))
    except NotAModel as problem:
        # The nightly refit writes one that this version reads; norms stand in until then.
        log.warning("The promise model %s can't be read: %s", model_id, problem)
        return None
