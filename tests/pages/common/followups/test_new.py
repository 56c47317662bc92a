"""What must not be forgotten is written down by hand: of every kind that has no page of its own."""

from uuid import UUID, uuid4

import pytest
from django.test import Client
from tests.builders import a_customer
from tests.builders.kept import House, a_house, row_of, what_happened

from steadyhand.business.followups.models import FollowUp
from steadyhand.business.promises.models import Promise

pytestmark = pytest.mark.django_db
SEE_OTHER, UNPROCESSABLE = 303, 422


@pytest.fixture
def house() -> House:
    return a_house()


def signed_in(house: House, name: str) -> Client:
    client = Client()
    client.force_login(house.people[name])
    return client


def sent(client: Client, **facts: str) -> tuple[int, str]:
    answer = client.post("/followups/new/", {"form_key": str(uuid4()), **facts})
    return answer.status_code, answer.content.decode() or answer["Location"]


def opened(place: str) -> UUID:
    return UUID(place.rstrip("/").rsplit("/", 1)[-1])


def test_a_line_and_a_kind_are_enough_and_whoever_s_work_it_is_has_it(house: House) -> None:
    client = signed_in(house, "Bruno")

    status, place = sent(client, kind="good_news", title="The part came early", customer=house.customer.ref)

    row = row_of(opened(place))
    assert status == SEE_OTHER
    assert (row.title, house.name_of(row.owner_id)) == (f"The part came early · {house.customer.name}", "Dana")
    assert "The part came early" in client.get("/followups/?of=to-hear").content.decode()


def test_one_can_have_it_oneself_and_name_the_day(house: House) -> None:
    client = signed_in(house, "Ruth")

    _, place = sent(client, kind="coaching", title="Ride along with Bruno", by_on="2099-03-12", is_mine="on")

    row = row_of(opened(place))
    assert (house.name_of(row.owner_id), row.step_words) == ("Ruth", "Ride along with Bruno")
    assert what_happened(row.id) == ["opened", "step promised"]


def test_a_promise_by_hand_is_in_the_record_of_promises(house: House) -> None:
    client = signed_in(house, "Ruth")

    _, place = sent(
        client,
        kind="promise",
        title="Send the manual",
        words="The German one",
        customer=house.customer.ref,
        by_on="2099-03-12",
        channel="email",
        is_mine="on",
    )

    promise, row = Promise.objects.get(), row_of(opened(place))
    assert (promise.kind, promise.about, promise.channel, promise.given_by_name) == (
        "other", "Send the manual", "email", "Ruth",
    )  # fmt: skip
    assert (promise.followup_id, promise.by_at, promise.said) == (
        row.id,
        row.step_due_at,
        "Thursday 12 March 2099 by the end of the day",
    )
    assert (row.title, house.name_of(row.owner_id)) == (f"Send the manual · {house.customer.name}", "Ruth")
    page = client.get(place).content.decode()
    assert "The German one" in page
    # It ends with its promise, and nowhere else.
    assert 'value="end"' not in page
    assert 'value="step"' not in page


def test_a_promise_needs_its_day(house: House) -> None:
    status, page = sent(signed_in(house, "Dana"), kind="promise", title="Toner by Friday", words="Said on the phone")

    assert status == UNPROCESSABLE
    assert "Name the day: a promise without one can&#x27;t be kept." in page
    assert "Said on the phone" in page
    assert not FollowUp.objects.exists()


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"title": "Toner"}, "Choose what it is."),
        ({"kind": "toner_request"}, "Say in a line what it is about."),
        ({"kind": "toner_request", "title": "Toner", "customer": "Nobody & Sons"}, "No customer of your branches"),
        ({"kind": "toner_request", "title": "Toner", "by_on": "2020-01-01"}, "This day is over"),
        ({"kind": "coaching", "title": "Ride along"}, "coaching is not one of the available choices"),
    ],
)
def test_what_can_t_be_opened_says_why(house: House, facts: dict[str, str], said: str) -> None:
    status, page = sent(signed_in(house, "Bruno"), **facts)

    assert status == UNPROCESSABLE
    assert said in page


def test_namesakes_are_told_apart_by_their_numbers(house: House) -> None:
    a_customer(house.customer.name, branch=house.branch, ref="C777")

    status, page = sent(signed_in(house, "Dana"), kind="toner_request", title="Toner", customer=house.customer.name)

    assert status == UNPROCESSABLE
    numbers = ", ".join(sorted([house.customer.ref, "C777"]))
    assert f"Several customers are called so ({numbers}): write the number." in page


def test_a_customer_s_page_leads_there(house: House) -> None:
    page = signed_in(house, "Dana").get(f"/followups/new/?customer={house.customer.id}").content.decode()

    assert f'value="{house.customer.ref}"' in page
    assert signed_in(house, "Dana").get("/followups/new/?customer=nonsense").status_code == 200
