"""Which parts of different families are the same sort of thing? By their names, without what names a model."""

import re
from functools import lru_cache

_TOKEN = re.compile(r"[a-z0-9-]*\d[a-z0-9-]*|[a-z]+(?:[-'][a-z]+)*", re.IGNORECASE)


@lru_cache(maxsize=50_000)
def kind_of(name: str, family: str = "") -> str:
    """Return a part's kind: "Drum unit black C3" and "Drum Unit, Black (S455)" are both "drum unit black".

    A bare number of one digit stays, for it tells trays apart; what mixes letters and digits names a model.
    """
    names = {each.lower() for each in _TOKEN.findall(family)}
    kept = []
    for token in _TOKEN.findall(name):
        word = token.lower()
        is_number = any(letter.isdigit() for letter in word)
        if word in names or (is_number and len(word) > 1):
            continue
        kept.append(word)
    return " ".join(kept) or name.strip().lower()
