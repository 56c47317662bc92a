"""How far ahead does a dealership want to hear that a certificate expires, and how long is a technician's day?"""

from steadyhand.business.dealership.settings.setting import Setting, Unit

CERTIFICATE_ENDS_SOON_DAYS = Setting(
    key="people.certificate_ends_soon_days",
    title="A certificate expires soon",
    about="So long before its last day it is marked beside its technician.",
    unit=Unit.DAYS,
    default=60,
    least=0,
    most=730,
    source="Ours: long enough to find a course and a day for it.",
)
BREAK_MINUTES = Setting(
    key="people.break_minutes",
    title="A technician's break",
    about="So long a break every day's plan has, unless a technician's own record says otherwise; 0 plans none.",
    unit=Unit.MINUTES,
    default=30,
    least=0,
    most=180,
    source="Ours: the half hour that most field crews take; look at what your law and agreements say.",
)
BREAK_EARLIEST = Setting(
    key="people.break_earliest",
    title="The break begins at the earliest",
    about="So long after midnight: 11 h 30 min is 11:30.",
    unit=Unit.MINUTES,
    default=690,
    least=0,
    most=1439,
    source="Ours: around the middle of a day that begins at 8.",
)
BREAK_LATEST = Setting(
    key="people.break_latest",
    title="The break begins at the latest",
    about="So long after midnight: 13 h 30 min is 13:30. One before the earliest counts as the earliest.",
    unit=Unit.MINUTES,
    default=810,
    least=0,
    most=1439,
    source="Ours: two hours to choose from let a visit be finished first.",
)
OVERTIME_MINUTES = Setting(
    key="people.overtime_minutes",
    title="A technician's overtime in a day",
    about="A day's plan never keeps anybody longer after their working hours, unless their own record says otherwise.",
    unit=Unit.MINUTES,
    default=60,
    least=0,
    most=480,
    source="Ours: an hour brings most last visits to their end.",
)

LOOK_AHEAD_DAYS = Setting(
    key="people.look_ahead_days",
    title="The coverage page looks ahead",
    about="What runs out within so many days, and would leave nobody who may serve a kind of machine, is a risk there.",
    unit=Unit.DAYS,
    default=120,
    least=0,
    most=730,
    source="Ours: long enough for a vendor's course that is held once a quarter.",
)
LEVEL_HOURS = Setting(
    key="people.level_hours",
    title="Hours for one level of a skill",
    about="So many hours away from calls of their own are reckoned for a level, where no course is written down.",
    unit=Unit.COUNT,
    default=24,
    least=1,
    most=400,
    source="Ours: three days beside somebody who knows it, spread over weeks.",
)
LEVEL_WEEKS = Setting(
    key="people.level_weeks",
    title="Weeks for one level of a skill",
    about="So many weeks go by until a level is learned alongside work, where no course is written down.",
    unit=Unit.COUNT,
    default=6,
    least=1,
    most=104,
    source="Ours: a day along every other week.",
)
CERTIFICATE_HOURS = Setting(
    key="people.certificate_hours",
    title="Hours for a vendor's certificate",
    about="So many hours are reckoned for a certificate, where no course for it is written down.",
    unit=Unit.COUNT,
    default=24,
    least=1,
    most=400,
    source="Ours: a course of three days; write down what your vendors' take.",
)
CERTIFICATE_WEEKS = Setting(
    key="people.certificate_weeks",
    title="Weeks until a vendor's certificate",
    about="So many weeks go by until somebody has it, where no course for it is written down.",
    unit=Unit.COUNT,
    default=8,
    least=1,
    most=104,
    source="Ours: until the next date of the course.",
)
CERTIFICATE_COST = Setting(
    key="people.certificate_cost",
    title="What a vendor's certificate costs",
    about="So much is reckoned for fee and travel in your money, where no course for it is written down.",
    unit=Unit.COUNT,
    default=1200,
    least=0,
    most=100_000,
    source="Ours: of the size of published prices; write down what your vendors' cost.",
)
HOUR_COST = Setting(
    key="people.hour_cost",
    title="What an hour of a technician costs",
    about="An hour of training is an hour without calls: by this the ways to a skill are compared, in your money.",
    unit=Unit.COUNT,
    default=45,
    least=0,
    most=1000,
    source="Ours: wage and what comes with it, roughly; put in your own.",
)
NEW_FOR_DAYS = Setting(
    key="people.new_for_days",
    title="Somebody is new",
    about="So long after they started, a technician without a mentor is proposed one.",
    unit=Unit.DAYS,
    default=180,
    least=0,
    most=730,
    source="Ours: two quarters; a mentor helps most in the first two months (docs/how-it-works/people.md).",
)

SETTINGS = (
    CERTIFICATE_ENDS_SOON_DAYS,
    BREAK_MINUTES,
    BREAK_EARLIEST,
    BREAK_LATEST,
    OVERTIME_MINUTES,
    LOOK_AHEAD_DAYS,
    LEVEL_HOURS,
    LEVEL_WEEKS,
    CERTIFICATE_HOURS,
    CERTIFICATE_WEEKS,
    CERTIFICATE_COST,
    HOUR_COST,
    NEW_FOR_DAYS,
)
