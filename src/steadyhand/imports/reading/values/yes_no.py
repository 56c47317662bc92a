"""Yes and no, and choices from a list, in the words people use for them."""

from collections.abc import Mapping

from steadyhand.imports.reading.files.facts import Cell
from steadyhand.imports.reading.values.bad_cell import BadCell, shown
from steadyhand.imports.reading.values.numbers import is_nothing
from steadyhand.imports.reading.values.text import as_text, folded

_YES_WORDS = """
y yes true t 1 -1 x on checked ja j wahr oui o vrai si s sim verdadero vero waar
"""
_NO_WORDS = """
n no false f 0 off unchecked nein falsch non faux nao falso nee onwaar
"""
_YES, _NO = frozenset(_YES_WORDS.split()), frozenset(_NO_WORDS.split())
_TICKS = frozenset("✓✔☑✗xX")
_NAMED_AT_MOST = 8


def read_yes_no(cell: Cell, *, is_blank_no: bool = False) -> bool | BadCell | None:
    """Return True or False for "Y", "oui", "x", 0 …; -1 is yes, as Access writes it."""
    text = as_text(cell).strip()
    if text == "":
        return False if is_blank_no else None
    word = text.lower() if text in {"-1", "1", "0"} else folded(text)
    if word in _YES or text in "✓✔☑":
        return True
    if word in _NO or text in "✗✘☐":
        return False
    if is_nothing(text):
        return None
    return BadCell(f"{shown(text)} is neither yes nor no.", 'Write "yes" or "no", or empty the cell.')


def are_ticks(values: list[str]) -> bool:
    """Is this a column of ticks, where the empty ones are the no?"""
    said = {value.strip() for value in values} - {""}
    return bool(said) and said <= _TICKS and "" in {value.strip() for value in values}


class Choices:
    """The values of a choice field by every spelling of them; `words` of a mapping come first."""

    def __init__(self, choices: Mapping[str, tuple[str, ...]], words: Mapping[str, str]) -> None:
        self._values = tuple(choices)
        self._by_word = {folded(word): value for value, spellings in choices.items() for word in (value, *spellings)}
        self._by_word |= {folded(word): value for word, value in words.items() if word != "*"}
        self._otherwise = words.get("*")

    def read(self, cell: Cell) -> str | BadCell | None:
        """Return the value that a cell means, or what else the list has."""
        text = as_text(cell).strip()
        value = self._by_word.get(folded(text))
        if value is not None:
            return value
        if is_nothing(text):
            return None
        if self._otherwise is not None:
            return self._otherwise
        more = " …" if len(self._values) > _NAMED_AT_MOST else ""
        return BadCell(
            f"{shown(text)} is not on the list: {', '.join(self._values[:_NAMED_AT_MOST])}{more}.",
            'Write one of these, or say in the mapping\'s "words" which of them is meant.',
        )
