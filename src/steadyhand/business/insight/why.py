"""Why is a call among the rows of a number? In a sentence for whoever asks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType

from steadyhand.business.calls.callbacks.rules import Verdict
from steadyhand.business.insight.reckoning.judging import LeftOut
from steadyhand.business.insight.reckoning.times import Gap
from steadyhand.shared.words import duration_said

MINUTE = timedelta(minutes=1)
HOUR_MINUTES = 60


@dataclass(frozen=True, slots=True)
class Known:
    """What the numbers know of a call, as far as words depend on it."""

    verdict: Verdict
    left_out: str
    after_number: str
    basis: str
    ran: float | None
    limit: float | None
    version: int
    chance: float | None
    came_back: bool
    pages_since: int | None
    is_fixed_first: bool | None
    is_held: bool
    visits_over: int
    visits_done: int
    response_minutes: int | None
    response_gap: str
    downtime_minutes: int | None
    downtime_gap: str
    term_minutes: int | None
    is_in_term: bool | None
    phone: str


_AFTER = MappingProxyType({
    Verdict.CALLBACK: "Callback: {ran} after call {after}, less than the limit of {limit}",
    Verdict.EARLY_LIFE: "Early life: {ran} after the install {after}, less than the limit of {limit}",
    Verdict.AFTER_MAINTENANCE: "After maintenance: {ran} after call {after}, less than the limit of {limit}",
    Verdict.ORIGINAL: "No callback: {ran} after call {after}, not less than the limit of {limit}",
})  # fmt: skip
_LEFT_OUT = MappingProxyType({
    LeftOut.CANCELLED: "Not counted: cancelled",
    LeftOut.CALL_TYPE: "Not counted: not a corrective call",
    LeftOut.CAUSE: "Not counted: by its codes the machine did not cause it",
    LeftOut.NO_MACHINE: "Not counted: nobody knows about which machine it was",
    LeftOut.TIME: "Not counted: nobody knows when it was taken",
})  # fmt: skip
_GAPS = MappingProxyType({
    Gap.NOT_YET: "not yet",
    Gap.TAKEN: "not known: nobody said when the call was taken",
    Gap.ARRIVED: "not known: nobody said when the technician arrived",
    Gap.FINISHED: "not known: nobody said when the work was finished",
    Gap.BACKWARDS: "not known: the recorded time lies before the call",
    Gap.CALENDAR: "not known: the calendar can't be counted by",
})  # fmt: skip
_PHONE = MappingProxyType({
    "tried": "Tried on the phone, a visit was needed",
    "fixed": "Fixed on the phone; nobody has asked yet whether it held",
    "held": "Fixed on the phone, and it held",
    "not_held": "Fixed on the phone, and it did not hold",
})  # fmt: skip


def why(metric_key: str, known: Known) -> str:
    """Return why a call counts as it does for a number."""
    return _WHYS.get(metric_key, verdict_said)(known)


def verdict_said(known: Known) -> str:
    if known.left_out:
        return _LEFT_OUT[LeftOut(known.left_out)]
    if known.verdict is Verdict.FIRST:
        return "First: nobody was there before, or no usual run is known yet"
    if known.verdict is Verdict.STILL_OPEN:
        return f"Told twice: call {known.after_number} about the same machine was still open"
    said = _AFTER[known.verdict].format(
        ran=run_said(known.ran, known.basis),
        after=known.after_number or "before",
        limit=run_said(known.limit, known.basis),
    )
    return f"{said} (norms, version {known.version})"


def run_said(run: float | None, basis: str) -> str:
    """Return `4,210 pages` or `12.5 days`."""
    if run is None:
        return "an unknown run"
    return f"{run:,.0f} pages" if basis == "pages" else f"{run:,.1f} days"


def minutes_said(minutes: float) -> str:
    """Return working time as `2 h 5 min`: a working day isn't 24 hours, so there are no days in it."""
    whole = round(minutes)
    hours, rest = divmod(whole, HOUR_MINUTES)
    return duration_said(whole * MINUTE) if not hours else f"{hours:,} h" + (f" {rest} min" if rest else "")


def _first_time(known: Known) -> str:
    if known.is_fixed_first is None:
        return "Not known: open, or closed without a visit"
    if known.is_fixed_first:
        return "One visit, and it ended done"
    return f"{_visits(known.visits_over)}, {known.visits_done} of them done"


def _effective(known: Known) -> str:
    came_back = "; it came back too soon" if known.came_back else ""
    return f"{_first_time(known)}{came_back}"


def _held(known: Known) -> str:
    held = "Held for a part" if known.is_held else "Not held for a part"
    return f"{held}; {_visits(known.visits_over)}"


def _completion(known: Known) -> str:
    return f"{_visits(known.visits_over)}, {known.visits_done} of them done"


def _run(known: Known) -> str:
    return "Not known" if known.pages_since is None else f"{known.pages_since:,} pages since the call before"


def _response(known: Known) -> str:
    return _wait("On site", known.response_minutes, known.response_gap)


def _downtime(known: Known) -> str:
    return _wait("Running again", known.downtime_minutes, known.downtime_gap)


def _term(known: Known) -> str:
    term = minutes_said(known.term_minutes) if known.term_minutes else "unknown"
    kept = "in time" if known.is_in_term else "too late"
    return f"{_response(known)}; agreed {term}: {kept}"


def _trade_held(known: Known) -> str:
    return f"{_held(known)}. {verdict_said(known)}"


def _phone(known: Known) -> str:
    return _PHONE.get(known.phone, "Not tried on the phone")


def _wait(what: str, minutes: int | None, gap: str) -> str:
    if minutes is not None:
        return f"{what} after {minutes_said(minutes)} of working time"
    return f"{what}: {_GAPS[Gap(gap)]}" if gap else f"{what}: not asked of this call"


def _visits(count: int) -> str:
    return "1 visit" if count == 1 else f"{count} visits"


_WHYS: Mapping[str, Callable[[Known], str]] = MappingProxyType({
    "first-time-fix": _first_time,
    "first-call-effectiveness": _effective,
    "held-for-parts": _held,
    "completion": _completion,
    "pages-between-calls": _run,
    "response": _response,
    "downtime": _downtime,
    "within-term": _term,
    "phone-fixes": _phone,
    "phone-fixes-held": _phone,
    "trade-held": _trade_held,
})  # fmt: skip
