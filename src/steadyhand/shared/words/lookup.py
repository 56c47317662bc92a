"""Which keys does a row get, and which prefixes does somebody's typing ask for?"""

from collections.abc import Callable, Container
from dataclasses import dataclass
from typing import Literal, get_args

from steadyhand.shared.words.letters import backwards, without_repeats
from steadyhand.shared.words.names import LEGAL_FORMS, chunks, name_words, pieces_of
from steadyhand.shared.words.phones import phone_keys, typed_phone
from steadyhand.shared.words.serials import serial_key, serial_keys
from steadyhand.shared.words.streets import WRITTEN_OUT, begun, street_words, written_out

Kind = Literal["serial", "asset", "name", "phone", "street", "number"]
SERIAL_KINDS: tuple[Kind, ...] = ("serial", "asset", "number")
# Fewer digits from the end than this would match half of all machines.
SHORTEST_END = 4


@dataclass(frozen=True, slots=True)
class TypedWords:
    """What to look for among one kind of key: a row fits if every one of `words` begins one of its keys.

    Each word is given in alternatives, the most exact first; one of them is enough.
    """

    kind: Kind
    words: tuple[tuple[str, ...], ...]


def lookup_words(kind: Kind, text: str, *, country: str = "US") -> tuple[str, ...]:
    """Return the keys under which a text of this kind is stored; none for a text without letters and digits.

    Raises:
        UnknownCountry: for a phone; `country` is no two-letter code.
        ValueError: no such kind.
    """
    if kind == "phone":
        return phone_keys(text, country)
    ways: dict[str, Callable[[str], tuple[str, ...]]] = {
        **dict.fromkeys(SERIAL_KINDS, serial_keys),
        "name": name_words,
        "street": street_words,
    }
    if kind not in ways:
        raise ValueError(f"{kind!r} is no kind of lookup; expected one of {', '.join(get_args(Kind))}.")
    return ways[kind](text)


def typed_words(query: str, *, country: str = "US") -> tuple[TypedWords, ...]:
    """Return what to look for, kind by kind, by what somebody typed so far; kinds it can't be are left out.

    Raises:
        UnknownCountry: `country` is no two-letter code.
    """
    digits = sum(letter.isdecimal() for letter in query)
    found: list[TypedWords] = []
    if digits:
        # Serials and numbers carry digits, so "chen" asks nothing of them.
        key = serial_key(query)
        ends = (backwards(key),) if len(key) >= SHORTEST_END else ()
        found += [TypedWords(kind, ((key, *ends),)) for kind in SERIAL_KINDS]
    phones = typed_phone(query, country) if digits else ()
    if phones:
        found.append(TypedWords("phone", (phones,)))
    names = _typed(query, LEGAL_FORMS, lambda _word, _before: ())
    if names:
        found.append(TypedWords("name", names))
        streets = _typed(query, WRITTEN_OUT, lambda word, before: (*written_out(word, before), *begun(word)))
        found.append(TypedWords("street", streets))
    return tuple(found)


def _typed(
    query: str, whole: Container[str], ways: Callable[[str, list[str]], tuple[str, ...]]
) -> tuple[tuple[str, ...], ...]:
    """Return the typed words, each in the ways it may be stored and as typed: the last may not be finished."""
    asked: list[tuple[str, ...]] = []
    before: list[str] = []
    for chunk in chunks(query):
        pieces, glued = pieces_of(chunk, whole=whole)
        # "A-1" finds "A1" and "A 1": each piece is met by itself or by the whole.
        asked += [
            _shortest([way for word in (*piece, *glued) for way in (*ways(word, before), word)]) for piece in pieces
        ]
        before += [word for piece in pieces for word in piece]
    return tuple(dict.fromkeys(asked))


def _shortest(prefixes: list[str]) -> tuple[str, ...]:
    """Leave out what another of the prefixes finds as well."""
    distinct = without_repeats(prefixes)
    return tuple(
        prefix for prefix in distinct if not any(prefix != other and prefix.startswith(other) for other in distinct)
    )
