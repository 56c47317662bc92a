"""How does English count, and what does it call its days and months? Pieces that the patterns are made of."""

import re
from collections.abc import Iterable

_UNITS = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
]  # fmt: skip
NUMBERS = dict(zip(_UNITS, range(1, 21), strict=True)) | {
    "thirty": 30, "thirty-five": 35, "forty": 40, "forty-five": 45, "fifty": 50, "sixty": 60, "ninety": 90,
    "a": 1, "an": 1,
}  # fmt: skip
_NTHS = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth", "twenty-first", "twenty-second", "twenty-third", "twenty-fourth", "twenty-fifth", "twenty-sixth",
    "twenty-seventh", "twenty-eighth", "twenty-ninth", "thirtieth", "thirty-first",
]  # fmt: skip
ORDINALS = dict(zip(_NTHS, range(1, 32), strict=True))
# As they are written, and as people in a hurry write them.
_DAYS = (
    "monday mon mondy",
    "tuesday tues tue tuseday teusday tuesdy",
    "wednesday weds wed wensday wednsday wendsday wednesdy wedensday",
    "thursday thurs thur thu thrusday thurdsay thursdy thusday",
    "friday fri firday frieday fridy",
    "saturday sat saterday satuday",
    "sunday sun sundy",
)
WEEKDAYS = {name: number for number, names in enumerate(_DAYS) for name in names.split()}
_MONTHS = (
    "january jan", "february feb febuary", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
    "september sept sep", "october oct", "november nov", "december dec",
)  # fmt: skip
MONTHS = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names.split()}
# What is a weekday only with a word beside it that asks for one: "she sat", "in the sun", "they wed", "mon ami".
SHORT_DAYS = frozenset({"mon", "wed", "sat", "sun"})
# So too the months that are other words.
SHORT_MONTHS = frozenset({"march", "mar", "may", "dec", "jan", "sep", "nov", "jun"})


def one_of(words: Iterable[str]) -> str:
    """Return a pattern of alternatives, the longest first, so that `tues` isn't taken for `tue`."""
    return f"(?:{'|'.join(sorted(words, key=len, reverse=True))})"


def compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern that takes capitals for small letters; it says a blank as one of the class of blanks."""
    return re.compile(pattern, re.IGNORECASE | re.VERBOSE)


NUMBER = rf"(?:\d{{1,3}}|{one_of(NUMBERS)})"
WEEKDAY = one_of(WEEKDAYS)
MONTH = one_of(MONTHS)
TOMORROWS = [
    "tomorrow", "tommorrow", "tommorow", "tomorow", "tomorro", "tomorrrow", "tomarrow", "tmrw", "tmrrw", "tmr", "tmw",
    "tomo", "2moro", "2morrow", "2mrw", "2moz",
]  # fmt: skip
TOMORROW = one_of(TOMORROWS)
# Of which a time of day in words is made.
HOURS_IN_WORDS = frozenset(_UNITS[:12])


def number_of(word: str) -> int:
    """Return the value of a number, in digits or as a word."""
    lowered = word.lower()
    return int(lowered) if lowered.isdigit() else NUMBERS[lowered]
