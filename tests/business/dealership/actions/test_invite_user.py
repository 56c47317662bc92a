import pytest
from tests.builders import MONDAY, a_branch, a_user, an_actor

from steadyhand.business.dealership.actions.deactivate_user import deactivate_user
from steadyhand.business.dealership.actions.invite_user import invite_user
from steadyhand.business.dealership.described import CannotRunItSo, RoleAt
from steadyhand.business.dealership.directory import person_of
from steadyhand.business.dealership.rules import Role
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import changes_of

pytestmark = pytest.mark.django_db


def invited(by: Actor, *roles: RoleAt, email: str = "Nora@Lakeside.example") -> object:
    return invite_user(by=by, name="Nora Reyes", email=email, phone="", roles=roles, now=MONDAY)


def test_whoever_is_invited_has_rights_and_no_password_yet() -> None:
    branch, ada = a_branch(), an_actor(Role.ADMINISTRATOR)

    user_id = invite_user(
        by=ada,
        name="Nora Reyes",
        email="Nora@Lakeside.example",
        phone="",
        roles=[RoleAt(Role.DISPATCHER, branch.id), RoleAt(Role.SALES)],
        now=MONDAY,
    )

    person = person_of(ada, user_id)
    assert person is not None
    assert (person.email, person.is_active, person.has_password) == ("nora@lakeside.example", True, False)
    assert sorted(person.roles_said) == ["dispatcher at Col", "sales at all branches"]


def test_the_history_tells_no_password() -> None:
    ada = an_actor(Role.ADMINISTRATOR)

    user_id = invite_user(by=ada, name="Nora", email="n@x.example", phone="", roles=[RoleAt(Role.SALES)], now=MONDAY)

    (entry,) = changes_of(ada.tenant_id, [user_id])
    assert entry.became == {"name": "Nora", "email": "n@x.example", "roles": ["sales at all branches"]}


def test_an_address_signs_in_once() -> None:
    ada = an_actor(Role.ADMINISTRATOR)
    invited(ada, RoleAt(Role.SALES))

    with pytest.raises(CannotRunItSo, match="belongs to Nora Reyes, who signs in already"):
        invited(ada, RoleAt(Role.PARTS), email="NORA@lakeside.example")


def test_somebody_deactivated_comes_back_under_the_same_address_without_their_old_password() -> None:
    ada, nora = an_actor(Role.ADMINISTRATOR), a_user(Role.SALES, email="nora@lakeside.example")
    deactivate_user(by=ada, user_id=nora.id, now=MONDAY)

    assert invited(ada, RoleAt(Role.PARTS)) == nora.id

    person = person_of(ada, nora.id)
    assert person is not None
    assert (person.is_active, person.has_password, person.roles_said) == (True, False, ("parts at all branches",))


def test_everybody_needs_a_role() -> None:
    with pytest.raises(CannotRunItSo, match="at least one role"):
        invited(an_actor(Role.ADMINISTRATOR))


def test_rights_are_given_at_one_s_own_branches_only() -> None:
    ada = an_actor(Role.ADMINISTRATOR, branch=a_branch())

    for role in (RoleAt(Role.SALES), RoleAt(Role.SALES, a_branch("DAY").id)):
        with pytest.raises(CannotRunItSo, match="at your own branches only"):
            invited(ada, role)
