"""Whether, how often and when customers are written to about their calls: what may a dealership set for itself?"""

from steadyhand.business.conversations.moments.moment import Moment
from steadyhand.business.dealership.settings.setting import Setting, Unit

TELLS_CUSTOMERS = Setting(
    key="conversations.tells_customers",
    title="Customers hear by message where their call stands",
    about="1: those who have agreed to text messages or e-mails do. 0: nobody does; their page says it all the same.",
    unit=Unit.COUNT,
    default=1,
    least=0,
    most=1,
    source="Ours: whoever agreed wants to hear. Nobody who has not agreed is ever written to.",
)
MOST_A_CALL = Setting(
    key="conversations.most_a_call",
    title="Messages on one call",
    about="So many go at most, by text or e-mail, whatever happens; all else stands on the customer's page.",
    unit=Unit.COUNT,
    default=3,
    least=0,
    most=10,
    source="Ours: the promised time, a change, and the end of the work. More is read less.",
)
QUIET_FROM = Setting(
    key="conversations.quiet_from",
    title="Quiet in the evening from",
    about="The hour of the customer's clock from which a message waits until the morning.",
    unit=Unit.COUNT,
    default=20,
    least=12,
    most=24,
    source="United States: calls for sale are barred from 9 pm (47 CFR § 64.1200(c)(1)); ours is an hour earlier.",
)
QUIET_UNTIL = Setting(
    key="conversations.quiet_until",
    title="Quiet in the morning until",
    about="The hour of the customer's clock from which messages go again.",
    unit=Unit.COUNT,
    default=8,
    least=0,
    most=11,
    source="United States: calls for sale are barred until 8 am (47 CFR § 64.1200(c)(1)).",
)
QUIET_SUNDAYS = Setting(
    key="conversations.quiet_sundays",
    title="Quiet on Sundays",
    about="1: a message waits until Monday. 0: Sundays are like other days. Holidays of the calendar are always quiet.",
    unit=Unit.COUNT,
    default=1,
    least=0,
    most=1,
    source="Ours: nobody reads at an office that is closed.",
)
TELLS_TAKEN = Setting(
    key="conversations.tells_taken",
    title="A message: we have your call",
    about="1: it goes by message. 0: it stands on their page only.",
    unit=Unit.COUNT,
    default=0,
    least=0,
    most=1,
    source="Ours: whoever has just rung knows.",
)
TELLS_PLANNED = Setting(
    key="conversations.tells_planned",
    title="A message: the time we gave them",
    about="1: it goes by message. 0: it stands on their page only.",
    unit=Unit.COUNT,
    default=1,
    least=0,
    most=1,
    source="Ours: in writing nobody has to remember it.",
)
TELLS_EN_ROUTE = Setting(
    key="conversations.tells_en_route",
    title="A message: on the way",
    about="1: it goes by message. 0: it stands on their page only.",
    unit=Unit.COUNT,
    default=0,
    least=0,
    most=1,
    source="Ours: it would take one of three; where doors are locked, switch it on.",
)
TELLS_PART_ORDERED = Setting(
    key="conversations.tells_part_ordered",
    title="A message: a part has to come",
    about="1: it goes by message. 0: it stands on their page only.",
    unit=Unit.COUNT,
    default=1,
    least=0,
    most=1,
    source="Ours: it changes what they can plan with.",
)
TELLS_PART_HERE = Setting(
    key="conversations.tells_part_here",
    title="A message: the part is here",
    about="1: it goes by message. 0: it stands on their page only.",
    unit=Unit.COUNT,
    default=1,
    least=0,
    most=1,
    source="Ours: it is what they wait for.",
)
TELLS_FIXED = Setting(
    key="conversations.tells_fixed",
    title="A message: it works again, and how did it go?",
    about="1: it goes by message. 0: it stands on their page only.",
    unit=Unit.COUNT,
    default=1,
    least=0,
    most=1,
    source="Ours: whoever called is seldom who stood beside the technician.",
)
TELLS_HANDED_TO_IT = Setting(
    key="conversations.tells_handed_to_it",
    title="A message: our network people go on",
    about="1: it goes by message. 0: it stands on their page only.",
    unit=Unit.COUNT,
    default=1,
    least=0,
    most=1,
    source="Ours: somebody else rings them next.",
)
TELLS_SECOND_HANDS = Setting(
    key="conversations.tells_second_hands",
    title="A message: two of us come",
    about="1: it goes by message. 0: it stands on their page only.",
    unit=Unit.COUNT,
    default=1,
    least=0,
    most=1,
    source="Ours: it changes what they can plan with.",
)
TELLS_CANCELLED = Setting(
    key="conversations.tells_cancelled",
    title="A message: nobody comes any more",
    about="1: it goes by message. 0: it stands on their page only.",
    unit=Unit.COUNT,
    default=1,
    least=0,
    most=1,
    source="Ours: otherwise somebody waits at the door.",
)
TELLS_SURVEY = Setting(
    key="conversations.tells_survey",
    title="A message: how did it go, after work that mends nothing",
    about="1: after maintenance, an installation or a training they are asked by message. 0: nobody is.",
    unit=Unit.COUNT,
    default=0,
    least=0,
    most=1,
    source="Ours: after a repair it is asked with the message that it works again.",
)
# Moments that the program tells of by itself. In the others somebody speaks, and these words are ready for them.
OF_MOMENTS = {
    Moment.TAKEN: TELLS_TAKEN,
    Moment.PLANNED: TELLS_PLANNED,
    Moment.EN_ROUTE: TELLS_EN_ROUTE,
    Moment.PART_ORDERED: TELLS_PART_ORDERED,
    Moment.PART_HERE: TELLS_PART_HERE,
    Moment.FIXED: TELLS_FIXED,
    Moment.HANDED_TO_IT: TELLS_HANDED_TO_IT,
    Moment.SECOND_HANDS: TELLS_SECOND_HANDS,
    Moment.CANCELLED: TELLS_CANCELLED,
    Moment.SURVEY: TELLS_SURVEY,
}
SETTINGS = (TELLS_CUSTOMERS, MOST_A_CALL, QUIET_FROM, QUIET_UNTIL, QUIET_SUNDAYS, *OF_MOMENTS.values())
