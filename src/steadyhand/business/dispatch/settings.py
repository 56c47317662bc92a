"""What does a dealership weigh how much when it plans a day, and when does the morning's plan come?

Every weight is in minutes of customers and technicians: what it says is worth a detour of so many minutes.
"""

from collections.abc import Mapping
from decimal import Decimal

from steadyhand.business.dealership.settings.registry import AnySetting
from steadyhand.business.dealership.settings.setting import Setting, Unit

_MOST = 2_000
_GROUNDS = "Ours: docs/how-it-works/dispatch.md says on what grounds. “Overruled” shows when it doesn't fit you."


def _in_minutes(*, key: str, title: str, about: str, default: int) -> Setting[int]:
    """Return the weight of something that happens or doesn't: worth a detour of so many minutes."""
    return Setting(
        key=key,
        title=title,
        about=about,
        unit=Unit.MINUTES,
        default=default,
        least=0,
        most=_MOST,
        source=_GROUNDS,
    )


def _times(*, key: str, title: str, about: str, default: str) -> Setting[Decimal]:
    """Return the weight of each minute of something: it counts as so many minutes."""
    return Setting(
        key=key,
        title=title,
        about=about,
        unit=Unit.COUNT,
        default=Decimal(default),
        least=Decimal(0),
        most=Decimal(100),
        source=_GROUNDS,
    )


DRIVE = _times(
    key="dispatch.weight_drive",
    title="A minute of driving",
    about="Counts as so many minutes: the unit of all other weights.",
    default="1",
)
OVERTIME = _times(
    key="dispatch.weight_overtime",
    title="A minute of overtime",
    about="Counts as so many minutes of the working day.",
    default="2",
)
UNDONE_STANDSTILL = _in_minutes(
    key="dispatch.weight_undone_standstill",
    title="Not done today: standstill",
    about="What it costs that nobody goes to those who can't work.",
    default=480,
)
UNDONE_URGENT = _in_minutes(
    key="dispatch.weight_undone_urgent",
    title="Not done today: urgent",
    about="What it costs that nobody goes today.",
    default=240,
)
UNDONE_NORMAL = _in_minutes(
    key="dispatch.weight_undone_normal",
    title="Not done today: normal",
    about="What it costs that nobody goes today, and as much again for each day that it has waited.",
    default=45,
)
UNDONE_CAN_WAIT = _in_minutes(
    key="dispatch.weight_undone_can_wait",
    title="Not done today: can wait",
    about="What it costs that nobody goes today: a short detour's worth.",
    default=30,
)
OPTIONAL_UNDONE = _in_minutes(
    key="dispatch.weight_optional_undone",
    title="Not done today: preventive and courtesy visits",
    about="So long a detour such a visit is worth, where a day has room for it.",
    default=15,
)
PAST_TERM_STANDSTILL = _times(
    key="dispatch.weight_past_term_standstill",
    title="A minute past the response term: standstill",
    about="Counts as so many minutes.",
    default="4",
)
PAST_TERM_URGENT = _times(
    key="dispatch.weight_past_term_urgent",
    title="A minute past the response term: urgent",
    about="Counts as so many minutes.",
    default="2",
)
PAST_TERM_NORMAL = _times(
    key="dispatch.weight_past_term_normal",
    title="A minute past the response term: normal",
    about="Counts as so many minutes.",
    default="1",
)
PAST_TERM_CAN_WAIT = _times(
    key="dispatch.weight_past_term_can_wait",
    title="A minute past the response term: can wait",
    about="Counts as so many minutes.",
    default="0.25",
)
WAITS_STANDSTILL = _times(
    key="dispatch.weight_waits_standstill",
    title="A minute that a customer waits: standstill",
    about="Where no time is promised, and also within the response term.",
    default="0.5",
)
WAITS_URGENT = _times(
    key="dispatch.weight_waits_urgent",
    title="A minute that a customer waits: urgent",
    about="Where no time is promised, and also within the response term.",
    default="0.1",
)
WAITS_NORMAL = _times(
    key="dispatch.weight_waits_normal",
    title="A minute that a customer waits: normal",
    about="Where no time is promised, and also within the response term.",
    default="0.02",
)
LATE_AT_ALL = _in_minutes(
    key="dispatch.weight_late_for_promise_at_all",
    title="Late for a promise",
    about="What it costs to break one at all: the word was given.",
    default=60,
)
LATE = _times(
    key="dispatch.weight_late_for_promise",
    title="A minute late for a promise",
    about="Counts as so many minutes, beside that.",
    default="6",
)
PROMISE_MARGIN = _in_minutes(
    key="dispatch.weight_promise_margin",
    title="Ahead of a promise's end",
    about="So many minutes before a promised window closes a plan wants somebody there, at most a third of it: visits "
    "take longer than thought.",
    default=30,
)
CONTINUITY = _in_minutes(
    key="dispatch.weight_not_the_usual",
    title="Continuity",
    about="What it costs that a customer gets another technician than the usual one.",
    default=45,
)
TERRITORY = _in_minutes(
    key="dispatch.weight_outside_territory",
    title="Territory",
    about="What it costs that somebody else goes than whoever is answerable.",
    default=10,
)
SECOND_TRIP = _in_minutes(
    key="dispatch.weight_second_trip",
    title="A second trip",
    about="What it costs that a visit isn't finished at once, by how likely that is.",
    default=220,
)
MOVED = _in_minutes(
    key="dispatch.weight_moved",
    title="Given to another technician",
    about="What it costs to take back what people know already.",
    default=15,
)
TOLD_TIME_CHANGED = _in_minutes(
    key="dispatch.weight_told_time_changed",
    title="Told another time",
    about="What it costs to move a visit by half an hour or more: somebody has to ring.",
    default=15,
)
TWO_OF_US = _in_minutes(
    key="dispatch.weight_second_technician_to_customer",
    title="Two of us at one customer on one day",
    about="What a second technician there costs.",
    default=15,
)
UNEVEN_LOAD = _times(
    key="dispatch.weight_uneven_load",
    title="A minute of uneven work",
    about="Work above six fifths of the team's mean counts as so many minutes.",
    default="0.1",
)
UNEVEN_DRIVE = _times(
    key="dispatch.weight_uneven_drive",
    title="A minute of uneven driving",
    about="Driving above six fifths of the team's mean counts so.",
    default="0.1",
)
MORNING_PLAN = Setting(
    key="dispatch.morning_plan",
    title="The morning's plan",
    about="1: every working morning a plan of the day is proposed for each branch; 0: only when somebody asks. Nothing "
    "is ever applied before a dispatcher accepts it.",
    unit=Unit.COUNT,
    default=0,
    least=0,
    most=1,
    source="Ours: off until somebody has seen a few plans and likes them.",
)
MORNING_AT = Setting(
    key="dispatch.morning_plan_at",
    title="The morning's plan is made",
    about="So long after midnight where the branch is: 6 h 30 min is 6:30.",
    unit=Unit.MINUTES,
    default=390,
    least=0,
    most=1439,
    source="Ours: before dispatchers begin, after the night's files have come in.",
)
REPLAN = Setting(
    key="dispatch.replan",
    title="The day is planned anew by itself",
    about="1: where a plan of today was accepted, another is proposed when an urgent call comes, a visit takes longer "
    "or ends early, or somebody isn't here; 0: only when somebody asks. Nothing is applied before it is accepted.",
    unit=Unit.COUNT,
    default=1,
    least=0,
    most=1,
    source="Ours: whoever accepted a plan wants to hear when it doesn't hold any more.",
)
OVERRUN_MINUTES = Setting(
    key="dispatch.overrun_minutes",
    title="A visit takes longer",
    about="From so long after its planned end on the day is planned anew, and from so long before it if it ends early.",
    unit=Unit.MINUTES,
    default=30,
    least=5,
    most=240,
    source="Ours: less is made up for on the way, more is felt by the next customer.",
)
NETWORK_LEVEL = Setting(
    key="dispatch.network_level",
    title="Network and IT calls ask for",
    about="1 learning, 2 assisted, 3 independent, 4 teaches; 0: anybody is sent. Where nobody of the branch is written "
    "down with so much, anybody is, and the plan says so.",
    unit=Unit.COUNT,
    default=3,
    least=0,
    most=4,
    source="Ours: whoever isn't independent on a customer's network needs somebody beside them.",
)
PLAN_SECONDS = Setting(
    key="dispatch.plan_seconds",
    title="Seconds for a day's plan",
    about="So many seconds of processor time a plan may take; more finds a little better ones.",
    unit=Unit.COUNT,
    default=2,
    least=1,
    most=60,
    source="Measured: docs/benchmarks.md; of 10 technicians and 60 visits 2 s leave 0.5 % to be found.",
)

