"""Which thresholds of machines, meters and parts may a dealership set for itself?"""

from decimal import Decimal

from steadyhand.business.dealership.settings.setting import Setting, Unit

SILENT_DAYS = Setting(
    key="machines.silent_days",
    title="A meter is silent",
    about="Nobody has read it for so long, or for twice its usual gap where that is longer. The brief asks for it.",
    unit=Unit.DAYS,
    default=60,
    least=7,
    most=730,
    source="Ours: two months miss two monthly bills.",
)
SILENT_GAPS = Setting(
    key="machines.silent_gaps",
    title="A meter that is rarely read is silent",
    about="After so many of its own usual gaps between readings, where that is longer than the days above.",
    unit=Unit.TIMES,
    default=2,
    least=1,
    most=10,
    source="Ours: a meter read once a quarter may be late by one, and two are half a year.",
)
MAINTENANCE_AHEAD_DAYS = Setting(
    key="machines.maintenance_ahead_days",
    title="A maintenance is listed ahead of its day",
    about="From so many days before on it stands under “Maintenance due” and on the brief of whoever is there anyway.",
    unit=Unit.DAYS,
    default=0,
    least=0,
    most=90,
    source="Ours: makers' cycles have their own room, so nothing is done before its day unless the dealership says so.",
)
NEARLY_WORN_SHARE = Setting(
    key="machines.nearly_worn_share",
    title="A part is nearly worn",
    about="From this share of its life in pages on, the brief says to look whether it lasts.",
    unit=Unit.SHARE,
    default=Decimal("0.9"),
    least=Decimal("0.5"),
    most=Decimal("1.5"),
    source="Ours: the last tenth of a maker's rated life is about what a machine prints between two visits.",
)

SETTINGS = (SILENT_DAYS, SILENT_GAPS, NEARLY_WORN_SHARE, MAINTENANCE_AHEAD_DAYS)
