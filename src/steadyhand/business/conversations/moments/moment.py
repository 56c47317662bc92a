"""On which occasions does a call's customer hear from us, and which of them belong together?"""

from enum import StrEnum


class Group(StrEnum):
    """What a message is for: by default a customer gets one of each on a call."""

    PROMISE = "promise"
    CHANGE = "change"
    DONE = "done"


class Moment(StrEnum):
    """One of the fifteen occasions of a call."""

    TAKEN = "taken"
    PLANNED = "planned"
    EN_ROUTE = "en_route"
    RUNNING_LATE = "running_late"
    COMING_EARLY = "coming_early"
    PART_ORDERED = "part_ordered"
    PART_LATE = "part_late"
    PART_HERE = "part_here"
    FIXED = "fixed"
    OWNED_MISS = "owned_miss"
    HANDED_TO_IT = "handed_to_it"
    SECOND_HANDS = "second_hands"
    CANCELLED = "cancelled"
    CORRECTED = "corrected"
    SURVEY = "survey"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def group(self) -> Group:
        return _GROUPS.get(self, Group.CHANGE)

    @property
    def is_urgent(self) -> bool:
        """Tell whether a customer who doesn't hear it waits at the door in vain, or lets us in to no purpose."""
        return self in _URGENT


_LABELS = {
    Moment.TAKEN: "we have your call",
    Moment.PLANNED: "a time for you",
    Moment.EN_ROUTE: "on the way",
    Moment.RUNNING_LATE: "it becomes later",
    Moment.COMING_EARLY: "we can come earlier",
    Moment.PART_ORDERED: "a part has to come",
    Moment.PART_LATE: "the part comes later",
    Moment.PART_HERE: "the part is here",
    Moment.FIXED: "it works again",
    Moment.OWNED_MISS: "we did not keep our word",
    Moment.HANDED_TO_IT: "our network people go on",
    Moment.SECOND_HANDS: "two of us come",
    Moment.CANCELLED: "nobody comes any more",
    Moment.CORRECTED: "what we said has changed",
    Moment.SURVEY: "how did it go?",
}
_GROUPS = {
    Moment.TAKEN: Group.PROMISE,
    Moment.PLANNED: Group.PROMISE,
    Moment.FIXED: Group.DONE,
    Moment.SURVEY: Group.DONE,
}
_URGENT = frozenset({
    Moment.EN_ROUTE,
    Moment.RUNNING_LATE,
    Moment.COMING_EARLY,
    Moment.OWNED_MISS,
    Moment.CANCELLED,
    Moment.CORRECTED,
})  # fmt: skip


class MomentState(StrEnum):
    """What has become of a moment."""

    TOLD = "told"
    WAITING = "waiting"
    PAGE = "page"
    # It waited, and isn't so any more.
    OVER = "over"

    @property
    def label(self) -> str:
        return _STATES[self]


_STATES = {
    MomentState.TOLD: "they were told",
    MomentState.WAITING: "waits",
    MomentState.PAGE: "on their page only",
    MomentState.OVER: "no news any more",
}
