from datetime import timedelta

import pytest
from tests.builders import MONDAY, a_branch, a_user, an_actor

from steadyhand.business.dealership.actions.renew_invitation import INVITATION, renew_invitation
from steadyhand.business.dealership.described import CannotRunItSo
from steadyhand.business.dealership.rules import Role
from steadyhand.shared.links import LinkRefused, follow_link

pytestmark = pytest.mark.django_db


def test_a_link_leads_to_its_person_for_a_week() -> None:
    nora = a_user(Role.SALES)

    token = renew_invitation(by=an_actor(Role.ADMINISTRATOR), user_id=nora.id, now=MONDAY)

    assert follow_link(token, purpose=INVITATION, now=MONDAY + timedelta(days=6)).about_id == nora.id
    with pytest.raises(LinkRefused):
        follow_link(token, purpose=INVITATION, now=MONDAY + timedelta(days=7))


def test_a_new_link_closes_the_old_one() -> None:
    ada, nora = an_actor(Role.ADMINISTRATOR), a_user(Role.SALES)
    old = renew_invitation(by=ada, user_id=nora.id, now=MONDAY)

    renew_invitation(by=ada, user_id=nora.id, now=MONDAY)

    with pytest.raises(LinkRefused):
        follow_link(old, purpose=INVITATION, now=MONDAY)


def test_nobody_makes_a_link_into_rights_beyond_their_branches() -> None:
    everywhere = a_user(Role.ADMINISTRATOR, name="Ada Ortiz")

    with pytest.raises(CannotRunItSo, match="Ada Ortiz also works at branches that aren't yours"):
        renew_invitation(by=an_actor(Role.ADMINISTRATOR, branch=a_branch()), user_id=everywhere.id, now=MONDAY)
