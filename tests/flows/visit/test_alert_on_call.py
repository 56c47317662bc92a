"""An urgent call after hours alerts whoever is on call; any other call waits for the morning."""

from datetime import timedelta

import pytest
from django.db import transaction
from tests.builders import MONDAY, a_branch, a_call, a_customer, a_user, an_actor
from tests.builders.nights import NIGHT, a_night, texts
from tests.builders.outbox import Keeping
from tests.builders.rota import bruno_and_mira

from steadyhand.business.calls.actions.open_call import open_call
from steadyhand.business.calls.alerts.models import Alert
from steadyhand.business.calls.alerts.reading import alerts_of_call
from steadyhand.business.calls.alerts.rules import AlertState
from steadyhand.business.calls.rules import Urgency
from steadyhand.business.dealership.models import Calendar
from steadyhand.business.dealership.rules import Role
from steadyhand.flows.visit.hear_customer import hear_customer
from steadyhand.flows.visit.take_call import take_call
from steadyhand.shared.actor import the_system
from steadyhand.shared.models import OutgoingMessage

pytestmark = pytest.mark.django_db


def test_the_first_on_call_is_texted_and_mailed_what_they_need_to_know() -> None:
    night = a_night()
    night.pass_by(NIGHT)

    assert night.names() == ["Bruno"]
    text, mail = Keeping.kept
    assert (text.recipient, mail.recipient) == ("(614) 555-0142", night.bruno.email)
    first, where, problem, asks, link = text.text.split("\n")
    assert first.startswith("Lakeside Office Machines: call 10001 after hours, standstill")
    assert where.startswith("Chen Family Clinic, 114 Main Street")
    assert problem == "“Nobody can print.”"
    assert asks.startswith("You are first on call. Can you take it? Please answer within 10 min")
    assert link.startswith("http://localhost:8000/a/")


@pytest.mark.parametrize("urgency", [Urgency.NORMAL, Urgency.CAN_WAIT])
def test_what_is_not_urgent_wakes_nobody(urgency: Urgency) -> None:
    a_night(urgency=urgency)

    assert not Alert.objects.exists()


def test_by_day_nobody_is_alerted() -> None:
    a_night(at=MONDAY)

    assert not OutgoingMessage.objects.exists()


def test_a_holiday_is_after_hours_all_day() -> None:
    a_branch()
    Calendar.objects.update(holidays_of="US")
    # Memorial Day, a Monday, at noon.
    night = a_night(at=MONDAY + timedelta(days=77, hours=3))

    assert night.names() == ["Bruno"]
    assert night.alert.until.day == 26


def test_a_past_that_is_only_made_up_alerts_nobody() -> None:
    a_night(alerts=False)

    assert not Alert.objects.exists()


def test_without_a_rota_the_service_manager_is_alerted_and_without_anybody_an_administrator() -> None:
    branch, dana = a_branch(), an_actor(Role.DISPATCHER)
    joan = a_user(Role.ADMINISTRATOR, name="Joan Pruitt")

    def alerted() -> str:
        facts = {"problem": "No print", "urgency": Urgency.URGENT, "caller_name": "Grace"}
        return take_call(by=dana, branch_id=branch.id, now=NIGHT, **facts).alerted  # type: ignore[arg-type]

    assert alerted() == joan.name
    a_user(Role.SERVICE_MANAGER, name="Ruth Okafor")
    assert alerted() == "Ruth Okafor"


def test_a_call_that_is_not_kept_alerts_nobody() -> None:
    def take_and_lose() -> None:
        with transaction.atomic():
            a_night()
            raise ValueError("the power failed")

    with pytest.raises(ValueError, match="power"):
        take_and_lose()

    assert not OutgoingMessage.objects.exists()
    assert not Alert.objects.exists()


def test_hours_that_cannot_be_counted_by_keep_no_call_from_being_taken_and_say_so() -> None:
    branch, dana = a_branch(), an_actor(Role.DISPATCHER)
    bruno_and_mira(branch)
    Calendar.objects.update(zone="Mars/Olympus")

    taken = take_call(by=dana, problem="No print", urgency=Urgency.URGENT, caller_name="Grace", now=NIGHT)

    assert taken.alerted == ""
    assert "Nobody was alerted, because it isn't known whether the branch is open" in taken.trouble


def test_a_customer_who_asks_at_night_about_an_urgent_call_is_heard_once() -> None:
    branch, dana = a_branch(), an_actor(Role.DISPATCHER)
    bruno_and_mira(branch)
    call = open_call(
        by=dana,
        branch_id=branch.id,
        problem="Nothing prints",
        urgency=Urgency.URGENT,
        customer_id=a_customer().id,
        now=MONDAY,
    )
    customer = the_system(dana.tenant_id, "the customer, on their page")

    heard = [
        hear_customer(by=customer, call_id=call.id, kind="please_call", words=words, now=NIGHT).name
        for words in ("It got worse", "Anybody?")
    ]

    assert heard == ["Bruno Salas", ""]
    (alert,) = alerts_of_call(dana, call.id)
    assert alert.because == "the customer asked on their page"


def test_a_call_that_somebody_is_planned_for_wakes_nobody() -> None:
    branch, dana = a_branch(), an_actor(Role.DISPATCHER)
    bruno_and_mira(branch)
    call = a_call(urgency=Urgency.URGENT, state="planned")
    customer = the_system(dana.tenant_id, "the customer, on their page")

    assert hear_customer(by=customer, call_id=call.id, kind="please_call", words="", now=NIGHT).name == ""


def test_the_next_night_is_a_new_alert() -> None:
    night = a_night()
    customer = the_system(night.dana.tenant_id, "the customer, on their page")

    tomorrow = NIGHT + timedelta(days=1)
    heard = hear_customer(by=customer, call_id=night.call_id, kind="please_call", words="", now=tomorrow)

    assert heard.name == "Bruno Salas"
    assert [alert.state for alert in alerts_of_call(night.dana, night.call_id)] == [AlertState.OPEN, AlertState.ENDED]
    assert texts() == []
