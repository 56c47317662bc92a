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
from dataclasses import dataclass

from steadyhand.business.conversations.guard.rules.folding import fold

# In how many ways the repeats of one pattern may be tried at one place, at most. A bound, not what happens: two gaps of
# 40 characters make 1,681 of them, and text that nearly matches everywhere takes milliseconds (tests: test_no_time.py).
MOST_WAYS = 2_000_000
_NAMED = re.compile(r"<([a-z_]+)>")
_REPEAT = re.compile(r"\?|\{(\d{1,3})(?:,(\d{1,3}))?\}")
_DEEPEST = 5
_SPACES = " {1,3}"


class BadPattern(Exception):
    """A pattern says something that is not allowed, or means nothing; the sentence says what and what to write."""


@dataclass(frozen=True, slots=True)
class _Part:
    """Something read: in how many ways it can be tried, how short it may be, and its set if it is one character."""

    ways: int
    shortest: int
    one_of: str = ""


def compiled(pattern: str, words: Mapping[str, str | tuple[str, ...]]) -> re.Pattern[str]:
    """Return a pattern ready to search a folded text in which line ends have become spaces.

    Raises:
        BadPattern: it is not of the part that a browser reads alike, may take too long, or may match nothing.
    """
    return re.compile(portable(pattern, words), re.ASCII)


def portable(pattern: str, words: Mapping[str, str | tuple[str, ...]]) -> str:
    """Return a pattern in full, for Python (ASCII) and for a browser (flag u) alike.

    Raises:
        BadPattern: as `compiled`.
    """
    whole = _with_words(pattern, words)
    read = _Reader(whole, pattern).whole()
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
    return full


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


