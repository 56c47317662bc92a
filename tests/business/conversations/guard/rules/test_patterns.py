"""What a pattern may say, and what is said about the rest."""

import re

import pytest

from steadyhand.business.conversations.guard.rules.patterns import read_pattern
from steadyhand.business.conversations.guard.rules.reader import BadPattern

WORDS: dict[str, str | tuple[str, ...]] = {
    "office": ("dispatch", "the office"),
    "round": ("<round>",),
    "gap": "[^.!?]{0,40}",
}


@pytest.mark.parametrize(
    ("pattern", "hits", "misses"),
    [
        ("<office> forgot", ["dispatch forgot", "the  office forgot"], ["the officeforgot", "dispatch forgotten"]),
        ("can't", ["can't"], ["can'ts"]),
        ("a(?: very)? bad day", ["a bad day", "a very bad day"], ["a day"]),
        ("no(?! pressure)<gap> sale", ["no big sale"], ["no pressure sale"]),
        (r"\d{2,3} ?%?", ["at 100", "at 12"], ["at 1"]),
        ("so{1,9} slow", ["soooo slow"], ["s slow"]),
    ],
)
def test_a_pattern_hits_whole_words(pattern: str, hits: list[str], misses: list[str]) -> None:
    read = read_pattern(pattern, WORDS)

    assert [text for text in hits if not read.is_in(text)] == []
    assert [text for text in misses if read.is_in(text)] == []


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("never.*again", "“*” has no most: write how often it may repeat, as in {0,3}"),
        ("never {2,}x", "“{” has no most"),
        (r"never\s", "\\s differs between Python and browsers: write a space"),
        ("(?<!not )never", "“(?<” is not understood alike everywhere"),
        ("(?P<x>never)", "“(?P” is not understood alike everywhere"),
        ("(?i)never", "“(?i” is not understood alike everywhere"),
        ("Never", "“N” never stands in a folded text: write it small"),
        ("can’t", "“’” never stands in a folded text"),
        ("café", "“é” never stands in a folded text: write it small, without accents, with straight quotes (“e”)"),
        ("<nobody> forgot", "names <nobody>, and there is no such list; there are office, round, gap"),
        ("<round>", "its lists of words name one another in a circle"),
        ("(?:never", "a ( is never closed"),
        ("never)", "a ) closes nothing"),
        ("[never", "a [ is never closed"),
        ("[a&&b]", "“&&” in a class means something else in a browser"),
        (r"\p{L}", "\\p is not allowed"),
        ("(a)\\1", "\\1 is not allowed"),
        ("x?", "may match nothing at all"),
        ("(?:a{1,30}b?){20}c", "could be tried in"),
        ("a{1,2}{3}", "two repeats stand one behind the other"),
        ("?a", "stands where nothing can repeat"),
        ("(?=a){2}b", "what matches no character can't repeat"),
    ],
)
def test_what_is_not_understood_alike_is_refused_with_the_way_out(pattern: str, said: str) -> None:
    with pytest.raises(BadPattern, match=re.escape(said)):
        read_pattern(pattern, WORDS)


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [
        ("<office> forgot", ("forgot",)),
        ("(?:the )?warehouse", ("warehouse",)),
        ("no (?:rush|hurry)", ("hurry", "rush")),
        ("no (?:rush|[a-z]{3})", ()),
    ],
)
def test_a_text_without_the_needed_words_is_not_searched(pattern: str, needs: tuple[str, ...]) -> None:
    assert read_pattern(pattern, WORDS).needs == needs
