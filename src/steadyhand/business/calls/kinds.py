"""What becomes of a fault that a technician handed to the network people, and of one that takes two."""

from steadyhand.business.dealership.rules import Role
from steadyhand.business.followups.rules.kinds import HOUR, Kind, Outcome, Whose, clocks_of

# What follow-ups of a call stand for, in the words of its table.
ABOUT_A_CALL = "calls.call"
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
    by_hand=(Role.TECHNICIAN, Role.DISPATCHER, Role.SERVICE_MANAGER, Role.IT_SPECIALIST),
)
TWO_HANDED = Kind(
    name="two_handed",
    label="visit for two",
    owners=(Role.DISPATCHER,),
    clocks=clocks_of(taken_on=HOUR, answered=8 * HOUR, over=40 * HOUR, whose=Whose.CUSTOMER),
    outcomes=(
        Outcome("planned", "two of us come, and the customer knows when"),
        Outcome("not_needed", "not needed any more"),
        Outcome("unreached", "could not be reached; written to instead", is_unreached=True),
    ),
)
KINDS = (IT_HANDOFF, TWO_HANDED)
