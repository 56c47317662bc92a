"""What may a dealership set for itself about its numbers?"""

from decimal import Decimal

from steadyhand.business.dealership.settings.setting import Setting, Unit

CALLBACK_SHARE: Setting[Decimal] = Setting(
    key="insight.callback_share",
    title="Callback limit",
    about=(
        "The share of its model's usual pages (or days) between calls before which a machine that calls again counts "
        "as a callback. Larger: more callbacks, and more of them by chance."
    ),
    unit=Unit.SHARE,
    default=Decimal("0.5"),
    least=Decimal("0.1"),
    most=Decimal("0.9"),
    source="Ours: half of the usual run is clearly too soon, and leaves room for chance to be told beside it.",
)
