import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from tests.builders import a_branch, a_user

from steadyhand.business.dealership.directory import PAGE
from steadyhand.business.dealership.models import User
from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.dealership.rules import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(client: Client) -> Client:
    client.force_login(a_user(Role.ADMINISTRATOR, name="Ada Ortiz"))
    return client


def test_the_list_says_who_may_do_what_where(ada: Client, django_assert_max_num_queries: Any) -> None:
    for number in range(12):
        a_user(Role.SALES, branch=a_branch(), name=f"Person {number}")

    with django_assert_max_num_queries(9):
        text = ada.get("/people/").content.decode()

    assert "sales at Col" in text
    assert "administrator at all branches" in text


def test_a_long_list_is_shown_a_page_at_a_time(ada: Client, django_assert_max_num_queries: Any) -> None:
    for number in range(PAGE + 3):
        a_user(Role.SALES, name=f"Person {number:03}")

    with django_assert_max_num_queries(8):
        first = ada.get("/people/")
    second = ada.get(first.context["next_url"])

    names = [[row["person"].name for row in page.context["rows"]] for page in (first, second)]
    assert [len(each) for each in names] == [PAGE, 4]
    assert names[0][:2] == ["Ada Ortiz", "Person 000"]
    assert names[1][-1] == "Person 052"
    assert (first.context["previous_url"], second.context["next_url"]) == ("", "")
    assert second.context["position"] == "51–54"


@pytest.mark.parametrize("number", ["0", "-1", "x", "9999999999", "²"])
def test_a_page_number_that_cannot_be_read_means_the_first(ada: Client, number: str) -> None:
    assert [row["person"].name for row in ada.get("/people/", {"page": number}).context["rows"]] == ["Ada Ortiz"]


def test_people_are_found_by_any_part_of_name_and_address(ada: Client) -> None:
    a_user(Role.SALES, name="Nora Reyes")
    a_user(Role.SALES, name="Tomas Reyes")

    found = ada.get("/people/", {"q": "rey nor"}).context["rows"]
    nobody = ada.get("/people/", {"q": "quill"}).content.decode()

    assert [row["person"].name for row in found] == ["Nora Reyes"]
    assert "Nobody here by that name" in nobody


def test_many_branches_are_one_tap_away_and_what_is_held_is_said(ada: Client) -> None:
    branches = [a_branch(f"B{number}") for number in range(8)]
    nora = a_user(Role.SALES, branch=branches[0])

    text = ada.get(f"/people/{nora.id}/").content.decode()

    assert f"<summary>{branches[0].name}</summary>" in text
    assert "<summary>nowhere</summary>" in text
    (ticked,) = re.findall(r"<input type=\"checkbox\"[^>]*\schecked>", text)
    assert 'name="sales"' in ticked
    assert str(branches[0].id) in ticked


def test_an_invitation_shows_its_link_once(ada: Client) -> None:
    typed = {"form_key": str(uuid4()), "name": "Nora Reyes", "email": "nora@x.example", "sales": "all"}

    answer = ada.post("/people/invite/", typed)

    first, second = (ada.get(answer.headers["Location"]).content.decode() for _ in range(2))
    found = re.search(r"http://testserver(/invitation/[^<\s]+/)", first)
    assert found
    assert "/invitation/" not in second
    assert "Welcome, Nora Reyes" in Client().get(found[1]).content.decode()


def test_roles_and_branches_are_saved_by_one_form(ada: Client) -> None:
    col, nora = a_branch(), a_user(Role.SALES)

    answer = ada.post(
        f"/people/{nora.id}/", {"form_key": str(uuid4()), "dispatcher": [str(col.id)], "technician": [str(col.id)]}
    )

    assert answer.status_code == 303
    assert actor_for(nora.id).roles == {"dispatcher", "technician"}
    assert actor_for(nora.id).branch_ids == frozenset({col.id})


def test_a_person_without_any_role_is_refused(ada: Client) -> None:
    nora = a_user(Role.SALES)

    answer = ada.post(f"/people/{nora.id}/", {"form_key": str(uuid4())})

    assert answer.status_code == 422
    assert "at least one role" in answer.content.decode()


def test_whoever_is_deactivated_is_signed_out_at_once(ada: Client) -> None:
    nora, hers = a_user(Role.SALES, branch=a_branch()), Client()
    hers.force_login(nora)
    assert hers.get("/customers/").status_code == 200

    ada.post(f"/people/{nora.id}/deactivate/")

    assert hers.get("/customers/").headers["Location"].startswith("/sign-in/")
    assert not User.objects.get(id=nora.id).is_active


def test_the_last_administrator_is_kept_with_a_sentence(client: Client) -> None:
    ada = a_user(Role.ADMINISTRATOR, name="Ada Ortiz")
    client.force_login(a_user(Role.PRINCIPAL))

    answer = client.post(f"/people/{ada.id}/deactivate/", follow=True)

    assert "Ada Ortiz is the last administrator" in answer.content.decode()
    assert User.objects.get(id=ada.id).is_active


def test_an_administrator_of_one_branch_sees_its_people_only(client: Client) -> None:
    a_user(Role.SALES, branch=a_branch("DAY"), name="Theirs")
    a_user(Role.SALES, branch=a_branch(), name="Ours")
    client.force_login(a_user(Role.ADMINISTRATOR, branch=a_branch()))

    text = client.get("/people/").content.decode()

    assert "Ours" in text
    assert "Theirs" not in text
