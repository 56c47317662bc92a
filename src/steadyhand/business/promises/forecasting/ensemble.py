"""Tier 1: trees on every case's features and on how busy it is, three of them side by side."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from steadyhand.business.promises.forecasting.buckets import Rows, bucket_edges, bucket_rows
from steadyhand.business.promises.forecasting.cases import Flags, Floats, History, Value
from steadyhand.business.promises.forecasting.columns import Column, columns_of, matrix
from steadyhand.business.promises.forecasting.curves import from_survival
from steadyhand.business.promises.forecasting.pace import NAMES, Codes
from steadyhand.business.promises.forecasting.rhythm import Rhythm
from steadyhand.business.promises.forecasting.settings import Settings
from steadyhand.business.promises.forecasting.trees import Trees, train

# What each member knows besides features: the pace, nothing of it, or the pace beside the whole's with the week. They
# err differently: pace helps where things drift, and misleads where a log begins abruptly (docs/benchmarks.md).
MEMBERS = ("pace", "plain", "week")
# Cases of all segments that stand beside a segment's own in the table that trees begin with.
_TABLE_CASES = 30.0
_WEEK = 168.0
_AT_ONCE = 4_000


@dataclass(frozen=True, slots=True)
class Asked:
    """Cases to be told a forecast: when opened, their features, segment and pace columns."""

    opened: Floats
    features: Sequence[Mapping[str, Value]]
    segments: Sequence[str]
    paces: Floats

    def __len__(self) -> int:
        return len(self.opened)

    def some(self, first: int, until: int) -> "Asked":
        """Return those from `first` until before `until`."""
        part = slice(first, until)
        return Asked(self.opened[part], self.features[part], self.segments[part], self.paces[part])


@dataclass(frozen=True, slots=True)
class Ensemble:
    """What trees know: their columns, buckets, the table they refine, and the members' trees."""

    rhythm: Rhythm
    columns: tuple[Column, ...]
    edges: Floats
    table: Mapping[str, Floats]
    members: tuple[Trees, ...]
    known: int

    def rows(self, asked: Asked) -> Floats:
        """Return hours at `LEVELS` for each case, on the rhythm's clock, before any correction."""
        parts = [self._rows(asked.some(first, first + _AT_ONCE)) for first in range(0, len(asked), _AT_ONCE)] or [
            from_survival(self.edges, np.zeros((0, len(self.edges))))
        ]
        return np.concatenate(parts)

    def _rows(self, asked: Asked) -> Floats:
        known = matrix(self.columns, asked.features, asked.segments, asked.opened)
        table = np.stack([self.table.get(each, self.table[""]) for each in asked.segments])
        count, buckets = table.shape
        number = np.tile(np.arange(buckets, dtype=np.float64), count)
        still_open = np.zeros((count, buckets))
        for member, trees in zip(MEMBERS, self.members, strict=True):
            columns = np.column_stack([np.repeat(_known_to(member, known, asked), buckets, axis=0), number])
            odds = trees.log_odds(columns).reshape(count, buckets) + table
            still_open += np.cumprod(1 / (1 + np.exp(odds)), axis=1)
        return from_survival(self.edges, still_open / len(MEMBERS))


def fit_ensemble(history: History, paces: Floats, rhythm: Rhythm, settings: Settings) -> Ensemble:
    """Return trees fitted to this history; `paces` are its cases' own, as each stood at its opening.

    Raises:
        TreesMissing: LightGBM can't be loaded here.
    """
    first = max(0, len(history) - settings.most_cases)
    asked = Asked(history.opened, history.features, history.segments, paces).some(first, len(history))
    closed = history.closed[first:]
    lasted, watched = lasted_and_watched(history, rhythm)
    lasted, watched = lasted[first:], watched[first:]
    columns = columns_of(asked.features, asked.segments)
    known = matrix(columns, asked.features, asked.segments, asked.opened)
    edges = bucket_edges(lasted, closed, horizon=settings.horizon_hours * 1.02)
    rows = bucket_rows(lasted, closed, watched, edges)
    table = _table(rows, asked.segments, len(edges))
    names, codes = np.unique(np.array(asked.segments), return_inverse=True)
    of_segments = np.stack([table[str(name)] for name in names])
    base = of_segments[codes[rows.case], rows.bucket]
    categories = [number for number, column in enumerate(columns) if column.values is not None]

    def trained(number: int) -> Trees:
        return train(_known_to(MEMBERS[number], known, asked), rows, base, categories, seed=settings.seed + number)

    with ThreadPoolExecutor(max_workers=max(1, settings.threads)) as side_by_side:
        members = tuple(side_by_side.map(trained, range(len(MEMBERS))))
    return Ensemble(rhythm, columns, edges, table, members, known=len(history))


def lasted_and_watched(history: History, rhythm: Rhythm) -> tuple[Floats, Floats]:
    """Return how long each case lasted, and for how long it could have been watched by now, on the rhythm's clock.

    On a caller's own clock the second is reckoned from what an hour of the wall was worth on average.
    """
    until = np.where(history.withdrawn, history.ended, history.now)
    if history.is_wall_clock:
        return rhythm.lasted(history.opened, history.hours), rhythm.lasted(history.opened, until - history.opened)
    watched = np.where(history.withdrawn, history.hours, (until - history.opened) * history.worth)
    return history.hours, np.maximum(watched, history.hours)


def _known_to(member: str, known: Floats, asked: Asked) -> Floats:
    if member == "plain":
        return known
    if member == "pace":
        return np.column_stack([known, asked.paces])
    if member == "relative":
        return np.column_stack([known, relative(asked.paces)])
    return np.column_stack([known, relative(asked.paces), asked.opened / _WEEK])


def relative(paces: Floats) -> Floats:
    """Return each kind's pace beside the whole's, and the whole's week beside its season."""
    width = len(NAMES)
    whole = paces[:, :width]
    kinds = [paces[:, first : first + width] - whole for first in range(width, paces.shape[1], width)]
    return np.column_stack([*kinds, whole[:, 0] - whole[:, 2], whole[:, 1] - whole[:, 3], whole[:, 4]])


def _table(rows: Rows, segments: Sequence[str], buckets: int) -> dict[str, Floats]:
    """Return the log odds of each bucket by segment, leaning on those of all; "" for one never seen."""
    names, codes = np.unique(np.array(segments), return_inverse=True)
    watched = np.exp(rows.offset)
    happened = np.bincount(rows.bucket, rows.happened, buckets)
    there = np.bincount(rows.bucket, watched, buckets)
    everywhere = (happened + 0.5) / (there + 1)
    cell: Codes = codes[rows.case].astype(np.int64) * buckets + rows.bucket
    of_segment = np.bincount(cell, rows.happened, len(names) * buckets).reshape(len(names), buckets)
    seen = np.bincount(cell, watched, len(names) * buckets).reshape(len(names), buckets)
    shares = (of_segment + _TABLE_CASES * everywhere) / (seen + _TABLE_CASES)
    return {"": _log_odds(everywhere)} | {str(name): _log_odds(shares[number]) for number, name in enumerate(names)}


def _log_odds(shares: Floats) -> Floats:
    sure = np.clip(shares, 1e-5, 0.9999)
    odds: Floats = np.log(sure / (1 - sure))
    return odds


def has_enough(history: History, settings: Settings) -> bool:
    """Return whether trees pay: enough closed a month, and enough in all."""
    closed: Flags = history.closed
    count = int(closed.sum())
    if count < settings.least_for_trees:
        return False
    months = max((history.now - float(history.opened[0])) / (30 * 24.0), 0.25)
    return count / months >= settings.month_cases_for_trees
