"""How often are truck levels reckoned anew, from how far back, and how long do parts take to come where nobody says?"""

from steadyhand.business.dealership.settings.setting import Setting, Unit

LEVELS_EVERY_DAYS = Setting(
    key="stock.levels_every_days",
    title="Truck levels are reckoned anew",
    about="Every so many nights. What was proposed before and nobody answered goes; what was answered stays.",
    unit=Unit.DAYS,
    default=7,
    least=1,
    most=90,
    source="Ours: a week is as often as somebody likes to repack trucks; one night changes hardly a level.",
)
LEVELS_PAST_DAYS = Setting(
    key="stock.levels_past_days",
    title="Truck levels are learnt from calls",
    about="Of so many days back. A call counts half after two years, whatever stands here.",
    unit=Unit.DAYS,
    default=1_095,
    least=90,
    most=3_650,
    source="Ours: three years see each season three times; machines of longer ago are mostly gone.",
)
LEAD_DAYS = Setting(
    key="stock.lead_days",
    title="A part comes from its supplier",
    about="Within so many working days, where its own size and lead time don't say otherwise.",
    unit=Unit.WORKING_DAYS,
    default=2,
    least=0,
    most=60,
    source="Ours: most makers' parts come over one night if ordered before the cut-off, some take a week.",
)
ASIDE_DAYS = Setting(
    key="stock.levels_aside_days",
    title="A level that was set aside isn't proposed again",
    about="For so long, unless what is proposed for that part on that truck is another level.",
    unit=Unit.DAYS,
    default=60,
    least=0,
    most=730,
    source="Ours: who said no has seen something that calls don't tell; in a season that may have passed.",
)

SETTINGS = (LEVELS_EVERY_DAYS, LEVELS_PAST_DAYS, LEAD_DAYS, ASIDE_DAYS)
