"""A reading is always kept; only a believable one counts."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.builders import MONDAY, a_branch, a_machine, a_meter, a_model, a_site, an_actor
from tests.builders.record import a_customer

from steadyhand.business.dealership.rules import Role
from steadyhand.business.machines.actions.record_reading import NoSuchMeter, record_reading
from steadyhand.business.machines.models import Meter, MeterReading
from steadyhand.business.machines.queries import meters_of
from steadyhand.business.machines.rules import Judgement, UsedReading, Verdict
from steadyhand.shared.actor import Actor
from steadyhand.shared.clock import How
from steadyhand.shared.history import changes_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def bruno() -> Actor:
    return an_actor(Role.TECHNICIAN, branch=a_branch(), name="Bruno Salas")


@pytest.fixture
def meter() -> Meter:
    return a_meter(a_machine(model=a_model(rated_monthly_pages=10_000)), digits=6)


def read(by: Actor, meter: Meter, shown: int, *, days: int = 0, **facts: object) -> Judgement:
    at = MONDAY + timedelta(days=days)
    return record_reading(
        by=by,
        meter_id=meter.id,
        shown=shown,
        read_at=at,
        read_at_how=How.ENTERED,
        now=at,
        **facts,  # type: ignore[arg-type]
    )


def test_a_reading_is_kept_with_its_total_and_how_its_time_is_known(bruno: Actor, meter: Meter) -> None:
    read(bruno, meter, 51_234)
    read(bruno, meter, 59_034, days=30)

    kept = MeterReading.objects.of(meter.tenant_id).order_by("read_at").last()
    assert kept is not None
    assert (kept.shown, kept.pages_total, kept.verdict, kept.read_at_how) == (59_034, 59_034, "plausible", "entered")


def test_a_doubtful_reading_is_kept_and_never_used(bruno: Actor, meter: Meter) -> None:
    read(bruno, meter, 51_234)
    typo = read(bruno, meter, 590_340, days=30)
    after = read(bruno, meter, 59_034, days=31)

    assert (typo.verdict, after.verdict, after.pages_since) == (Verdict.DOUBTFUL, Verdict.PLAUSIBLE, 7_800)
    assert MeterReading.objects.of(meter.tenant_id).count() == 3
    (facts,) = meters_of(bruno, meter.machine_id)
    assert facts.last == UsedReading(59_034, 59_034, MONDAY + timedelta(days=31))


def test_a_new_counter_counts_on(bruno: Actor, meter: Meter) -> None:
    read(bruno, meter, 51_234)

    judged = read(bruno, meter, 100, days=30, is_new_counter=True)

    assert (judged.verdict, judged.pages_total) == (Verdict.EXCHANGED, 51_334)


def test_a_second_reading_on_the_same_visit_takes_the_place_of_the_first(bruno: Actor, meter: Meter) -> None:
    visit_id = uuid4()
    read(bruno, meter, 51_234, visit_id=visit_id)

    read(bruno, meter, 51_243, visit_id=visit_id)

    assert list(MeterReading.objects.of(meter.tenant_id).values_list("shown", flat=True)) == [51_243]
    (newest, _) = changes_of(meter.tenant_id, [meter.machine_id])
    assert (newest.was, newest.became["shown"]) == ({"shown": [51_234]}, 51_243)


def test_several_meters_of_one_machine_count_apart(bruno: Actor, meter: Meter) -> None:
    colour = a_meter(meter.machine, kind=Meter.Kind.COLOUR, ref="colour")
    read(bruno, meter, 51_234)
    read(bruno, colour, 7_000)

    facts = meters_of(bruno, meter.machine_id)

    assert [(one.kind, one.last.shown) for one in facts if one.last] == [("mono", 51_234), ("colour", 7_000)]


def test_the_history_says_who_read_what(bruno: Actor, meter: Meter) -> None:
    read(bruno, meter, 51_234)

    (entry,) = changes_of(meter.tenant_id, [meter.machine_id])
    assert (entry.by_name, entry.verb, entry.became["shown"]) == ("Bruno Salas", "read the mono meter", 51_234)


def test_a_meter_of_another_branch_is_not_there(bruno: Actor) -> None:
    theirs = a_meter(a_machine(site=a_site(a_customer(branch=a_branch("CLE")))))

    with pytest.raises(NoSuchMeter, match="isn't on a machine you can see"):
        read(bruno, theirs, 100)
