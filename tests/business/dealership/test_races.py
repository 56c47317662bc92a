"""Two administrators lock each other out at the same moment: one of them stays, for somebody must give rights."""

from functools import partial

import pytest
from tests.builders import MONDAY, a_user
from tests.builders.together import at_once, the_refused

from steadyhand.business.dealership.actions.change_roles import change_roles
from steadyhand.business.dealership.actions.deactivate_user import deactivate_user
from steadyhand.business.dealership.described import CannotRunItSo, RoleAt
from steadyhand.business.dealership.models import RoleHeld, User
from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.dealership.rules import Role

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_last_administrator_is_not_deactivated() -> None:
    joan, howard = a_user(Role.ADMINISTRATOR, name="Joan Pruitt"), a_user(Role.ADMINISTRATOR, name="Howard Lindqvist")

    results = at_once(
        partial(deactivate_user, by=actor_for(joan.id), user_id=howard.id, now=MONDAY),
        partial(deactivate_user, by=actor_for(howard.id), user_id=joan.id, now=MONDAY),
    )

    assert "is the last administrator" in str(the_refused(results, kind=CannotRunItSo))
    assert User.objects.of(joan.tenant_id).filter(is_active=True).count() == 1


def test_the_last_administrator_keeps_the_role() -> None:
    joan, howard = a_user(Role.ADMINISTRATOR, name="Joan Pruitt"), a_user(Role.ADMINISTRATOR, name="Howard Lindqvist")
    only_sales = [RoleAt(Role.SALES)]

    results = at_once(
        partial(change_roles, by=actor_for(joan.id), user_id=howard.id, roles=only_sales, now=MONDAY),
        partial(deactivate_user, by=actor_for(howard.id), user_id=joan.id, now=MONDAY),
    )

    assert "is the last administrator" in str(the_refused(results, kind=CannotRunItSo))
    left = RoleHeld.objects.of(joan.tenant_id).filter(role=Role.ADMINISTRATOR, user__is_active=True)
    assert left.count() == 1
