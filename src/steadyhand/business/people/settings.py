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

SETTINGS = (CERTIFICATE_ENDS_SOON_DAYS, BREAK_MINUTES, BREAK_EARLIEST, BREAK_LATEST, OVERTIME_MINUTES)
