"""How is a text made plain before a rule looks at it? One character for each, so that offsets stay those of the text.

Capitals become small and letters lose their accents, curly quotes become straight, any white space becomes a space and
a line's end a line feed. The table is data and goes to the browser with the rules: neither side asks its own library
what a capital is, and both fold alike.
"""

import unicodedata

# Latin, Greek, Cyrillic: the alphabets that have capitals and in which customers are written to.
_LAST_LETTER = 0x052F
# Letters that no accent makes out of a plain one.
_SMALL_ONES = dict(zip("ßæøđðþłœıħŧŋ", "saoddtloihtn", strict=True))
_MARKS = {
    "'": "’‘‛ʼʹ′´`＇",
    '"': "“”„‟″«»＂",
    "-": "‐‑‒–—―−",
    # Whatever Python and browsers between them call white space.
    " ": "\t\v\f\r\x1c\x1d\x1e\x1f\u00a0\u1680\u202f\u205f\u3000\ufeff" + "".join(map(chr, range(0x2000, 0x200B))),
    "\n": "\x85\u2028\u2029",
}


def _letters() -> dict[str, str]:
    table = {}
    for character in map(chr, range(_LAST_LETTER + 1)):
        small = character.lower()
        small = small if len(small) == 1 else small[0]
        bare = unicodedata.normalize("NFD", small)[0]
        plain = bare if bare.isascii() and bare.isalpha() else _SMALL_ONES.get(small, small)
        if plain != character:
            table[character] = plain
    return table


def _table() -> dict[str, str]:
    return _letters() | {character: plain for plain, characters in _MARKS.items() for character in characters}


FOLDS = _table()
_TRANSLATION = str.maketrans(FOLDS)


def fold(text: str) -> str:
    """Return the text as rules see it; as long as the text, character for character."""
    return text.translate(_TRANSLATION)
