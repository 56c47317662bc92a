"""Under which words is an address found?"""

import re
from collections.abc import Sequence

from steadyhand.shared.words.letters import without_repeats
from steadyhand.shared.words.names import chunks, pieces_of

# Written out, because what is typed is the beginning of a word: `st` begins `street`. Source: USPS Publication 28,
# appendices B and C (the common ones), and the German Straße, which some dealers' lists mix in.
SHORT_FORMS = {
    "street": "st str strasse",
    "avenue": "ave av aven",
    "boulevard": "blvd boul blv",
    "road": "rd",
    "drive": "dr drv",
    "lane": "ln",
    "court": "ct",
    "place": "pl",
    "square": "sq",
    "highway": "hwy",
    "parkway": "pkwy pky",
    "circle": "cir",
    "terrace": "ter terr",
    "trail": "trl",
    "expressway": "expy",
    "building": "bldg",
    "suite": "ste",
    "apartment": "apt",
    "floor": "fl flr",
    "mount": "mt",
    "fort": "ft",
    "1st": "first",
    "2nd": "second",
    "3rd": "third",
    "4th": "fourth",
    "5th": "fifth",
    "6th": "sixth",
    "7th": "seventh",
    "8th": "eighth",
    "9th": "ninth",
    "10th": "tenth",
}
DIRECTIONS = {
    "north": "n",
    "south": "s",
    "east": "e",
    "west": "w",
    "northeast": "ne",
    "northwest": "nw",
    "southeast": "se",
    "southwest": "sw",
}
WRITTEN_OUT = {short: full for full, shorts in (SHORT_FORMS | DIRECTIONS).items() for short in shorts.split()}
HOUSE_NUMBER = re.compile(r"\d+(?!\d|st$|nd$|rd$|th$).*")


def street_words(text: str) -> tuple[str, ...]:
    """Return the words of an address in order and written out, house numbers kept.

    `12 N. Main St.` is `12 north main street`; `Hauptstr. 5` is `hauptstrasse 5`. A `St` before any name may be a saint
    as well, so `St. Luke Rd` is `saint street luke road`.
    """
    words: list[str] = []
    for chunk in chunks(text):
        pieces, glued = pieces_of(chunk, whole=WRITTEN_OUT)
        words += [spelling for piece in pieces for spelling in piece]
        words += [word for word in glued if not word.isdecimal()]  # 12-14 is not 1214
    return without_repeats([way for place, word in enumerate(words) for way in written_out(word, words[:place])])


def written_out(word: str, before: Sequence[str]) -> tuple[str, ...]:
    """Return a word of an address in full, in the ways it may be meant with these words before it."""
    if word == "st" and not any(_is_name(earlier) for earlier in before):
        return ("saint", "street")
    if word.endswith("str") and len(word) > len("str"):
        return (word.removesuffix("str") + "strasse",)
    return (WRITTEN_OUT.get(word, word),)


def begun(word: str) -> tuple[str, ...]:
    """Return the words in full of what somebody may be about to type: `stra` becomes a street, `fif` the 5th.

    Without them a row would be gone while its word is half typed, and come back with the last letter.
    """
    return without_repeats([full for short, full in WRITTEN_OUT.items() if short.startswith(word)])


def _is_name(word: str) -> bool:
    return not HOUSE_NUMBER.fullmatch(word) and WRITTEN_OUT.get(word, word) not in DIRECTIONS
