"""What stands around a time? Whether it is past, and whether it binds whoever says it."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from steadyhand.business.conversations.guard.times.hours import Hours


class Tense(StrEnum):
    """When something that is told happens."""

    PAST = "past"
    FUTURE = "future"
    UNSAID = "unsaid"


@dataclass(frozen=True, slots=True)
class Said:
    """A text, when it is said, and by which hours."""

    text: str
    at: datetime
    hours: Hours

    @property
    def today(self) -> date:
        return self.at.date()

    def clause_before(self, start: int) -> str:
        """Return what was said in the same clause, up to here."""
        return _ENDS.split(self.text[max(0, start - _FAR) : start])[-1]

    def clause_after(self, end: int) -> str:
        """Return what is still said in the same sentence, from here."""
        return _SENTENCE_ENDS.split(self.text[end : end + _FAR], maxsplit=1)[0]

    def tense(self, start: int) -> Tense:
        """Tell whether what happens at a time is over, by the verb that stands nearest before it."""
        nearest = Tense.UNSAID
        for verb in _VERB.finditer(self.clause_before(start)):
            if verb["past"]:
                nearest = Tense.PAST
            elif verb["future"]:
                nearest = Tense.FUTURE
        return nearest


_FAR = 160
_ENDS = re.compile(r"[.!?;\n](?=\s|$)|,\s(?:and|but|so|then)\s|\bbut\b")
_SENTENCE_ENDS = re.compile(r"[.!?;\n](?=\s|$)")
# "It is booked for Friday" is to come; "we booked it Friday" would be past, and is seldom meant so.
_BOOKED = r"(?:scheduled|booked|planned|due|set|expected|promised|confirmed|reserved|slotted|penciled|pencilled|moved)"
_IRREGULAR = (
    "was|were|did|had|came|went|left|sent|got|took|put|made|found|saw|told|said|ran|began|brought|cut|fell|broke|"
    "wrote|spoke|met|rang|gave|stopped|has been|have been|ago|last"
)
_VERB = re.compile(
    rf"(?P<future>\b(?:will|can|could|should|would|shall|may|might|must|going to|gonna|plan|plans|aim|hope|expect|expects|is|are"
    rf"|am|be|arrives|comes|lands|ships|due|until|till|by|{_BOOKED})\b|['’](?:ll|re|m|d)\b)"
    rf"|(?P<past>\b(?:{_IRREGULAR}|(?!{_BOOKED})[a-z]{{3,}}(?<!ee)ed)\b)",
    re.IGNORECASE,
)
# "By", "before" and a plain "I'll be there Friday" bind; these words say that it isn't certain, or isn't ours to promise.
_LOOSE = re.compile(
    r"\b(?:about|around|roughly|approx(?:imately)?|circa|should|might|may|could|hope|hoping|hopefully|try|trying|aim"
    r"|aiming|expect|expects|expected|expecting|estimate[sd]?|estimated|likely|probably|perhaps|maybe|possibly|if|unless"
    r"|think|believe|guess|looks like|target|tentative(?:ly)?|ish|earliest)\b|~",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:you|your|they|the (?:maker|manufacturer|carrier|supplier|vendor|lease|warranty|contract|quote|invoice|price|tracking)"
    r"|ups|fedex|dhl|usps)\b(?!['’]ll have)[^.!?;]*$",
    re.IGNORECASE,
)
_OURS = re.compile(
    r"\b(?:i|we|he|she|somebody|someone|our|us|me|technician|tech|it|part|parts|machine|unit|everything)\b(?:['’](?:ll|m|re|s|d))?",
    re.IGNORECASE,
)
_WE_WILL = re.compile(
    r"\b(?:i|we|he|she|somebody|someone|technician|tech|it|you)(?:['’]ll|\s(?:will|can|shall))\b"
    r"|\b(?:i|we)(?:['’](?:m|re)| am| are)\b|\bsee you\b|\beta\b|\bcount on\b|\bexpect (?:me|us|it)\b"
    r"|\b(?:will|gonna|going to)\b",
    re.IGNORECASE,
)
_NO_PROMISE = re.compile(
    r"\b(?:not|n['’]?t|never|can['’]?t|cannot|won['’]?t|no|nobody|unable|rather than|instead of)\b|\bdon['’]t\b",
    re.IGNORECASE,
)
_ASKED = re.compile(r"^[^.!;]*\?|^$.^", re.IGNORECASE)
_BINDS = re.compile(
    r"\b(?:by|before|no later than|not later than|within|until|at the latest|latest|in under)\s*$", re.IGNORECASE
)


def is_promise(said: Said, start: int, end: int) -> bool:
    """Tell whether somebody binds themselves to a time: `by`, a plain will; not a guess, a question, others, the past."""
    before, after = said.clause_before(start), said.clause_after(end)
    rest = said.text[end:]
    if _ASKED.match(rest) and _is_question(before):
        return False
    if said.tense(start) is Tense.PAST or _LOOSE.search(before) or _LOOSE.search(after[:20]):
        return False
    if _NO_PROMISE.search(before) and not re.search(
        r"\b(?:no|not) later than\s*$|not a problem|no problem", before, re.IGNORECASE
    ):
        return False
    if _OTHERS.search(before) and not _WE_WILL.search(before):
        return False
    return bool(
        _WE_WILL.search(before) or _BINDS.search(before + said.text[start:end].split(" ")[0]) or _OURS.search(before)
    )


def _is_question(before: str) -> bool:
    return (
        bool(
            re.match(
                r"\s*(?:\w+,? )?(?:can|could|would|will|does|do|did|is|are|was|were|shall|may|should|how|what|when|which|who|any|ok|okay)\b",
                before,
                re.IGNORECASE,
            )
        )
        or not before.strip()
    )
