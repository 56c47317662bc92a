"""`steadyhand numbers`: reckon the trade's numbers, and print them."""

from datetime import UTC, datetime
from time import process_time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from steadyhand.commands.answers import as_json, as_table
from steadyhand.commands.application import CannotDo, wake

if TYPE_CHECKING:
    from steadyhand.business.insight.actions.reckon import Reckoned
    from steadyhand.business.insight.figures import Figure
    from steadyhand.business.insight.queries.numbers import Numbers
    from steadyhand.shared.actor import Actor


@click.command(
    epilog="\b\nExamples:\n  steadyhand numbers\n  steadyhand numbers --period 2026-q1 --json\n"
    "  steadyhand numbers --reckon whole"
)
@click.option("--period", default="", help="As in 2026-03, 2026-q1 or 2026; the last full month if left out.")
@click.option(
    "--reckon",
    type=click.Choice(["changes", "whole", "no"]),
    default="changes",
    show_default=True,
    help="What to reckon first: what changed, everything, or nothing.",
)
@click.option("--dealership", default="", help="Name of the dealership, where the database has several.")
@click.option("--json", "wants_json", is_flag=True, help="Answer as JSON.")
def numbers(*, period: str, reckon: str, dealership: str, wants_json: bool) -> None:
    """Print callbacks, first-time fix and the trade's other numbers of a month, quarter or year.

    The jobs reckon them by themselves; here they are reckoned at once. Safe to stop and to run again.
    """
    wake()
    from steadyhand.imports.acting import WhichDealership, acting_for  # noqa: PLC0415

    try:
        by = acting_for(dealership, "steadyhand numbers")
    except WhichDealership as problem:
        raise CannotDo(str(problem)) from problem
    done, seconds = _reckon(by, reckon)
    found = _numbers(by, period)
    if wants_json:
        as_json(_plain(found, done, seconds))
        return
    if done is not None:
        why = f" ({done.because})" if done.because else ""
        click.echo(f"Reckoned in {seconds:.1f} s of processor time: {done.facts:,} calls changed{why}.")
    click.secho(f"{found.period.said}: {found.calls:,} calls", bold=True)
    as_table(
        ("number", "now", "95 in 100 times between", "of", "before"),
        [_line(figure, found.before[key]) for key, figure in found.now.items()],
    )


def _reckon(by: "Actor", how: str) -> "tuple[Reckoned | None, float]":
    from steadyhand.business.insight.actions.reckon import reckon  # noqa: PLC0415
    from steadyhand.shared.clock import read_clock  # noqa: PLC0415

    if how == "no":
        return None, 0.0
    started = process_time()
    done = reckon(by=by, now=read_clock(), whole_because="asked for" if how == "whole" else "")
    return done, process_time() - started


def _numbers(by: "Actor", key: str) -> "Numbers":
    from steadyhand.business.dealership.queries import the_dealership  # noqa: PLC0415
    from steadyhand.business.insight.periods import last_full_month, period_called  # noqa: PLC0415
    from steadyhand.business.insight.queries.numbers import numbers_of  # noqa: PLC0415

    today = datetime.now(UTC).astimezone(ZoneInfo(the_dealership(by.tenant_id).zone)).date()
    period = period_called(key) if key else last_full_month(today)
    if period is None:
        raise CannotDo(f"{key!r} is no period: write a month as 2026-03, a quarter as 2026-q1, a year as 2026.")
    return numbers_of(by, period)


def _line(figure: "Figure", before: "Figure") -> tuple[str, str, str, str, str]:
    from steadyhand.business.insight.saying import said, said_between, said_of  # noqa: PLC0415

    return (figure.metric.title, said(figure), said_between(figure), said_of(figure), said(before))


def _plain(found: "Numbers", done: "Reckoned | None", seconds: float) -> dict[str, Any]:
    return {
        "period": found.period.key,
        "calls": found.calls,
        "reckoned": None if done is None else {
            "calls_changed": done.facts, "months": done.months, "because": done.because, "processor_seconds": seconds,
        },
        "counts": dict(found.tallied.counts),
        "numbers": {
            key: {
                "title": figure.metric.title,
                "value": figure.value,
                "count": figure.count,
                "of": figure.total,
                "low": figure.interval.low if figure.interval else None,
                "high": figure.interval.high if figure.interval else None,
                "nine_in_ten": figure.ninety,
                "chance_floor": figure.floor,
                "chance_floor_memoryless": figure.memoryless,
                "before": found.before[key].value,
                "formula": figure.metric.formula,
            }
            for key, figure in found.now.items()
        },
    }  # fmt: skip
