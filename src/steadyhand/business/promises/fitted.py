"""Which fitted model answers now? Kept once a process, and looked up anew where another one went live."""

import logging
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from uuid import UUID

from steadyhand.business.promises.forecasting.fit import Forecaster, NotAModel
from steadyhand.business.promises.forecasting.trees import TreesMissing
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
    knows_until: datetime | None = None


_kept: dict[UUID, LiveModel] = {}
_one_at_a_time = Lock()


def live_model(tenant_id: UUID, kind: PromiseKind) -> LiveModel | None:
    """Return the model that answers for a kind; None until one was fitted, or where this version can't read it.

    One query; reading and decoding only once a process and model, and once more when it was brought up to date.
    """
    rows = FittedModel.objects.of(tenant_id).filter(kind=kind, state=ModelState.LIVE)
    newest = rows.values_list("id", "knows_until").first()
    if newest is None:
        return None
    model_id, knows_until = newest
    with _one_at_a_time:
        kept = _kept.get(model_id)
        if kept is None or kept.knows_until != knows_until:
            content = rows.filter(id=model_id).values_list("content", flat=True).first()
            kept = _read(model_id, knows_until, content)
            if kept is None:
                return None
            while len(_kept) >= MOST_KEPT:
                del _kept[next(iter(_kept))]
            _kept[model_id] = kept
        return kept


def _read(model_id: UUID, knows_until: datetime | None, content: bytes | memoryview | None) -> LiveModel | None:
    if content is None:
        return None
    try:
        return LiveModel(model_id, Forecaster.from_bytes(bytes(content)), knows_until)
    except (NotAModel, TreesMissing) as problem:
        # The nightly refit writes one that this version reads; norms stand in until then.
        log.warning("The promise model %s can't be read: %s", model_id, problem)
        return None
