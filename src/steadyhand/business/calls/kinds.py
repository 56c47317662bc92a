"""What becomes of a fault that a technician handed to the network people."""

from steadyhand.business.dealership.rules import Role
from steadyhand.business.followups.rules.kinds import HOUR, Kind, Outcome, Whose, clocks_of

IT_HANDOFF = Kind(
    name="it_handoff",
    label="hand-off to IT",
    owners=(Role.IT_SPECIALIST,),
    clocks=clocks_of(taken_on=HOUR, answered=4 * HOUR, over=16 * HOUR, whose=Whose.CUSTOMER),
    outcomes=(
        Outcome("solved", "solved"),
        Outcome("theirs", "it is in the customer's own network; they know what to do"),
        Outcome("back", "it is the machine after all: back to the technician"),
        Outcome("unreached", "could not be reached", is_unreached=True),
    ),
)
KINDS = (IT_HANDOFF,)
