"""Which plain words are meant? By codes, by the names of codes, or by what somebody types. Values in, values out."""

import re
from collections.abc import Iterable, Sequence

from steadyhand.business.conversations.plain_words.library import PlainWords

_WORD = re.compile(r"[^\W_]+")
# The ending of a word doesn't matter: rollers, roller; stapled, staples.
_LEAST_STEM = 4
# A word of the title says more than one of the text.
_IN_TITLE, _IN_ALSO, _IN_WORDS = 6, 4, 1
# What was typed is all that an entry is looked for by: nobody means another.
_EXACTLY = 20


def found(entries: Iterable[PlainWords], typed: str) -> list[PlainWords]:
    """Return the entries that have every word that was typed, the closest first; all in their order for nothing."""
    entries = list(entries)
    wanted = [_stem(word) for word in _words(typed)]
    if not wanted:
        return entries
    marked = [(_mark(entry, wanted), place, entry) for place, entry in enumerate(entries)]
    said = " ".join(wanted)
    marked = [(mark + _EXACTLY * (mark > 0 and said in _phrases(entry)), place, entry) for mark, place, entry in marked]
    return [entry for mark, _, entry in sorted(marked, key=lambda each: (-each[0], each[1])) if mark]


def for_codes(entries: Iterable[PlainWords], codes: Sequence[tuple[str, str]]) -> list[PlainWords]:
    """Return the entries that go with codes, each a code and its name: by the code first, else by its name.

    Dealerships have code lists of their own: `17-B`, called “pickup roller worn”, is the entry that has these words.
    """
    entries = list(entries)
    chosen: dict[str, PlainWords] = {}
    for code, name in codes:
        exact = [entry for entry in entries if code.casefold() in {each.casefold() for each in entry.codes}]
        for entry in exact or found(entries, name)[:1]:
            chosen.setdefault(entry.key, entry)
    return list(chosen.values())


def _mark(entry: PlainWords, wanted: Sequence[str]) -> int:
    places = (
        (_IN_TITLE, _stems(entry.title)),
        (_IN_ALSO, _stems(" ".join(entry.also))),
        (_IN_WORDS, _stems(f"{entry.words} {entry.when} {' '.join(entry.codes)}")),
    )
    mark = 0
    for word in wanted:
        best = max((worth for worth, stems in places if any(stem.startswith(word) for stem in stems)), default=0)
        if not best:
            return 0
        mark += best
    return mark


def _phrases(entry: PlainWords) -> set[str]:
    return {" ".join(_stem(word) for word in _words(each)) for each in (entry.title, *entry.also)}


def _stems(text: str) -> set[str]:
    return {_stem(word) for word in _words(text)}


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST_STEM:
            return word[: -len(ending)]
    return word
