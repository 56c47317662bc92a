"""Which pieces of words does the model know a text by? BERT's way: small letters, no accents, longest piece first.

Source: Wu et al. 2016, “Google's Neural Machine Translation System”, § 4.1; the steps are those of the uncased
BERT vocabulary. Written out here because the usual library brings a client for a model hub with it.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

# A word longer than this is noise (a hash, a link) and no dictionary holds it.
_LONGEST_WORD = 100
# Controls, formats (as zero-width joiners) and halves of characters.
_SILENT = ("Cc", "Cf", "Co", "Cs")
_CHINESE = re.compile("([\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002ceaf\U0002f800-\U0002fa1f])")


class WordPieces:
    """Cuts texts into the numbered pieces of a vocabulary."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self._known = vocabulary
        self._unknown = vocabulary["[UNK]"]
        self.start, self.end = vocabulary["[CLS]"], vocabulary["[SEP]"]
        self._longest = max(len(piece) for piece in vocabulary)
        self._pieces = lru_cache(maxsize=20_000)(self._pieces_of)

    def numbers(self, text: str) -> list[int]:
        """Return the numbers of a text's pieces, without the ones for its start and end."""
        return [number for word in _words(text) for number in self._pieces(word)]

    def _pieces_of(self, word: str) -> tuple[int, ...]:
        if len(word) > _LONGEST_WORD:
            return (self._unknown,)
        found: list[int] = []
        begins = 0
        while begins < len(word):
            mark = "##" if begins else ""
            for ends in range(min(len(word), begins + self._longest), begins, -1):
                number = self._known.get(mark + word[begins:ends])
                if number is not None:
                    found.append(number)
                    begins = ends
                    break
            else:
                return (self._unknown,)
        return tuple(found)


def _words(text: str) -> list[str]:
    plain = "".join(_cleaned(character) for character in text)
    plain = unicodedata.normalize("NFD", _CHINESE.sub(r" \1 ", plain))
    plain = "".join(character for character in plain if unicodedata.category(character) != "Mn").lower()
    return "".join(f" {character} " if _is_mark(character) else character for character in plain).split()


@lru_cache(maxsize=5_000)
def _cleaned(character: str) -> str:
    if character in "\t\n\r" or unicodedata.category(character) == "Zs":
        return " "
    return "" if character in "\0\ufffd" or unicodedata.category(character) in _SILENT else character


@lru_cache(maxsize=5_000)
def _is_mark(character: str) -> bool:
    is_sign = character.isascii() and character.isprintable() and not character.isalnum() and character != " "
    return is_sign or unicodedata.category(character)[0] == "P"
