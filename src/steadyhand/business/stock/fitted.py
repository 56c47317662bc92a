"""Which predictor answers now? Kept once a process, and looked up anew where another one went live."""

import logging
from dataclasses import dataclass
from threading import Lock
from uuid import UUID

from steadyhand.business.stock.kits.keeping import NotAPredictor, from_bytes
from steadyhand.business.stock.kits.predictor import Predictor
from steadyhand.business.stock.models import KitModel
from steadyhand.business.stock.rules import KitModelState

log = logging.getLogger(__name__)
# One for some dealerships; one of a large house is some tens of megabytes.
MOST_KEPT = 4


@dataclass(frozen=True, slots=True)
class LivePredictor:
    """The predictor that answers."""

    id: UUID
    predictor: Predictor


_kept: dict[UUID, LivePredictor] = {}
_one_at_a_time = Lock()


def live_predictor(tenant_id: UUID) -> LivePredictor | None:
    """Return the predictor that answers; None until one was fitted, or where this version can't read it.

    One query; reading and decoding only once a process and predictor.
    """
    rows = KitModel.objects.of(tenant_id).filter(state=KitModelState.LIVE)
    model_id = rows.values_list("id", flat=True).first()
    if model_id is None:
        return None
    with _one_at_a_time:
        kept = _kept.get(model_id)
        if kept is None:
            content = rows.filter(id=model_id).values_list("content", flat=True).first()
            if content is None:
                return None
            try:
                kept = LivePredictor(model_id, from_bytes(bytes(content)))
            except NotAPredictor as problem:
                # The nightly refit writes one that this version reads; the shipped table stands in until then.
                log.warning("The kit model %s can't be read: %s", model_id, problem)
                return None
            while len(_kept) >= MOST_KEPT:
                del _kept[next(iter(_kept))]
            _kept[model_id] = kept
        return kept
