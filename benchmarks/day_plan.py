"""How long does a day take, from the record to a plan on the board? `make bench-day-plan`: 12 people, 60 calls.

Made up in a database of its own, with a year of 2,000 visits behind it. Queries are counted; seconds are the wall's, so
that what a dispatcher waits is told, with the processor's beside it. Returns 1 while a figure falls short.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

import click

from benchmarks.yardstick import said as machine_said

PEOPLE, CALLS, BEHIND = 12, 60, 2_000
# Bars, in seconds of the processor, on one thread; a plan's is beside the time that is given to its search.
READ, BESIDE_THE_SEARCH, MOVE, PHONE, REPLAN = 0.5, 1.5, 1.0, 1.0, 3.0
# A card is dropped on the board: so long somebody waits without noticing. The middle one of so many.
DRAG, DRAGS = 0.3, 15
MOST_QUERIES = 40


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="bench-day-plan-") as folder:
        os.environ |= {"STEADYHAND_HOME": folder, "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3"}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "steadyhand.config.settings")
        import django  # noqa: PLC0415  # the settings read what has just been set

        django.setup()
        from django.core.management import call_command  # noqa: PLC0415

        call_command("migrate", verbosity=0)
        short = _measured()
    click.echo(machine_said())
    click.echo(f"bench-day-plan: short: {', '.join(short)}" if short else "bench-day-plan: every bar is met")
    return 1 if short else 0


def _measured() -> list[str]:
    from django.db import transaction  # noqa: PLC0415
    from tests.builders import MONDAY  # noqa: PLC0415
    from tests.builders.day_plans import EARLY, TODAY  # noqa: PLC0415

    from steadyhand.business.calls.rules import CallType, Urgency  # noqa: PLC0415
    from steadyhand.business.dispatch.actions.accept_plan import accept_plan  # noqa: PLC0415
    from steadyhand.business.dispatch.actions.propose_plan import propose_plan  # noqa: PLC0415
    from steadyhand.business.dispatch.day_plan.reading import read_day  # noqa: PLC0415
    from steadyhand.business.dispatch.queries.day_plans import document_of, plan_shown  # noqa: PLC0415
    from steadyhand.business.dispatch.queries.moving import what_would_it_cost  # noqa: PLC0415
    from steadyhand.business.dispatch.queries.plan_whys import why_planned  # noqa: PLC0415
    from steadyhand.business.dispatch.queries.times_for_caller import Wanted, best_times_for  # noqa: PLC0415

    with transaction.atomic():
        day, calls = _filled()
    by, branch = day.dana, day.branch
    figures = _Figures()
    figures.take("read the day", lambda: read_day(by, branch.id, on=TODAY, now=EARLY), bar=READ, most=MOST_QUERIES)
    made = figures.take(
        "propose a plan (2 s of search)",
        lambda: propose_plan(by=by, branch_id=branch.id, on=TODAY, seconds=2.0, now=EARLY),
        bar=2.0 + BESIDE_THE_SEARCH,
    )
    taken = document_of(by, made.id)["seconds"]
    click.echo(
        f"  of it {taken['reading']} s reading, {taken['looking']} s looking, {taken['explaining']} s explaining"
    )
    figures.take("show it", lambda: plan_shown(by, made.id))
    who = next(iter(day.people.values()))
    figures.take(
        "what would a move cost",
        lambda: what_would_it_cost(
            by, branch_id=branch.id, on=TODAY, call_id=calls[7].id, technician_id=who.id, plan_id=made.id, now=EARLY
        ),
        bar=MOVE,
    )
    figures.take(
        "why, and why not each of the others",
        lambda: why_planned(by, plan_id=made.id, call_id=calls[7].id, now=EARLY),
        bar=MOVE,
    )
    wanted = Wanted(
        branch_id=branch.id, call_type=CallType.CORRECTIVE, urgency=Urgency.NORMAL, customer_id=calls[3].customer_id,
        site_id=calls[3].site_id, machine_id=calls[3].machine_id,
    )  # fmt: skip
    figures.take("three times for a caller", lambda: best_times_for(by, wanted, now=EARLY), bar=PHONE)
    figures.take("accept it", lambda: accept_plan(by=by, plan_id=made.id, version=made.version, now=EARLY))
    figures.drags(day, calls)
    day.call("Somebody at a standstill", north=4.0, urgency="standstill")
    again = figures.take(
        "plan anew in the middle of the day",
        lambda: propose_plan(by=by, branch_id=branch.id, on=TODAY, seconds=1.0, now=MONDAY),
        bar=REPLAN,
    )
    shown = plan_shown(by, again.id)
    if shown is not None:
        moved = sum(stop.change == "moved" for stop in shown.stops)
        click.echo(f"  {moved} of {CALLS} visits go to somebody else, {len(shown.promises_touched)} promises touched")
    return figures.short


class _Figures:
    """Takes and tells times and queries, and remembers what fell short."""

    def __init__(self) -> None:
        self.short: list[str] = []

    def take(self, what: str, do: Callable[[], Any], *, bar: float | None = None, most: int | None = None) -> Any:
        from django.db import connection  # noqa: PLC0415
        from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

        wall, processor = time.perf_counter(), time.process_time()
        with CaptureQueriesContext(connection) as asked:
            answer = do()
        seconds, used = time.perf_counter() - wall, time.process_time() - processor
        beside = f", bar {bar:.1f} s" if bar else ""
        click.echo(f"{what}: {used:.2f} s of the processor ({seconds:.2f} s), {len(asked)} queries{beside}")
        if bar and used > bar:
            self.short.append(f"{what} took {used:.2f} s")
        if most and len(asked) > most:
            self.short.append(f"{what} asked {len(asked)} times")
        return answer

    def drags(self, day: Any, calls: list[Any]) -> None:
        """Check cards that are dropped on somebody else at another time, in the day as it is assigned."""
        from tests.builders import MONDAY  # noqa: PLC0415
        from tests.builders.day_plans import EARLY, HOUR, TODAY  # noqa: PLC0415

        from steadyhand.business.dispatch.queries.moving import what_would_it_cost  # noqa: PLC0415

        dice, people = Random(7), list(day.people.values())  # noqa: S311  # the same moves each time
        took = []
        for call in dice.sample(calls, DRAGS):
            wall, processor = time.perf_counter(), time.process_time()
            what_would_it_cost(
                day.dana, branch_id=day.branch.id, on=TODAY, call_id=call.id, technician_id=dice.choice(people).id,
                begins_at=MONDAY + dice.randrange(0, 7) * HOUR, now=EARLY,
            )  # fmt: skip
            took.append((time.process_time() - processor, time.perf_counter() - wall))
        middle = sorted(took)[DRAGS // 2]
        click.echo(
            f"check a card that is dropped, the middle of {DRAGS}: {middle[0]:.3f} s of the processor "
            f"({middle[1]:.3f} s on the wall; slowest {max(each[1] for each in took):.3f} s), bar {DRAG:.1f} s"
        )
        if middle[0] > DRAG:
            self.short.append(f"a dropped card took {middle[0]:.3f} s to check")


def _filled() -> tuple[Any, list[Any]]:
    """Return a branch of twelve with sixty calls, a third of them promised, and the year behind it."""
    from tests.builders import MONDAY  # noqa: PLC0415
    from tests.builders.day_plans import HOUR, a_plan_day  # noqa: PLC0415

    from steadyhand.business.calls.models import Visit  # noqa: PLC0415
    from steadyhand.shared.clock import How  # noqa: PLC0415

    dice = Random(11)  # noqa: S311  # the same day each time
    names = [f"Technician {number}" for number in range(PEOPLE)]
    day = a_plan_day(*names)
    calls = []
    for number in range(CALLS):
        place = {"north": dice.uniform(-25, 25), "east": dice.uniform(-25, 25)}
        call = day.call(f"Customer {number}", urgency=dice.choice(["urgent", "normal", "normal", "can_wait"]), **place)
        if number % 3 == 0:
            begins = MONDAY + dice.randrange(0, 6) * HOUR
            day.promise(call, begins + 2 * HOUR, from_at=begins)
        calls.append(call)
    rows = []
    for number in range(BEHIND):
        call, at = calls[number % CALLS], MONDAY - timedelta(days=dice.randrange(3, 360), hours=dice.randrange(0, 7))
        rows.append(
            Visit(
                tenant_id=call.tenant_id, call=call, technician=day.people[dice.choice(names)], number=100 + number,
                ref=f"{call.ref}-{100 + number}", state="done", planned_for=at, arrived_at=at,
                arrived_at_how=How.OBSERVED, finished_at=at + timedelta(minutes=dice.randrange(20, 120)),
                finished_at_how=How.OBSERVED,
            )
        )  # fmt: skip
    Visit.objects.bulk_create(rows, batch_size=200)
    return day, calls


if __name__ == "__main__":
    sys.exit(main())
