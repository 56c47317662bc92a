"""`steadyhand stock predict`: which parts will the open calls of a file need?"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from steadyhand.commands.answers import as_json
from steadyhand.commands.application import CannotDo

if TYPE_CHECKING:  # read when it begins, so that --help answers at once
    from steadyhand.business.stock.kits.cases import Call
    from steadyhand.business.stock.kits.predictor import Likely, Prediction, Predictor

_SHOWN_FROM = 0.02


@click.command(
    epilog="\b\nExamples:\n"
    "  steadyhand stock predict docs/reference/stock/calls.csv --parts docs/reference/stock/parts.csv\n"
    "  steadyhand stock predict calls.csv.gz --call C-1042 --json"
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--parts", type=click.Path(path_type=Path), help="The catalogue: names, families and lives in pages.")
@click.option("--call", "wanted", multiple=True, help="Only this call; may be given again.  [default: all open ones]")
@click.option("--most", type=click.IntRange(1, 12), default=6, show_default=True, help="Parts in a kit.")
@click.option("--json", "wants_json", is_flag=True, help="Answer as JSON: docs/reference/stock/prediction.schema.json.")
def predict(*, file: Path, parts: Path | None, wanted: tuple[str, ...], most: int, wants_json: bool) -> None:
    """Say which parts the open calls in FILE will probably need, and why.

    FILE is a CSV of calls (docs/reference/stock): those with a day of closing teach, those without are foretold. Needs
    no dealership and no database. Without a single closed call the shipped table answers, and says so.
    """
    from steadyhand.business.stock.kits.fit import fit  # noqa: PLC0415
    from steadyhand.business.stock.kits.reading.files import CannotRead, read_calls, read_parts  # noqa: PLC0415

    try:
        catalogue = read_parts(parts) if parts else []
        calls = read_calls(file)
    except CannotRead as problem:
        raise CannotDo(str(problem)) from problem
    asked = _asked(file, calls.still_open, wanted)
    now_day = max([each.closed_day for each in calls.done] + [each.taken_day for each in asked])
    predictor = fit(calls.done, catalogue, now_day=now_day)
    machines = {each.machine for each in asked if each.machine}
    history = [done for done in calls.done if done.call.machine in machines]
    found = [
        (
            call,
            predictor.predict(call, history=[done for done in history if done.call.machine == call.machine], most=most),
        )
        for call in asked
    ]
    if wants_json:
        as_json(
            {
                "learnt_from": predictor.calls,
                "weights": "own" if predictor.weighed else "shipped",
                "calls": [_as_document(call, each) for call, each in found],
            }
        )
        return
    _tell(predictor, found)


def _asked(file: Path, still_open: "tuple[Call, ...]", wanted: tuple[str, ...]) -> "list[Call]":
    if not still_open:
        raise CannotDo(f"{file.name} has no open call: leave 'closed' empty in the lines to be foretold.")
    unknown = sorted(set(wanted) - {call.key for call in still_open})
    if unknown:
        raise CannotDo(
            f"--call names {unknown[0]!r}, which is no open call in {file.name}: give the number of one that is."
        )
    return [call for call in still_open if not wanted or call.key in wanted]


def _as_document(call: "Call", found: "Prediction") -> dict[str, Any]:
    return {
        "call": call.key,
        "kit": [each.name for each in found.kit],
        "enough": round(found.enough, 4),
        "parts": [_likely(each) for each in found.parts],
        "causes": [_likely(each) for each in found.causes],
        "corrections": [_likely(each) for each in found.corrections],
    }


def _likely(each: "Likely") -> dict[str, Any]:
    named = {"number": each.name, "name": each.kind} if each.kind else {"code": each.name}
    return {**named, "chance": round(each.chance, 4), "why": list(each.why)}


def _tell(predictor: "Predictor", found: "list[tuple[Call, Prediction]]") -> None:
    own = "" if predictor.weighed else "; too few to weigh signs by, so the shipped weights stand in"
    click.echo(f"Learnt from {predictor.calls:,} closed calls{own}.")
    for call, each in found:
        click.secho(f"\n{call.key}, {call.model}", bold=True)
        if not each.kit:
            click.echo("  No part is known for this model yet: name its parts with --parts.")
            continue
        for part in each.kit:
            if part.chance >= _SHOWN_FROM:
                click.echo(f"  {part.chance:4.0%}  {part.name}  {part.kind}".rstrip())
                click.echo(f"        {'; '.join(part.why)}")
        click.echo(f"  {each.enough:4.0%}  that these {len(each.kit)} are enough")
        for what, likely in (("cause", each.causes), ("correction", each.corrections)):
            if likely:
                told = ", ".join(f"{one.name} {one.chance:.0%}" for one in likely)
                click.echo(f"  Likely {what}: {told} ({'; '.join(likely[0].why)})")
