"""Words that customers have been told, and what was found in them."""

from collections.abc import Sequence
from datetime import datetime

from tests.builders.promises import NOW, Clinic
from tests.builders.told import told

from steadyhand.business.conversations.actions.look_at_sent import look_at_sent
from steadyhand.shared.actor import the_system

CLEAN = "Your machine works again."
SHORT = "We are short-staffed this week."
PUSHY = "You'd be crazy not to take the contract."


def looked_at(clinic: Clinic, *, now: datetime = NOW) -> int:
    """Look at everything that was said; return how many messages."""
    return look_at_sent(by=the_system(clinic.house.branch.tenant_id, "Steadyhand"), now=now)


def a_team_told(clinic: Clinic, *, now: datetime = NOW, names: Sequence[str] = ("Dana", "Bruno", "Ruth")) -> None:
    """Let each of a team tell the customer that the machine works, and the first one two things more."""
    for name in names:
        told(clinic, CLEAN, by=name, now=now)
    told(clinic, SHORT, by=names[0], now=now)
    told(clinic, PUSHY, by=names[0], now=now)
    looked_at(clinic, now=now)
