"""How often may a customer hear of something, and how long is a no respected?"""

from steadyhand.business.dealership.settings.setting import Setting, Unit

REST_AFTER_NO_DAYS = Setting(
    key="needs.rest_after_no_days",
    title="A no is respected",
    about="So long nobody raises the same thing with a customer who said no, unless they ask or it isn't safe.",
    unit=Unit.DAYS,
    default=180,
    least=1,
    most=1_000,
    source="Ours: half a year, about how long an office's plans hold.",
)
MOST_AT_ONCE = Setting(
    key="needs.most_in_a_month",
    title="Needs raised with one customer",
    about="More than so many in thirty days wait until the month is over, unless they ask or it isn't safe.",
    unit=Unit.COUNT,
    default=2,
    least=1,
    most=30,
    source="Ours: trust is spent by every visit that ends with a suggestion.",
)
THANKED_AHEAD_MINUTES = Setting(
    key="needs.thanked_ahead_minutes",
    title="Noticers hear before the next visit",
    about="So long before somebody is there again, whoever noticed something and hasn't looked is told how it ended.",
    unit=Unit.MINUTES,
    default=60,
    least=5,
    most=1_440,
    source="Ours: before setting out, and not before breakfast.",
)
SETTINGS = (REST_AFTER_NO_DAYS, MOST_AT_ONCE, THANKED_AHEAD_MINUTES)
