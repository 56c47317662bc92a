"""What becomes of a plan that nobody asked for: somebody at the desk has it to look at."""

from steadyhand.business.dealership.rules import Role
from steadyhand.business.followups.rules.kinds import HOUR, MINUTE, Kind, Outcome, Whose, clocks_of

# What such a follow-up stands for, in the words of its table.
ABOUT = "dispatch.dayplan"
DAY_PLAN = Kind(
    name="day_plan",
    label="day plan",
    owners=(Role.DISPATCHER,),
    clocks=clocks_of(taken_on=30 * MINUTE, answered=None, over=4 * HOUR, whose=Whose.OWNER),
    outcomes=(
        Outcome("accepted", "accepted"),
        Outcome("set_aside", "set aside"),
        Outcome("overtaken", "a newer plan stands in its place"),
    ),
    has_somebody_waiting=False,
    ends_there=(
        "This stands for a plan of the day: open it from here, and accept it or set it aside. It ends by itself along "
        "with it."
    ),
)
KINDS = (DAY_PLAN,)
