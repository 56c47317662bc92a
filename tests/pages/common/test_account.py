import pytest
from django.test import Client
from tests.builders import a_branch, a_user
from tests.builders.record import PASSWORD

from steadyhand.business.dealership.models import User
from steadyhand.business.dealership.rules import Role

pytestmark = pytest.mark.django_db

NEW = "violet tractor lamp"


def test_a_new_password_keeps_one_signed_in_here_and_signs_out_everywhere_else() -> None:
    nora = a_user(Role.SALES, branch=a_branch())
    here, elsewhere = Client(), Client()
    here.force_login(nora)
    elsewhere.force_login(nora)

    answer = here.post("/account/", {"old": PASSWORD, "password": NEW, "again": NEW})

    assert answer.status_code == 303
    assert here.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302
    assert User.objects.get(id=nora.id).check_password(NEW)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"old": "wrong", "password": NEW, "again": NEW}, "isn&#x27;t your password now"),
        ({"old": PASSWORD, "password": NEW, "again": "other"}, "must be the same"),
        ({"old": PASSWORD, "password": "short", "again": "short"}, "This password won&#x27;t do"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_changes(client: Client, typed: dict[str, str], said: str) -> None:
    nora = a_user(Role.SALES, branch=a_branch())
    client.force_login(nora)

    answer = client.post("/account/", typed)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert User.objects.get(id=nora.id).check_password(PASSWORD)


def test_signing_out_everywhere_else_keeps_the_password_and_this_place() -> None:
    nora = a_user(Role.SALES, branch=a_branch())
    here, elsewhere = Client(), Client()
    here.force_login(nora)
    elsewhere.force_login(nora)

    answer = here.post("/account/leave/", {"leave-old": PASSWORD})

    assert answer.status_code == 303
    assert "Everywhere else you have been signed out." in here.get("/account/").content.decode()
    assert elsewhere.get("/account/").status_code == 302
    assert User.objects.get(id=nora.id).check_password(PASSWORD)


def test_nobody_signs_others_out_without_the_password() -> None:
    nora = a_user(Role.SALES, branch=a_branch())
    here, elsewhere = Client(), Client()
    here.force_login(nora)
    elsewhere.force_login(nora)

    answer = here.post("/account/leave/", {"leave-old": "wrong"})

    assert answer.status_code == 422
    assert "isn&#x27;t your password now" in answer.content.decode()
    assert elsewhere.get("/account/").status_code == 200
