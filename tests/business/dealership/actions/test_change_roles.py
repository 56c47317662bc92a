import pytest
from tests.builders import MONDAY, a_branch, a_user, an_actor

from steadyhand.business.dealership.actions.change_roles import change_roles
from steadyhand.business.dealership.described import CannotRunItSo, RoleAt
from steadyhand.business.dealership.models import RoleHeld
from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.dealership.rules import Role
from steadyhand.shared.history import changes_of

pytestmark = pytest.mark.django_db


def test_roles_and_branches_change_together_and_stand_in_the_history() -> None:
    col, day, nora = a_branch(), a_branch("DAY"), a_user(Role.SALES, branch=a_branch())

    change_roles(
        by=an_actor(Role.ADMINISTRATOR),
        user_id=nora.id,
        roles=[RoleAt(Role.DISPATCHER, col.id), RoleAt(Role.DISPATCHER, day.id)],
        now=MONDAY,
        why="She plans both now.",
    )

    actor = actor_for(nora.id)
    (entry,) = changes_of(col.tenant_id, [nora.id])
    assert (actor.roles, actor.branch_ids) == (frozenset({"dispatcher"}), frozenset({col.id, day.id}))
    assert (entry.was["roles"], entry.why) == (["sales at Col"], "She plans both now.")
    assert sorted(entry.became["roles"]) == ["dispatcher at Col", "dispatcher at Day"]


def test_held_everywhere_a_role_at_one_branch_says_nothing_more() -> None:
    col, nora = a_branch(), a_user(Role.SALES)

    change_roles(
        by=an_actor(Role.ADMINISTRATOR),
        user_id=nora.id,
        roles=[RoleAt(Role.SALES, col.id), RoleAt(Role.SALES)],
        now=MONDAY,
    )

    assert [held.branch_id for held in RoleHeld.objects.of(nora.tenant_id).filter(user=nora)] == [None]


def test_the_last_administrator_stays_one() -> None:
    ada = a_user(Role.ADMINISTRATOR, name="Ada Ortiz")
    a_user(Role.ADMINISTRATOR, branch=a_branch())

    with pytest.raises(CannotRunItSo, match="Ada Ortiz is the last administrator"):
        change_roles(by=actor_for(ada.id), user_id=ada.id, roles=[RoleAt(Role.SALES)], now=MONDAY)

    assert actor_for(ada.id).roles == {"administrator"}


def test_an_administrator_who_never_chose_a_password_does_not_count() -> None:
    ada, invited = a_user(Role.ADMINISTRATOR), a_user(Role.ADMINISTRATOR)
    invited.set_unusable_password()
    invited.save()

    with pytest.raises(CannotRunItSo, match="last administrator"):
        change_roles(by=actor_for(ada.id), user_id=ada.id, roles=[RoleAt(Role.SALES)], now=MONDAY)


def test_with_another_administrator_one_may_step_down() -> None:
    ada = a_user(Role.ADMINISTRATOR)
    a_user(Role.ADMINISTRATOR)

    change_roles(by=actor_for(ada.id), user_id=ada.id, roles=[RoleAt(Role.SALES)], now=MONDAY)

    assert actor_for(ada.id).roles == {"sales"}
