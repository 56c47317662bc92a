import pytest
from tests.builders import MONDAY, a_branch, a_user, an_actor

from steadyhand.business.dealership.actions.renew_invitation import INVITATION, renew_invitation
from steadyhand.business.dealership.actions.withdraw_invitation import withdraw_invitation
from steadyhand.business.dealership.described import CannotRunItSo
from steadyhand.business.dealership.invitations import invitations_of
from steadyhand.business.dealership.rules import Role
from steadyhand.shared.links import LinkRefused, follow_link

pytestmark = pytest.mark.django_db


def test_a_link_taken_back_opens_nothing_and_a_new_one_does() -> None:
    joan, nora = an_actor(Role.ADMINISTRATOR), a_user(Role.SALES)
    old = renew_invitation(by=joan, user_id=nora.id, now=MONDAY)

    withdraw_invitation(by=joan, user_id=nora.id, now=MONDAY)

    with pytest.raises(LinkRefused):
        follow_link(old, purpose=INVITATION, now=MONDAY)
    assert invitations_of(joan, [nora.id])[nora.id].revoked_at == MONDAY
    new = renew_invitation(by=joan, user_id=nora.id, now=MONDAY)
    assert follow_link(new, purpose=INVITATION, now=MONDAY).about_id == nora.id
    assert invitations_of(joan, [nora.id])[nora.id].is_open(MONDAY)


def test_without_an_open_link_there_is_nothing_to_take_back() -> None:
    nora = a_user(Role.SALES, name="Nora Reyes")

    with pytest.raises(CannotRunItSo, match="Nora Reyes has no link that is open"):
        withdraw_invitation(by=an_actor(Role.ADMINISTRATOR), user_id=nora.id, now=MONDAY)


def test_the_link_of_somebody_of_other_branches_stays() -> None:
    everywhere = a_user(Role.ADMINISTRATOR, name="Ada Ortiz")
    renew_invitation(by=an_actor(Role.ADMINISTRATOR), user_id=everywhere.id, now=MONDAY)

    with pytest.raises(CannotRunItSo, match="Ada Ortiz also works at branches that aren't yours"):
        withdraw_invitation(by=an_actor(Role.ADMINISTRATOR, branch=a_branch()), user_id=everywhere.id, now=MONDAY)
