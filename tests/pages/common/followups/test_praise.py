"""A customer's good word reaches the technician the same day, and whoever passed it on hears that it was read."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from tests.builders import MONDAY, a_call, a_machine, a_site, a_technician, a_visit
from tests.builders.kept import House, a_house

from steadyhand.business.calls.rules import VisitState
from steadyhand.business.followups.models import FollowUp
from steadyhand.shared.models import OutgoingMessage

pytestmark = pytest.mark.django_db
# Nine in the morning in New York.
NOW = MONDAY + timedelta(hours=1)


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.setattr("steadyhand.pages.common.saying.read_clock", lambda: NOW)
    house = a_house()
    bruno = a_technician(user=house.people["Bruno"], branch=house.branch, name="Bruno", phone="614 555 0101")
    call = a_call(machine=a_machine(site=a_site(house.customer)))
    a_visit(call=call, technician=bruno, state=VisitState.DONE, finished_at=MONDAY - timedelta(days=1))
    return house


def signed_in(house: House, name: str) -> Client:
    client = Client()
    client.force_login(house.people[name])
    return client


def praised(house: House, **facts: str) -> int:
    said = {"words": "So patient with all of us.", "said_by": "Grace Chen", "about": str(house.id_of("Bruno"))}
    sent = {"form_key": str(uuid4()), **said, **facts}
    return signed_in(house, "Dana").post(f"/customers/{house.customer.id}/praise/", sent).status_code


def test_whoever_was_there_last_is_chosen_beforehand(house: House) -> None:
    page = signed_in(house, "Dana").get(f"/customers/{house.customer.id}/praise/").content.decode()

    assert "Bruno, there last" in page
    assert f'<option value="{house.id_of("Bruno")}" selected' in page


def test_it_stands_on_their_day_and_goes_out_at_once(house: House) -> None:
    assert praised(house) == 303

    assert "So patient with all of us." in signed_in(house, "Bruno").get("/day/").content.decode()
    assert OutgoingMessage.objects.get().body == (
        f"Grace Chen ({house.customer.name}) says of you: “So patient with all of us.”"
    )


def test_read_it_is_over_and_the_one_who_passed_it_on_hears(house: House) -> None:
    praised(house)

    signed_in(house, "Bruno").post(f"/followups/{FollowUp.objects.get().id}/read/")

    assert (FollowUp.objects.get().outcome, FollowUp.objects.get().why) == ("read", "Bruno has read it.")
    assert "So patient" not in signed_in(house, "Bruno").get("/day/").content.decode()
    assert "Praise from Grace Chen" in signed_in(house, "Dana").get("/followups/?of=to-hear").content.decode()


def test_nobody_is_woken_to_be_praised(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    night = NOW + timedelta(hours=14)
    monkeypatch.setattr("steadyhand.pages.common.saying.read_clock", lambda: night)

    praised(house)

    assert not OutgoingMessage.objects.exists()
    assert "So patient with all of us." in signed_in(house, "Bruno").get("/day/").content.decode()


@pytest.mark.parametrize(
    ("facts", "status"), [({"words": ""}, 422), ({"about": ""}, 422), ({"about": str(uuid4())}, 422)]
)
def test_without_words_or_somebody_it_goes_nowhere(house: House, facts: dict[str, str], status: int) -> None:
    assert praised(house, **facts) == status
    assert not FollowUp.objects.exists()


def test_only_whoever_it_is_about_says_that_it_was_read(house: House) -> None:
    praised(house)

    answer = signed_in(house, "Ruth").post(f"/followups/{FollowUp.objects.get().id}/read/")

    assert answer.status_code == 404