WEIGHTS = (
    DRIVE, OVERTIME, UNDONE_STANDSTILL, UNDONE_URGENT, UNDONE_NORMAL, UNDONE_CAN_WAIT, OPTIONAL_UNDONE,
    PAST_TERM_STANDSTILL, PAST_TERM_URGENT, PAST_TERM_NORMAL, PAST_TERM_CAN_WAIT, WAITS_STANDSTILL, WAITS_URGENT,
    WAITS_NORMAL, LATE_AT_ALL, LATE, PROMISE_MARGIN, CONTINUITY,
    TERRITORY, SECOND_TRIP, MOVED, TOLD_TIME_CHANGED, TWO_OF_US, UNEVEN_LOAD, UNEVEN_DRIVE,
)  # fmt: skip
SETTINGS = (*WEIGHTS, MORNING_PLAN, MORNING_AT, REPLAN, OVERRUN_MINUTES, NETWORK_LEVEL, PLAN_SECONDS)
# Which setting somebody would change who often overrules a cost.
SETTING_OF_COST: Mapping[str, AnySetting] = {
    "drive": DRIVE, "overtime": OVERTIME, "undone": UNDONE_NORMAL, "late_for_promise": LATE,
    "past_response_term": PAST_TERM_NORMAL, "customer_waits": WAITS_NORMAL,
    "not_the_usual_technician": CONTINUITY, "outside_the_territory": TERRITORY,
    "may_need_a_second_trip": SECOND_TRIP, "moved_to_another": MOVED, "told_another_time": TOLD_TIME_CHANGED,
    "learner_is_elsewhere": CONTINUITY,
    "second_technician_to_customer": TWO_OF_US, "uneven_load": UNEVEN_LOAD, "uneven_drive": UNEVEN_DRIVE,
}  # fmt: skip
