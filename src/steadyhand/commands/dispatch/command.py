"""`steadyhand dispatch`: a branch's day, and what can be asked of the engine without a dealership."""

import os
from pathlib import Path
from time import monotonic, process_time
from typing import Any

import click

from steadyhand.commands.answers import as_json, as_table
from steadyhand.commands.application import CannotDo
from steadyhand.commands.dispatch.plan import plan
from steadyhand.shared.workers import WorkLost

# What is good for a day of a branch; and for one that is planned in parts.
_SECONDS, _LARGE_SECONDS = 2.0, 60.0


@click.group()
def dispatch() -> None:
    """Plan a branch's day, or ask the dispatch engine about a day in a file."""


dispatch.add_command(plan)


@dispatch.command(
    epilog="\b\nExamples:\n  steadyhand dispatch solve docs/reference/dispatch/monday.json\n"
    "  steadyhand dispatch solve R101.txt --seconds 5 --engine pyvrp --json"
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--seconds", type=click.FloatRange(0.1, 3600), default=None,
    help="Seconds of processor time, on each core.  [default: 2; 60 for a large day]",
)  # fmt: skip
@click.option(
    "--cores", type=click.IntRange(1, 256), default=None,
    help="So many processes plan a large day, in parts.  [default: one a processor]",
)  # fmt: skip
@click.option(
    "--engine", type=click.Choice(["auto", "vroom", "pyvrp", "greedy"]), default="auto", show_default=True,
    help="One engine alone, to compare; greedy sends the nearest who may.",
)  # fmt: skip
@click.option("--why", multiple=True, help="A visit to give the reasons of, where the day is too large to give all.")
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Where chance begins.")
@click.option("--json", "wants_json", is_flag=True, help="Answer as JSON: docs/reference/dispatch/answer.schema.json.")
def solve(
    *,
    file: Path,
    seconds: float | None,
    cores: int | None,
    engine: Any,
    why: tuple[str, ...],
    seed: int,
    wants_json: bool,
) -> None:
    """Plan the day in FILE: who goes where and when, who can't be served, and why.

    FILE is our JSON (docs/reference/dispatch), or an instance as Solomon, VRPLIB or Pillac published them; those are
    answered in their own units. A day of 200 technicians or 1,500 visits is planned in parts, by all processors; any
    other by one thread. Needs no dealership and no database.
    """
    from steadyhand.business.dispatch.solver.answer import as_document  # noqa: PLC0415  # so that --help answers at once
    from steadyhand.business.dispatch.solver.large import is_large, plan_any_size  # noqa: PLC0415
    from steadyhand.business.dispatch.solver.planning import plan_day  # noqa: PLC0415
    from steadyhand.business.dispatch.solver.problem import BadProblem  # noqa: PLC0415
    from steadyhand.business.dispatch.solver.reading.files import read  # noqa: PLC0415

    try:
        instance = read(file)
    except BadProblem as problem:
        raise CannotDo(str(problem)) from problem
    unknown = set(why) - {visit.key for visit in instance.problem.visits}
    if unknown:
        raise CannotDo(f"--why names {min(unknown)!r}, which is no visit in {file}: give the id of one that is.")
    in_parts = engine == "auto" and is_large(instance.problem)
    seconds = seconds or (_LARGE_SECONDS if in_parts else _SECONDS)
    began = monotonic() if in_parts else process_time()
    try:
        planned = (
            plan_any_size(instance.problem, seconds=seconds, cores=cores or os.cpu_count() or 1, seed=seed)
            if in_parts
            else plan_day(instance.problem, seconds=seconds, engine=engine, seed=seed)
        )
    except WorkLost as problem:
        raise CannotDo(str(problem)) from problem
    taken = (monotonic() if in_parts else process_time()) - began
    answer = as_document(
        planned,
        unit_seconds=instance.unit_seconds or None,
        with_reasons=not in_parts and not instance.unit_seconds,
        why=why,
    )
    answer["cost"] = round(answer["cost"] + instance.always_units, 4)
    answer |= {"engine": engine, "seconds": round(taken, 2)}
    if wants_json:
        as_json(answer)
    else:
        _tell(answer, is_published=bool(instance.unit_seconds))


