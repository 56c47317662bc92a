"""How is a number said? The same on pages, in files and by the command."""

from steadyhand.business.insight.figures import Figure
from steadyhand.business.insight.metrics import Kind
from steadyhand.business.insight.why import minutes_said

NOTHING = "—"
_SHARES = (Kind.SHARE, Kind.RATIO, Kind.TRADE_REST)
# A line never breaks between a number and its unit.
UNIT = "\u00a0%"
# One more place means nothing where the interval is wider, and it nearly always is.
WHOLE_FROM = 0.1


def share_said(share: float) -> str:
    """Return `23 %`, `8.4 %` or `−3.1 %`: a decimal only where it is needed to tell two apart."""
    percent = share * 100
    said = f"{percent:.0f}" if abs(share) >= WHOLE_FROM or not share else f"{percent:.1f}"
    return f"{said.replace('-', '−')}{UNIT}"


def value_said(kind: Kind, value: float | None) -> str:
    """Return a value in its unit; a dash where there is none."""
    if value is None:
        return NOTHING
    if kind in _SHARES:
        return share_said(value)
    return f"{value:,.0f} pages" if kind is Kind.PAGES else minutes_said(value)


def said(figure: Figure) -> str:
    """Return a number; a wait with what nine in ten don't exceed."""
    value = value_said(figure.metric.kind, figure.value)
    return value if figure.ninety is None else f"{value}, nine in ten within {minutes_said(figure.ninety)}"


def said_between(figure: Figure) -> str:
    """Return between which values it lies, 95 times in 100; nothing where that isn't known."""
    if figure.interval is None:
        return ""
    kind = figure.metric.kind
    low, high = value_said(kind, figure.interval.low), value_said(kind, figure.interval.high)
    return f"{low.removesuffix(UNIT)}–{high}" if kind in _SHARES else f"{low} – {high}"


def said_of(figure: Figure) -> str:
    """Return out of what: `37 of 160`."""
    if figure.metric.kind is Kind.WAIT:
        return f"{figure.total:,.0f} calls"
    if figure.metric.kind is Kind.PAGES:
        return f"{figure.total:,.0f} runs"
    return f"{figure.count:,.0f} of {figure.total:,.0f}"


def change_said(now: Figure, before: Figure) -> str:
    """Return how it was before, and whether the two differ by more than chance would make them."""
    if now.value is None or before.value is None:
        return ""
    was = f"{value_said(before.metric.kind, before.value)} before"
    if now.interval is None or before.interval is None:
        return was
    apart = now.interval.low > before.interval.high or now.interval.high < before.interval.low
    return f"{was}: a real change" if apart else f"{was}: no change beyond chance"
