"""Is nothing ever dropped? `make prove-followups`: anything happens, and everything promised is looked at.

At least 20,000 steps on SQLite and on PostgreSQL (PROVE_STEPS), then each deliberate fault on SQLite: it must be found.
PROVE_SEED says by which chance (a new one each time otherwise); what is found is printed as a program that repeats it.
"""

import json
import logging
import os
import secrets
import subprocess
import sys
from time import perf_counter

import click

from benchmarks.databases import own_database
from benchmarks.yardstick import said as machine_said

STEPS = int(os.environ.get("PROVE_STEPS", "20000"))
LEAST_FAULTS = 25
A_RUN = 50
# A fault that isn't found in so many steps is not found.
MOST_STEPS_FOR_A_FAULT = 6_000


def main() -> int:
    if len(sys.argv) > 1:
        return _leg(sys.argv[1])
    seed = os.environ.get("PROVE_SEED") or str(secrets.randbelow(1_000_000))
    click.echo(f"Chance {seed}; {machine_said()}")
    short = [kind for kind in ("SQLite", "PostgreSQL") if not _in_own_database(kind, "holds", seed)]
    if not _in_own_database("SQLite", "faults", seed):
        short.append("faults")
    click.echo(
        f"prove-followups: {'short: ' + ', '.join(short) if short else 'nothing was dropped, every fault found'}"
    )
    return 1 if short else 0


def _in_own_database(kind: str, what: str, seed: str) -> bool:
    with own_database(kind, "prove", anew=True) as filled:
        environment = {**os.environ, **filled.environment, "PROVE_SEED": seed, "STEADYHAND_SECRET_KEY": "for proving"}
        environment["DJANGO_SETTINGS_MODULE"] = "steadyhand.config.settings"
        command = [sys.executable, "-m", "benchmarks.prove_followups", what]
        return subprocess.run(command, env=environment, check=False).returncode == 0  # noqa: S603  # our own


def _leg(what: str) -> int:
    # Jobs that are moved while they are done are part of it, by the thousand.
    logging.disable(logging.WARNING)
    import django  # noqa: PLC0415  # its database is in the environment of this process only

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    return _hold() if what == "holds" else _find_faults()


def _hold() -> int:
    from django.db import connection  # noqa: PLC0415
    from tests.business.followups.proving.machine import Anything  # noqa: PLC0415

    begun, seed = perf_counter(), int(os.environ["PROVE_SEED"])
    while Anything.steps_done < STEPS:
        seed += 1
        _run(seed, examples=20)
    seconds = perf_counter() - begun
    click.echo(
        f"{connection.vendor}: {Anything.steps_done:,} steps, all of it looked at after each, 0 violations; "
        f"{1000 * seconds / Anything.steps_done:.1f} ms a step"
    )
    return 0


def _find_faults() -> int:
    from tests.business.followups.proving.breaks import BREAKS, broken  # noqa: PLC0415
    from tests.business.followups.proving.machine import Anything  # noqa: PLC0415

    missed = []
    for fault in BREAKS:
        begun = Anything.steps_done
        found = ""
        with broken(fault):
            seed = int(os.environ["PROVE_SEED"])
            while not found and Anything.steps_done - begun < MOST_STEPS_FOR_A_FAULT:
                seed += 1
                try:
                    _run(seed, examples=4)
                except (TypeError, AttributeError, NameError):
                    # That is a fault of the fault, and proves nothing.
                    raise
                except Exception as problem:  # noqa: BLE001  # whatever shows the fault has found it
                    found = _in_a_line(problem)
        click.echo(json.dumps({"fault": fault.what, "found": found or None, "steps": Anything.steps_done - begun}))
        if not found:
            missed.append(fault.what)
    click.echo(f"{len(BREAKS) - len(missed)} of {len(BREAKS)} deliberate faults found (bar {LEAST_FAULTS}, and all)")
    return 1 if missed or len(BREAKS) < LEAST_FAULTS else 0


def _run(seed: int, *, examples: int) -> None:
    from hypothesis import HealthCheck, Phase, core, settings  # noqa: PLC0415
    from hypothesis.stateful import run_state_machine_as_test  # noqa: PLC0415
    from tests.business.followups.proving.machine import Anything  # noqa: PLC0415

    how = settings(
        max_examples=examples,
        stateful_step_count=A_RUN,
        deadline=None,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    # As its own pytest option --hypothesis-seed does.
    core.global_force_seed = seed
    run_state_machine_as_test(Anything, settings=how)


def _in_a_line(problem: BaseException) -> str:
    text = str(problem).strip().splitlines()
    return f"{type(problem).__name__}: {text[0] if text else ''}"[:160]


if __name__ == "__main__":
    sys.exit(main())