class _Reader:
    """Reads a pattern once, left to right; whatever it does not know it refuses."""

    def __init__(self, text: str, shown: str) -> None:
        self.text = text
        self.shown = shown
        self.at = 0

    def whole(self) -> _Part:
        read = self._either()
        if self.at < len(self.text):
            raise self._wrong("a ) closes nothing; a bracket that is meant as such is written \\)")
        return read

    def _either(self) -> _Part:
        ways, shortest = 0, -1
        while True:
            part = self._sequence()
            ways = max(ways, part.ways)
            shortest = part.shortest if shortest < 0 else min(shortest, part.shortest)
            if not self._is("|"):
                return _Part(ways, shortest)
            self.at += 1

    def _sequence(self) -> _Part:
        ways, shortest = 1, 0
        while self.at < len(self.text) and self.text[self.at] not in "|)":
            part = self._repeated()
            ways *= part.ways
            shortest += part.shortest
        return _Part(ways, shortest)

    def _repeated(self) -> _Part:
        begins = self.at
        part = self._atom()
        found = _REPEAT.match(self.text, self.at)
        if found is None:
            if self.at < len(self.text) and self.text[self.at] in "*+{":
                raise self._wrong(
                    f"“{self.text[self.at]}” has no most: write how often it may repeat, as in {{0,3}} or {{1,20}}"
                )
            return part
        if self.text[begins : self.at] in {"^", "$", "\\b", "\\B"} or self.text.startswith(("(?=", "(?!"), begins):
            raise self._wrong("what matches no character can't repeat")
        self.at = found.end()
        if self._is("?"):
            self.at += 1
        if self.at < len(self.text) and self.text[self.at] in "*+?{":
            raise self._wrong("two repeats stand one behind the other")
        least, most = (0, 1) if found.group() == "?" else (int(found.group(1)), int(found.group(2) or found.group(1)))
        if most < least or most == 0:
            raise self._wrong(f"{found.group()} repeats nothing: the second number is the most")
        # A group that may be left out begins otherwise than what follows it, or its author would have written it once.
        is_settled = self._next_is_none_of(part.one_of) if part.one_of else most == 1
        return _Part(
            part.ways if is_settled and most == 1 else 1 if is_settled else part.ways**most * (most - least + 1),
            part.shortest * least,
        )

    def _next_is_none_of(self, one_of: str) -> bool:
        """Say whether what stands next ends the repeat for sure, so that it can be tried in one way only."""
        at = self.at
        while at < len(self.text):
            following, then = self.text[at], self.text[at + 1 : at + 2]
            if following == "|":
                at = self._group_ends(at)
            elif following == ")" and then not in ("?", "{"):
                at += 1
            elif not (following.isalnum() or following in " ',-") or re.match(one_of, following, re.ASCII):
                return False
            elif then == "?":
                at += 2
            else:
                return then != "{"
        return True

    def _group_ends(self, at: int) -> int:
        """Return where the group around a place is closed: what stands there follows each of its alternatives."""
        depth, is_class = 0, False
        while at < len(self.text):
            character = self.text[at]
            if character == "\\":
                at += 1
            elif is_class or character == "[":
                is_class = character != "]"
            elif character == "(":
                depth += 1
            elif character == ")":
                depth -= 1
                if depth < 0:
                    break
            at += 1
        return at

    def _atom(self) -> _Part:
        character = self.text[self.at]
        if character == "(":
            return self._group()
        if character == "[":
            return self._class()
        if character == "\\":
            return self._escape()
        if character in "?*+{}]":
            raise self._wrong(
                f"“{character}” stands where nothing can repeat; as a character it is written \\{character}"
            )
        if character in "<>":
            raise self._wrong(f"“{character}” is kept for lists of words, as in <colleague>")
        self._plain(character)
        self.at += 1
        if character in "^$":
            return _Part(1, 0)
        return _Part(1, 1, character if character == "." else re.escape(character))

    def _group(self) -> _Part:
        begins = self.text[self.at : self.at + 3]
        is_looking = begins in {"(?=", "(?!"}
        if begins.startswith("(?") and not is_looking and begins != "(?:":
            raise self._wrong(
                f"“{begins}” is not understood alike everywhere: (…), (?:…), (?=…) and (?!…) are; no looking back, "
                "no names, no flags"
            )
        self.at += 3 if begins.startswith("(?") else 1
        inner = self._either()
        if not self._is(")"):
            raise self._wrong("a ( is never closed")
        self.at += 1
        return _Part(inner.ways, 0) if is_looking else inner

    def _class(self) -> _Part:
        end = self.at + 1
        while end < len(self.text) and self.text[end] != "]":
            end += 2 if self.text[end] == "\\" else 1
        inside = self.text[self.at + 1 : end]
        if end >= len(self.text) or not inside.lstrip("^"):
            raise self._wrong("a [ is never closed, or holds nothing")
        for sign in ("[", "--", "&&", "||", "~~"):
            if sign in inside:
                raise self._wrong(f"“{sign}” in a class means something else in a browser")
        for escaped in re.findall(r"\\(.)", inside):
            if escaped not in "dDwW\\]^-[":
                raise self._wrong(f"\\{escaped} can't stand in a class")
        if re.search(r"\\[dDwW]-.|.-\\[dDwW]", inside):
            raise self._wrong("a range runs from one character to another; a hyphen itself stands last, or as \\-")
        for character in inside:
            self._plain(character)
        one_of = self.text[self.at : end + 1]
        self.at = end + 1
        return _Part(1, 1, one_of)

    def _escape(self) -> _Part:
        escaped = self.text[self.at + 1 : self.at + 2]
        if escaped == "s":
            raise self._wrong("\\s differs between Python and browsers: write a space, it stands for any white space")
        if escaped not in tuple("bBdDwW.?*+()[]{}|^$/\\"):
            raise self._wrong(f"\\{escaped} is not allowed; \\b \\B \\d \\D \\w \\W and escaped marks are")
        self.at += 2
        if escaped in "bB":
            return _Part(1, 0)
        return _Part(1, 1, f"\\{escaped}" if escaped in "dDwW" else "")

    def _plain(self, character: str) -> None:
        if fold(character) != character or character == "\n":
            raise self._wrong(
                f"“{character}” never stands in a folded text: write it small, without accents, with straight quotes "
                f"(“{fold(character).strip() or 'a space'}”)"
            )

    def _is(self, character: str) -> bool:
        return self.text.startswith(character, self.at)

    def _wrong(self, what: str) -> BadPattern:
        return BadPattern(f"“{self.shown}”, near “{self.text[max(0, self.at - 12) : self.at + 12]}”: {what}.")
