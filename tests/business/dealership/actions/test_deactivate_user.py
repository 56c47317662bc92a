import pytest
from tests.builders import MONDAY, a_branch, a_user, an_actor

from steadyhand.business.dealership.actions.deactivate_user import deactivate_user
from steadyhand.business.dealership.actions.renew_invitation import INVITATION, renew_invitation
from steadyhand.business.dealership.described import CannotRunItSo
from steadyhand.business.dealership.models import User
from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.dealership.rules import Role
from steadyhand.shared.history import changes_of
from steadyhand.shared.links import LinkRefused, follow_link

pytestmark = pytest.mark.django_db


def test_whoever_is_deactivated_cannot_sign_in_and_their_links_are_closed() -> None:
    ada, nora = an_actor(Role.ADMINISTRATOR), a_user(Role.SALES)
    token = renew_invitation(by=ada, user_id=nora.id, now=MONDAY)

    deactivate_user(by=ada, user_id=nora.id, now=MONDAY, why="left us")

    assert not User.objects.get(id=nora.id).is_active
    assert changes_of(nora.tenant_id, [nora.id])[0].why == "left us"
    with pytest.raises(LinkRefused):
        follow_link(token, purpose=INVITATION, now=MONDAY)


def test_the_last_administrator_cannot_be_shut_out() -> None:
    ada = a_user(Role.ADMINISTRATOR, name="Ada Ortiz")

    with pytest.raises(CannotRunItSo, match="Ada Ortiz is the last administrator"):
        deactivate_user(by=an_actor(Role.PRINCIPAL), user_id=ada.id, now=MONDAY)


def test_nobody_shuts_themselves_out() -> None:
    ada = a_user(Role.ADMINISTRATOR)
    a_user(Role.ADMINISTRATOR)

    with pytest.raises(CannotRunItSo, match="can't deactivate yourself"):
        deactivate_user(by=actor_for(ada.id), user_id=ada.id, now=MONDAY)


def test_people_of_other_branches_are_left_alone() -> None:
    nora = a_user(Role.SALES, branch=a_branch("DAY"))

    with pytest.raises(CannotRunItSo, match="branches that aren't yours"):
        deactivate_user(by=an_actor(Role.ADMINISTRATOR, branch=a_branch()), user_id=nora.id, now=MONDAY)
