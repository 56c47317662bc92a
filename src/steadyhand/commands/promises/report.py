"""A backtest, told to a person."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import click

from steadyhand.commands.answers import as_table

if TYPE_CHECKING:
    from steadyhand.business.promises.forecasting.backtest.judging import Verdict
    from steadyhand.business.promises.forecasting.backtest.reading import Log
    from steadyhand.business.promises.forecasting.backtest.run import Backtest

_TITLES = {
    "steadyhand": "Steadyhand",
    "constant": "one number for all",
    "segment_quantile": "each segment's closed cases",
    "given": "as really given",
}
_DAYS_FROM = 48.0


def report(found: "Backtest", log: "Log", *, target: float) -> None:
    """Print what every method would have promised, and what was kept."""
    begins = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(hours=found.evaluate_from)
    click.secho(f"{target:.1%} asked for, promises from {begins:%Y-%m-%d} on:", bold=True)
    as_table(
        ("method", "kept", "worst month", "worst segment", "mean", "median", "loss", "no time given"),
        [_line(_TITLES[name], verdict) for name, verdict in found.verdicts.items()],
    )
    ours = found.verdicts["steadyhand"]
    click.echo(
        f"\nLoss is the pinball loss at {target:.1%} over all cases, those without a time counted at the horizon of "
        f"{_said(found.horizon_hours)}; lower is better. Fitted {found.fits} times."
    )
    if log.segment and ours.luck_floor is not None:
        _segments(ours, log.segment, target)
    elif not log.segment:
        click.echo("No segment: name a column with --segment to see that all kinds are kept alike.")
    if "hazard trees" not in found.tiers:
        click.echo("Too few cases a month for trees: curves and the ledger answered alone.")
    if ours.unknown:
        click.echo(f"{ours.unknown:,} cases count nowhere: the log ends before it is known whether they were kept.")
    if found.note:
        click.secho(f"{found.note}.", fg="yellow")


def _segments(ours: "Verdict", segment: str, target: float) -> None:
    names = ", ".join(f"{each.name} ({each.kept_share:.1%} of {each.given:,})" for each in ours.short)
    floor = f"by luck alone the worst would show {ours.luck_floor:.1%} one time in twenty"
    short = f"{len(ours.short)} of {len(ours.segments)} by {segment!r} significantly under {target:.1%}"
    click.echo(f"{short}{f': {names}' if names else ''}; {floor}.")


def _line(title: str, verdict: "Verdict") -> tuple[str, ...]:
    return (
        title,
        _share(verdict.kept),
        _share(verdict.kept_worst_month),
        _share(verdict.kept_worst_segment),
        _said(verdict.promise_mean_hours),
        _said(verdict.promise_median_hours),
        _said(verdict.pinball_hours),
        _share(verdict.no_answer_share),
    )


def _share(share: float | None) -> str:
    return "–" if share is None else f"{share:.1%}"


def _said(hours: float | None) -> str:
    if hours is None:
        return "–"
    return f"{hours / 24:.2f} d" if hours >= _DAYS_FROM / 2 else f"{hours:.2f} h"
