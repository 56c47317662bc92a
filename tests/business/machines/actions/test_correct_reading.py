"""A wrong reading is put right, and those after it are judged anew."""

from datetime import timedelta

import pytest
from tests.builders import MONDAY, a_branch, a_machine, a_meter, a_model, a_reading, an_actor

from steadyhand.business.customers.described import CannotKeep
from steadyhand.business.dealership.rules import Role
from steadyhand.business.machines.actions.correct_reading import Correction, correct_reading
from steadyhand.business.machines.actions.record_reading import record_reading
from steadyhand.business.machines.models import Meter, MeterReading
from steadyhand.business.machines.rules import Verdict
from steadyhand.shared.actor import Actor
from steadyhand.shared.clock import How
from steadyhand.shared.history import changes_of

pytestmark = pytest.mark.django_db
MONTH = timedelta(days=30)


@pytest.fixture
def marta() -> Actor:
    return an_actor(Role.SERVICE_MANAGER, name="Marta Keller")


def a_read_meter(by: Actor, *shown: int) -> tuple[Meter, list[MeterReading]]:
    """Return a meter of a model rated for 4,000 pages a month, read monthly."""
    meter = a_meter(a_machine(model=a_model(rated_monthly_pages=4000)))
    for month, each in enumerate(shown):
        read_at = MONDAY + month * MONTH
        record_reading(by=by, meter_id=meter.id, shown=each, read_at=read_at, read_at_how=How.ENTERED, now=read_at)
    return meter, list(MeterReading.objects.order_by("read_at"))


def totals() -> list[tuple[int, int | None]]:
    return list(MeterReading.objects.order_by("read_at").values_list("shown", "pages_total"))


def test_readings_after_a_corrected_one_count_from_it(marta: Actor) -> None:
    _, readings = a_read_meter(marta, 10_000, 19_000, 14_000)
    assert readings[2].verdict == Verdict.DOUBTFUL

    judged = correct_reading(
        by=marta,
        reading_id=readings[1].id,
        correction=Correction(shown=12_000, was_shown=19_000, why="9 for 2"),
        now=MONDAY + 3 * MONTH,
    )

    assert (judged.verdict, judged.pages_since) == (Verdict.PLAUSIBLE, 2_000)
    assert totals() == [(10_000, 10_000), (12_000, 12_000), (14_000, 14_000)]


def test_what_was_and_why_stands_in_the_history(marta: Actor) -> None:
    meter, readings = a_read_meter(marta, 10_000, 19_000)

    correct_reading(
        by=marta,
        reading_id=readings[1].id,
        correction=Correction(shown=12_000, was_shown=19_000, why="9 for 2"),
        now=MONDAY,
    )

    entry = changes_of(meter.tenant_id, [readings[1].id])[0]
    assert (entry.was["shown"], entry.became["shown"], entry.why) == (19_000, 12_000, "9 for 2")
    assert "corrected a reading of the mono meter" in {
        each.verb for each in changes_of(meter.tenant_id, [meter.machine_id])
    }


def test_a_reading_set_aside_counts_no_more_and_stays_aside(marta: Actor) -> None:
    _, readings = a_read_meter(marta, 10_000, 12_000, 14_000)

    correct_reading(
        by=marta,
        reading_id=readings[1].id,
        correction=Correction(shown=12_000, was_shown=12_000, why="the neighbour's", is_set_aside=True),
        now=MONDAY,
    )
    correct_reading(
        by=marta,
        reading_id=readings[0].id,
        correction=Correction(shown=9_000, was_shown=10_000, why="typo"),
        now=MONDAY,
    )

    assert totals() == [(9_000, 9_000), (12_000, None), (14_000, 14_000)]
    assert MeterReading.objects.get(id=readings[1].id).doubt == "Set aside: the neighbour's"


def test_a_counter_exchanged_at_the_reading_counts_on(marta: Actor) -> None:
    _, readings = a_read_meter(marta, 10_000, 500, 2_500)

    correct_reading(
        by=marta,
        reading_id=readings[1].id,
        correction=Correction(shown=500, was_shown=500, why="new board", is_new_counter=True),
        now=MONDAY,
    )

    assert totals() == [(10_000, 10_000), (500, 10_500), (2_500, 12_500)]


def test_of_two_corrections_at_once_the_second_is_told(marta: Actor) -> None:
    _, readings = a_read_meter(marta, 10_000)
    correct_reading(
        by=marta, reading_id=readings[0].id, correction=Correction(shown=1, was_shown=10_000, why="typo"), now=MONDAY
    )

    with pytest.raises(CannotKeep, match="Somebody has corrected this reading to 1 meanwhile"):
        correct_reading(
            by=marta,
            reading_id=readings[0].id,
            correction=Correction(shown=2, was_shown=10_000, why="typo"),
            now=MONDAY,
        )


@pytest.mark.parametrize("why", ["", "  "])
def test_a_correction_needs_its_reason(marta: Actor, why: str) -> None:
    reading = a_reading()

    with pytest.raises(CannotKeep, match="Say why"):
        correct_reading(
            by=marta, reading_id=reading.id, correction=Correction(shown=1, was_shown=1000, why=why), now=MONDAY
        )


def test_another_branch_s_reading_is_not_there() -> None:
    reading = a_reading()
    dayton = an_actor(Role.SERVICE_MANAGER, branch=a_branch("DAY"))

    with pytest.raises(CannotKeep, match="isn't of a machine at your branches' customers"):
        correct_reading(
            by=dayton, reading_id=reading.id, correction=Correction(shown=1, was_shown=1000, why="typo"), now=MONDAY
        )
