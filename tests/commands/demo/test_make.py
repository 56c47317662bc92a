from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.builders.demo import a_demo, a_demo_for_many

from steadyhand.business.calls.alerts.reading import alerts_since
from steadyhand.business.calls.models import Call, CustomerMessage, Visit
from steadyhand.business.customers.models import Contact, Goal
from steadyhand.business.dealership.models import Branch, Dealership, User
from steadyhand.business.dealership.rota.reading import duties_at
from steadyhand.business.people.models import Technician
from steadyhand.business.stock.queries.kits import kits_of_calls
from steadyhand.commands.application import CannotDo
from steadyhand.commands.demo.cast import PASSWORD
from steadyhand.flows.visit.find_caller import find_caller
from steadyhand.shared.actor import the_system
from steadyhand.shared.models import OutgoingMessage

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SUNDAY_NIGHT = datetime(2026, 3, 15, 8, 10, tzinfo=UTC)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: Any, home: Path) -> Iterator[Dealership]:  # noqa: ARG001
    """Sunday night's demo, made once for all of these tests."""
    with django_db_blocker.unblock(), a_demo_for_many(SUNDAY_NIGHT, home=home) as demo, django_db_blocker.block():
        yield demo


@pytest.fixture
def demo(made: Dealership, db: None) -> Dealership:  # noqa: ARG001
    """Let a test see the demo."""
    return made


def test_even_on_a_sunday_night_bruno_s_day_is_half_lived(demo: Dealership) -> None:
    bruno = Technician.objects.of(demo.id).get(name="Bruno Salas")
    around_now = Visit.objects.of(demo.id).filter(
        technician=bruno,
        planned_for__gte=SUNDAY_NIGHT - timedelta(hours=9),
        planned_for__lt=SUNDAY_NIGHT + timedelta(hours=9),
    )
    states = set(around_now.values_list("state", flat=True))
    assert {"done", "planned"} <= states
    assert bruno.user is not None
    assert bruno.user.check_password(PASSWORD)


def test_the_clinic_s_fault_has_come_back_and_the_customer_waits_for_an_answer(demo: Dealership) -> None:
    clinic = Call.objects.of(demo.id).filter(customer__name="Chen Family Clinic").order_by("-taken_at")
    assert clinic[0].state == "planned"
    assert clinic[0].machine_id in [call.machine_id for call in clinic[1:] if call.state == "closed"]
    assert CustomerMessage.objects.of(demo.id).get(call=clinic[0]).answered_at is None
    assert Contact.objects.of(demo.id).filter(name="Grace Chen", customer=clinic[0].customer).exists()
    assert Goal.objects.of(demo.id).filter(customer=clinic[0].customer, said_by="Grace Chen").exists()


def test_calls_wait_to_be_planned_for_a_part_and_for_it(demo: Dealership) -> None:
    waiting = Call.objects.of(demo.id).filter(state__in=["to_plan", "waiting"])
    assert waiting.filter(state="to_plan", urgency="standstill").exists()
    assert waiting.filter(state="to_plan", customer=None, caller_name="Somebody from Alder House").exists()
    assert waiting.filter(waiting_for="it").exists()
    assert waiting.filter(waiting_for="parts").exists()


def test_what_is_open_says_which_parts_it_will_need(demo: Dealership) -> None:
    by = the_system(demo.id, "a test")
    of_faults = Call.objects.of(demo.id).filter(state__in=("to_plan", "planned", "waiting"), call_type="corrective")
    waiting = list(of_faults.filter(machine__isnull=False).values_list("id", flat=True))
    kits = kits_of_calls(by, waiting)

    assert len(kits) > len(waiting) / 2
    assert all(kit.learnt_from > 0 for kit in kits.values())
    assert any(kit.kit and kit.kit[0].chance > 0.3 for kit in kits.values())


def test_the_clinic_is_found_by_its_name(demo: Dealership) -> None:
    found = find_caller(by=the_system(demo.id, "a test"), typed="chen fam", most=5)

    assert [one.title for one in found if one.kind == "customer"] == ["Chen Family Clinic"]


def test_there_is_one_dana_and_one_bruno(demo: Dealership) -> None:
    firsts = [name.split()[0] for name in User.objects.filter(tenant_id=demo.id).values_list("name", flat=True)]
    assert (firsts.count("Dana"), firsts.count("Bruno")) == (1, 1)


@pytest.mark.usefixtures("demo")
def test_the_demo_is_only_made_in_an_empty_database(home: Path) -> None:
    with pytest.raises(CannotDo, match="only ever made in an empty one"):
        a_demo(SUNDAY_NIGHT, home=home)


def test_somebody_is_on_call_now_at_every_branch_and_last_night_s_alert_was_taken_by_the_second(
    demo: Dealership, home: Path
) -> None:
    for branch in Branch.objects.of(demo.id):
        assert duties_at(demo.id, branch.id, SUNDAY_NIGHT)[0].user_id is not None
    (alert,) = alerts_since(the_system(demo.id, "the test"), SUNDAY_NIGHT - timedelta(days=2))
    first, second = alert.steps
    assert (first.answer, second.answer) == ("", "takes")
    assert second.alerted_at - first.alerted_at == timedelta(minutes=10)
    assert alert.call_state == "closed"
    # Those of follow-ups, of promises and to pass on wait for the jobs, which start with the server.
    alerts = OutgoingMessage.objects.of(demo.id).exclude(key__startswith="followup:")
    alerts = alerts.exclude(key__startswith="beyond-term:").exclude(key__startswith="handed:")
    assert set(alerts.values_list("state", flat=True)) == {"sent"}
    assert f"You are {second.rung.label}" in (home / "outbox" / "sms.txt").read_text()
