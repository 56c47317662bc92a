import pytest
from django.test import Client
from django.urls import reverse
from tests.builders import a_dealership
from tests.builders.founding import PASSWORD, typed

from steadyhand.business.dealership.actions.make_set_up_link import make_set_up_link
from steadyhand.business.dealership.models import Calendar, Dealership
from steadyhand.shared.clock import read_clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def address() -> str:
    return reverse("set-up", args=[make_set_up_link(maker="steadyhand", now=read_clock())])


def test_whoever_follows_the_link_founds_the_dealership_and_is_signed_in(client: Client, address: str) -> None:
    assert "Set up your dealership" in client.get(address).content.decode()

    answer = client.post(address, typed(saturday_opens="09:00", saturday_closes="12:00"))

    firm, calendar = Dealership.objects.get(), Calendar.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert (firm.name, firm.region, firm.clock) == ("Harbor Copiers", "OH", "12")
    assert calendar.weekly["fri"] == ["07:30-16:30"]
    assert calendar.weekly["sat"] == ["09:00-12:00"]
    assert client.get("/account/").context["actor"].name == "Joan Pruitt"
    assert Client().login(username="joan@harbor.example", password=PASSWORD)


def test_the_link_is_over_once_it_was_used(client: Client, address: str) -> None:
    client.post(address, typed())

    answers = Client().get(address), Client().post(address, typed(firm_name="Another"))

    assert [answer.status_code for answer in answers] == [404, 404]
    assert "Harbor Copiers is open here" in answers[0].content.decode()
    assert Dealership.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "wrong", "said"),
    [
        ("region", "Bavaria", "did you mean"),
        ("zone", "", "Choose the city whose clocks"),
        ("closes", "", "required"),
        ("saturday_opens", "09:00", "Give both times"),
        ("closes", "07:30", "opens and closes at the same time"),
        ("password", "short", "at least 10 characters"),
        ("again", "violet tractor lamps", "must be the same"),
        ("email", "joan", "valid email"),
        ("firm_name", "", "required"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_the_link_stays_good(
    client: Client, address: str, name: str, wrong: str, said: str
) -> None:
    answer = client.post(address, typed(**{name: wrong}))

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Dealership.objects.exists()
    assert client.get(address).status_code == 200


def test_sign_in_says_how_to_begin_only_while_nothing_is_here(client: Client) -> None:
    assert "There is no dealership here yet" in client.get("/sign-in/").content.decode()

    a_dealership()
    a_dealership(name="Harbor Copiers")

    assert "There is no dealership here yet" not in client.get("/sign-in/").content.decode()


def test_a_forged_link_says_how_to_get_one(client: Client) -> None:
    answer = client.get("/set-up/forged/")

    assert answer.status_code == 404
    assert "steadyhand dealership link" in answer.content.decode()
