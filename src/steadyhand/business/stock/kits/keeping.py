"""A predictor as bytes, and back: JSON with packed numbers, read without running anything."""

import base64
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import astuple
from typing import Any

import numpy as np

from steadyhand.business.stock.kits.cases import SORTS
from steadyhand.business.stock.kits.counting import Counts, Family, SignTally, Tally, overall_of
from steadyhand.business.stock.kits.pooling import Pooled
from steadyhand.business.stock.kits.predictor import Learnt, Predictor
from steadyhand.business.stock.kits.record import Floats, Ints, Known
from steadyhand.business.stock.kits.wear import TABLES, Wear
from steadyhand.business.stock.kits.weighing import Weights

FORMAT = 1
_MOST_BYTES = 1 << 30


class NotAPredictor(ValueError):
    """These bytes are no predictor of this version."""


def to_bytes(predictor: Predictor) -> bytes:
    """Return the predictor as bytes."""
    told = {
        "format": FORMAT,
        "fitted_day": predictor.fitted_day,
        "calls": predictor.calls,
        "weighed": predictor.weighed,
        "catalogue": [astuple(each) for each in predictor.catalogue.values()],
        **{name: _learnt_told(getattr(predictor, name)) for name in ("parts", "causes", "corrections")},
    }
    return zlib.compress(json.dumps(told, separators=(",", ":")).encode())


def from_bytes(kept: bytes) -> Predictor:
    """Return the predictor that was kept.

    Raises:
        NotAPredictor: the bytes are none, or of another version.
    """
    try:
        told = json.loads(zlib.decompressobj().decompress(kept, _MOST_BYTES))
        if told["format"] != FORMAT:
            raise NotAPredictor(f"It is of format {told['format']}, this version reads {FORMAT}: fit it anew.")
        return Predictor(
            fitted_day=told["fitted_day"],
            calls=told["calls"],
            weighed=told["weighed"],
            parts=_learnt(told["parts"], is_parts=True),
            causes=_learnt(told["causes"], is_parts=False),
            corrections=_learnt(told["corrections"], is_parts=False),
            catalogue={row[0]: Known(*row) for row in told["catalogue"]},
        )
    except (KeyError, TypeError, IndexError, ValueError, zlib.error) as problem:
        if isinstance(problem, NotAPredictor):
            raise
        raise NotAPredictor("These bytes are no predictor of this version: fit it anew.") from problem


def _learnt_told(learnt: Learnt) -> dict[str, Any]:
    counts = learnt.pooled.counts
    return {
        "kinds": counts.overall.kinds,
        "families": {name: _family_told(family) for name, family in counts.families.items()},
        "weights": [_packed(each) for each in (learnt.weights.each, learnt.weights.rivals, learnt.weights.enough)],
        "wear": None
        if learnt.wear is None
        else [_packed(learnt.wear.overall), {kind: _packed(each) for kind, each in learnt.wear.kinds.items()}],
    }


def _learnt(told: Mapping[str, Any], *, is_parts: bool) -> Learnt:
    families = {name: _family(each) for name, each in told["families"].items()}
    wear = None
    if told["wear"] is not None:
        overall, kinds = told["wear"]
        wear = Wear(_steps(overall), {kind: _steps(each) for kind, each in kinds.items()})
    return Learnt(
        Pooled(Counts(overall_of(families, tuple(told["kinds"])), families), is_parts),
        Weights(*(_floats(each) for each in told["weights"])),
        wear,
    )


def _family_told(family: Family) -> dict[str, Any]:
    signs = list(family.signs.values())
    return {
        "items": family.items,
        "kinds": family.kinds.tolist(),
        "whole": _tally_told(family.whole),
        "lately": _tally_told(family.lately),
        "models": {name: _tally_told(each) for name, each in family.models.items()},
        # All signs of a family in a row: thousands of small arrays would take ten times as long.
        "signs": list(family.signs),
        "sign_calls": _packed(_joined([each.calls for each in signs])),
        "sign_plain": _packed(np.array([each.plain_calls for each in signs], dtype=np.float64)),
        "sign_many": [len(each.places) for each in signs],
        "sign_places": _packed(_joined([each.places for each in signs])),
        "sign_uses": _packed(_joined([each.uses for each in signs])),
        "sign_plain_uses": _packed(_joined([each.plain_uses for each in signs])),
    }


def _family(told: Mapping[str, Any]) -> Family:
    size = len(told["items"])
    calls = _floats(told["sign_calls"]).reshape(-1, SORTS)
    plain = _floats(told["sign_plain"])
    ends = np.cumsum([0, *told["sign_many"]])
    places = _floats(told["sign_places"]).astype(np.int64)
    uses, plain_uses = _floats(told["sign_uses"]), _floats(told["sign_plain_uses"])
    signs = {}
    for number, sign in enumerate(told["signs"]):
        span = slice(ends[number], ends[number + 1])
        signs[sign] = SignTally(calls[number], float(plain[number]), places[span], uses[span], plain_uses[span])
    return Family(
        items=tuple(told["items"]),
        kinds=np.array(told["kinds"], dtype=np.int64),
        whole=_tally(told["whole"], size),
        lately=_tally(told["lately"], size),
        models={name: _tally(each, size) for name, each in told["models"].items()},
        signs=signs,
    )


def _tally_told(tally: Tally) -> list[Any]:
    return [_packed(tally.calls), _packed(tally.uses), tally.plain_calls, _packed(tally.plain_uses)]


def _tally(told: Sequence[Any], size: int) -> Tally:
    calls, uses, plain_calls, plain_uses = told
    return Tally(_floats(calls), _floats(uses).reshape(SORTS, size), plain_calls, _floats(plain_uses))


def _joined(arrays: Sequence[Floats] | Sequence[Ints]) -> Floats:
    return np.concatenate(arrays).astype(np.float64) if arrays else np.zeros(0)


def _steps(packed: str) -> Floats:
    return _floats(packed).reshape(TABLES, -1)


def _packed(numbers: Floats) -> str:
    return base64.b64encode(np.ascontiguousarray(numbers, dtype="<f8").tobytes()).decode()


def _floats(packed: str) -> Floats:
    return np.frombuffer(base64.b64decode(packed), dtype="<f8").astype(np.float64)
