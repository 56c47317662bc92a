"""What becomes of a step in somebody's coaching, of a certificate that runs out, and of hiring?"""

from steadyhand.business.dealership.rules import Role
from steadyhand.business.followups.rules.kinds import HOUR, Kind, Outcome, Whose, clocks_of

COACHING = Kind(
    name="coaching",
    label="coaching action",
    owners=(Role.SERVICE_MANAGER,),
    clocks=clocks_of(taken_on=16 * HOUR, answered=None, over=80 * HOUR, whose=Whose.OWNER),
    outcomes=(
        Outcome("done", "done"),
        Outcome("later", "not now", comes_back=True),
        Outcome("dropped", "no use any more, and here is why"),
    ),
    has_somebody_waiting=False,
    by_hand=(Role.SERVICE_MANAGER, Role.PRINCIPAL),
)
CERTIFICATE = Kind(
    name="certificate",
    label="certificate running out",
    owners=(Role.SERVICE_MANAGER,),
    clocks=clocks_of(taken_on=16 * HOUR, answered=None, over=320 * HOUR, whose=Whose.OWNER),
    outcomes=(
        Outcome("renewed", "renewed"),
        Outcome("not_renewed", "not to be renewed, and here is why"),
        Outcome("later", "the course is booked", comes_back=True),
    ),
    has_somebody_waiting=False,
)
# Whoever learns hears how it ended, in the words with which it ended: nothing more has to be said to anybody.
DOUBT = Kind(
    name="drill_doubt",
    label="doubt about a drill",
    owners=(Role.SERVICE_MANAGER,),
    clocks=clocks_of(taken_on=16 * HOUR, answered=None, over=80 * HOUR, whose=Whose.OWNER),
    outcomes=(
        Outcome("right", "you are right: it was there"),
        Outcome("explained", "talked over, and here is what we found"),
    ),
    has_somebody_waiting=False,
)
# Once a year the principal says again why all this is done, or says it anew.
WHY = Kind(
    name="own_why",
    label="the principal's module",
    owners=(Role.PRINCIPAL,),
    clocks=clocks_of(taken_on=40 * HOUR, answered=None, over=320 * HOUR, whose=Whose.OWNER),
    outcomes=(
        Outcome("confirmed", "written or confirmed"),
        Outcome("later", "not now", comes_back=True),
        Outcome("without", "we do without, and here is why"),
    ),
    has_somebody_waiting=False,
)
# Once a month, and never owed: a month without one ends with the month.
HUDDLE = Kind(
    name="huddle",
    label="huddle of the month",
    owners=(Role.SERVICE_MANAGER,),
    clocks=clocks_of(taken_on=40 * HOUR, answered=None, over=160 * HOUR, whose=Whose.OWNER),
    outcomes=(
        Outcome("held", "held"),
        Outcome("later", "on another day of this month", comes_back=True),
        Outcome("not_held", "not this month, and here is why"),
    ),
    has_somebody_waiting=False,
)
MENTORING = Kind(
    name="mentoring",
    label="mentoring pair",
    owners=(Role.SERVICE_MANAGER,),
    clocks=clocks_of(taken_on=16 * HOUR, answered=None, over=80 * HOUR, whose=Whose.OWNER),
    outcomes=(
        Outcome("done", "seen to"),
        Outcome("later", "not now", comes_back=True),
        Outcome("dropped", "no use, and here is why"),
    ),
    has_somebody_waiting=False,
)
# One for each coach and week: several would nag. Half of it is told to whoever has it, all of it to who leads, in the
# day's digest and never at once: a week that gave way openly is no failure.
COACHING_WEEK = Kind(
    name="coaching_week",
    label="coaching of the week",
    owners=(Role.SERVICE_MANAGER, Role.PRINCIPAL, Role.TECHNICIAN),
    clocks=clocks_of(taken_on=24 * HOUR, answered=None, over=40 * HOUR, whose=Whose.OWNER),
    outcomes=(
        Outcome("done", "done"),
        Outcome("left_out", "left out, and here is why"),
    ),
    has_somebody_waiting=False,
    ends_there=(
        "This stands for the talks and ride-alongs of a week: open it from here, and write down there what was agreed, "
        "or leave one out and say why. It ends by itself after the last of them."
    ),
)
# A candidate waits, and forgets what was said to whom; a rater does, too.
INTERVIEW = Kind(
    name="interview",
    label="interview to hold",
    owners=(Role.SERVICE_MANAGER, Role.PRINCIPAL),
    clocks=clocks_of(taken_on=16 * HOUR, answered=None, over=80 * HOUR, whose=Whose.OWNER),
    outcomes=(
        Outcome("done", "handed in"),
        Outcome("not_held", "not held"),
    ),
    has_somebody_waiting=False,
    # A scorecard is asked for after the interview, never before.
    waits_for_its_day=True,
    ends_there=(
        "This stands for your scorecard: open it from here and hand it in. It ends by itself then, or when somebody "
        "decides without it."
    ),
)
DEVELOPMENT = Kind(
    name="development",
    label="line of a development path",
    owners=(Role.SERVICE_MANAGER, Role.PRINCIPAL),
    clocks=clocks_of(taken_on=16 * HOUR, answered=None, over=80 * HOUR, whose=Whose.OWNER),
    outcomes=(
        Outcome("done", "checked: it is there"),
        Outcome("later", "put off to another day"),
        Outcome("not_begun", "they hadn't begun after all"),
    ),
    has_somebody_waiting=False,
    ends_there=(
        "This stands for a line of somebody's path: open it from here, and say there that it is checked, or give it "
        "another day."
    ),
)
# By when is said with each candidate (a step with its day); this clock is for one without.
CANDIDATE_ANSWER = Kind(
    name="candidate_answer",
    label="answer owed to a candidate",
    owners=(Role.SERVICE_MANAGER, Role.PRINCIPAL),
    clocks=clocks_of(taken_on=40 * HOUR, answered=None, over=480 * HOUR, whose=Whose.OWNER),
    outcomes=(
        Outcome("answered", "answered"),
        Outcome("withdrew", "doesn't want the post any more"),
        Outcome("erased", "their data was erased before"),
    ),
    has_somebody_waiting=False,
    ends_there=(
        "This stands for a candidate who waits to hear: open it from here and write to them, say that they were told "
        "by phone, or that they don't want the post any more."
    ),
)
KINDS = (
    COACHING,
    CERTIFICATE,
    COACHING_WEEK,
    MENTORING,
    DOUBT,
    WHY,
    HUDDLE,
    INTERVIEW,
    DEVELOPMENT,
    CANDIDATE_ANSWER,
)
