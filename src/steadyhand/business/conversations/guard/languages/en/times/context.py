"""What stands around a time? Who says it when, in which clause, and whether it tells of what is over."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache

from steadyhand.business.conversations.guard.languages.en.times.words import compiled
from steadyhand.business.conversations.guard.times.hours import Hours


class Tense(StrEnum):
    """When something that is told happens."""

    PAST = "past"
    FUTURE = "future"
    UNSAID = "unsaid"


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, when it is said, and by which hours."""

    text: str
    at: datetime
    hours: Hours

    @property
    def today(self) -> date:
        """Return the day on which it is said."""
        return self.at.date()

    def clause_before(self, start: int) -> str:
        """Return what was said in the same clause, up to here."""
        return self.text[max(start - _FAR, self._clause_start(start)) : start]

    def clause_after(self, end: int) -> str:
        """Return what is still said in the same clause, from here."""
        return _CLAUSE_ENDS.split(self.text[end : end + _FAR], maxsplit=1)[0]

    def tense(self, start: int) -> Tense:
        """Tell whether what happens at a time is over, by the verb that stands nearest before it."""
        verbs = _verbs_of(self.text)
        before = bisect_left(verbs, (start, Tense.PAST))
        if not before:
            return Tense.UNSAID
        at, tense = verbs[before - 1]
        return tense if at >= self._clause_start(start) else Tense.UNSAID

    def _clause_start(self, start: int) -> int:
        ends = _clause_ends_of(self.text)
        before = bisect_right(ends, start)
        return ends[before - 1] if before else 0


_FAR = 160
_CLAUSE_ENDS = re.compile(r"[.!?;\n](?=\s|$)|,\s(?:and|but|so|then)\s|\bbut\b", re.IGNORECASE)
# "It is booked for Friday" is to come; "we booked it Friday" would be past, and is seldom meant so.
_BOOKED = (
    r"(?:scheduled|rescheduled|booked|planned|due|set|expected|promised|confirmed|reserved|slotted|penciled|pencilled"
    r"|moved|postponed|dispatched|closed|delayed|shipped|delivered|fixed|finished|installed|done|needed|required)"
)
_IS_BOOKED = compiled(_BOOKED)
_IRREGULAR = (
    "was|were|did|had|came|went|left|sent|got|took|put|made|found|saw|told|said|ran|began|brought|cut|fell|broke|wrote"
    "|spoke|met|rang|gave|has\\sbeen|have\\sbeen|been|ago|last|since"
)
_FUTURE = (
    "will|can|could|should|would|shall|may|might|must|going\\sto|gonna|plan|plans|aim|hope|expect|expects|is|are|am|be"
    "|arrives|comes|lands|ships|until|till|by|has\\sto|have\\sto|moved\\syou\\sto"
)
_VERB = compiled(
    rf"""\b(?:(?P<future>{_FUTURE}|(?:has|have)\sbeen\s{_BOOKED}\s(?:to|for|until)
    |(?:is|are|be|been|get|gets|was\smoved|have)\s(?:now\s|already\s)?{_BOOKED})
    |(?P<past>{_IRREGULAR}|(?P<ed>[a-z]{{2,20}}(?<!ee)ed)|(?:i|we|he|she|they)\s(?!moved\syou){_BOOKED}))\b
    |['’](?P<short>ll|re|m|d)\b"""
)


# Asked for each time in a sentence, and the same for all of them.
@lru_cache(maxsize=8)
def _verbs_of(text: str) -> list[tuple[int, Tense]]:
    # "Your visit, booked for Friday" is told of as little as "is booked".
    verbs = (verb for verb in _VERB.finditer(text) if not verb["ed"] or not _IS_BOOKED.fullmatch(verb["ed"]))
    return [(verb.start(), Tense.PAST if verb["past"] else Tense.FUTURE) for verb in verbs]


@lru_cache(maxsize=8)
def _clause_ends_of(text: str) -> list[int]:
    return [end.end() for end in _CLAUSE_ENDS.finditer(text)]
