"""`steadyhand dispatch plan`: a branch's day from its record, proposed or accepted."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from steadyhand.commands.answers import as_json, as_table
from steadyhand.commands.application import CannotDo, wake

if TYPE_CHECKING:
    from steadyhand.business.dealership.branches import BranchFacts
    from steadyhand.business.dispatch.day_plan.shown import DayPlanShown, PlanStop
    from steadyhand.shared.actor import Actor


@click.command(
    epilog="\b\nExamples:\n  steadyhand dispatch plan COL\n  steadyhand dispatch plan COL --day 2026-03-10 --accept"
)
@click.argument("branch")
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), default=None, help="As in 2026-03-10; today if left out.")
@click.option("--accept", "accepts", is_flag=True, help="Apply it: visits are planned, moved, and taken off the day.")
@click.option(
    "--seconds", type=click.FloatRange(0.1, 3600), default=None,
    help="Seconds of processor time.  [default: the dealership's setting]",
)  # fmt: skip
@click.option("--dealership", default="", help="Name of the dealership, where the database has several.")
@click.option(
    "--json", "wants_json", is_flag=True, help="Answer as JSON: docs/reference/dispatch/day-plan.schema.json."
)
def plan(
    *, branch: str, day: datetime | None, accepts: bool, seconds: float | None, dealership: str, wants_json: bool
) -> None:
    """Plan a day of BRANCH (its code or name) from the record: who goes where and when, what nobody does, and why.

    The plan is proposed on the board, in place of the proposal before it; nothing is applied without --accept. A day
    that has begun is planned from this minute on.
    """
    wake()
    from steadyhand.business.dispatch.actions.accept_plan import CannotAcceptPlan, accept_plan  # noqa: PLC0415
    from steadyhand.business.dispatch.actions.propose_plan import CannotProposePlan, propose_plan  # noqa: PLC0415
    from steadyhand.business.dispatch.queries.day_plans import document_of, plan_shown  # noqa: PLC0415
    from steadyhand.imports.acting import WhichDealership, acting_for  # noqa: PLC0415
    from steadyhand.shared.clock import read_clock  # noqa: PLC0415

    now = read_clock()
    try:
        by = acting_for(dealership, "steadyhand dispatch plan")
    except WhichDealership as problem:
        raise CannotDo(str(problem)) from problem
    chosen = _branch(by, branch)
    on = day.date() if day else now.astimezone(ZoneInfo(chosen.zone)).date()
    accepted = None
    try:
        made = propose_plan(by=by, branch_id=chosen.id, on=on, seconds=seconds, now=now)
        if accepts:
            accepted = accept_plan(by=by, plan_id=made.id, version=made.version, now=now)
    except (CannotProposePlan, CannotAcceptPlan) as problem:
        raise CannotDo(str(problem)) from problem
    shown = plan_shown(by, made.id)
    if shown is None:
        raise CannotDo("The plan is gone: somebody else is emptying this database.")
    if wants_json:
        as_json({"id": made.id, "state": shown.head.state, **document_of(by, made.id)})
        return
    _tell(shown)
    if accepted is not None:
        click.secho(
            f"\nApplied: {accepted.planned} planned, {accepted.moved} moved, {accepted.taken_off} taken off; "
            f"{accepted.notices} customers to tell.",
            bold=True,
        )


def _branch(by: "Actor", named: str) -> "BranchFacts":
    from steadyhand.business.dealership.branches import branches_of  # noqa: PLC0415

    known = branches_of(by)
    found = [each for each in known if named.casefold() in (each.code.casefold(), each.name.casefold())]
    if len(found) != 1:
        there = ", ".join(f"{each.code} ({each.name})" for each in known) or "none yet"
        raise CannotDo(f"“{named}” is no branch of this dealership: there are {there}.")
    return found[0]


def _tell(shown: "DayPlanShown") -> None:
    zone = ZoneInfo(shown.zone)

    def clock(at: datetime | None) -> str:
        return f"{at.astimezone(zone):%H:%M}" if at else "—"

    going = sum(len(lane.stops) for lane in shown.lanes)
    click.secho(
        f"{shown.head.on}: {going} visits, {len(shown.not_today)} not that day; costs "
        f"{shown.head.cost_minutes:,.0f} minutes, as assigned now {shown.head.cost_minutes_before:,.0f}.",
        bold=True,
    )
    as_table(
        ("cost", "minutes", "as assigned now"),
        [(line.said, f"{line.minutes:,.0f}", f"{line.minutes_before:,.0f}") for line in shown.costs],
    )
    for lane in shown.lanes:
        absent = f" — {lane.absent}" if lane.absent else f", {clock(lane.leaves_at)}–{clock(lane.returns_at)}"
        click.secho(f"\n{lane.name}{absent}", bold=True)
        for stop in lane.stops:
            times = f"{clock(stop.begins_at)}–{clock(stop.ends_at)}"
            click.echo(f"  {times} {stop.who}, call {stop.call_number} ({stop.change.label}){_because(stop)}")
    if shown.not_today:
        click.secho("\nNot that day", bold=True)
    for stop in shown.not_today:
        click.secho(f"  {stop.who}, call {stop.call_number} ({stop.change.label}){_because(stop)}", fg="yellow")
    for line in (*shown.norms, *shown.travel):
        click.secho(line, dim=True)


def _because(stop: "PlanStop") -> str:
    said: list[Any] = [each.said for each in stop.why]
    return f": {'; '.join(said)}" if said else ""
