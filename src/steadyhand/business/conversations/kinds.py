"""What becomes of what a customer was told and is true no longer, of good news for them, and of praise from them."""

from steadyhand.business.dealership.rules import Role
from steadyhand.business.followups.rules.kinds import HOUR, MINUTE, Alarm, Kind, Outcome, Whose, clocks_of

CORRECTION_OWED = Kind(
    name="correction_owed",
    label="correction owed",
    owners=(Role.DISPATCHER,),
    clocks=clocks_of(taken_on=30 * MINUTE, answered=HOUR, over=4 * HOUR, whose=Whose.CUSTOMER),
    outcomes=(
        Outcome("corrected", "the customer knows how it is"),
        Outcome("true_again", "it is true again as it was told"),
        Outcome("unreached", "could not be reached; written to instead", is_unreached=True),
    ),
    alarm=Alarm.CLIMBS,
    by_hand=tuple(Role),
)
GOOD_NEWS = Kind(
    name="good_news",
    label="good-news call",
    owners=(Role.DISPATCHER,),
    clocks=clocks_of(taken_on=HOUR, answered=2 * HOUR, over=4 * HOUR, whose=Whose.CUSTOMER),
    outcomes=(
        Outcome("told", "the customer knows"),
        # They saw for themselves: nobody has to be told any more.
        Outcome("not_news", "not news any more", is_unreached=True),
        Outcome("unreached", "could not be reached", is_unreached=True),
    ),
    by_hand=tuple(Role),
)
# It is somebody's only so that it surely reaches them: whoever it is about reads it, and that is its end.
PRAISE = Kind(
    name="praise",
    label="praise",
    owners=(Role.TECHNICIAN,),
    clocks=clocks_of(taken_on=16 * HOUR, answered=None, over=40 * HOUR, whose=Whose.OWNER),
    outcomes=(Outcome("read", "read"), Outcome("not_theirs", "it was about somebody else")),
    has_somebody_waiting=False,
)
KINDS = (CORRECTION_OWED, GOOD_NEWS, PRAISE)
