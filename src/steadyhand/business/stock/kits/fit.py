"""How does the engine learn? Count, weigh on what the counts had not seen, and count again with all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from steadyhand.business.stock.kits.cases import CatalogPart, Done
from steadyhand.business.stock.kits.columns import Asked, columns_of
from steadyhand.business.stock.kits.counting import Targets, count
from steadyhand.business.stock.kits.pooling import Pooled
from steadyhand.business.stock.kits.predictor import Learnt, Predictor, Wearing, shares_of, wearing_of
from steadyhand.business.stock.kits.record import Floats, Ints, Known, Lists, Names, Record, collect, known_parts
from steadyhand.business.stock.kits.settings import SETTINGS
from steadyhand.business.stock.kits.wear import Wear, learn_wear, shipped_wear, steps_of
from steadyhand.business.stock.kits.weighing import (
    Weights,
    against_rivals,
    crowd_of,
    fit_logistic,
    logit,
    shipped_weights,
    sigmoid,
    sums,
)

# How many of the newest calls are kept as they were: enough for what is weighed, at any length.
NEWEST = SETTINGS.most_weighed + 1
# Rows below this chance are many and alike; one in ten of them, counted ten times, tells as much.
UNLIKELY, THINNED = 0.004, 10


def fit(calls: Sequence[Done], catalogue: Iterable[CatalogPart], *, now_day: float) -> Predictor:
    """Return an engine that has learnt from all calls, given in the order in which they were taken.

    Raises:
        OutOfOrder: they aren't.
    """
    parts = known_parts(catalogue)
    from_day = calls[-NEWEST].call.taken_day if len(calls) > NEWEST else float("-inf")
    record = collect(calls, parts, snapshots_from_day=from_day)
    parts |= {name: _unlisted(name) for name in record.part_names.all if name not in parts}
    of_family: dict[str, list[str]] = {}
    for part in parts.values():
        if part.family:
            of_family.setdefault(part.family, []).append(part.number)
    kinds = {number: part.kind for number, part in parts.items()}
    targets = Targets(record.parts, record.part_names.all, kinds, of_family)
    known = _Fit(record, now_day=now_day, catalogue=parts)
    return Predictor(
        fitted_day=now_day,
        calls=len(record),
        weighed=len(known.weighed),
        parts=known.learnt(targets, is_parts=True),
        causes=known.learnt(_codes(record, record.causes, record.cause_names), is_parts=False),
        corrections=known.learnt(_codes(record, record.corrections, record.correction_names), is_parts=False),
        catalogue=parts,
    )


def _unlisted(number: str) -> Known:
    """Return what is known of a part that was used and that no catalogue lists."""
    return Known(number, number, number.lower(), "", None)


def _codes(record: Record, lists: Lists, names: Names) -> Targets:
    """Return codes as targets: any family may need any."""
    return Targets(lists, names.all, {}, dict.fromkeys(["", *record.family_names.all], names.all))


@dataclass(frozen=True, slots=True)
class _Rows:
    """Calls and items laid flat: columns, whether it was used, and how many alike a row stands for."""

    columns: Floats
    used: Floats
    counts: Floats


class _Fit:
    def __init__(self, record: Record, *, now_day: float, catalogue: dict[str, Known]) -> None:
        self._record, self._now, self._catalogue = record, now_day, catalogue
        many = len(record)
        weighed = min(SETTINGS.most_weighed, int(many * SETTINGS.weigh_share))
        if weighed < SETTINGS.least_weighed:
            weighed = 0
        # The newest are weighed with counts of what was before them.
        self._from = many - weighed
        self.weighed = np.arange(self._from, many)
        self._wearing: dict[str, Wearing] = {}

    def learnt(self, targets: Targets, *, is_parts: bool) -> Learnt:
        final = Pooled(count(self._record, targets, until=len(self._record), now_day=self._now), is_parts)
        wear = shipped_wear() if is_parts else None
        if not len(self.weighed) or not len(targets.names):
            return Learnt(final, shipped_weights(), wear)
        then = float(self._record.taken[self._from])
        before = Pooled(count(self._record, targets, until=self._from, now_day=then), is_parts)
        if is_parts:
            wear = self._wear(before, targets, shipped_weights())
        weights = self._weights(before, targets, wear)
        return Learnt(final, weights, wear)

    def _wear(self, pooled: Pooled, targets: Targets, weights: Weights) -> Wear:
        """Learn wear from what was used beyond what everything else made likely."""
        found: list[tuple[Ints, Ints, Ints, Floats, Floats]] = []
        for call in self.weighed:
            family = self._family(int(call))
            group = pooled.family(family)
            if group is None or not group.items:
                continue
            asked, steps = self._asked(pooled, int(call), family)
            columns = columns_of(pooled, family, asked, None, None)
            chances = against_rivals(sums(columns, weights), weights)
            assert asked.tables is not None  # noqa: S101  # mypy: parts have them
            found.append((asked.tables, steps, group.kinds, self._used(targets, int(call), pooled, family), chances))
        if not found:
            return shipped_wear()
        tables, steps, kinds, used, expected = (np.concatenate(each) for each in zip(*found, strict=True))
        # What is expected over all is what was used over all, whatever the weights were.
        expected = expected * (used.sum() / max(float(expected.sum()), 1e-9))
        return learn_wear(tables, steps, kinds, pooled.counts.overall.kinds, used, expected)

    def _weights(self, pooled: Pooled, targets: Targets, wear: Wear | None) -> Weights:
        shipped = shipped_weights()
        calls: list[tuple[Floats, Floats]] = []
        # Codes have no wear, and one a call: fewer calls teach as much.
        for call in self.weighed if wear is not None else self.weighed[-SETTINGS.most_weighed_codes :]:
            family = self._family(int(call))
            group = pooled.family(family)
            if group is None or not group.items or (wear is None and not len(targets.lists.of(int(call)))):
                continue
            asked, steps = self._asked(pooled, int(call), family) if wear else (self._plain(int(call)), None)
            columns = columns_of(pooled, family, asked, wear, steps)
            calls.append((columns, self._used(targets, int(call), pooled, family)))
        if not calls:
            return shipped
        rows = _thinned(calls, shipped)
        with_shift = np.column_stack([np.ones(len(rows.used)), rows.columns])
        each = fit_logistic(with_shift, rows.used, rows.counts, towards=shipped.each)
        found = Weights(each, shipped.rivals, shipped.enough)
        odds = [sums(columns, found) for columns, _ in calls]
        used = np.concatenate([used for _, used in calls])
        z = np.concatenate(odds)
        crowded = np.column_stack([np.ones(len(z)), z, np.concatenate([crowd_of(each) for each in odds])])
        rivals = fit_logistic(crowded, used, towards=shipped.rivals)
        borders = np.cumsum([len(each) for each in odds])[:-1]
        chances = np.split(sigmoid(crowded @ rivals), borders)
        return Weights(each, rivals, _enough(chances, [used for _, used in calls], shipped.enough))

    def _family(self, call: int) -> str:
        return str(self._record.family_names.all[self._record.families[call]])

    def _plain(self, call: int) -> Asked:
        record = self._record
        return Asked(
            record.model_names.all[record.models[call]],
            int(record.sorts[call]),
            [record.sign_names.all[sign] for sign in record.signs.of(call)],
        )

    def _asked(self, pooled: Pooled, call: int, family: str) -> tuple[Asked, Ints]:
        plain, snapshot = self._plain(call), self._record.snapshots[call]
        wearing = self._wearing.get(family)
        if wearing is None:
            wearing = self._wearing[family] = wearing_of(pooled, family, self._catalogue)
        shares, tables = shares_of(wearing, snapshot.meter, snapshot.first_meter, snapshot.put_in)
        return Asked(plain.model, plain.sort, plain.signs, shares, tables), steps_of(shares)

    def _used(self, targets: Targets, call: int, pooled: Pooled, family: str) -> Floats:
        used = {targets.names[each] for each in targets.lists.of(call)}
        return np.array([float(item in used) for item in pooled.counts.families[family].items])


def _thinned(calls: list[tuple[Floats, Floats]], weights: Weights) -> _Rows:
    """Lay calls flat; of the many items that nobody would expect, every tenth stands for ten."""
    columns = np.concatenate([each for each, _ in calls])
    used = np.concatenate([each for _, each in calls])
    is_unlikely = (sigmoid(sums(columns, weights)) < UNLIKELY) & (used == 0)
    kept = ~is_unlikely | (np.cumsum(is_unlikely) % THINNED == 0)
    counts = np.where(is_unlikely, float(THINNED), 1.0)
    return _Rows(columns[kept], used[kept], counts[kept])


def _enough(chances: Sequence[Floats], used: Sequence[Floats], believed: Floats) -> Floats:
    """Learn how far the chance that a kit is enough is what the parts' chances make it."""
    alone, was = [], []
    for each, of_call in zip(chances, used, strict=True):
        left = np.argsort(-each, kind="stable")[SETTINGS.most_parts :]
        alone.append(np.exp(np.log1p(-np.minimum(each[left], 0.999)).sum()))
        was.append(float(not of_call[left].any()))
    odds = logit(np.array(alone))
    return fit_logistic(np.column_stack([np.ones(len(odds)), odds]), np.array(was), towards=believed)
