"""Times by the day's plan on the call form: asked for by one button, promised by another."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from tests.builders.day_plans import PlanDay, a_plan_day
from tests.builders.desk import a_form, signed_in

from steadyhand.business.promises.models import Promise

pytestmark = pytest.mark.django_db
MOST = 3


@pytest.fixture
def day() -> PlanDay:
    return a_plan_day()


def asked(client: Client, day: PlanDay) -> tuple[str, str]:
    machine = day.call("Chen", north=1.0).machine
    assert machine is not None
    sent = a_form(machine=machine.id, call_type="corrective", urgency="normal")
    return str(machine.id), client.post(reverse("new-call-times"), sent).content.decode()


def test_a_press_promises_the_window_and_takes_the_call(day: PlanDay) -> None:
    client = signed_in()
    machine, part = asked(client, day)
    values = [unescape(each) for each in re.findall(r'name="promise"\s+value="([^"]+)"', part)]
    assert len(values) == MOST
    assert re.search(r"(Bruno Salas|Walt Jensen) (today|tomorrow|Monday|Tuesday)[^·]+· [^·]+· kept \d+ %", part)

    form = a_form(
        machine=machine, call_type="corrective", urgency="normal", problem="It jams", promise=values[0], contact=""
    )  # fmt: skip
    answer = client.post(reverse("new-call"), form)

    assert answer.status_code == 303, answer.content.decode()
    promise = Promise.objects.get()
    assert values[0].startswith(str(promise.from_at.isoformat() if promise.from_at else ""))
    assert promise.by_at.isoformat() in values[0]


def test_what_was_offered_long_ago_or_can_t_be_read_promises_nothing(day: PlanDay) -> None:
    client = signed_in()
    machine, _ = asked(client, day)
    old = "2026-03-09T14:00:00+00:00/2026-03-09T16:00:00+00:00/2026-03-09T13:00:00+00:00"

    for value, said in ((old, "a while ago"), ("a/b/c", "can&#x27;t be read")):
        form = a_form(machine=machine, call_type="corrective", urgency="normal", problem="It jams", promise=value)
        assert said in client.post(reverse("new-call"), form).content.decode()

    assert not Promise.objects.exists()


def test_nobody_goes_for_toner(day: PlanDay) -> None:
    call = day.call("Chen", north=1.0)
    sent = a_form(machine=call.machine_id, call_type="supplies", urgency="normal")

    assert "Nobody goes for such a call." in signed_in().post(reverse("new-call-times"), sent).content.decode()


def test_without_scripts_the_whole_page_comes_back_with_the_times(day: PlanDay) -> None:
    call = day.call("Chen", north=1.0)
    sent = a_form(machine=call.machine_id, call_type="corrective", urgency="normal", problem="It jams", times="1")

    page = signed_in().post(reverse("new-call"), sent).content.decode()

    assert page.count("Stays inside: who would come") == 1
    assert "It jams" in page
