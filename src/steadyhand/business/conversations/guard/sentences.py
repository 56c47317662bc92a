"""Where do a text's sentences begin and end? Offsets count its characters; nothing but white space stands between two.

The same few steps run in the browser (`static/steadyhand/guard/guard.js`), so they use nothing but folded text and the
language's abbreviations.
"""

import re
from dataclasses import dataclass

from steadyhand.business.conversations.guard.rules.folding import fold

# A sentence that goes on for longer is cut at a space: rules and model look at one piece at a time, and neither may be
# kept busy by a text without a full stop.
LONGEST = 500
_ENDS = re.compile(r"([.!?…]{1,20})[\"')\]}*]{0,5}(?:[ \n]+|$)|\n[ \n]*")
_NUMBER = re.compile(r"[0-9]{1,2}", re.ASCII)
_SMALL = re.compile(r"[a-zß-öø-ÿ]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and where it stands in the text; `folded` is what rules see, its line ends made spaces."""

    start: int
    end: int
    text: str
    folded: str


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """What ends with a full stop and goes on: always, or unless a capital follows."""

    always: frozenset[str] = frozenset()
    unless_capital: frozenset[str] = frozenset()


def sentences(text: str, abbreviations: Abbreviations = Abbreviations()) -> tuple[Sentence, ...]:
    """Return the sentences of a text in order; none of them is empty."""
    folded = fold(text)
    found: list[Sentence] = []
    begins = 0
    for end in [*_ends(text, folded, abbreviations), len(text)]:
        for start, stop in _pieces(folded, begins, end):
            found.append(Sentence(start, stop, text[start:stop], folded[start:stop].replace("\n", " ")))
        begins = end
    return tuple(found)


def _ends(text: str, folded: str, abbreviations: Abbreviations) -> list[int]:
    ends = []
    for match in _ENDS.finditer(folded):
        goes_on_small = bool(_SMALL.match(text, match.end()))
        if match.group(1) is None:
            # Mail programs break lines inside a sentence; a new line that begins with a capital or a bullet is one.
            goes_on = goes_on_small and match.group().count("\n") == 1
        else:
            line = folded[max(0, match.start() - 20) : match.start()].rpartition("\n")[2]
            goes_on = _goes_on(match.group(1), line, goes_on_small, abbreviations)
        if not goes_on:
            ends.append(match.end())
    return ends


def _goes_on(mark: str, line: str, goes_on_small: bool, abbreviations: Abbreviations) -> bool:  # noqa: FBT001
    if mark.strip(".…"):
        return False
    if mark != ".":
        return goes_on_small
    word = line.rpartition(" ")[2].lstrip("\"'([{*")
    if _NUMBER.fullmatch(word):
        # “1. Open the tray” is one sentence; “It comes at 9. Please wait” is two.
        return line.strip() == word
    is_initial = len(word) == 1 and "a" <= word <= "z" and word != "i"
    return is_initial or word in abbreviations.always or (goes_on_small and word in abbreviations.unless_capital)


def _pieces(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    pieces: list[tuple[int, int]] = []
    while True:
        while start < end and folded[start] in " \n":
            start += 1
        while end > start and folded[end - 1] in " \n":
            end -= 1
        if start == end:
            return pieces
        if end - start <= LONGEST:
            return [*pieces, (start, end)]
        cut = folded.rfind(" ", start + 1, start + LONGEST)
        cut = cut if cut > start else start + LONGEST
        stop = cut
        while stop > start and folded[stop - 1] in " \n":
            stop -= 1
        pieces.append((start, stop))
        start = cut
