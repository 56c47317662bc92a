"""What becomes of what a customer was told and is true no longer, of what is held, of good news and of praise?"""

from steadyhand.business.dealership.rules import Role
from steadyhand.business.followups.rules.kinds import HOUR, MINUTE, Alarm, Kind, Outcome, Whose, clocks_of

CORRECTION_OWED = Kind(
    name="correction_owed",
    label="correction owed",
    owners=(Role.DISPATCHER,),
    clocks=clocks_of(taken_on=30 * MINUTE, answered=HOUR, over=4 * HOUR, whose=Whose.CUSTOMER),
    outcomes=(
        Outcome("corrected", "the customer knows how it is"),
        # Nobody has to be told: they know it so.
        Outcome("true_again", "it is true again as it was told", is_unreached=True),
        Outcome("unreached", "could not be reached; written to instead", is_unreached=True),
        # It has happened meanwhile, or they need it no more.
        Outcome("over", "nobody waits for it any more", is_unreached=True),
    ),
    alarm=Alarm.CLIMBS,
    by_hand=tuple(Role),
    ends_there=(
        "This stands for something that a customer was told and that is so no longer: open it from here and tell them "
        "there. It ends by itself once they know."
    ),
)
# The program itself lets safe words go after a quarter of an hour: an acknowledgement comes within five minutes.
HELD_MESSAGE = Kind(
    name="held_message",
    label="held message",
    owners=(Role.SERVICE_MANAGER,),
    clocks=clocks_of(taken_on=5 * MINUTE, answered=None, over=15 * MINUTE, whose=Whose.OWNER),
    outcomes=(
        Outcome("released", "sent as it was, with a reason"),
        Outcome("corrected", "corrected, then sent"),
        Outcome("safe_text", "nobody decided in time: safe words went instead"),
        Outcome("withdrawn", "not sent"),
    ),
    alarm=Alarm.CLIMBS,
    has_somebody_waiting=False,
    ends_there=(
        "This stands for a message that waits: open the message from here and release or correct it there. After "
        "fifteen minutes safe words go instead, and this ends by itself."
    ),
)
# Its giver's first: whoever said it knows best how it is. Then the service manager's.
HANDED_UNTRUE = Kind(
    name="handed_untrue",
    label="untrue word passed on",
    owners=(Role.SERVICE_MANAGER, *(role for role in Role if role is not Role.SERVICE_MANAGER)),
    clocks=clocks_of(taken_on=15 * MINUTE, answered=None, over=2 * HOUR, whose=Whose.CUSTOMER),
    outcomes=(
        Outcome("corrected", "the technician knows, and so does the customer"),
        Outcome("never_told", "the technician knows; the customer was never told"),
    ),
    alarm=Alarm.CLIMBS,
    has_somebody_waiting=False,
    ends_there=(
        "This stands for something that a technician was handed to pass on and that isn't so: open it from here, and "
        "say there how it is. The technician hears first, then the customer."
    ),
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
CUSTOMER_WROTE = Kind(
    name="customer_wrote",
    label="customer's message",
    owners=(Role.DISPATCHER,),
    clocks=clocks_of(taken_on=30 * MINUTE, answered=2 * HOUR, over=8 * HOUR, whose=Whose.CUSTOMER),
    outcomes=(
        Outcome("answered", "answered"),
        Outcome("no_answer", "needs no answer"),
        Outcome("not_ours", "not meant for us, or not from a customer"),
        Outcome("unreached", "could not be reached; written to instead", is_unreached=True),
    ),
    alarm=Alarm.CLIMBS,
)
# Nobody waits for it, and the next message would be lost as well.
EMAIL_RETURNED = Kind(
    name="email_returned",
    label="e-mail that came back",
    owners=(Role.DISPATCHER,),
    clocks=clocks_of(taken_on=4 * HOUR, answered=None, over=16 * HOUR, whose=Whose.OWNER),
    outcomes=(
        Outcome("new_address", "their address is right now"),
        Outcome("by_phone", "they were rung instead"),
        Outcome("has_left", "they aren't there any more"),
    ),
    has_somebody_waiting=False,
)
# Within a working day: whoever isn't happy and hears nothing tells others.
POOR_ANSWER = Kind(
    name="poor_answer",
    label="unhappy customer",
    owners=(Role.SERVICE_MANAGER,),
    clocks=clocks_of(taken_on=2 * HOUR, answered=8 * HOUR, over=24 * HOUR, whose=Whose.CUSTOMER),
    outcomes=(
        Outcome("made_right", "spoken to, and made right"),
        Outcome("heard", "spoken to; nothing more to do"),
        Outcome("unreached", "could not be reached; written to instead", is_unreached=True),
    ),
    alarm=Alarm.CLIMBS,
)
KINDS = (CUSTOMER_WROTE, EMAIL_RETURNED, CORRECTION_OWED, HELD_MESSAGE, HANDED_UNTRUE, GOOD_NEWS, PRAISE, POOR_ANSWER)
