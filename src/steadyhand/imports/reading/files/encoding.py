"""In which encoding is this text? Decided from a bounded sample; what can't be decided is assumed and said."""

import codecs
import re
import string
from dataclasses import dataclass

from charset_normalizer import from_bytes

from steadyhand.imports.reading.files.facts import CannotRead

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What western office software writes, likeliest first: a draw goes to the earlier one.
_WESTERN = ("cp1252", "mac_roman", "cp850", "latin_1")
_USUAL = frozenset("äöüßÄÖÜéèêëàâçîïôûùœæÉÈÀÇñÑáíóúÁÍÓÚ¿¡åÅøØãõìò“”‘’„«»–—…•€£°®™©§½¼¾±×µ²³·ºª\xa0´")
# One unusual sign in five is more than any name list of western Europe has; then a closer look is due.
_ENOUGH_USUAL = 0.8
# Valid UTF-8 beyond ASCII does not come about by chance: one stray in ten is a slip, not another encoding.
_STRAY_SHARE = 0.1
# German and French have one such letter in twenty; in Cyrillic or Greek lines they are the most.
_WESTERN_SHARE = 0.4
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
STRAY = re.compile("[\udc80-\udcff]")
"""A byte that did not fit the encoding, as `surrogateescape` keeps it."""
_ONE_BYTE_AT_A_TIME = frozenset(("utf-8", "utf-8-sig", *_WESTERN))
_WIDE = ["utf_16", "utf_16_be", "utf_16_le", "utf_32", "utf_32_be", "utf_32_le", "utf_7"]
_NUL_SHARE_OF_UTF_16 = 0.3
_CONTROL_SHARE_OF_RUBBISH = 0.02
_BEYOND_ASCII = bytes(range(128, 256))
_LETTERS = string.ascii_letters.encode()
_CONTROLS = bytes(code for code in range(32) if chr(code) not in "\0\t\n\v\f\r\x1a\x1b")


@dataclass(frozen=True, slots=True)
class Encoding:
    """A codec's name and, where it was not certain, a sentence about it."""

    codec: str
    remark: str = ""

    @property
    def errors(self) -> str:
        """How to decode bytes that don't fit: kept for repair where bytes are letters, else replaced."""
        return "surrogateescape" if self.codec in _ONE_BYTE_AT_A_TIME else "replace"


def sniff_encoding(sample: bytes, *, name: str) -> Encoding:
    """Say how to decode a file from its first bytes.

    Raises:
        CannotRead: these bytes are no text.
    """
    for mark, codec in _MARKS:
        if sample.startswith(mark):
            return Encoding(codec)
    # Only the beginning: further samples may start at an odd byte.
    wide = _utf_16_without_mark(sample[:65_536])
    if wide:
        return Encoding(wide, "The file has no byte order mark; its zero bytes say that it is UTF-16.")
    _refuse_rubbish(sample, name)
    if _is_utf_8(sample):
        return Encoding("utf-8")
    return _eight_bit(sample)


def _is_utf_8(sample: bytes) -> bool:
    """Is this UTF-8, perhaps with a few stray bytes that another program put in?"""
    text = sample.decode("utf-8", "surrogateescape")
    others = len(_NOT_ASCII.findall(text))
    return len(STRAY.findall(text)) <= others * _STRAY_SHARE


def _utf_16_without_mark(sample: bytes) -> str:
    pairs = len(sample) // 2
    if pairs == 0:
        return ""
    even = sample[0 : 2 * pairs : 2].count(0) / pairs
    odd = sample[1 : 2 * pairs : 2].count(0) / pairs
    if odd > _NUL_SHARE_OF_UTF_16 and even < odd / 10:
        return "utf-16-le"
    if even > _NUL_SHARE_OF_UTF_16 and odd < even / 10:
        return "utf-16-be"
    return ""


def _refuse_rubbish(sample: bytes, name: str) -> None:
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    zeros = sample.count(0)
    if controls > len(sample) * _CONTROL_SHARE_OF_RUBBISH or zeros > len(sample) * _NUL_SHARE_OF_UTF_16:
        raise CannotRead(f"{name} is not text and not a workbook. Export the list again as CSV or XLSX.")


def _eight_bit(sample: bytes) -> Encoding:
    # Only lines with a byte above 127 tell encodings apart; 64 KB of them are plenty.
    telling = b"\n".join(line for line in sample.splitlines() if not line.isascii())[:65_536]
    beyond = len(telling) - len(telling.translate(None, _BEYOND_ASCII))
    letters = sum(telling.count(code) for code in _LETTERS) + beyond
    best, best_share = "", -1.0
    for codec in _WESTERN:
        share = _share_of_usual(telling, codec)
        if share > best_share:
            best, best_share = codec, share
    if best_share < _ENOUGH_USUAL or beyond > letters * _WESTERN_SHARE:
        guess = from_bytes(telling, cp_exclusion=_WIDE).best()
        if guess is not None and guess.encoding != "ascii":
            return Encoding(guess.encoding, f"Letters outside English were read as {guess.encoding}, the best guess.")
    return Encoding(best, f"The file is not UTF-8; its letters outside English were read as {best}.")


def _share_of_usual(telling: bytes, codec: str) -> float:
    try:
        text = telling.decode(codec)
    except UnicodeDecodeError:
        return -1.0
    others = [sign for sign in text if not sign.isascii()]
    return sum(sign in _USUAL for sign in others) / len(others) if others else 0.0
