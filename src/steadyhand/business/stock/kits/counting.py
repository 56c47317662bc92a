"""How often was each thing used, and where which sign was there? Counts that fade, for all families and for each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from steadyhand.business.stock.kits.cases import SORTS
from steadyhand.business.stock.kits.record import Floats, Ints, Lists, Record
from steadyhand.business.stock.kits.settings import SETTINGS


@dataclass(frozen=True, slots=True)
class Tally:
    """Calls, and uses of each item, by sort of call; faded with age, and `plain` as they were."""

    calls: Floats
    uses: Floats
    plain_calls: float
    plain_uses: Floats


@dataclass(frozen=True, slots=True)
class SignTally:
    """Calls with a sign by sort, and the uses on them: of the items in `places` only, the others had none."""

    calls: Floats
    plain_calls: float
    places: Ints
    uses: Floats
    plain_uses: Floats


@dataclass(frozen=True, slots=True)
class Family:
    """What one family's calls used. `items` are target numbers; arrays stand in their order."""

    items: tuple[str, ...]
    kinds: Ints
    whole: Tally
    lately: Tally
    models: Mapping[str, Tally]
    signs: Mapping[str, SignTally]


@dataclass(frozen=True, slots=True)
class Overall:
    """What all families' calls used, by kind; of signs the uses and what would have been expected without them."""

    kinds: tuple[str, ...]
    calls: Floats
    uses: Floats
    signs: Mapping[str, tuple[Floats, Floats]]


@dataclass(frozen=True, slots=True)
class Counts:
    """All of it, as known on a day."""

    overall: Overall
    families: Mapping[str, Family]


@dataclass(frozen=True, slots=True)
class Targets:
    """What is counted: a list for each call, names, each name's kind, and what a family may need besides."""

    lists: Lists
    names: Sequence[str]
    kinds: Mapping[str, str]
    of_family: Mapping[str, Sequence[str]]


def count(record: Record, targets: Targets, *, until: int, now_day: float) -> Counts:
    """Count the first `until` calls, as on a day."""
    chosen = np.arange(until)[record.closed[:until] <= now_day]
    weights = 0.5 ** (np.maximum(0.0, now_day - record.taken) / SETTINGS.half_life_days)
    lately = 0.5 ** (np.maximum(0.0, now_day - record.taken) / SETTINGS.lately_days)
    kinds = sorted({targets.kinds.get(name, name) for names in targets.of_family.values() for name in names})
    kinds = sorted({*kinds, *(targets.kinds.get(name, name) for name in targets.names)})
    kind_number = {kind: number for number, kind in enumerate(kinds)}
    by_family = np.argsort(record.families[chosen], kind="stable")
    ordered = chosen[by_family]
    borders = np.searchsorted(record.families[ordered], np.arange(len(record.family_names.all) + 1))
    families: dict[str, Family] = {}
    for number, name in enumerate(record.family_names.all):
        calls = np.sort(ordered[borders[number] : borders[number + 1]])
        families[name] = _family(record, targets, calls, name, kind_number, weights, lately)
    for name in targets.of_family:
        if name not in families:
            families[name] = _family(record, targets, np.empty(0, dtype=np.int64), name, kind_number, weights, lately)
    return Counts(overall_of(families, tuple(kinds)), families)


def _family(
    record: Record,
    targets: Targets,
    calls: Ints,
    name: str,
    kind_number: Mapping[str, int],
    weights: Floats,
    lately: Floats,
) -> Family:
    used_at, used = _lists_of(targets.lists, calls)
    numbers = np.unique(used)
    items = [targets.names[each] for each in numbers]
    have = set(items)
    items += [each for each in targets.of_family.get(name, ()) if each not in have]
    place = np.zeros(len(targets.names), dtype=np.int64)
    place[numbers] = np.arange(len(numbers))
    used = place[used]
    size = len(items)
    sorts = record.sorts[calls]
    models = record.models[calls]
    per_model: dict[str, Tally] = {}
    for model in np.unique(models):
        mine = models == model
        chosen = mine[used_at]
        per_model[record.model_names.all[model]] = _tally(
            sorts, used_at[chosen], used[chosen], weights[calls] * mine, size, plain=mine.astype(np.float64)
        )
    return Family(
        items=tuple(items),
        kinds=np.array([kind_number[targets.kinds.get(each, each)] for each in items], dtype=np.int64),
        whole=_tally(sorts, used_at, used, weights[calls], size),
        lately=_tally(sorts, used_at, used, lately[calls], size),
        models=per_model,
        signs=_signs(record, calls, used_at, used, weights[calls], size),
    )