def _tell(answer: dict[str, Any], *, is_published: bool) -> None:
    unit = "" if is_published else " minutes"
    click.secho(
        f"{answer['served']} served, {len(answer['unserved'])} not; cost {answer['cost']:,.1f}{unit}, of driving "
        f"{answer['distance']:,.1f}{unit}; {answer['seconds']:.1f} s.",
        bold=True,
    )
    for name, minutes in sorted(answer["costs"].items(), key=lambda each: -each[1]):
        click.echo(f"  {name.replace('_', ' ')}: {minutes:,.0f} minutes")
    if is_published:
        rows = [(route["technician"], " ".join(stop["visit"] for stop in route["stops"])) for route in answer["routes"]]
        as_table(("vehicle", "clients"), rows)
        return
    for route in answer["routes"]:
        breaks = ", ".join(f"break {each['begins']}–{each['ends']}" for each in route["breaks"])
        click.secho(
            f"\n{route['technician']}, {route['leaves']}–{route['returns']}{f', {breaks}' if breaks else ''}", bold=True
        )
        for stop in route["stops"]:
            late = " (late)" if stop["late"] else ""
            click.echo(f"  {stop['begins']}–{stop['ends']} {stop['visit']}{late}{_because(stop['why'])}")
    for left in answer["unserved"]:
        click.secho(f"\n{left['visit']} isn't served{_because(left['reasons'])}", fg="yellow")


def _because(reasons: list[str]) -> str:
    return f": {'; '.join(reasons)}" if reasons else ""


@dispatch.command(
    epilog="\b\nExample:\n  steadyhand dispatch territories docs/reference/dispatch/territories/columbus.json"
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--seconds",
    type=click.FloatRange(0.1, 3600),
    default=10.0,
    show_default=True,
    help="Seconds of processor time at most.",
)
@click.option("--json", "wants_json", is_flag=True, help="Answer as JSON: docs/reference/dispatch/territories.")
def territories(*, file: Path, seconds: float, wants_json: bool) -> None:
    """Say which technician should be answerable for which customers in FILE, and what would change.

    Work and drive are to be even, and customers to keep whom they know. FILE is our JSON
    (docs/reference/dispatch/territories/region.schema.json). Needs no dealership and no database.
    """
    from steadyhand.business.dispatch.territories.designing import design  # noqa: PLC0415  # so that --help answers at once
    from steadyhand.business.dispatch.territories.document import as_document, read  # noqa: PLC0415
    from steadyhand.business.dispatch.territories.region import BadRegion  # noqa: PLC0415

    began = process_time()
    try:
        found = design(read(file), seconds=seconds)
    except BadRegion as problem:
        raise CannotDo(str(problem)) from problem
    answer = as_document(found) | {"seconds": round(process_time() - began, 2)}
    if wants_json:
        as_json(answer)
    else:
        _tell_territories(answer)


def _tell_territories(answer: dict[str, Any]) -> None:
    before, after = answer["before"], answer["after"]
    click.secho(
        f"{len(answer['moved'])} customers would have somebody else. Drive {before['drive_minutes']:,.0f} → "
        f"{after['drive_minutes']:,.0f} minutes a month; between the fullest and the emptiest lie "
        f"{before['spread']:.0%} → {after['spread']:.0%} of their time.",
        bold=True,
    )
    click.echo(f"At most {answer['gap']:.1%} could be better still; {answer['seconds']:.1f} s of processor time.\n")
    sides = [(each["id"], each["before"], each["after"]) for each in answer["technicians"]]
    as_table(
        ("technician", "customers", "work", "drive", "of their time"),
        [
            (
                name,
                f"{old['customers']} → {new['customers']}",
                f"{old['work_minutes']:,.0f} → {new['work_minutes']:,.0f}",
                f"{old['drive_minutes']:,.0f} → {new['drive_minutes']:,.0f}",
                f"{old['of_minutes']:.0%} → {new['of_minutes']:.0%}",
            )
            for name, old, new in sides
        ],
    )
    for move in answer["moved"]:
        click.echo(
            f"  {move['customer']}: {move['from'] or 'nobody'} → {move['to']}, "
            f"{move['work_minutes']:,.0f} minutes of work, {move['drive_minutes']:+,.0f} of driving"
        )
    for left in answer["unassigned"]:
        click.secho(f"  {left['customer']} has nobody: {left['reason']}", fg="yellow")
