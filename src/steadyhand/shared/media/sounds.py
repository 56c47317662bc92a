"""What may be kept of a voice note? The sound; of an MP4 not where it was recorded."""

from steadyhand.shared.media.clean import Broken, CleanFile, NotTaken

WEBM, OGG = b"\x1a\x45\xdf\xa3", b"OggS"
# Boxes that hold boxes, on the way to where phones write places and names (ISO/IEC 14496-12, 8.10).
HOLDING = frozenset({b"moov", b"trak", b"mdia"})
LEFT_OUT = frozenset({b"udta", b"meta", b"uuid", b"free", b"skip"})
LARGE, TO_THE_END = 1, 0


def clean_sound(content: bytes) -> CleanFile:
    """Return a voice note as it may be kept.

    Raises:
        NotTaken: it is none of the three kinds, or not whole.
    """
    if content.startswith(WEBM):
        return CleanFile(content, "audio/webm", ".webm")
    if content.startswith(OGG):
        return CleanFile(content, "audio/ogg", ".ogg")
    if content[4:8] == b"ftyp":
        cleaned = bytearray(content)
        try:
            _blank(cleaned, 0, len(cleaned))
        except Broken:
            raise NotTaken("This voice note is not whole: record it again.") from None
        return CleanFile(bytes(cleaned), "audio/mp4", ".m4a")
    raise NotTaken("This file is no voice note that we can play: record one here, or choose an M4A, Ogg or WebM file.")


def _blank(content: bytearray, at: int, until: int) -> None:
    """Overwrite boxes of places and names in their place: nothing moves, so the sound is still where it was."""
    while at < until:
        size, name, head = int.from_bytes(content[at : at + 4]), bytes(content[at + 4 : at + 8]), 8
        if size == LARGE:
            size, head = int.from_bytes(content[at + 8 : at + 16]), 16
        elif size == TO_THE_END:
            size = until - at
        if size < head or at + size > until:
            raise Broken
        if name in LEFT_OUT:
            content[at + 4 : at + 8] = b"free"
            content[at + head : at + size] = bytes(size - head)
        elif name in HOLDING:
            _blank(content, at + head, at + size)
        at += size
