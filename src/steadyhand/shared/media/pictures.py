"""What may be kept of a picture? The image itself; no place, no camera, no thumbnail, no comment."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from steadyhand.shared.media.clean import Broken, CleanFile, NotTaken
from steadyhand.shared.media.jpeg import clean_jpeg

JPEG, PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
# Critical chunks and what changes how they look; the rest is text, dates, places (PNG 3rd edition, 11.3).
PNG_KEPT = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB"})
WEBP_KEPT = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF"})
# Flags of the extended header that say: an ICC profile, EXIF, XMP follow (RFC 9649, 2.7.1).
WEBP_LEFT_OUT = 0b0010_1100


class _Kind(NamedTuple):
    name: str
    media_type: str
    suffix: str
    clean: Callable[[bytes], bytes]


def clean_picture(content: bytes) -> CleanFile:
    """Return a picture without anything but the picture.

    Raises:
        NotTaken: it is none of the three kinds, or not whole.
    """
    kind = _kind_of(content)
    if kind is None:
        raise NotTaken("This file is no picture that we can show: choose a JPEG, PNG or WebP.")
    try:
        return CleanFile(kind.clean(content), kind.media_type, kind.suffix)
    except Broken:
        raise NotTaken(f"This {kind.name} picture is not whole: take it again, or choose another one.") from None


def _kind_of(content: bytes) -> _Kind | None:
    if content.startswith(JPEG):
        return _Kind("JPEG", "image/jpeg", ".jpg", clean_jpeg)
    if content.startswith(PNG):
        return _Kind("PNG", "image/png", ".png", _clean_png)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return _Kind("WebP", "image/webp", ".webp", _clean_webp)
    return None


def _clean_png(content: bytes) -> bytes:
    kept, at = [PNG], len(PNG)
    while True:
        length, name = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        ends = at + 12 + length
        if ends > len(content):
            raise Broken
        if name in PNG_KEPT:
            kept.append(content[at:ends])
        if name == b"IEND":
            # Whatever was appended stays behind.
            return b"".join(kept)
        at = ends


def _clean_webp(content: bytes) -> bytes:
    kept = b"".join(_webp_chunks(content))
    if not kept:
        raise Broken
    return b"RIFF" + (len(kept) + 4).to_bytes(4, "little") + b"WEBP" + kept


def _webp_chunks(content: bytes) -> Iterator[bytes]:
    at, until = 12, 8 + int.from_bytes(content[4:8], "little")
    if until > len(content):
        raise Broken
    while at < until:
        name, length = content[at : at + 4], int.from_bytes(content[at + 4 : at + 8], "little")
        ends = at + 8 + length + length % 2
        if ends > until:
            raise Broken
        if name == b"VP8X":
            flags = content[at + 8] & ~WEBP_LEFT_OUT
            yield content[at : at + 8] + bytes([flags]) + content[at + 9 : ends]
        elif name in WEBP_KEPT:
            yield content[at:ends]
        at = ends
