"""`steadyhand check`: is this machine fit for it?"""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import click

from steadyhand.commands.answers import as_json
from steadyhand.commands.application import wake
from steadyhand.commands.check.finding import Finding, Verdict

MARKS = {Verdict.GOOD: ("ok ", "green"), Verdict.REMARK: ("–  ", "yellow"), Verdict.BAD: ("bad", "red")}


@click.command(epilog="Examples: steadyhand check --json · steadyhand check --migrations")
@click.option("--migrations", "only_migrations", is_flag=True, help="Only: has every change of a model its migration?")
@click.option("--json", "wants_json", is_flag=True, help="Answer as JSON.")
def check(*, only_migrations: bool, wants_json: bool) -> None:
    """Say whether this machine is fit for it; exit code 1 if something is bad.

    Looks at the SQLite library, the database and its tables, the home, the key, the disk, the time zones, the chain of
    what happened to follow-ups, and the jobs.
    """
    wake()
    findings = _migrations_alone() if only_migrations else _everything()
    is_fit = all(finding.verdict is not Verdict.BAD for finding in findings)
    if wants_json:
        as_json({"is_fit": is_fit, "findings": [asdict(finding) for finding in findings]})
    else:
        for finding in findings:
            mark, colour = MARKS[finding.verdict]
            click.echo(f"{click.style(mark, fg=colour)}  {finding.what:<15} {finding.said}")
    raise SystemExit(0 if is_fit else 1)


def _migrations_alone() -> list[Finding]:
    from steadyhand.commands.check.tables import migrations_made  # noqa: PLC0415  # needs the application awake

    return [migrations_made()]


def _everything() -> list[Finding]:
    from django.conf import settings  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    from steadyhand.business.dealership.running import zones_in_use  # noqa: PLC0415
    from steadyhand.commands.check import machine, tables  # noqa: PLC0415

    findings = [
        machine.home_folder(settings.HOME),
        machine.secret_key_file(settings.HOME / "secret_key"),
        machine.disk_space(settings.HOME),
        tables.database(),
    ]
    if connection.vendor == "sqlite":
        findings.append(machine.sqlite_library(tables.sqlite_version()))
    if findings[3].verdict is Verdict.GOOD:
        findings.append(tables.migrations_applied())
        if findings[-1].verdict is Verdict.GOOD:
            findings.append(machine.time_zones(zones_in_use()))
            findings.append(tables.followups_kept(_broken_followups(), **_chain_heads()))
    findings.append(machine.jobs_alive(settings.HOME / "jobs.alive"))
    return findings


def _broken_followups() -> Iterator[str]:
    """Yield what isn't as it was written or promised, of every dealership, a sentence each."""
    from steadyhand.business.dealership.running import all_firms  # noqa: PLC0415
    from steadyhand.business.followups.checking import chain_broken, standing_broken  # noqa: PLC0415

    for firm in all_firms():
        for broken in (*chain_broken(firm.id), *standing_broken(firm.id)):
            which = f" (follow-up {broken.followup_id})" if broken.followup_id else ""
            yield f"{firm.name}: {broken.what}{which}"


def _chain_heads() -> dict[str, Any]:
    """Return how many events there are, and the last digest of the first dealership that has any."""
    from steadyhand.business.dealership.running import all_firms  # noqa: PLC0415
    from steadyhand.business.followups.checking import head_of  # noqa: PLC0415

    heads = [head_of(firm.id) for firm in all_firms()]
    return {"events": sum(events for events, _ in heads), "head": next((head for events, head in heads if events), "")}
