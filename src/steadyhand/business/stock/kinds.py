"""What becomes of a part that a technician asked for, of toner that a customer did, and of an order that is late."""

from steadyhand.business.dealership.rules import Role
from steadyhand.business.followups.rules.kinds import HOUR, Kind, Outcome, Whose, clocks_of

PART_REQUEST = Kind(
    name="part_request",
    label="part request",
    owners=(Role.PARTS,),
    clocks=clocks_of(taken_on=HOUR, answered=4 * HOUR, over=24 * HOUR, whose=Whose.OWNER),
    outcomes=(
        Outcome("arrived", "the part is here"),
        Outcome("borrowed", "a colleague had it"),
        Outcome("not_needed", "not needed any more"),
        Outcome("refused", "refused, and here is why"),
    ),
    by_hand=(Role.TECHNICIAN, Role.DISPATCHER, Role.SERVICE_MANAGER, Role.PARTS),
)
TONER_REQUEST = Kind(
    name="toner_request",
    label="toner request",
    owners=(Role.PARTS, Role.DISPATCHER),
    clocks=clocks_of(taken_on=2 * HOUR, answered=8 * HOUR, over=16 * HOUR, whose=Whose.CUSTOMER),
    outcomes=(
        Outcome("sent", "on its way"),
        Outcome("brought", "a technician brought it"),
        Outcome("not_needed", "not needed any more"),
        Outcome("unreached", "could not be reached", is_unreached=True),
    ),
    by_hand=tuple(Role),
)
# A part between two hands: whoever is to say how many has it, and nobody else waits.
HANDOVER = Kind(
    name="handover",
    label="handover",
    owners=(Role.TECHNICIAN, Role.PARTS),
    clocks=clocks_of(taken_on=2 * HOUR, answered=None, over=16 * HOUR, whose=Whose.OWNER),
    outcomes=(
        Outcome("handed_over", "handed over: both said the same number"),
        Outcome("settled", "the numbers differed, and that is settled"),
        Outcome("declined", "not now, and here is why"),
        Outcome("withdrawn", "taken back"),
    ),
    has_somebody_waiting=False,
    ends_there=(
        "This stands for parts between two hands: open it from here and say how many there were. It ends by itself "
        "once both sides have."
    ),
)
# Those who wait for its parts hear at each step; what is owed is a word from the supplier, and a day.
LATE_ORDER = Kind(
    name="late_order",
    label="late order",
    owners=(Role.PARTS,),
    clocks=clocks_of(taken_on=2 * HOUR, answered=None, over=8 * HOUR, whose=Whose.OWNER),
    outcomes=(
        Outcome("came", "it came"),
        Outcome("new_day", "the supplier named another day"),
        Outcome("cancelled", "cancelled; it is looked for elsewhere"),
    ),
    has_somebody_waiting=False,
)
KINDS = (PART_REQUEST, TONER_REQUEST, LATE_ORDER, HANDOVER)
