"""A little of what `make prove-followups` does at length, on the database of this run."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from tests.business.followups.proving.breaks import BREAKS, Break, broken
from tests.business.followups.proving.machine import Anything

pytestmark = pytest.mark.django_db
# Where a run leads is drawn alike on both databases; PostgreSQL goes a part of the way.
EXAMPLES = 8 if connection.vendor == "sqlite" else 4
LEAST_STEPS = 16 * EXAMPLES
QUIET = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)


def run(examples: int, steps: int) -> None:
    run_state_machine_as_test(
        Anything,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            derandomize=True,
            phases=(Phase.generate,),
            suppress_health_check=QUIET,
        ),
    )


def test_whatever_happens_everything_is_as_promised() -> None:
    before = Anything.steps_done

    run(examples=EXAMPLES, steps=40)

    # The machine looks after each step; that it took them is for us to see.
    assert Anything.steps_done - before > LEAST_STEPS


# Whether the machine looks closely is no question of the database; `make prove-followups` tries every fault on both.
@pytest.mark.any_database
@pytest.mark.parametrize("fault", BREAKS[:3], ids=lambda fault: fault.what)
def test_a_deliberate_fault_is_found(fault: Break) -> None:
    with broken(fault), pytest.raises(AssertionError):
        run(examples=40, steps=40)


@pytest.mark.any_database
@pytest.mark.parametrize("fault", BREAKS, ids=lambda fault: fault.what)
def test_each_deliberate_fault_is_still_put_in_somewhere(fault: Break) -> None:
    before = getattr(fault.where, fault.name)

    with broken(fault):
        assert getattr(fault.where, fault.name) is not before
