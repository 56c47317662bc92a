import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from tests.builders import a_branch, a_user

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
