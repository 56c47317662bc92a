"""The kept share by month as a drawing that stands alone."""

from collections.abc import Mapping
from html import escape

from steadyhand.business.promises.forecasting.backtest import GIVEN, OURS, Report
from steadyhand.business.promises.forecasting.scores import Part

WIDTH, HEIGHT = 760, 320
LEFT, RIGHT, TOP, BOTTOM = 60, 20, 44, 40
INK, QUIET, OURS_COLOUR, GIVEN_COLOUR = "#1d2733", "#5b6b7b", "#0b6e4f", "#b4540a"


def drawn(report: Report, *, title: str) -> str:
    """Return an SVG of the kept share month by month: ours, what was promised, and the target."""
    ours = {part.name: part for part in report.scores[OURS].months}
    given = {part.name: part for part in report.scores[GIVEN].months} if GIVEN in report.scores else {}
    months = sorted({*ours, *given})
    shares = [part.kept for part in (*ours.values(), *given.values())]
    floor = max(0.0, int(min([report.asked.target, *shares]) * 10 - 0.5) / 10)

    def x_of(month: str) -> float:
        return LEFT + months.index(month) * (WIDTH - LEFT - RIGHT) / max(1, len(months) - 1)

    def y_of(share: float) -> float:
        return HEIGHT - BOTTOM - (share - floor) / (1 - floor) * (HEIGHT - TOP - BOTTOM)

    def line(parts: Mapping[str, Part], colour: str, dash: str = "") -> str:
        points = " ".join(f"{x_of(name):.1f},{y_of(part.kept):.1f}" for name, part in sorted(parts.items()))
        dots = "".join(
            f'<circle cx="{x_of(name):.1f}" cy="{y_of(part.kept):.1f}" r="3" fill="{colour}">'
            f"<title>{name}: {part.kept * 100:.1f} % of {part.promises:,}</title></circle>"
            for name, part in sorted(parts.items())
        )
        return f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>{dots}'

    def text(x: float, y: float, words: str, *, colour: str = QUIET, anchor: str = "start") -> str:
        return f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour}" text-anchor="{anchor}">{escape(words)}</text>'

    steps = [floor + (1 - floor) * part / 4 for part in range(5)]
    every = max(1, len(months) // 8)
    target_y = y_of(report.asked.target)
    target_line = (
        f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{target_y:.1f}" y2="{target_y:.1f}" stroke="{QUIET}" '
        'stroke-dasharray="6 4"/>'
    )
    pieces = [
        *(
            f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y_of(step):.1f}" y2="{y_of(step):.1f}" stroke="#d9e0e6"/>'
            + text(LEFT - 8, y_of(step) + 4, f"{step * 100:.0f} %", anchor="end")
            for step in steps
        ),
        *(text(x_of(each), HEIGHT - 14, each, anchor="middle") for at, each in enumerate(months) if at % every == 0),
        target_line,
        line(given, GIVEN_COLOUR, ' stroke-dasharray="2 3"') if given else "",
        line(ours, OURS_COLOUR),
        text(LEFT, 18, f"{title}: promises kept, by the month of opening", colour=INK),
        text(LEFT, 34, "Steadyhand", colour=OURS_COLOUR),
        text(LEFT + 90, 34, "what was promised", colour=GIVEN_COLOUR) if given else "",
        text(LEFT + 230, 34, f"dashed: target {report.asked.target * 100:g} %"),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="system-ui, sans-serif" '
        f'font-size="12"><rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>{"".join(pieces)}</svg>\n'
    )
