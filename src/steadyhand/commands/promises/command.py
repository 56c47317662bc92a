"""`steadyhand promises`: what can be asked of the promise engine without a dealership."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from steadyhand.commands.answers import as_json
from steadyhand.commands.application import CannotDo

if TYPE_CHECKING:  # read when it begins, so that --help answers at once
    from steadyhand.business.promises.forecasting.backtest.reading import Log
    from steadyhand.business.promises.forecasting.backtest.run import Backtest

DAY_HOURS = 24.0


@click.group()
def promises() -> None:
    """Ask the promise engine about a log of your own."""


@promises.command(
    epilog="\b\nExamples:\n  steadyhand promises backtest calls.csv --opened reported --closed fixed\n"
    "  steadyhand promises backtest orders.csv.gz --opened bought --closed delivered --features state,weight \\\n"
    "      --segment state --given promised --horizon 60 --chart orders.svg --json"
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--opened", required=True, help="Column with the moment a case was opened.")
@click.option("--closed", required=True, help="Column with the moment it was closed; empty where it is still open.")
@click.option(
    "--features", default="", help="Columns known at the opening, with commas between. No other is looked at."
)
@click.option("--segment", default="", help="Column by which kept shares are told; a feature too. [default: a feature]")
@click.option("--given", default="", help="Column with the time that was really promised, to stand beside ours.")
@click.option("--target", type=click.FloatRange(0.5, 0.995), default=0.95, show_default=True, help="Share to be kept.")
@click.option(
    "--horizon", type=click.FloatRange(min=0.01), help="Days beyond which no time is given.  [default: from the log]"
)
@click.option(
    "--evaluate-from", type=click.DateTime(["%Y-%m-%d", "%Y-%m-%d %H:%M:%S"]), help="[default: after 30 % of the cases]"
)
@click.option("--refit", type=click.FloatRange(min=0.01), help="Days between refits.  [default: from the log]")
@click.option("--chart", type=click.Path(path_type=Path, dir_okay=False), help="Draw it into this SVG file.")
@click.option("--json", "wants_json", is_flag=True, help="Answer as JSON: by method, hours and shares (0–1).")
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
    """Replay a log of cases and say what would have been promised, and how much of it kept.

    The log is told again in the order in which it happened: each case is promised a time from what was known when it
    was opened, cases that were still open included, and an outcome is learnt when it came. Beside it stand a constant,
    the share of each segment's closed cases, and the times really given. Needs no dealership and no database.
    """
    from steadyhand.business.promises.forecasting.backtest.reading import CannotRead, Named, read_log  # noqa: PLC0415
    from steadyhand.business.promises.forecasting.backtest.run import Asked, run  # noqa: PLC0415
    from steadyhand.business.promises.forecasting.cases import wall_hours  # noqa: PLC0415

    wanted = tuple(dict.fromkeys(each.strip() for each in features.split(",") if each.strip()))
    asked = Asked(
        target=target,
        horizon_hours=None if horizon is None else horizon * DAY_HOURS,
        evaluate_from=None if evaluate_from is None else wall_hours(evaluate_from),
        refit_hours=None if refit is None else refit * DAY_HOURS,
    )
    try:
        log = read_log(file, Named(opened, closed, wanted, segment, given))
        for note in log.notes:
            click.echo(note, err=True)
        found = run(log, asked, told=lambda line: click.echo(line, err=True))
    except CannotRead as problem:
        raise CannotDo(str(problem)) from problem
    _answer(found, log, target=target, chart=chart, wants_json=wants_json)


def _answer(found: "Backtest", log: "Log", *, target: float, chart: Path | None, wants_json: bool) -> None:
    from steadyhand.commands.promises.report import report  # noqa: PLC0415

    if chart is not None:
        from steadyhand.commands.promises.chart import drawn  # noqa: PLC0415

        try:
            chart.write_text(drawn(found, target=target), encoding="utf-8")
        except OSError as problem:
            raise CannotDo(f"{chart} can't be written ({problem.strerror}): name another file.") from problem
    if wants_json:
        as_json({name: _plain(verdict) for name, verdict in found.verdicts.items()})
        return
    report(found, log, target=target)


def _plain(verdict: Any) -> dict[str, Any]:
    return {
        "kept": verdict.kept,
        "kept_worst_month": verdict.kept_worst_month,
        "kept_worst_segment": verdict.kept_worst_segment,
        "promise_mean_hours": verdict.promise_mean_hours,
        "promise_median_hours": verdict.promise_median_hours,
        "pinball_hours": verdict.pinball_hours,
        "no_answer_share": verdict.no_answer_share,
        "cases": verdict.cases,
        "given": verdict.given,
        "outcome_unknown": verdict.unknown,
        "worst_month": verdict.worst_month or None,
        "worst_segment": verdict.worst_segment or None,
        "luck_floor": verdict.luck_floor,
        "segments_short": [each.name for each in verdict.short],
    }
