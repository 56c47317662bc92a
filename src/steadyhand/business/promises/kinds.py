"""What becomes of a promise: watched until it is kept, owned once it is missed."""

from steadyhand.business.dealership.rules import Role
from steadyhand.business.followups.rules.kinds import HOUR, MINUTE, Alarm, Kind, Outcome, Whose, clocks_of

# Its own moment is the next step that was promised; the customer has been spoken to when it was given.
PROMISE = Kind(
    name="promise",
    label="promise",
    owners=(Role.DISPATCHER,),
    clocks=clocks_of(taken_on=4 * HOUR, answered=None, over=200 * HOUR, whose=Whose.CUSTOMER),
    outcomes=(
        Outcome("kept", "kept"),
        Outcome("missed", "missed"),
        Outcome("renegotiated", "another time was agreed before it was due"),
        Outcome("withdrawn", "the customer doesn't want it any more"),
    ),
    has_somebody_waiting=False,
    by_hand=tuple(Role),
    needs_moment=True,
    ends_there=(
        "This stands for a promise to a customer: open the promise from here to say that it was kept, to agree on "
        "another time, or that they took it back. It ends by itself along with it."
    ),
)
MISSED_PROMISE = Kind(
    name="missed_promise",
    label="missed promise",
    owners=(Role.DISPATCHER,),
    clocks=clocks_of(taken_on=15 * MINUTE, answered=30 * MINUTE, over=8 * HOUR, whose=Whose.CUSTOMER),
    outcomes=(
        Outcome("made_right", "apologised, and made right"),
        Outcome("unreached", "could not be reached; written to instead", is_unreached=True),
        # Nobody has to be told: the customer saw us come. Only the record was late.
        Outcome("kept_after_all", "it was kept after all", is_unreached=True),
    ),
    alarm=Alarm.CLIMBS,
    by_hand=tuple(Role),
    ends_there=(
        "This stands for a promise that was missed: open the promise from here and own it there, so that what the "
        "customer was told, the new time and the cause are kept. It ends by itself along with it."
    ),
)
# Open as long as a promise is at risk and its customer doesn't know: it is worth something only before they notice.
EARLY_NOTICE = Kind(
    name="early_notice",
    label="early notice",
    owners=(Role.DISPATCHER,),
    clocks=clocks_of(taken_on=15 * MINUTE, answered=None, over=HOUR, whose=Whose.CUSTOMER),
    outcomes=(
        Outcome("told", "the customer knows"),
        Outcome("recovered", "it will be kept after all"),
        Outcome("too_late", "its time came first"),
        Outcome("over", "the promise has ended"),
    ),
    alarm=Alarm.CLIMBS,
    has_somebody_waiting=False,
    ends_there=(
        "This stands for a promise at risk: open the promise from here and tell its customer there. It ends by "
        "itself once they know, or once it is at risk no more."
    ),
)
KINDS = (PROMISE, MISSED_PROMISE, EARLY_NOTICE)
