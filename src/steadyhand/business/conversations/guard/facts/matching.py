"""Is this the same number, name or part? Looked up after dropping case, dashes and blanks."""

import re
from collections.abc import Iterable

from steadyhand.business.conversations.guard.facts.record import Facts, PartFact

_NO_SIGN = re.compile(r"[^a-z0-9]+")
# A word of a part's name so short or so common names no part by itself.
_COMMON = frozenset(
    {"kit", "unit", "assembly", "new", "part", "for", "the", "and", "black", "color", "colour", "upper", "lower"}
)
_SHORTEST_WORD = 4


def bare(number: str) -> str:
    """Return a number as it is compared."""
    return _NO_SIGN.sub("", number.lower())


def known_numbers(facts: Facts) -> frozenset[str]:
    """Return every serial, model and part number of the record, as they are compared."""
    numbers: list[str] = [part.number for part in facts.parts]
    for machine in facts.machines:
        numbers += [machine.serial, machine.model, *machine.model.split()]
    return frozenset(bare(number) for number in numbers if re.search(r"\d", number))


def named_parts(sentence: str, parts: Iterable[PartFact]) -> list[PartFact]:
    """Return the parts that a sentence names by number, by name or by a telling word of the name."""
    squeezed, words = bare(sentence), set(re.findall(r"[a-z]+", sentence.lower()))
    named = []
    for part in parts:
        has_number = bool(bare(part.number)) and bare(part.number) in squeezed
        if has_number or telling_words(part) & words:
            named.append(part)
    return named


def telling_words(part: PartFact) -> frozenset[str]:
    """Return the words of a part's name that name it by themselves: "fuser" of "fuser assembly"."""
    words = re.findall(r"[a-z]+", part.name.lower())
    return frozenset(word for word in words if len(word) >= _SHORTEST_WORD) - _COMMON


def is_same_person(one: str, other: str) -> bool:
    """Tell whether two names may be one person's: "Bruno" and "Bruno Keller"."""
    mine, theirs = one.lower().split(), other.lower().split()
    shorter, longer = sorted((mine, theirs), key=len)
    return bool(shorter) and all(word in longer for word in shorter)
