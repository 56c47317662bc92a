"""How is a pattern read? Once, left to right; what a browser reads otherwise, or what may never end, is refused."""

import re
from dataclasses import dataclass

from steadyhand.business.conversations.guard.rules.folding import fold

_REPEAT = re.compile(r"\?|\{(\d{1,3})(?:,(\d{1,3}))?\}")
# A text that holds none of the words a pattern needs is not searched for it. More words than these are no shortcut.
_MOST_NEEDED = 60
_SHORTEST_NEEDED = 3


class BadPattern(Exception):
    """A pattern says something that is not allowed, or means nothing; the sentence says what and what to write."""


@dataclass(frozen=True, slots=True)
class Part:
    """Something read: in how many ways it can be tried, how short it may be, and its set if it is one character.

    `needs`: one of these stands in whatever matches; empty where that can't be said.
    """

    ways: int
    shortest: int
    one_of: str = ""
    needs: frozenset[str] = frozenset()


class Reader:
    """Reads a pattern once, left to right; whatever it does not know it refuses."""

    def __init__(self, text: str, shown: str) -> None:
        self.text = text
        self.shown = shown
        self.at = 0

    def whole(self) -> Part:
        read = self._either()
        if self.at < len(self.text):
            raise self._wrong("a ) closes nothing; a bracket that is meant as such is written \\)")
        return read

    def _either(self) -> Part:
        ways, shortest = 0, -1
        needs: list[frozenset[str]] = []
        while True:
            part = self._sequence()
            ways = max(ways, part.ways)
            shortest = part.shortest if shortest < 0 else min(shortest, part.shortest)
            needs.append(part.needs)
            if not self._is("|"):
                either: frozenset[str] = frozenset().union(*needs) if all(needs) else frozenset()
                return Part(ways, shortest, needs=either if len(either) <= _MOST_NEEDED else frozenset())
            self.at += 1

    def _sequence(self) -> Part:
        ways, shortest, run = 1, 0, ""
        needs: frozenset[str] = frozenset()
        while self.at < len(self.text) and self.text[self.at] not in "|)":
            begins = self.at
            part = self._repeated()
            ways *= part.ways
            shortest += part.shortest
            character = self.text[begins]
            if self.at == begins + 1 and (character.isalnum() or character in "'-"):
                run += character
            else:
                needs = _better(_better(needs, run), part.needs)
                run = ""
        return Part(ways, shortest, needs=_better(needs, run))

    def _repeated(self) -> Part:
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
        ways = 1 if is_settled and most > 1 else part.ways if is_settled else part.ways**most * (most - least + 1)
        return Part(ways, part.shortest * least, needs=part.needs if least else frozenset())

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

    def _atom(self) -> Part:
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
            return Part(1, 0)
        return Part(1, 1, character if character == "." else re.escape(character))

    def _group(self) -> Part:
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
        return Part(inner.ways, 0) if is_looking else Part(inner.ways, inner.shortest, needs=inner.needs)

    def _class(self) -> Part:
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
        return Part(1, 1, one_of)

    def _escape(self) -> Part:
        escaped = self.text[self.at + 1 : self.at + 2]
        if escaped == "s":
            raise self._wrong("\\s differs between Python and browsers: write a space, it stands for any white space")
        if escaped not in tuple("bBdDwW.?*+()[]{}|^$/\\"):
            raise self._wrong(f"\\{escaped} is not allowed; \\b \\B \\d \\D \\w \\W and escaped marks are")
        self.at += 2
        if escaped in "bB":
            return Part(1, 0)
        return Part(1, 1, f"\\{escaped}" if escaped in "dDwW" else "")

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


def _better(one: frozenset[str], other: frozenset[str] | str) -> frozenset[str]:
    """Return of two sets of needed words the one that tells more: whose shortest is longer, then with fewer in it."""
    two = frozenset({other} if other else ()) if isinstance(other, str) else other

    def telling(words: frozenset[str]) -> tuple[int, int]:
        return (min((len(word) for word in words), default=0), -len(words))

    best = max(one, two, key=telling)
    return best if telling(best)[0] >= _SHORTEST_NEEDED else frozenset()
