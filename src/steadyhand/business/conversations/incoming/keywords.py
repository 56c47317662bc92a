"""Does a text ask for no more texts, for them again, or for help? Values in, values out.

Source: CTIA Messaging Principles and Best Practices (2023) § 5.1.3; 47 CFR § 64.1200(a)(10), which names stop, quit,
end, revoke, opt out, cancel and unsubscribe as words that must be honoured.
"""

import re
from enum import StrEnum


class Keyword(StrEnum):
    """What a text asks for by a single word."""

    STOP = "stop"
    START = "start"
    HELP = "help"


_WORDS = {
    Keyword.STOP: ("stop", "stopall", "stop all", "unsubscribe", "unsub", "cancel", "end", "quit", "revoke", "optout",
                   "opt out", "stop please", "please stop", "remove me"),
    # "Yes" is none of them: it may answer a question of ours.
    Keyword.START: ("start", "unstop", "optin", "opt in", "subscribe"),
    Keyword.HELP: ("help", "info"),
}  # fmt: skip
_MEANS = {word: keyword for keyword, words in _WORDS.items() for word in words}
_NO_LETTERS = re.compile(r"[^a-z]+")
# A keyword stands alone; nobody has to read a long text for it.
LONGEST = 40


def keyword_in(text: str) -> Keyword | None:
    """Return what a text asks for where it is nothing but such a word: `Stop.`, `STOP ALL`, `opt-out`."""
    if len(text) > LONGEST:
        return None
    return _MEANS.get(_NO_LETTERS.sub(" ", text.casefold()).strip())
