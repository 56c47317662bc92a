"""Which numbers are there, what does each mean, and how is it worked out? The one place that defines them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

BEI = "BEI's definition, in ENX magazine and at 22ctymgmt.com"


class Kind(StrEnum):
    SHARE = "share"
    # A ratio of two different kinds of calls; it can pass 100 %.
    RATIO = "ratio"
    # What the two ratios of the trade leave of 100 %.
    TRADE_REST = "trade_rest"
    PAGES = "pages"
    WAIT = "wait"


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """A number: what it adds up (`top`) out of what (`of`), by the names in counting.py."""

    key: str
    title: str
    kind: Kind
    top: tuple[str, ...]
    of: tuple[str, ...]
    # The rows behind it, where they aren't those of `top` and `of`.
    row_top: tuple[str, ...] = ()
    row_of: tuple[str, ...] = ()
    # How its rows are called: those on top, the rest.
    top_rows: str
    rest_rows: str
    meaning: str
    formula: str
    source: str
    limits: str
    is_lower_better: bool = False

    @property
    def rows_on_top(self) -> tuple[str, ...]:
        return self.row_top or self.top

    @property
    def rows_of(self) -> tuple[str, ...]:
        return self.row_of or self.of


_RUN = "of corrective calls that the machine caused; a call taken while another was open counts once"
METRICS: Mapping[str, Metric] = MappingProxyType({metric.key: metric for metric in (
    Metric(
        key="callbacks",
        title="Callbacks",
        kind=Kind.SHARE,
        top=("callbacks",),
        of=("counted",),
        top_rows="callbacks",
        rest_rows="no callbacks",
        meaning=(
            "The share of machines' calls that came back before the machine had run the limit since the last repair. A "
            "rule like this calls some calls callbacks by chance, so the chance floor stands beside it, and only what "
            "lies above the floor says anything. It is about machines and repairs, never about a person."
        ),
        formula=f"callbacks ÷ calls counted, {_RUN}",
        source=(
            "Ours: half (a setting) of the model's mean pages between calls, or of its mean days where meters are "
            "missing; never a flat number of days for every model (ENX 2015, “When is a repeat visit a call back?”)."
        ),
        limits="Real callbacks shorten a model's mean and so the limit: the excess shows less than there is.",
        is_lower_better=True,
    ),
    Metric(
        key="early-life",
        title="Early-life calls",
        kind=Kind.SHARE,
        top=("early_life",),
        of=("counted",),
        top_rows="early-life calls",
        rest_rows="other calls counted",
        meaning="Calls soon after an install. They speak of set-up, delivery and the maker, not of a repair.",
        formula=f"calls before the limit after an install ÷ calls counted, {_RUN}",
        source="Ours, by the same limit as callbacks; counted apart from them.",
        limits="An install that nobody recorded is not seen.",
        is_lower_better=True,
    ),
    Metric(
        key="after-maintenance",
        title="Calls after maintenance",
        kind=Kind.SHARE,
        top=("after_maintenance",),
        of=("counted",),
        top_rows="calls after a maintenance",
        rest_rows="other calls counted",
        meaning="Calls soon after a preventive visit, on which the fault could have been seen coming.",
        formula=f"calls before the limit after a preventive visit ÷ calls counted, {_RUN}",
        source="Ours, by the same limit as callbacks; counted apart from them.",
        limits="Some come by chance, as with callbacks.",
        is_lower_better=True,
    ),
    Metric(
        key="first-time-fix",
        title="First-time fix",
        kind=Kind.SHARE,
        top=("fixed_first",),
        of=("fixed_known",),
        top_rows="finished on the first visit",
        rest_rows="took more visits",
        meaning="Corrective calls finished on their first visit, whatever would have forced a second.",
        formula="closed corrective calls with one visit that ended done ÷ closed corrective calls with a visit",
        source="The trade's usual measure; every cause counts here, the network's and the operator's too.",
        limits="A call closed without any visit says nothing and is left out; open calls are not known yet.",
    ),
    Metric(
        key="first-call-effectiveness",
        title="First-call effectiveness",
        kind=Kind.SHARE,
        top=("effective",),
        of=("effective_known",),
        top_rows="finished on the first visit, and not come back",
        rest_rows="took more visits, or came back",
        meaning="Calls that the machine caused, finished on the first visit and not followed by a callback.",
        formula="finished on the first visit and not come back ÷ closed calls counted",
        source="Ours: first-time fix less later callbacks, calls caused by the machine only.",
        limits="What was closed lately can still come back, so the last weeks can only fall.",
    ),
    Metric(
        key="held-for-parts",
        title="Held for parts",
        kind=Kind.SHARE,
        top=("held",),
        of=("visited",),
        top_rows="held for a part",
        rest_rows="not held",
        meaning="Calls with a visit that ended incomplete because a part was missing.",
        formula="calls counted with a visit held for parts ÷ calls counted with a visit",
        source="The trade's hold for parts, here as a share of the calls that can be held.",
        limits="A call that was held and then done counts as held once, however often it was.",
        is_lower_better=True,
    ),
    Metric(
        key="completion",
        title="Visits that ended done",
        kind=Kind.SHARE,
        top=("visits_done",),
        of=("visits_over",),
        row_top=("all_visits_done",),
        row_of=("with_visits",),
        top_rows="calls with every visit done",
        rest_rows="calls with a visit that ended otherwise",
        meaning="Visits that ended done, of all that took place, for calls of every type.",
        formula="visits done ÷ visits that ended and were not cancelled",
        source="The trade's completion rate.",
        limits="Visits count in the month in which their call was taken.",
    ),
    Metric(
        key="pages-between-calls",
        title="Pages between calls",
        kind=Kind.PAGES,
        top=("run_pages",),
        of=("runs",),
        row_top=("runs",),
        row_of=("runs",),
        top_rows="",
        rest_rows="",
        meaning="How far a machine ran from one call to the next on average (MCBC): longer is better.",
        formula="pages from one counted call to the next, added up ÷ such runs, by the month in which the run ended",
        source="MCBC of the trade, from the meters of the machines that called.",
        limits="Runs without meter readings on both sides are left out; machines that never call are not in it.",
    ),
    Metric(
        key="response",
        title="Response time",
        kind=Kind.WAIT,
        top=("response_known",),
        of=("response_known", "response_unknown"),
        top_rows="with a known response",
        rest_rows="not known",
        meaning="Working time from a corrective call being taken to a technician on site the first time.",
        formula="the middle one of all waiting times, and the one that nine in ten don't exceed",
        source="Counted in the hours of the site's calendar, else its contract's, else its branch's.",
        limits="Only times that were observed or entered count; a stand-in (defaulted) feeds nothing.",
        is_lower_better=True,
    ),
    Metric(
        key="downtime",
        title="Downtime",
        kind=Kind.WAIT,
        top=("downtime_known",),
        of=("downtime_known", "downtime_unknown"),
        top_rows="with a known downtime",
        rest_rows="not known",
        meaning="Working time from a corrective call being taken to the machine running again.",
        formula="the middle one of all waiting times, and the one that nine in ten don't exceed",
        source="Counted in the hours of the site's calendar, else its contract's, else its branch's.",
        limits="A machine may have run in part meanwhile; only known times count.",
        is_lower_better=True,
    ),
    Metric(
        key="within-term",
        title="Within the agreed term",
        kind=Kind.SHARE,
        top=("term_kept",),
        of=("term_known",),
        top_rows="within the term",
        rest_rows="later than agreed",
        meaning="Of calls whose contract asks for somebody within a time, those where somebody was there in time.",
        formula="calls answered within their own maximum ÷ calls with such a maximum and a known response",
        source="The contract: a maximum for each call. Where it asks for a quarter's average, that is told below.",
        limits="A call that nobody has reached yet is on the Today page, and here once somebody was there.",
    ),
    Metric(
        key="phone-fixes",
        title="Fixed on the phone",
        kind=Kind.SHARE,
        top=("phone_fixed",),
        of=("phone_tried",),
        top_rows="fixed on the phone",
        rest_rows="tried, a visit was needed",
        meaning="Calls solved on the phone, of those where it was tried. They are in no other number here.",
        formula="calls fixed on the phone ÷ calls where it was tried",
        source="Ours; a phone fix that didn't hold is a corrective call again and counts there too.",
        limits="Files often tell only what was fixed and not what was tried.",
    ),
    Metric(
        key="phone-fixes-held",
        title="Phone fixes that held",
        kind=Kind.SHARE,
        top=("phone_held",),
        of=("phone_checked",),
        top_rows="held",
        rest_rows="did not hold",
        meaning="Phone fixes that still worked when somebody asked the next day.",
        formula="phone fixes that held ÷ phone fixes asked about",
        source="Ours: the next-day check.",
        limits="Fixes that nobody asked about are not in it.",
    ),
    Metric(
        key="trade-callbacks",
        title="CB %, the trade's",
        kind=Kind.RATIO,
        top=("trade_callbacks",),
        of=("trade_originals", "trade_scheduled"),
        row_of=("trade_callbacks", "trade_originals", "trade_scheduled"),
        top_rows="callbacks, early-life calls and calls after maintenance",
        rest_rows="original and scheduled calls",
        meaning="Callbacks to the calls that they come back from, as BEI counts: scheduled ones are among these.",
        formula="CB ÷ (EM + SC): callbacks ÷ (original corrective calls + scheduled calls)",
        source=BEI,
        limits="A ratio of two kinds of calls and no share of one: it has no chance floor and can pass 100 %.",
        is_lower_better=True,
    ),
    Metric(
        key="trade-held",
        title="HP %, the trade's",
        kind=Kind.RATIO,
        top=("held",),
        of=("trade_originals", "trade_callbacks"),
        top_rows="held for a part",
        rest_rows="not held",
        meaning="Calls held for a part to the calls that can be, as BEI counts.",
        formula="HP ÷ (EM + CB): calls held for parts ÷ (original corrective calls + callbacks)",
        source=f"{BEI}; the printed form of HP % there looks misprinted, this is the one of ENX's worked example",
        limits="Calls that nobody has visited yet are in it, and can't be held yet.",
        is_lower_better=True,
    ),
    Metric(
        key="trade-effectiveness",
        title="FCE, the trade's",
        kind=Kind.TRADE_REST,
        top=("trade_originals",),
        of=("trade_originals", "trade_callbacks", "trade_scheduled"),
        top_rows="original calls",
        rest_rows="callbacks and scheduled calls",
        meaning="What callbacks and holds for parts leave of 100 %, as BEI counts.",
        formula="100 % − CB % − HP %",
        source=BEI,
        limits="The two it is lessened by have different bases, so it can fall below 0.",
    ),
)})  # fmt: skip
