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

SETTINGS = (SILENT_DAYS, NEARLY_WORN_SHARE)
