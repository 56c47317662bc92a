"""What can stop a technician, and what does it do to the visit?"""

from enum import StrEnum


class Sort(StrEnum):
    """What stops one, in the words of whoever it stops."""

    NO_HELP = "no_help"
    TOO_DEAR = "too_dear"
    TOOL = "tool"
    TRAINING = "training"
    ACCESS = "access"
    DISPATCH = "dispatch"
    PROCESS = "process"
    OTHER = "other"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Sort.NO_HELP: "No help with a fault",
    Sort.TOO_DEAR: "A part was refused as too dear",
    Sort.TOOL: "A tool is missing",
    Sort.TRAINING: "I haven't been shown this",
    Sort.ACCESS: "I don't get in",
    Sort.DISPATCH: "How I was sent",
    Sort.PROCESS: "How we do things",
    Sort.OTHER: "Something else",
}


class Effect(StrEnum):
    """What it does to the work: the second answer."""

    STOPS = "stops"
    AROUND = "around"
    AGAIN = "again"

    @property
    def label(self) -> str:
        return {
            "stops": "I can't go on here",
            "around": "I found a way round it",
            "again": "It keeps coming back",
        }[self]
