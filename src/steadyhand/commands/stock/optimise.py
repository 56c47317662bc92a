"""`steadyhand stock optimise`: what should lie on the trucks, from tables alone."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Any

import click

from steadyhand.commands.answers import as_json, as_table
from steadyhand.commands.application import CannotDo

if TYPE_CHECKING:  # read when it begins, so that --help answers at once
    from steadyhand.business.stock.levels.fleet import Fleet

# Levels are chosen for the weeks after the last call that is known.
_AHEAD = timedelta(days=30)
_LINES = 12


@click.command(
    epilog="\b\nExamples:\n  steadyhand stock optimise docs/reference/stock/trucks/*.csv\n"
    "  steadyhand stock optimise parts.csv calls.csv --budget 24000 --slots 60 --json"
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--budget", type=click.FloatRange(0, min_open=True),
    help="Money for what lies on all trucks together.  [default: what the levels now are worth]",
)  # fmt: skip
@click.option("--weight", type=click.FloatRange(0, min_open=True), help="At most so many kg on each truck.")
@click.option("--volume", type=click.FloatRange(0, min_open=True), help="At most so many litres on each truck.")
@click.option("--slots", type=click.FloatRange(0, min_open=True), help="At most so many slots on each truck.")
@click.option(
    "--for", "middle", type=click.DateTime(["%Y-%m-%d"]),
    help="The day around which calls are to be finished.  [default: a month after the last call]",
)  # fmt: skip
@click.option(
    "--json", "wants_json", is_flag=True, help="Answer as JSON: docs/reference/stock/trucks/answer.schema.json."
)
def optimise(
    *,
    files: tuple[Path, ...],
    budget: float | None,
    weight: float | None,
    volume: float | None,
    slots: float | None,
    middle: datetime | None,
    wants_json: bool,
) -> None:
    """Say which parts at which level on each truck finish most calls with what is aboard.

    FILES are CSV tables of parts, past calls and, if there are any, trucks and the levels now; which is which is told
    by their columns (docs/reference/stock). Whatever a truck's own line limits holds beside the options. Needs no
    dealership and no database.
    """
    from steadyhand.business.stock.levels.demand import NothingToLearnFrom  # noqa: PLC0415  # so that --help answers at once
    from steadyhand.business.stock.levels.document import as_document  # noqa: PLC0415
    from steadyhand.business.stock.levels.plan import NoMoneySaid, propose  # noqa: PLC0415
    from steadyhand.business.stock.levels.reading import BadTable, read_fleet  # noqa: PLC0415

    began = process_time()
    try:
        fleet = _limited(read_fleet(files), weight=weight, volume=volume, slots=slots)
        plan = propose(
            fleet,
            middle=_middle(fleet) if middle is None else middle.replace(tzinfo=UTC).date(),
            most_cents=None if budget is None else budget * 100,
        )
    except (BadTable, NoMoneySaid, NothingToLearnFrom) as problem:
        raise CannotDo(str(problem)) from problem
    answer = as_document(plan) | {"seconds": round(process_time() - began, 2)}
    if wants_json:
        as_json(answer)
    else:
        _tell(answer)


def _middle(fleet: "Fleet") -> date:
    return date.fromordinal(int(fleet.history.call_day.max())) + _AHEAD


def _limited(fleet: "Fleet", *, weight: float | None, volume: float | None, slots: float | None) -> "Fleet":
    """Return the fleet with the options' limits on every truck, where its own aren't tighter."""
    trucks = tuple(
        replace(
            truck,
            most_weight_g=min(truck.most_weight_g, float("inf") if weight is None else weight * 1000),
            most_volume_ml=min(truck.most_volume_ml, float("inf") if volume is None else volume * 1000),
            most_slots=min(truck.most_slots, float("inf") if slots is None else slots),
        )
        for truck in fleet.trucks
    )
    return replace(fleet, trucks=trucks)


def _tell(answer: dict[str, Any]) -> None:
    click.secho(
        f"Of 100 calls that need parts {_of_100(answer['finished_now'])} → {_of_100(answer['finished'])} are finished "
        f"with what is aboard, with parts for {answer['value_now']:,.0f} → {answer['value']:,.0f} on the trucks.",
        bold=True,
    )
    click.echo(
        f"No levels within the limits finish more than {_of_100(answer['at_most'])}: what is proposed is at most "
        f"{answer['gap']:.1%} short of the best. {answer['seconds']:.1f} s of processor time.\n"
    )
    as_table(
        ("truck", "calls a month", "worth", "finished of 100"),
        [
            (
                each["name"] or each["truck"],
                f"{each['calls_a_month']:.0f}",
                f"{each['value_now']:,.0f} → {each['value']:,.0f}",
                f"{_of_100(each['finished_now'])} → {_of_100(each['finished'])}",
            )
            for each in answer["trucks"]
        ],
    )
    if answer["curve"]:
        click.echo("\nFor other sums:")
        for point in answer["curve"]:
            click.echo(f"  {point['of_budget']:.0%}, {point['budget']:,.0f}: {_of_100(point['finished'])} of 100")
    for each in answer["trucks"]:
        changed = [level for level in each["levels"] if level["now"] != level["level"]]
        if not changed:
            continue
        click.secho(f"\n{each['name'] or each['truck']}", bold=True)
        for level in changed[:_LINES]:
            click.echo(f"  {level['name'] or level['part']}: {level['now']} → {level['level']}. {level['why']}")
        if len(changed) > _LINES:
            click.echo(f"  and {len(changed) - _LINES} more; --json tells all")
    if answer["moves"]:
        click.secho(f"\nTo carry ({len(answer['moves'])})", bold=True)
        for move in answer["moves"][:_LINES]:
            click.echo(f"  {move['from']} → {move['to']}: {move['quantity']} × {move['part']}; {move['why']}")
        if len(answer["moves"]) > _LINES:
            click.echo(f"  and {len(answer['moves']) - _LINES} more; --json tells all")


def _of_100(share: float) -> str:
    return f"{100 * share:.1f}"
