"""What may become of a proposal and its lines, which levels can be? Values in, values out."""

from steadyhand.business.calls.rules import Choice
from steadyhand.business.stock.ledger.rules import CannotMove

# A person may know of more than the engine would ever propose, but no truck holds a hundred of one part.
MOST_LEVEL = 99


class ProposalState(Choice):
    """Where a proposal of levels stands. There is one open proposal a branch; the next one overtakes it."""

    ASKED = "asked", "being reckoned"
    FAILED = "failed", "couldn’t be reckoned"
    OPEN = "open", "waits for an answer"
    ANSWERED = "answered", "answered"
    OVERTAKEN = "overtaken", "overtaken by a newer one"


class LineState(Choice):
    """What somebody answered to one line of a proposal."""

    OPEN = "open", "waits for an answer"
    ACCEPTED = "accepted", "accepted"
    SET_ASIDE = "set_aside", "set aside"


class CannotLevel(CannotMove):
    """This can't be a truck's level or limit, or a proposal's answer; the message is for whoever said it."""


def check_level(level: int) -> None:
    """Refuse a level that no truck can have.

    Raises:
        CannotLevel: below nothing, or more than a truck holds of one part.
    """
    if not 0 <= level <= MOST_LEVEL:
        raise CannotLevel(f"A level of {level} can't be; type 0 (not carried) to {MOST_LEVEL}.")
