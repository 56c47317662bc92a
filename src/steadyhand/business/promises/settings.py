"""Which targets and norms of promises may a dealership set for itself?"""

from decimal import Decimal

from steadyhand.business.dealership.settings.registry import AnySetting
from steadyhand.business.dealership.settings.setting import Setting, Unit
from steadyhand.business.promises.rules import PromiseKind

_KEPT_ABOUT = "Times are offered that are kept so often. Higher gives later times: 95 % costs a quarter more than 90."
_KEPT_SOURCE = "The product's own aim: nineteen of twenty, the twentieth told early. Source: PRODUCT, section 3."
TARGET_ARRIVAL = Setting(
    key="promises.target_arrival",
    title="Arrivals that are kept",
    about=_KEPT_ABOUT,
    unit=Unit.SHARE,
    default=Decimal("0.95"),
    least=Decimal("0.5"),
    most=Decimal("0.99"),
    source=_KEPT_SOURCE,
)
TARGET_PART = Setting(
    key="promises.target_part",
    title="Parts that are here when promised",
    about=_KEPT_ABOUT,
    unit=Unit.SHARE,
    default=Decimal("0.95"),
    least=Decimal("0.5"),
    most=Decimal("0.99"),
    source=_KEPT_SOURCE,
)
TARGET_FIX = Setting(
    key="promises.target_fix",
    title="Machines that work again when promised",
    about=_KEPT_ABOUT,
    unit=Unit.SHARE,
    default=Decimal("0.95"),
    least=Decimal("0.5"),
    most=Decimal("0.99"),
    source=_KEPT_SOURCE,
)
TARGETS = {
    PromiseKind.ARRIVAL: TARGET_ARRIVAL,
    PromiseKind.PART: TARGET_PART,
    PromiseKind.FIX: TARGET_FIX,
}
NORM_ARRIVAL = Setting(
    key="promises.norm_arrival",
    title="Arrival, while little is known",
    about="Stands in for the engine until there is history: somebody is there within so much working time.",
    unit=Unit.WORKING_MINUTES,
    default=16 * 60,
    least=60,
    most=200 * 60,
    source="Ours, on the careful side: two working days, where the trade's contracts commonly say four to eight hours.",
)
NORM_PART = Setting(
    key="promises.norm_part",
    title="A part, while little is known",
    about="Stands in for the engine until there is history: a part is here within so much working time.",
    unit=Unit.WORKING_MINUTES,
    default=80 * 60,
    least=8 * 60,
    most=800 * 60,
    source="Ours, on the careful side: ten working days cover a part that comes from the maker and is late once.",
)
NORM_FIX = Setting(
    key="promises.norm_fix",
    title="It works again, while little is known",
    about="Stands in for the engine until there is history: the machine works within so much working time.",
    unit=Unit.WORKING_MINUTES,
    default=96 * 60,
    least=8 * 60,
    most=800 * 60,
    source="Ours: the norms of an arrival and of a part together, one after the other.",
)
NORMS = {
    PromiseKind.ARRIVAL: NORM_ARRIVAL,
    PromiseKind.PART: NORM_PART,
    PromiseKind.FIX: NORM_FIX,
}
AT_RISK = Setting(
    key="promises.at_risk",
    title="A promise is at risk",
    about="Below these odds its owner is told, with an early notice ready to send. Higher warns sooner and more often.",
    unit=Unit.SHARE,
    default=Decimal("0.4"),
    least=Decimal("0.1"),
    most=Decimal("0.95"),
    source=(
        "Measured in the simulator (docs/how-it-works/watching-promises.md). In the last hour and a half it is at "
        "least six in ten: nothing is won by waiting any longer."
    ),
)
CUT_OFF = Setting(
    key="promises.cut_off",
    title="Orders go out until",
    about="Minutes after midnight. A part asked for later is the next working day's order, and its time is counted so.",
    unit=Unit.MINUTES,
    default=15 * 60 + 30,
    least=6 * 60,
    most=23 * 60,
    source="Half past three, a common cut-off for parts that ship the same day. Ours until suppliers are on record.",
)
GOOD_NEWS = Setting(
    key="promises.good_news",
    title="Good news is worth a call",
    about="Ready so much working time before it was promised, the customer is called and can plan by it.",
    unit=Unit.WORKING_MINUTES,
    default=4 * 60,
    least=60,
    most=80 * 60,
    source="Ours: half a working day. Less is no news, and times kept nineteen times in twenty are mostly early.",
)
SETTINGS: tuple[AnySetting, ...] = (*TARGETS.values(), *NORMS.values(), AT_RISK, CUT_OFF, GOOD_NEWS)