def _tally(sorts: Ints, used_at: Ints, used: Ints, weights: Floats, size: int, *, plain: Floats | None = None) -> Tally:
    whole = np.ones(len(sorts)) if plain is None else plain
    return Tally(
        calls=_added(sorts, weights, SORTS),
        uses=_added(sorts[used_at] * size + used, weights[used_at], SORTS * size).reshape(SORTS, size),
        plain_calls=float(whole.sum()),
        plain_uses=_added(used, np.ones(len(used)), size),
    )


def _signs(record: Record, calls: Ints, used_at: Ints, used: Ints, weights: Floats, size: int) -> dict[str, SignTally]:
    """Count each sign's calls, and what was used on them."""
    signed_at, signs = _lists_of(record.signs, calls)
    if not len(signs):
        return {}
    local, sign_at = np.unique(signs, return_inverse=True)
    sorts = record.sorts[calls]
    with_sign = np.bincount(
        sign_at * SORTS + sorts[signed_at], weights[signed_at], minlength=len(local) * SORTS
    ).reshape(-1, SORTS)
    plain = np.bincount(sign_at, minlength=len(local))
    # Each use beside each sign of its call.
    begins = np.searchsorted(signed_at, np.arange(len(calls) + 1))
    many = np.diff(begins)[used_at]
    pairs = np.repeat(begins[used_at], many) + np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
    keys = sign_at[pairs] * max(size, 1) + np.repeat(used, many)
    owners = np.repeat(used_at, many)
    unique, at = np.unique(keys, return_inverse=True)
    uses = _added(at, weights[owners], len(unique))
    plainly = np.bincount(at, minlength=len(unique))
    rows = np.searchsorted(unique, np.arange(len(local) + 1) * max(size, 1))
    found = {}
    for number, sign in enumerate(local):
        span = slice(rows[number], rows[number + 1])
        found[record.sign_names.all[sign]] = SignTally(
            calls=with_sign[number],
            plain_calls=float(plain[number]),
            places=unique[span] % max(size, 1),
            uses=uses[span],
            plain_uses=plainly[span].astype(np.float64),
        )
    return found


def _lists_of(lists: Lists, calls: Ints) -> tuple[Ints, Ints]:
    """Return the items of some calls, and for each the place of its call among them."""
    many = lists.begins[calls + 1] - lists.begins[calls]
    owners = np.repeat(np.arange(len(calls)), many)
    places = np.repeat(lists.begins[calls], many) + np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
    return owners, lists.items[places]


def overall_of(families: Mapping[str, Family], kinds: tuple[str, ...]) -> Overall:
    """Add the families up by kind; what a sign's calls would have used without it is what the family uses."""
    calls = np.zeros(SORTS)
    uses = np.zeros((SORTS, len(kinds)))
    signs: dict[str, tuple[Floats, Floats]] = {}
    for family in families.values():
        calls += family.whole.calls
        np.add.at(uses.T, family.kinds, family.whole.uses.T)
        rates = family.whole.uses / np.maximum(family.whole.calls, 1e-9)[:, None]
        for sign, tally in family.signs.items():
            seen, expected = signs.setdefault(sign, (np.zeros(len(kinds)), np.zeros(len(kinds))))
            np.add.at(seen, family.kinds[tally.places], tally.uses)
            np.add.at(expected, family.kinds, tally.calls @ rates)
    return Overall(kinds, calls, uses, signs)


def _added(at: Ints, what: Floats, size: int) -> Floats:
    """Return the sum of what falls on each number below `size`."""
    return np.bincount(at, what, minlength=size)[:size].astype(np.float64)
