"""What may be kept of a JPEG? Tables, frames and scans (ITU-T T.81, Annex B); no application data, no comment."""

from steadyhand.shared.media.clean import Broken

MARK = 0xFF
START, END, SCAN, COMMENT = 0xD8, 0xD9, 0xDA, 0xFE
APPLICATION = range(0xE0, 0xF0)
# Inside a scan: a stuffed byte, and restarts. Both belong to the image.
IN_SCAN = frozenset({0x00, *range(0xD0, 0xD8)})
# Markers without a length of their own.
ALONE = frozenset({0x01, *range(0xD0, 0xD9)})


def clean_jpeg(content: bytes) -> bytes:
    """Return the image without application segments (EXIF with its place, XMP, thumbnails) and comments.

    What follows its end, as phones append second pictures and films, stays behind.

    Raises:
        Broken: it ends too early.
    """
    kept, at = bytearray(content[:2]), 2
    while True:
        at, marker = _next_marker(content, at)
        if marker == END:
            return bytes(kept) + bytes([MARK, END])
        if marker in ALONE:
            kept += bytes([MARK, marker])
            continue
        ends = at + int.from_bytes(content[at : at + 2])
        if ends > len(content) or ends < at + 2:
            raise Broken
        if marker not in APPLICATION and marker != COMMENT:
            kept += bytes([MARK, marker]) + content[at:ends]
        at = ends
        if marker == SCAN:
            ends = _end_of_scan(content, at)
            kept += content[at:ends]
            at = ends


def _next_marker(content: bytes, at: int) -> tuple[int, int]:
    """Return the place after the next marker, and the marker; any number of fill bytes may stand before it."""
    if at >= len(content) or content[at] != MARK:
        raise Broken
    while at < len(content) and content[at] == MARK:
        at += 1
    if at >= len(content):
        raise Broken
    return at + 1, content[at]


def _end_of_scan(content: bytes, at: int) -> int:
    """Return where the coded image ends and the next marker begins."""
    while True:
        at = content.find(MARK, at)
        if at < 0 or at + 1 >= len(content):
            raise Broken
        if content[at + 1] not in IN_SCAN and content[at + 1] != MARK:
            return at
        at += 1 if content[at + 1] == MARK else 2
