"""What is needed to judge a claim, and how a sentence is put right: in place, its beginning still a capital."""

from dataclasses import dataclass

from steadyhand.business.conversations.guard.facts.claims import Language
from steadyhand.business.conversations.guard.facts.record import Facts


@dataclass(frozen=True, slots=True)
class Judged:
    """The text, the record, and how its language says a record's values."""

    text: str
    facts: Facts
    spoken: Language

    def words(self, start: int, end: int) -> str:
        """Return the words that a claim is made in."""
        return self.text[start:end]

    def sentence_with(self, value: str, *, start: int, end: int, sentence: tuple[int, int]) -> str:
        """Return a sentence of the text with the right value in the place of the wrong one."""
        first, last = sentence
        before, after = self.text[first:start], self.text[end:last]
        gap = " " if before and not before[-1].isspace() and before[-1] not in "(“\"'@" else ""
        whole = f"{before}{gap}{value}{after}"
        return whole[:1].upper() + whole[1:] if self.text[first : first + 1].isupper() else whole
