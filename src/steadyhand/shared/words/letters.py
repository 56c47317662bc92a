"""Which letters count as the same when somebody searches?"""

import re
import unicodedata

# Marks a key that is stored from its end; no key contains it, so `<321` is never mistaken for `321`.
FROM_THE_END = "<"

# Letters that Unicode doesn't take apart, as keyboards without them write them. (ß becomes ss by case folding.)
UNDIVIDED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŧ": "t", "æ": "ae", "œ": "oe", "þ": "th"}
)
# What German and Nordic people write on a keyboard without the letter.
DIGRAPHS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
PARTS = re.compile(r"[^\W_]+")


def folded(text: str) -> str:
    """Return the text without case, accents and width: `Łódź` and `LODZ` are the same."""
    # Unicode's compatibility caseless match (standard § 3.13, D146): one pass of each isn't stable.
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", unicodedata.normalize("NFD", text).casefold()))
    plain = unicodedata.normalize("NFKD", plain.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).translate(UNDIVIDED)


def spellings(text: str) -> tuple[str, ...]:
    """Return the folded text, and how it is written without umlauts: `muller` and `mueller`."""
    composed = unicodedata.normalize("NFC", text).lower()
    return tuple(dict.fromkeys((folded(text), folded(composed.translate(DIGRAPHS)))))


def backwards(key: str) -> str:
    """Return the key as stored for those who know its end."""
    return FROM_THE_END + key[::-1]


def without_repeats(words: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
