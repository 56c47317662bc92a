import pytest
from tests.builders import MONDAY, a_user

from steadyhand.business.dealership.actions.set_password import set_password
from steadyhand.business.dealership.described import CannotRunItSo
from steadyhand.business.dealership.models import User
from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.dealership.rules import Role
from steadyhand.shared.history import changes_of

pytestmark = pytest.mark.django_db


def test_the_new_password_holds_and_the_history_does_not_tell_it() -> None:
    nora = a_user(Role.SALES)

    set_password(by=actor_for(nora.id), password="violet tractor lamp", now=MONDAY)

    (entry,) = changes_of(nora.tenant_id, [nora.id])
    assert User.objects.get(id=nora.id).check_password("violet tractor lamp")
    assert (entry.verb, entry.was, entry.became) == ("password chosen", {}, {})


@pytest.mark.parametrize("password", ["short", "password1234", "nora.reyes@x"])
def test_an_easy_password_is_refused(password: str) -> None:
    nora = a_user(Role.SALES, email="nora.reyes@x.example")

    with pytest.raises(CannotRunItSo, match="This password won't do"):
        set_password(by=actor_for(nora.id), password=password, now=MONDAY)


def test_whoever_was_shut_out_sets_no_password() -> None:
    nora = a_user(Role.SALES, is_active=False)

    with pytest.raises(CannotRunItSo, match="can't sign in any more"):
        set_password(by=actor_for(nora.id), password="violet tractor lamp", now=MONDAY)
