"""`steadyhand promises backtest`: how many promises would have been kept in a log of one's own?"""

import gzip
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from steadyhand.commands.answers import as_json, as_table
from steadyhand.commands.application import CannotDo

if TYPE_CHECKING:
    from steadyhand.business.promises.forecasting.backtest import Report
    from steadyhand.business.promises.forecasting.scores import Score

LABELS = {
    "steadyhand": "Steadyhand",
    "constant": "the same time for all",
    "segment_quantile": "a time for each kind",
    "given": "what was promised",
}
DAY_HOURS, FEW_HOURS = 24.0, 48.0
MOST_SEGMENTS = 12


@click.group()
def promises() -> None:
    """Try the promise engine on a log of your own."""


@promises.command(
    epilog="\b\nExamples:\n"
    "  steadyhand promises backtest calls.csv --opened taken --closed arrived\n"
    "  steadyhand promises backtest repairs.csv.gz --opened opened --closed closed --features type,branch,urgency \\\n"
    "    --given promised --target 0.9 --chart kept.svg"
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--opened", required=True, help="The column that says when a case was opened.")
@click.option("--closed", required=True, help="The column that says when it was done; empty while it is open.")
@click.option("--features", default="", help="Columns that were known when it was opened, with commas between them.")
@click.option(
    "--segment", default="", help="The column by which the result is shown apart [default: the first feature]."
)
@click.option("--given", default="", help="The column with the time that was promised, to compare with.")
@click.option(
    "--target", type=click.FloatRange(0.5, 0.99), default=0.95, show_default=True, help="The share to be kept."
)
@click.option(
    "--horizon",
    type=click.FloatRange(min=0.04),
    help="Days beyond which no time is given, and what isn't done counts as missed [default: follows from the log].",
)
@click.option(
    "--from",
    "evaluate_from",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Judge from this day on [default: after a third].",
)
@click.option("--refit", type=click.FloatRange(min=0.5), help="Days between two fits [default: a week or more].")
@click.option("--chart", type=click.Path(dir_okay=False, path_type=Path), help="Draw the kept share by month (SVG).")
@click.option("--json", "wants_json", is_flag=True, help="Answer as JSON: each method with its figures.")
def backtest(
    *,
    file: Path,
    opened: str,
    closed: str,
    features: str,
    segment: str,
    given: str,
    target: float,
    horizon: float | None,
    evaluate_from: datetime | None,
    refit: float | None,
    chart: Path | None,
    wants_json: bool,
) -> None:
    """Replay a CSV log (or .csv.gz) as it happened, and say how many promises would have been kept.

    At each opening a time is promised from what was known then; the earliest third is only learned from. Cases that are
    still open count for as long as they have lasted. Beside it: the same time for all, a time for each kind, and what
    was promised, if a column says so. Nothing is written anywhere; no database is needed.
    """
    from steadyhand.business.promises.forecasting.backtest import Asked  # noqa: PLC0415  # NumPy takes a moment
    from steadyhand.business.promises.forecasting.backtest import backtest as replayed  # noqa: PLC0415
    from steadyhand.business.promises.forecasting.logs import CannotReadLog, Columns, read_log  # noqa: PLC0415

    named = tuple(dict.fromkeys(name.strip() for name in features.split(",") if name.strip()))
    columns = Columns(opened=opened, closed=closed, given=given, segment=segment, features=named)
    begun = evaluate_from.replace(tzinfo=UTC) if evaluate_from else None
    asked = Asked(target=target, horizon_days=horizon, evaluate_from=begun, refit_days=refit)
    try:
        _tell(f"Reading {file.name} …")
        log = read_log(_text(file), columns)
        report = replayed(log, asked, told=_tell)
    except CannotReadLog as problem:
        raise CannotDo(str(problem)) from problem
    finally:
        _tell("")
    if chart is not None:
        from steadyhand.commands.promises.chart import drawn  # noqa: PLC0415

        chart.write_text(drawn(report, title=file.name), encoding="utf-8")
    if wants_json:
        as_json(report.as_json())
    else:
        _say(report, columns.told_apart_by)


def _text(file: Path) -> str:
    try:
        content = file.read_bytes()
        if content.startswith(b"\x1f\x8b"):
            content = gzip.decompress(content)
    except (OSError, EOFError) as problem:
        raise CannotDo(f"{file} can't be read: {problem}.") from problem
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What spreadsheets write in the Americas and Western Europe.
        return content.decode("cp1252", errors="replace")


def _tell(words: str) -> None:
    """Say on one line of a terminal how far it is; standard output is the answer's."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{words}")
        sys.stderr.flush()
    elif words:
        click.echo(words, err=True)


def _say(report: "Report", apart: str) -> None:
    click.secho(
        f"{report.promised:,} promises, from {report.judged_from:%d %B %Y} to {report.judged_until:%d %B %Y}, of "
        f"{report.cases:,} cases ({report.open_cases:,} still open). Asked for: {_share(report.asked.target)} kept.",
        bold=True,
    )
    as_table(
        ("promised by", "kept", "worst month", "worst kind", "mean", "median", "loss", "no time"),
        [(LABELS[name], *_figures(found)) for name, found in report.scores.items()],
    )
    click.echo(
        f"No time beyond {report.horizon_days:g} days: what isn't done by then counts as missed. Refitted every "
        f"{report.refit_days:g} days. Loss: the pinball loss; smaller is better."
    )
    segments = report.scores["steadyhand"].segments
    if apart and segments:
        short = [part for part in segments if part.is_short]
        luck = (
            ""
            if report.luck_floor is None
            else f"; by luck alone the worst would show about {_share(report.luck_floor)}"
        )
        click.secho(
            f"By {apart}, the worst first ({len(short)} of {len(segments)} short beyond luck{luck}):", bold=True
        )
        as_table(
            (apart, "promises", "kept", ""),
            [
                (part.name or "not said", f"{part.promises:,}", _share(part.kept), "short" if part.is_short else "")
                for part in segments[:MOST_SEGMENTS]
            ],
        )
    for each in report.left_out:
        click.echo(f"Left out: {each}.")
    for note in report.notes:
        click.echo(note)


def _figures(found: "Score") -> tuple[str, ...]:
    return (
        _share(found.kept),
        _share(found.kept_worst_month),
        _share(found.kept_worst_segment),
        _hours(found.promise_mean_hours),
        _hours(found.promise_median_hours),
        _hours(found.pinball_hours),
        _share(found.no_answer_share),
    )


def _share(share: float | None) -> str:
    return "–" if share is None else f"{share * 100:.1f} %"


def _hours(hours: float | None) -> str:
    if hours is None:
        return "–"
    return f"{hours:.1f} h" if hours < FEW_HOURS else f"{hours / DAY_HOURS:.1f} d"
