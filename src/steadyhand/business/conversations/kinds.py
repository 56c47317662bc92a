"""What becomes of something a customer was told that is true no longer, and of good news that nobody told them yet."""

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
)
GOOD_NEWS = Kind(
    name="good_news",
    label="good-news call",
    owners=(Role.DISPATCHER,),
    clocks=clocks_of(taken_on=HOUR, answered=2 * HOUR, over=4 * HOUR, whose=Whose.CUSTOMER),
    outcomes=(
        Outcome("told", "the customer knows"),
        Outcome("not_news", "not news any more"),
        Outcome("unreached", "could not be reached", is_unreached=True),
    ),
)
KINDS = (CORRECTION_OWED, GOOD_NEWS)
