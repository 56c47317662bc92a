"""The board says whom to ask whether a fix on the phone has held."""

from datetime import timedelta

import pytest
from django.urls import reverse
from tests.builders.desk import a_form, as_it_is, signed_in
from tests.builders.phone import a_call_tried_by_phone

from steadyhand.business.calls.models import Call
from steadyhand.business.calls.rules import CallState
from steadyhand.shared.clock import read_clock

pytestmark = pytest.mark.django_db


def fixed_yesterday() -> Call:
    now = read_clock()
    return a_call_tried_by_phone(
        problem="Jams at tray 2", now=now - timedelta(days=2), check_on=(now - timedelta(days=1)).date()
    )


def test_the_board_lists_whom_to_ask_with_their_number() -> None:
    call = fixed_yesterday()

    page = signed_in().get(reverse("board")).content.decode()

    assert "Check back today" in page
    assert "fixed on the phone 2 days ago" in " ".join(page.split())
    assert "(614) 555-0148" in page
    assert f'action="{reverse("check-back", args=[call.id])}"' in page


@pytest.mark.parametrize(
    ("held", "state", "said"),
    [("yes", CallState.CLOSED, "Good: it still works."), ("no", CallState.TO_PLAN, "open again as a corrective one")],
)
def test_one_tap_keeps_what_they_say(held: str, state: CallState, said: str) -> None:
    call, client = fixed_yesterday(), signed_in()

    response = client.post(reverse("check-back", args=[call.id]), a_form(held=held), follow=True)

    assert as_it_is(call).state == state
    assert said in response.content.decode()
    assert "Check back today" not in response.content.decode()


def test_the_second_who_asks_is_told() -> None:
    call, client = fixed_yesterday(), signed_in()
    url = reverse("check-back", args=[call.id])
    client.post(url, a_form(held="yes"))

    response = client.post(url, a_form(held="no"), follow=True)

    assert "Somebody has asked about call" in response.content.decode()
    assert as_it_is(call).state == CallState.CLOSED


def test_an_answer_that_is_none_is_asked_for_again() -> None:
    call = fixed_yesterday()

    response = signed_in().post(reverse("check-back", args=[call.id]), a_form(), follow=True)

    assert "Say whether it still works" in response.content.decode()
