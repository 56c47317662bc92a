"""What is a file after cleaning, and how is one refused?"""

from dataclasses import dataclass


class NotTaken(Exception):
    """The file can't be kept; the message is for whoever handed it in."""


class Broken(Exception):
    """The file ends too early or contradicts itself; its kind turns this into a sentence."""


@dataclass(frozen=True, slots=True)
class CleanFile:
    """What may be kept of a file, and what it is."""

    content: bytes
    media_type: str
    suffix: str


@dataclass(frozen=True, slots=True)
class FileShown:
    """A kept file to send."""

    content: bytes
    media_type: str
