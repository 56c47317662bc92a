"""What becomes of a fault handed to the network people, of one that takes two, and of a visit somebody proposed."""

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
# What a technician would like to do for a customer of theirs. They wait, so the first word is theirs; taken on, it
# stands still until the wish is over. Each end is told as it is: nobody has to be reached before.
VISIT_PROPOSED = Kind(
    name="visit_proposed",
    label="proposed visit",
    owners=(Role.DISPATCHER,),
    clocks=clocks_of(taken_on=8 * HOUR, answered=16 * HOUR, over=40 * HOUR, whose=Whose.OWNER),
    outcomes=(
        Outcome("visited", "the visit was made", is_unreached=True),
        Outcome("not_made", "taken on, and not made after all", is_unreached=True),
        Outcome("declined", "not now, and here is why", is_unreached=True),
        Outcome("withdrawn", "the technician took it back", is_unreached=True),
    ),
    ends_there=(
        "This stands for a visit that a technician proposed: open it from here and take it on, or decline it with the "
        "reason. It ends by itself once the visit is made."
    ),
)
KINDS = (IT_HANDOFF, TWO_HANDED, VISIT_PROPOSED)
