"""A forecaster as bytes, and back: JSON with LightGBM's own text in it, read without running anything."""

import base64
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import numpy as np

from steadyhand.business.promises.forecasting.busy import Busy
from steadyhand.business.promises.forecasting.cases import Floats
from steadyhand.business.promises.forecasting.columns import Column
from steadyhand.business.promises.forecasting.curves import LEVELS
from steadyhand.business.promises.forecasting.ensemble import Ensemble
from steadyhand.business.promises.forecasting.explaining import Usual
from steadyhand.business.promises.forecasting.forecaster import Forecaster, Said
from steadyhand.business.promises.forecasting.ledger import Stretch
from steadyhand.business.promises.forecasting.pace import Counts
from steadyhand.business.promises.forecasting.plain import Curves
from steadyhand.business.promises.forecasting.raw import Raw
from steadyhand.business.promises.forecasting.rhythm import Rhythm
from steadyhand.business.promises.forecasting.settings import Settings
from steadyhand.business.promises.forecasting.trees import Trees

FORMAT = 2
_COUNTS = ("open_now", "opened", "over", "closed", "log_hours", "window")


class NotAModel(ValueError):
    """These bytes are no model of this version."""


def to_bytes(forecaster: Forecaster) -> bytes:
    """Return the forecaster as bytes."""
    told = {
        "format": FORMAT,
        "version": forecaster.version,
        "settings": asdict(forecaster.settings),
        "fitted_at": forecaster.fitted_at,
        "closed_cases": forecaster.closed_cases,
        "open_cases": forecaster.open_cases,
        "segments": forecaster.segments,
        "corrections": [
            [share, [[each.level, each.offset, _packed(each.factors), _packed(each.plain)] for each in stretched]]
            for share, stretched in forecaster.corrections
        ],
        "busy": _busy_told(forecaster.busy),
        "usual": [
            {name: list(each) for name, each in forecaster.usual.nine_in_ten.items()},
            forecaster.usual.heavy_days,
        ],
        "said": [forecaster.said.keys, _packed(forecaster.said.rows), _packed(forecaster.said.known)],
        "raw": _raw_told(forecaster.raw),
    }
    return json.dumps(told, separators=(",", ":")).encode()


def from_bytes(kept: bytes) -> Forecaster:
    """Return the forecaster that was kept.

    Raises:
        NotAModel: the bytes are none, or of another version.
        TreesMissing: it has trees, and LightGBM can't be loaded here.
    """
    try:
        told = json.loads(kept)
        if told["format"] != FORMAT:
            raise NotAModel(f"The model is of format {told['format']}, this version reads {FORMAT}: fit it anew.")
        return _read(told)
    except (KeyError, TypeError, IndexError, ValueError) as problem:
        if isinstance(problem, NotAModel):
            raise
        raise NotAModel("These bytes are no model of this version: fit it anew.") from problem


def _read(told: Mapping[str, Any]) -> Forecaster:
    settings = told["settings"]
    keys, rows, known = told["said"]
    usual, heavy = told["usual"]
    return Forecaster(
        raw=_raw_read(told["raw"]),
        version=told["version"],
        settings=Settings(**{**settings, "norm": tuple((share, hours) for share, hours in settings["norm"])}),
        fitted_at=told["fitted_at"],
        closed_cases=told["closed_cases"],
        open_cases=told["open_cases"],
        segments=tuple(told["segments"]),
        corrections=tuple(
            (share, tuple(Stretch(one[0], one[1], _unpacked(one[2]), _unpacked(one[3])) for one in stretched))
            for share, stretched in told["corrections"]
        ),
        busy=_busy_read(told["busy"]),
        usual=Usual({name: (hours, count) for name, (hours, count) in usual.items()}, tuple(heavy)),
        said=Said(tuple(keys), _unpacked(rows).reshape(len(keys), len(LEVELS)), _unpacked(known)),
    )


def _raw_told(raw: Raw) -> dict[str, Any]:
    model = raw.model
    told: dict[str, Any] = {"keys": raw.keys, "note": raw.note, "rhythm": model.rhythm.pace, "known": model.known}
    if isinstance(model, Curves):
        return told | {"curves": {name: _packed(row) for name, row in model.by_segment.items()}}
    return told | {
        "columns": [[column.name, column.values] for column in model.columns],
        "edges": _packed(model.edges),
        "table": {name: _packed(row) for name, row in model.table.items()},
        "members": [trees.text for trees in model.members],
    }


def _raw_read(told: Mapping[str, Any]) -> Raw:
    rhythm, known = Rhythm(tuple(told["rhythm"])), int(told["known"])
    if "curves" in told:
        curves = {name: _unpacked(row) for name, row in told["curves"].items()}
        return Raw(Curves(rhythm, curves, known), tuple(told["keys"]), told["note"])
    model = Ensemble(
        rhythm=rhythm,
        columns=tuple(Column(name, None if values is None else tuple(values)) for name, values in told["columns"]),
        edges=_unpacked(told["edges"]),
        table={name: _unpacked(row) for name, row in told["table"].items()},
        members=tuple(Trees.from_text(text) for text in told["members"]),
        known=known,
    )
    return Raw(model, tuple(told["keys"]), told["note"])


def _busy_told(busy: Busy) -> list[Any]:
    values = [[key, places, _counts_told(counts)] for key, places, counts in busy.values]
    return [busy.at, _counts_told(busy.whole), values]


def _busy_read(told: list[Any]) -> Busy:
    at, whole, values = told
    return Busy(at, _counts_read(whole), tuple((key, places, _counts_read(counts)) for key, places, counts in values))


def _counts_told(counts: Counts) -> list[Any]:
    return [[_packed(getattr(counts, name)), getattr(counts, name).ndim] for name in _COUNTS]


def _counts_read(told: list[Any]) -> Counts:
    columns = [
        _unpacked(packed) if dimensions == 1 else _unpacked(packed).reshape(-1, 2) for packed, dimensions in told
    ]
    return Counts(*columns)


def _packed(numbers: Floats) -> str:
    return base64.b64encode(np.ascontiguousarray(numbers, dtype="<f8").tobytes()).decode()


def _unpacked(packed: str) -> Floats:
    return np.frombuffer(base64.b64decode(packed), dtype="<f8").astype(np.float64)
