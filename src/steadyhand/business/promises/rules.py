"""What is promised, what may become of it, and was it kept? Values in, values out: no database, no clock."""

from datetime import datetime
from enum import StrEnum


class PromiseKind(StrEnum):
    """What is given a time."""

    ARRIVAL = "arrival"
    PART = "part"
    FIX = "fix"
    OTHER = "other"

    @property
    def label(self) -> str:
        return _KINDS[self]


_KINDS = {
    PromiseKind.ARRIVAL: "somebody is there",
    PromiseKind.PART: "the part is here",
    PromiseKind.FIX: "it works again",
    PromiseKind.OTHER: "something else",
}


# Whether these have happened nothing else in the record says: somebody does.
BY_HAND = (PromiseKind.PART, PromiseKind.OTHER)


class PromiseState(StrEnum):
    """Where a promise stands. What has ended stays as it is, unless the record of what happened is corrected."""

    OPEN = "open"
    AT_RISK = "at_risk"
    KEPT = "kept"
    RENEGOTIATED = "renegotiated"
    MISSED = "missed"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return _STATES[self]

    @property
    def is_open(self) -> bool:
        return self in (PromiseState.OPEN, PromiseState.AT_RISK)


_STATES = {
    PromiseState.OPEN: "open",
    PromiseState.AT_RISK: "at risk",
    PromiseState.KEPT: "kept",
    PromiseState.RENEGOTIATED: "another time was agreed",
    PromiseState.MISSED: "missed",
    PromiseState.WITHDRAWN: "the customer took it back",
}


class Channel(StrEnum):
    """How somebody was told."""

    PHONE = "phone"
    IN_PERSON = "in_person"
    EMAIL = "email"
    TEXT = "text"
    PAGE = "page"

    @property
    def label(self) -> str:
        return _CHANNELS[self]


_CHANNELS = {
    Channel.PHONE: "on the phone",
    Channel.IN_PERSON: "in person",
    Channel.EMAIL: "by e-mail",
    Channel.TEXT: "by text message",
    Channel.PAGE: "on their page",
}


class Cause(StrEnum):
    """Why a promise was missed: for the company, so that the cause is removed; never for the customer."""

    PART_AFTER_CUT_OFF = "part_after_cut_off"
    PART_LATE = "part_late"
    OVERRUN = "overrun"
    URGENT_FIRST = "urgent_first"
    NOBODY_FREE = "nobody_free"
    NOBODY_CERTIFIED = "nobody_certified"
    ILLNESS = "illness"
    TRAFFIC = "traffic"
    TOO_SOON = "too_soon"
    FORGOTTEN = "forgotten"
    CUSTOMER = "customer"
    OTHER = "other"

    @property
    def label(self) -> str:
        return _CAUSES[self]


_CAUSES = {
    Cause.PART_AFTER_CUT_OFF: "part ordered after cut-off",
    Cause.PART_LATE: "supplier was late",
    Cause.OVERRUN: "an earlier visit took longer",
    Cause.URGENT_FIRST: "something urgent went first",
    Cause.NOBODY_FREE: "too much work that day",
    Cause.NOBODY_CERTIFIED: "nobody certified was free",
    Cause.ILLNESS: "somebody was ill",
    Cause.TRAFFIC: "traffic",
    Cause.TOO_SOON: "promised sooner than the odds allowed",
    Cause.FORGOTTEN: "it was forgotten",
    Cause.CUSTOMER: "the customer wasn't ready",
    Cause.OTHER: "something else",
}


class WordSort(StrEnum):
    """Why the person a promise was given to was spoken to about it."""

    GIVEN = "given"
    EARLY_NOTICE = "early_notice"
    GOOD_NEWS = "good_news"
    OWNED = "owned"


class ModelState(StrEnum):
    """What became of a fitted model: it answers, it did, or it would have kept fewer and never did."""

    LIVE = "live"
    RETIRED = "retired"
    HELD_BACK = "held_back"


class CannotHappenToPromise(Exception):
    """It doesn't fit where the promise stands; the message says why and what to do."""


def judged(by_at: datetime, *, happened_at: datetime | None, now: datetime) -> PromiseState | None:
    """Return whether a promised time was kept: KEPT, MISSED, or None while it may still be either.

    On the minute counts: who comes at 14:00 has kept “by two”.
    """
    if happened_at is not None:
        return PromiseState.KEPT if happened_at <= by_at else PromiseState.MISSED
    return PromiseState.MISSED if now > by_at else None


def check_another_time(state: PromiseState, *, by_at: datetime, now: datetime) -> None:
    """Refuse another time for what has ended or is due: a promise that ran out is missed, and owned, not moved.

    Raises:
        CannotHappenToPromise: it isn't open, or its time has passed.
    """
    if not state.is_open:
        raise CannotHappenToPromise(f"This promise has ended: {state.label}. Give a new one instead.")
    if now > by_at:
        raise CannotHappenToPromise(
            "Its time has passed, so it is missed and can't be moved any more. Own it: apologise, and give a new time."
        )


def check_open(state: PromiseState) -> None:
    """Refuse what needs an open promise.

    Raises:
        CannotHappenToPromise: it has ended.
    """
    if not state.is_open:
        raise CannotHappenToPromise(f"This promise has ended: {state.label}.")


def early_share(given_at: datetime, by_at: datetime, happened_at: datetime) -> float:
    """Return how much of the promised time was left when it happened: 0.5 is half; negative where it came late.

    Source: PRODUCT, kept (how early). Shares above a half by the dozen are padding.
    """
    whole = (by_at - given_at).total_seconds()
    return (by_at - happened_at).total_seconds() / whole if whole > 0 else 0.0
