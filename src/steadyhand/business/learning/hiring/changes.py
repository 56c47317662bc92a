"""What is different between two versions of a kit? By question and sample, in words that its readers know."""

from dataclasses import dataclass
from enum import StrEnum

from steadyhand.business.learning.hiring.contents import Contents
from steadyhand.business.learning.hiring.kit import Item, Sample

# By code: what it is called, and its fields in words.
_Said = dict[str, tuple[str, dict[str, str]]]


class Kind(StrEnum):
    """What became of a question or sample."""

    ADDED = "added"
    CHANGED = "changed"
    TAKEN_OUT = "taken out"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field: what it was and became; empty where it wasn't there."""

    field: str
    was: str
    became: str


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one question or sample, with its fields where they changed."""

    kind: Kind
    what: str
    fields: tuple[FieldChange, ...] = ()


def changed(was: Contents, became: Contents) -> tuple[Change, ...]:
    """Return what is different, in the order of what it became; what was taken out last."""
    found: list[Change] = []
    if was.about != became.about:
        found.append(
            Change(Kind.CHANGED, "What is said about the interview", (FieldChange("", was.about, became.about),))
        )
    found += _compared(_questions(was), _questions(became))
    return (*found, *_compared(_samples(was), _samples(became)))


def _questions(contents: Contents) -> _Said:
    return {each.key: (each.asks, _fields(each)) for each in contents.questions}


def _samples(contents: Contents) -> _Said:
    return {each.code: (each.title, _sample_fields(each)) for each in contents.samples}


def _compared(old: _Said, new: _Said) -> list[Change]:
    found = []
    moved = _moved(list(old), list(new))
    for code, (what, fields) in new.items():
        if code not in old:
            found.append(Change(Kind.ADDED, what))
            continue
        before = old[code][1]
        names = [*fields, *(name for name in before if name not in fields)]
        differ = tuple(
            FieldChange(name, before.get(name, ""), fields.get(name, ""))
            for name in names
            if before.get(name, "") != fields.get(name, "")
        )
        if differ:
            found.append(Change(Kind.CHANGED, what, differ))
        if code in moved:
            found.append(Change(Kind.MOVED, what))
    return found + [Change(Kind.TAKEN_OUT, what) for code, (what, _) in old.items() if code not in new]


def _moved(old: list[str], new: list[str]) -> set[str]:
    """Return the fewest that have to move to make one order of the other: what isn't in their longest common row."""
    before, after = [each for each in old if each in new], [each for each in new if each in old]
    # The longest common row that ends at each place of `after`, as the codes in it.
    longest: list[list[str]] = []
    for at, code in enumerate(after):
        place = before.index(code)
        ends = [row for each, row in zip(after[:at], longest, strict=True) if before.index(each) < place]
        longest.append([*_longest(ends), code])
    return set(after) - set(_longest(longest))


def _longest(rows: list[list[str]]) -> list[str]:
    return max(rows, key=len, default=[])


def _fields(item: Item) -> dict[str, str]:
    low, fair, high = item.anchors
    return {
        "looks for": item.criterion,
        "is asked": item.asks,
        "listen for": item.listen_for,
        "1": low,
        "3": fair,
        "5": high,
        "is shown, not asked": "yes" if item.is_seen else "no",
    }


def _sample_fields(sample: Sample) -> dict[str, str]:
    fields = {
        "title": sample.title,
        "minutes": str(sample.minutes),
        "to prepare": sample.prepare,
        "the candidate's sheet": sample.candidate_sheet,
        "the rater's sheet": sample.rater_sheet,
    }
    for item in sample.items:
        fields |= {f"{item.criterion}, {mark}": words for mark, words in zip((1, 3, 5), item.anchors, strict=True)}
    return fields
