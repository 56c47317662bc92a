r"""What may a rule's pattern say? A part of regular expressions that Python and JavaScript read alike.

A pattern meets a folded text (`folding.py`): write it small, with straight quotes and without accents. In it

- a space stands for one to three white spaces, line ends included;
- `<name>` stands for a list of words of the language (`words.toml`);
- allowed are letters, `\b \B \d \D \w \W`, classes `[…]`, groups `(…)` and `(?:…)`, looking ahead `(?=…)` and
  `(?!…)`, `|`, `^`, `$`, `.`, and how often: `?`, `{2}`, `{0,3}`, each also with a `?` behind it;
- everything that may repeat says how often at most, so `*` and `+` are refused: no text can make such a pattern hang.

It begins and ends at a word's edge. Whatever else stands in it is refused with a sentence.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from steadyhand.business.conversations.guard.rules.reader import BadPattern, Reader

# In how many ways the repeats of one pattern may be tried at one place, at most. A bound, not what happens: two gaps of
# 40 characters make 1,681 of them, and text that nearly matches everywhere takes milliseconds (tests: test_no_time.py).
MOST_WAYS = 2_000_000
# What stands behind (? or (?P is a named group, which is refused where it is read.
_NAMED = re.compile(r"(?<!\(\?)(?<!\(\?P)<([a-z_]+)>")
_DEEPEST = 5
_SPACES = " {1,3}"


class Pattern:
    """A pattern in full, ready to search a folded sentence; made into a machine when it first has to look closer."""

    __slots__ = ("_machine", "needs", "source")

    def __init__(self, source: str, needs: tuple[str, ...]) -> None:
        self.source = source
        self.needs = needs
        self._machine: re.Pattern[str] | None = None

    @property
    def machine(self) -> re.Pattern[str]:
        """Return it compiled; hundreds of them at once would make every start a second longer."""
        if self._machine is None:
            self._machine = re.compile(self.source, re.ASCII)
        return self._machine

    def matches(self, folded: str) -> list[re.Match[str]]:
        """Return where it stands in a folded sentence."""
        return list(self.machine.finditer(folded)) if self.may_be_in(folded) else []

    def is_in(self, folded: str) -> bool:
        """Say whether it stands in a folded sentence."""
        return self.may_be_in(folded) and self.machine.search(folded) is not None

    def may_be_in(self, folded: str) -> bool:
        """Say whether a word that it needs is there, which costs far less than looking for itself."""
        return not self.needs or any(word in folded for word in self.needs)


@lru_cache(maxsize=4_096)
def pattern_of(source: str, needs: tuple[str, ...]) -> Pattern:
    """Return a pattern that was read before; the same one for the same words, so that none is compiled twice."""
    return Pattern(source, needs)


def read_pattern(pattern: str, words: Mapping[str, str | tuple[str, ...]]) -> Pattern:
    """Return a pattern in full, for Python (ASCII) and for a browser (flag u) alike.

    Raises:
        BadPattern: it is not of the part that a browser reads alike, may take too long, or may match nothing.
    """
    whole = _with_words(pattern, words)
    read = Reader(whole, pattern).whole()
    if read.shortest == 0:
        raise BadPattern(f"“{pattern}” may match nothing at all: at least one character must be sure.")
    if read.ways > MOST_WAYS:
        raise BadPattern(
            f"“{pattern}” could be tried in {read.ways:,} ways at one place, and {MOST_WAYS:,} are the most: "
            "let fewer parts repeat, or each less often."
        )
    full = rf"\b(?:{_with_spaces(whole)})\b"
    try:
        re.compile(full, re.ASCII)
    except re.error as problem:
        raise BadPattern(f"“{pattern}” is no regular expression: {problem}.") from problem
    return pattern_of(full, tuple(sorted(read.needs)))


def _with_words(pattern: str, words: Mapping[str, str | tuple[str, ...]], depth: int = 0) -> str:
    if depth > _DEEPEST:
        raise BadPattern(f"“{pattern}”: its lists of words name one another in a circle.")

    def said(match: re.Match[str]) -> str:
        name = match.group(1)
        if name not in words:
            raise BadPattern(f"“{pattern}” names <{name}>, and there is no such list; there are {', '.join(words)}.")
        meant = words[name]
        inner = meant if isinstance(meant, str) else "|".join(meant)
        return f"(?:{_with_words(inner, words, depth + 1)})"

    return _NAMED.sub(said, pattern)


def _with_spaces(pattern: str) -> str:
    out, is_class, skip = [], False, False
    for at, character in enumerate(pattern):
        if skip:
            skip = False
        elif character == "\\":
            skip = True
        elif character in "[]":
            is_class = character == "["
        elif character == " " and not is_class:
            # Before a repeat the space is one thing, or its {1,3} would be read together with it.
            out.append(f"(?:{_SPACES})" if pattern[at + 1 : at + 2] in ("?", "{") else _SPACES)
            continue
        out.append(character)
    return "".join(out)
