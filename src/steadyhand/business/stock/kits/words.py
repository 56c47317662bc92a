"""Which signs are in what a caller said? Words that tell, pairs with a number ("tray 3"), codes from the display."""

import re
from functools import lru_cache

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+", re.IGNORECASE)
# A letter or three and three digits or more, as makers write: SC542, C-3102, J7-88, E000540; or "code 1234".
_CODE = re.compile(r"\b(?:[A-Z]{1,3}[- ]?\d{2,6}(?:[-.]\d{1,4})?|(?<=code )\d{3,6})\b")
_NAMES_A_PLACE = frozenset({"tray", "drawer", "cassette", "door", "unit"})
# Words of every call tell nothing; the counts would find that out, but only after a while.
_EMPTY = frozenset(
    """
    a an and are as at be been but by can do does for from get gets had has have he her his i in is it its me my no not
    of on or our out please says she shows so some that the their them there they this to up us was we were when which
    will with won't there's that's can't doesn't don't you your it's they're we're today
    """.split()  # noqa: SIM905  # a list of ninety would be a page
)


@lru_cache(maxsize=20_000)
def words_of(text: str) -> tuple[str, ...]:
    """Return the words that may tell something, each once, in the order in which they were said."""
    found: dict[str, None] = {}
    before = ""
    for match in _WORD.finditer(_CODE.sub(" ", text)):
        word = match.group().lower()
        if word.isdigit():
            if before in _NAMES_A_PLACE:
                found[f"{before} {word}"] = None
        elif word not in _EMPTY and len(word) > 2:  # noqa: PLR2004  # shorter ones are particles
            found[word] = None
        before = word
    return tuple(found)


@lru_cache(maxsize=20_000)
def errors_in(text: str) -> tuple[str, ...]:
    """Return the display's codes in a text, as `same_code` writes them."""
    return tuple(dict.fromkeys(same_code(match.group()) for match in _CODE.finditer(text)))


def same_code(code: str) -> str:
    """Return a code in one spelling: "sc 542" and "SC-542" are the same."""
    return re.sub(r"[\s-]", "", code).upper()
