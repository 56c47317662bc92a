"""How is a sentence told? As a question, a quotation, a condition, denied, or plainly."""

import re
from dataclasses import dataclass, field
from datetime import datetime

from steadyhand.business.conversations.guard.facts.record import Facts
from steadyhand.business.conversations.guard.findings import TimeSaid
from steadyhand.business.conversations.guard.languages.en.times.finding import times_in
from steadyhand.business.conversations.guard.languages.en.times.words import compiled

_QUOTED = re.compile(r"[“\"][^”\"]{3,300}[”\"]")
_CONDITION = compiled(r"\b(?:if|once|when|as\ssoon\sas|until|unless|whether|before|after|in\scase)\s[^.!?]{0,40}$")
_TO_COME = compiled(
    r"""(?:\b(?:will|shall|going\sto|gonna|need\sto|have\sto|to\sbe|can|could|would|should|may|might|must)\b|['’]ll\b)
    [^,;.]{0,24}$"""
)
_DENIED = compiled(r"(?:\b(?:not|never|cannot|unable)\b(?!\slater)|n['’]t\b)[^,;.]{0,24}$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, where it begins in the text, and what the record holds."""

    text: str
    start: int
    facts: Facts
    at: datetime
    times: tuple[TimeSaid, ...] = field(init=False)
    quotes: tuple[tuple[int, int], ...] = field(init=False)

    def __post_init__(self) -> None:
        """Look for its times and its quotations once."""
        object.__setattr__(self, "times", times_in(self.text, at=self.at, hours=self.facts.hours))
        object.__setattr__(self, "quotes", tuple(match.span() for match in _QUOTED.finditer(self.text)))

    @property
    def is_question(self) -> bool:
        """Tell whether it asks: it says nothing then."""
        return self.text.endswith("?")

    @property
    def span(self) -> tuple[int, int]:
        """Return where it stands in the text."""
        return self.start, self.start + len(self.text)

    def span_of(self, match: re.Match[str], group: str | int = 0) -> tuple[int, int]:
        """Return where a match in it stands in the text."""
        return self.start + match.start(group), self.start + match.end(group)

    def is_quoted(self, at: int) -> bool:
        """Tell whether what stands there is somebody else's words."""
        return any(start <= at < end for start, end in self.quotes)

    def is_to_come(self, at: int) -> bool:
        """Tell whether what is told there hasn't happened: "will ship", "once it ships"."""
        before = self.text[max(0, at - 60) : at]
        return bool(_CONDITION.search(before) or _TO_COME.search(before))

    def is_denied(self, at: int) -> bool:
        """Tell whether it is denied: "hasn't shipped"."""
        return bool(_DENIED.search(self.text[max(0, at - 40) : at]))
