"""What may go with a follow-up beside words, and how many of each?"""

from collections.abc import Mapping
from enum import StrEnum


class FileKind(StrEnum):
    """What was taken with a phone when it was noticed."""

    PHOTO = "photo"
    VOICE = "voice"

    @property
    def label(self) -> str:
        return {"photo": "photo", "voice": "voice note"}[self]


# As many as say it at a glance: a need is noticed in seconds, and whoever answers it looks at all of them.
MOST: Mapping[FileKind, int] = {FileKind.PHOTO: 3, FileKind.VOICE: 1}


def too_many(kinds: list[FileKind]) -> str:
    """Return why so many can't go along, in a sentence; empty where they can."""
    over = next((kind for kind in FileKind if kinds.count(kind) > MOST[kind]), None)
    if over is None:
        return ""
    return (
        f"{kinds.count(over)} {over.label}s are too many: {MOST[FileKind.PHOTO]} photos and "
        f"{MOST[FileKind.VOICE]} voice note go along. Take one out, and send it again."
    )
