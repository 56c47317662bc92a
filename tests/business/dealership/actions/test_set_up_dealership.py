from functools import partial

import pytest
from tests.builders import MONDAY, a_dealership
from tests.builders.founding import HOURS, PASSWORD, a_founder, a_new_firm
from tests.builders.together import at_once, the_refused

from steadyhand.business.dealership.actions.make_set_up_link import make_set_up_link
from steadyhand.business.dealership.actions.set_up_dealership import set_up_dealership
from steadyhand.business.dealership.described import CannotRunItSo
from steadyhand.business.dealership.entries import entries_page
from steadyhand.business.dealership.models import Branch, Calendar, Dealership, User
from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.dealership.rules import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def token() -> str:
    return make_set_up_link(maker="steadyhand", now=MONDAY)


def test_the_link_founds_the_dealership_and_who_founds_it_can_sign_in(token: str) -> None:
    user_id = set_up_dealership(token=token, firm=a_new_firm(), founder=a_founder(), now=MONDAY)

    joan = actor_for(user_id)
    calendar = Calendar.objects.of(joan.tenant_id).get()
    assert joan.roles == {Role.ADMINISTRATOR, Role.DISPATCHER}
    assert joan.branch_ids is None
    assert User.objects.get(id=user_id).check_password(PASSWORD)
    assert Dealership.objects.get().id == joan.tenant_id
    assert Branch.objects.of(joan.tenant_id).get().code == "MAIN"
    assert (calendar.name, calendar.weekly, calendar.holidays_of) == ("Working hours", HOURS, "US-OH")
    assert {entry.who for entry in entries_page(joan).entries} == {"Joan Pruitt"}


def test_whoever_works_on_holidays_has_none(token: str) -> None:
    set_up_dealership(token=token, firm=a_new_firm(rests_on_holidays=False), founder=a_founder(), now=MONDAY)

    assert Calendar.objects.get().holidays_of == ""


def test_the_link_works_once(token: str) -> None:
    set_up_dealership(token=token, firm=a_new_firm(), founder=a_founder(), now=MONDAY)

    with pytest.raises(CannotRunItSo, match="used up or has run out"):
        set_up_dealership(token=token, firm=a_new_firm(name="Another"), founder=a_founder(), now=MONDAY)

    assert Dealership.objects.count() == 1


def test_what_cannot_be_meant_founds_nothing_and_leaves_the_link_good(token: str) -> None:
    with pytest.raises(CannotRunItSo, match="Mars"):
        set_up_dealership(token=token, firm=a_new_firm(zone="Mars/Olympus"), founder=a_founder(), now=MONDAY)
    with pytest.raises(CannotRunItSo, match="password won't do"):
        set_up_dealership(token=token, firm=a_new_firm(), founder=a_founder(password="short"), now=MONDAY)

    assert not Dealership.objects.exists()
    assert set_up_dealership(token=token, firm=a_new_firm(), founder=a_founder(), now=MONDAY)


def test_a_dealership_opened_meanwhile_is_not_joined(token: str) -> None:
    a_dealership()

    with pytest.raises(CannotRunItSo, match="opened here meanwhile"):
        set_up_dealership(token=token, firm=a_new_firm(), founder=a_founder(), now=MONDAY)


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_founds_it() -> None:
    token = make_set_up_link(maker="steadyhand", now=MONDAY)

    results = at_once(
        *(
            partial(set_up_dealership, token=token, firm=a_new_firm(name=name), founder=a_founder(), now=MONDAY)
            for name in ("Harbor Copiers", "Harbour Copiers")
        )
    )

    assert "used" in str(the_refused(results, kind=CannotRunItSo))
    assert Dealership.objects.count() == 1
