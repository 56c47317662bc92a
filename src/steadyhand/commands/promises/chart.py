"""A backtest as a picture: the share kept by month, ours and the others', beside what was asked for."""

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from steadyhand.business.promises.forecasting.backtest.run import Backtest

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 900, 420, 60, 210, 50, 60
_COLOURS = {"steadyhand": "#0b6e4f", "constant": "#8a8a8a", "segment_quantile": "#b06d00", "given": "#3457a6"}
_TITLES = {
    "steadyhand": "Steadyhand", "constant": "one number for all",
    "segment_quantile": "by segment", "given": "as really given",
}  # fmt: skip
_LOWEST = 0.5


def drawn(found: "Backtest", *, target: float) -> str:
    """Return the picture as SVG."""
    months = sorted({month.name for verdict in found.verdicts.values() for month in verdict.months})
    shares = [month.kept_share for verdict in found.verdicts.values() for month in verdict.months]
    low = max(_LOWEST, min([*shares, target]) - 0.05)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
        'font-size="13" role="img" aria-label="Share of promises kept by month">'
    )
    parts = [
        head,
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        f'<text x="{LEFT}" y="28" font-size="16">Promises kept by month of opening, {target:.1%} asked for</text>',
    ]
    for share in (low, (low + 1) / 2, target, 1.0):
        y = _y(share, low)
        dash = "" if share == target else ' stroke-dasharray="2 4"'
        stroke = "#222222" if share == target else "#bbbbbb"
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="{stroke}"{dash}/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{share:.0%}</text>')
    step = max(1, len(months) // 9)
    for number, month in enumerate(months):
        if number % step == 0:
            x = _x(number, len(months))
            parts.append(f'<text x="{x:.1f}" y="{HEIGHT - 30}" text-anchor="middle">{escape(month)}</text>')
    for number, (name, verdict) in enumerate(found.verdicts.items()):
        places = {month.name: month.kept_share for month in verdict.months}
        points = [
            (_x(place, len(months)), _y(max(places[month], low), low))
            for place, month in enumerate(months)
            if month in places
        ]
        width = 3 if name == "steadyhand" else 1.5
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{_COLOURS[name]}" stroke-width="{width}"/>')
        parts.extend(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{_COLOURS[name]}"/>' for x, y in points)
        kept = "–" if verdict.kept is None else f"{verdict.kept:.1%}"
        y = TOP + 20 + number * 24
        parts.append(f'<rect x="{WIDTH - RIGHT + 16}" y="{y - 10}" width="14" height="10" fill="{_COLOURS[name]}"/>')
        parts.append(f'<text x="{WIDTH - RIGHT + 36}" y="{y}">{_TITLES[name]}: {kept}</text>')
    return "\n".join([*parts, "</svg>", ""])


def _x(place: int, count: int) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * (place + 0.5) / max(count, 1)


def _y(share: float, low: float) -> float:
    return TOP + (HEIGHT - TOP - BOTTOM) * (1 - (share - low) / max(1 - low, 1e-9))
