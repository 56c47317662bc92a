"""What may be said on a ride-along, by whom, and what is it worth? Values in, values out."""

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum

LEAST, MOST = 3, 6


class Answer(StrEnum):
    """What an observer ticks for a behaviour on one job."""

    SEEN = "seen"
    NOT_SEEN = "not_seen"
    NO_CHANCE = "no_chance"

    @property
    def label(self) -> str:
        return {"seen": "Seen", "not_seen": "Not seen", "no_chance": "No chance"}[self]

    @property
    def is_opportunity(self) -> bool:
        return self is not Answer.NO_CHANCE


class Source(StrEnum):
    """Whose eyes they were; it stands beside every line, since one pair of eyes alone inflates what is seen."""

    MANAGER = "manager"
    MENTOR = "mentor"
    SELF = "self"
    CUSTOMER = "customer"

    @property
    def label(self) -> str:
        return {
            "manager": "seen by a manager",
            "mentor": "seen by a colleague",
            "self": "own word",
            "customer": "a customer said so",
        }[self]


class TookOver(StrEnum):
    """Did whoever rode along do the talking? Source: Yu, Patterson & de Ruyter (2015): taking over stops learning."""

    NO = "no"
    A_MOMENT = "moment"
    YES = "yes"

    @property
    def label(self) -> str:
        return {"no": "No", "moment": "For a moment", "yes": "Yes"}[self]

    @property
    def said(self) -> str:
        return {
            "no": "The work stayed the technician's.",
            "moment": "I took over for a moment, and said so.",
            "yes": "I took over: what I saw of the technician after that counts for little.",
        }[self]


class NotLikeThis(ValueError):
    """A ride-along that can't be kept as it was filled in; the message says what to do."""


def check_ride(answers: Mapping[str, Answer], known: Collection[str], *, goal: str, keep: str, change: str) -> None:
    """Refuse a ride-along that says too little, or too much to be worth saying.

    Raises:
        NotLikeThis: with the sentence for whoever typed.
    """
    if strange := sorted(set(answers) - set(known)):
        raise NotLikeThis(f"{strange[0]} is no behaviour that anybody looks for: open the form anew.")
    if not LEAST <= len(answers) <= MOST:
        raise NotLikeThis(
            f"{len(answers)} {'behaviour' if len(answers) == 1 else 'behaviours'} answered: answer {LEAST} to {MOST} "
            "of them; more than that nobody sees on one visit."
        )
    if not goal.strip():
        raise NotLikeThis("Say what the two of you agreed to look at: one goal, a few words.")
    if not keep.strip():
        raise NotLikeThis("Say one thing to keep: what worked, so that it stays.")
    if not change.strip():
        raise NotLikeThis("Say one thing to change: the next step, one only.")


def looked_for(
    planned: Sequence[str], seen_least: Mapping[str, int], others: Sequence[str], *, first: Sequence[str] = ()
) -> tuple[str, ...]:
    """Return which behaviours stand on the form: the plan's, those with fewest opportunities first; six at most.

    `first` are asked whatever else is. A plan with fewer than three is filled up from the others, so that the form can
    be kept.
    """
    by_need = sorted(planned, key=lambda code: seen_least.get(code, 0))
    order = list(dict.fromkeys([*first, *by_need]))[:MOST]
    more = [code for code in others if code not in order]
    return tuple(order + more[: max(0, LEAST - len(order))])
