"""What becomes of something that stops a technician, and of a question asked from in front of the machine."""

from steadyhand.business.dealership.rules import Role
from steadyhand.business.followups.rules.kinds import HOUR, MINUTE, Kind, Outcome, Whose, clocks_of

# The technician waits, so the first word is theirs, by the hours of the house.
OBSTACLE = Kind(
    name="obstacle",
    label="obstacle",
    owners=(Role.SERVICE_MANAGER,),
    clocks=clocks_of(taken_on=4 * HOUR, answered=8 * HOUR, over=80 * HOUR, whose=Whose.OWNER),
    outcomes=(
        Outcome("removed", "removed"),
        Outcome("stays", "it stays, and here is why"),
        Outcome("later", "not now", comes_back=True),
    ),
)
# Somebody stands in front of a machine. Whoever is asked answers in minutes, or the next one is.
HELP = Kind(
    name="help",
    label="call for help",
    owners=(Role.TECHNICIAN,),
    clocks=clocks_of(taken_on=5 * MINUTE, answered=10 * MINUTE, over=4 * HOUR, whose=Whose.OWNER),
    outcomes=(
        Outcome("helped", "that helped"),
        Outcome("not_helped", "it didn't help"),
        Outcome("alone", "solved without"),
        Outcome("unanswered", "nobody could", is_unreached=True),
    ),
    # A colleague of another branch may be the one who calls.
    crosses_branches=True,
)
KINDS = (OBSTACLE, HELP)
