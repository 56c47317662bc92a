"""Under which words is a customer, a site or a person found?"""

import re
from collections.abc import Container

from steadyhand.shared.words.letters import PARTS, folded, spellings, without_repeats

# Written out, because what is typed is the beginning of a word: `inc` begins `incorporated`, never the other way round.
SHORT_FORMS = {"inc": "incorporated", "corp": "corporation", "co": "company", "ltd": "limited"}
ABBREVIATED_FORMS = "llc llp lp pllc pc plc pty pte gmbh ag kg ohg ug ev sa sas sarl srl spa bv nv oy ab as aps"
LEGAL_FORMS = SHORT_FORMS | {form: form for form in (*SHORT_FORMS.values(), *ABBREVIATED_FORMS.split())}
APOSTROPHES = str.maketrans("’ʼ`´′", "'" * 5)
# "A's" is no possessive worth having.
POSSESSIVE = re.compile(r"(?<=[^\W_]{2})'s(?!\w)", re.IGNORECASE)


def name_words(text: str) -> tuple[str, ...]:
    """Return the words of a name in order, legal forms last; glued ones also in parts, umlauts in both spellings.

    `Chen's Clinic, Inc.` is `chen chens clinic incorporated`; `A-1` is `a`, `1` and `a1`; `&` is `and`.
    """
    words: list[str] = []
    for chunk in chunks(text):
        pieces, glued = pieces_of(chunk, whole=LEGAL_FORMS)
        words += [spelling for piece in (*pieces, glued) for spelling in piece]
    return _legal_forms_last(without_repeats(words))


def chunks(text: str) -> list[str]:
    """Return what stands between spaces and has a letter or digit in it; a lone & is the word `and`."""
    spaced = [" and " if chunk in {"&", "+"} else chunk for chunk in text.translate(APOSTROPHES).split()]
    return [chunk.strip() for chunk in spaced if PARTS.search(folded(chunk))]


def pieces_of(chunk: str, *, whole: Container[str]) -> tuple[list[tuple[str, ...]], tuple[str, ...]]:
    """Return the pieces of a chunk, each in its spellings, and all of it glued together, in its spellings.

    A chunk that is one of the `whole` words when glued has no pieces: `L.L.C.` is not three letters.
    """
    ways = [PARTS.findall(way) for way in spellings(chunk)]
    glued = without_repeats(["".join(way) for way in ways])
    if glued[0] in whole:
        return [glued], glued
    ways = [PARTS.findall(way) for way in spellings(POSSESSIVE.sub("", chunk))]
    return [without_repeats(list(piece)) for piece in zip(*ways, strict=True)], glued


def _legal_forms_last(words: tuple[str, ...]) -> tuple[str, ...]:
    # The first word stays: somebody may well be called Co.
    names = [word for place, word in enumerate(words) if place == 0 or word not in LEGAL_FORMS]
    forms = [LEGAL_FORMS[word] for place, word in enumerate(words) if place > 0 and word in LEGAL_FORMS]
    return without_repeats(names + forms)
