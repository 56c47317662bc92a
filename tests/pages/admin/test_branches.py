from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from tests.builders import a_branch, a_user

from steadyhand.business.dealership.models import Branch, Calendar, ClosedDay
from steadyhand.business.dealership.rules import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(client: Client) -> Client:
    client.force_login(a_user(Role.ADMINISTRATOR))
    return client


def sent(client: Client, address: str, **changed: Any) -> Any:
    """Open a form, fill it in and send it, as a person would."""
    form = client.get(address).context["form"]
    filled = {name: form[name].value() for name in form.fields} | changed
    return client.post(address, {name: value for name, value in filled.items() if value not in (None, "", False)})


def test_the_page_says_the_hours_in_words(ada: Client) -> None:
    a_branch("COL", name="Columbus")

    text = ada.get("/branches/").content.decode()

    assert "Columbus" in text
    assert "Mon–Fri 8:00 am–5:00 pm" in text


def test_a_branch_is_opened_and_changed(ada: Client) -> None:
    calendar_id = str(a_branch().calendar_id)

    sent(ada, "/branches/add/", code="TOL", name="Toledo", calendar_id=calendar_id)
    toledo = Branch.objects.get(code="TOL")
    sent(ada, f"/branches/{toledo.id}/", city="Toledo")

    toledo.refresh_from_db()
    assert (toledo.name, toledo.city, toledo.zone) == ("Toledo", "Toledo", "America/New_York")


def test_hours_are_changed_day_by_day(ada: Client) -> None:
    calendar_id = a_branch().calendar_id

    answer = sent(ada, f"/hours/{calendar_id}/", mon="08:00-12:00, 13:00-17:00", sat="09:00-12:00")

    assert answer.status_code == 303
    weekly = Calendar.objects.get(id=calendar_id).weekly
    assert (weekly["mon"], weekly["sat"]) == (["08:00-12:00", "13:00-17:00"], ["09:00-12:00"])
    assert "sun" not in weekly


def test_hours_that_cannot_be_read_are_refused_at_their_day(ada: Client) -> None:
    answer = sent(ada, f"/hours/{a_branch().calendar_id}/", tue="8 to 5")

    assert answer.status_code == 422
    assert "write opening and closing time" in answer.context["form"].errors["tue"][0]


def test_other_hours_are_added(ada: Client) -> None:
    a_branch()

    assert sent(ada, "/hours/add/", name="Hospital", mon="00:00-24:00").status_code == 303

    assert Calendar.objects.get(name="Hospital").weekly == {"mon": ["00:00-24:00"]}


def test_a_closed_day_is_shown_and_taken_back(ada: Client) -> None:
    calendar_id = a_branch().calendar_id
    typed = {"form_key": str(uuid4()), "closed_on": "2099-12-24", "reason": "Christmas Eve"}

    ada.post(f"/hours/{calendar_id}/close/", typed)
    assert "Closed on 24 December 2099: Christmas Eve" in ada.get("/branches/").content.decode()
    ada.post(f"/hours/days/{ClosedDay.objects.get().id}/reopen/")

    assert not ClosedDay.objects.exists()
