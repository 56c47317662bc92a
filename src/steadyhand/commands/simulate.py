"""`steadyhand simulate`: a made-up dealership of any size, to look at, to measure and to compare."""

import multiprocessing
import resource
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from steadyhand.commands.answers import as_json
from steadyhand.commands.application import CannotDo, wake

if TYPE_CHECKING:
    from steadyhand.simulator.landing.bulk import Landed

# More goes through people's own steps only slowly: about 40 calls a second.
MOST_THROUGH_FLOWS = 5
LINUX = Path("/proc")


@click.command("simulate", epilog="Examples: steadyhand simulate · steadyhand simulate --dealer good --seed 8 --json")
@click.option(
    "--dealer", type=click.Choice(["typical", "good"]), default="typical", show_default=True, help="Which one."
)
@click.option("--technicians", type=click.IntRange(1, 5_000), default=12, show_default=True, help="How many drive out.")
@click.option("--years", type=click.FloatRange(0, 20, min_open=True), default=2.0, show_default=True, help="How long.")
@click.option("--seed", type=int, default=7, show_default=True, help="Another seed is another dealership.")
@click.option("--until", default="", help="Where time ends, as in 2026-03-09T18:00+00:00; now, if left out.")
@click.option(
    "--through",
    type=click.Choice(["bulk", "flows"]),
    default="bulk",
    show_default=True,
    help="Straight into the tables, or step by step as people do it (slow; with the history of every change).",
)
@click.option("--digest", "wants_digest", is_flag=True, help="Also print a SHA-256 over all rows.")
@click.option("--json", "wants_json", is_flag=True, help="Answer as JSON.")
def simulate_command(
    *,
    dealer: str,
    technicians: int,
    years: float,
    seed: int,
    until: str,
    through: str,
    wants_digest: bool,
    wants_json: bool,
) -> None:
    """Make up a dealership and write it into the database, as one more beside others that are made up.

    The same seed, size and end give the same rows to the byte. Everybody in it signs in with the password of the demo.
    A database with a real dealership in it is never touched.
    """
    if through == "flows" and technicians > MOST_THROUGH_FLOWS:
        click.echo(
            f"More than {MOST_THROUGH_FLOWS} technicians take hours through the flows; bulk takes seconds.", err=True
        )
    wake()
    from steadyhand.commands.tables import apply_migrations  # noqa: PLC0415  # from here on the application is awake
    from steadyhand.simulator.landing.beside import CannotWrite  # noqa: PLC0415
    from steadyhand.simulator.landing.clearing import StandsAlready  # noqa: PLC0415
    from steadyhand.simulator.landing.digest import digest_of  # noqa: PLC0415
    from steadyhand.simulator.landing.inventing import CannotInvent  # noqa: PLC0415
    from steadyhand.simulator.landing.simulated import begins_at, simulate_into_database  # noqa: PLC0415

    apply_migrations()
    _refuse_beside_a_real_one()
    ends_at = _moment(until)
    starts_at = begins_at(ends_at, years)
    began = time.monotonic()
    memory = _Memory()

    # The bar goes to standard error, so that a program can read the answer.
    with click.progressbar(
        length=int((ends_at - starts_at) / timedelta(hours=1)), label="Living", file=sys.stderr
    ) as bar:

        def tell(at: datetime) -> None:
            hours = int((at - starts_at) / timedelta(hours=1)) - bar.pos
            if hours > 0:
                bar.update(hours)
                memory.look()

        try:
            landed = simulate_into_database(
                dealer=dealer,
                technicians=technicians,
                years=years,
                seed=seed,
                until=ends_at,
                through="bulk" if through == "bulk" else "flows",
                tell=tell,
            )
        except (StandsAlready, CannotInvent, CannotWrite) as problem:
            raise CannotDo(str(problem)) from problem
        bar.update(max(0, (bar.length or 0) - bar.pos))
    seconds = time.monotonic() - began
    answer = _answer(landed, ends_at, seconds, memory) | (
        {"digest": digest_of(landed.tenant_id)} if wants_digest else {}
    )
    if wants_json:
        as_json(answer)
    else:
        _tell(landed, answer)


def _refuse_beside_a_real_one() -> None:
    from steadyhand.business.dealership.running import all_firms  # noqa: PLC0415

    if real := [firm.name for firm in all_firms() if not firm.is_demo]:
        raise CannotDo(
            f"{', '.join(real)} is in this database, and nobody made that up: nothing was changed. "
            "Name another place with STEADYHAND_HOME or DATABASE_URL."
        )


def _moment(text: str) -> datetime:
    if not text:
        from steadyhand.shared.clock import read_clock  # noqa: PLC0415

        return read_clock().replace(second=0, microsecond=0)
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise CannotDo(f"--until {text} is no moment: write it as in 2026-03-09T18:00+00:00.") from None
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


def _answer(landed: "Landed", until: datetime, seconds: float, memory: "_Memory") -> dict[str, object]:
    return {
        "dealership": landed.name,
        "id": landed.tenant_id,
        "until": until,
        "seconds": round(seconds, 1),
        "most_memory_mb": memory.most_kb() // 1024,
        "rows": landed.rows,
        "happenings_without_a_table_yet": landed.without_table,
    }


class _Memory:
    """The most memory of this process and of those beside it, added up. On Linux; elsewhere of this one alone."""

    def __init__(self) -> None:
        self._beside: dict[int, int] = {}

    def look(self) -> None:
        """See how much those beside have taken so far: a process that has ended can't be asked any more."""
        for process in multiprocessing.active_children():
            said = LINUX / str(process.pid) / "status"
            if said.exists():
                for line in said.read_text().splitlines():
                    if line.startswith("VmHWM:"):
                        self._beside[process.pid or 0] = int(line.split()[1])

    def most_kb(self) -> int:
        # Linux counts kilobytes, macOS bytes; this is for the first.
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss + sum(self._beside.values())


def _tell(landed: "Landed", answer: dict[str, object]) -> None:
    for name, count in landed.rows.items():
        click.echo(f"  {count:>12,}  {name}")
    click.echo(f"{landed.name}: {sum(landed.rows.values()):,} rows in {answer['seconds']} s.")
    if "digest" in answer:
        click.echo(f"SHA-256 over all rows: {answer['digest']}")
