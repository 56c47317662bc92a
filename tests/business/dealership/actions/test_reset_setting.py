from collections.abc import Iterator

import pytest
from tests.builders import MONDAY, a_branch, an_actor
from tests.builders.settings import PATIENCE, patience_known

from steadyhand.business.dealership.actions.change_setting import change_setting
from steadyhand.business.dealership.actions.reset_setting import reset_setting
from steadyhand.business.dealership.described import CannotRunItSo
from steadyhand.business.dealership.entries import entries_page
from steadyhand.business.dealership.rules import Role
from steadyhand.business.dealership.settings.values import value_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _patience() -> Iterator[None]:
    with patience_known():
        yield


def test_the_default_holds_again_and_twice_is_once() -> None:
    joan = an_actor(Role.ADMINISTRATOR)
    change_setting(by=joan, key=PATIENCE.key, value=90, now=MONDAY)

    reset_setting(by=joan, key=PATIENCE.key, now=MONDAY)
    reset_setting(by=joan, key=PATIENCE.key, now=MONDAY)

    assert value_of(joan.tenant_id, PATIENCE) == 60
    entries = entries_page(joan, kind="dealership.settingvalue").entries
    assert [(entry.was, entry.became) for entry in entries if entry.verb == "setting back to default"] == [
        ({"Patience": "1 h 30 min"}, {"Patience": "1 h"})
    ]


def test_whoever_sees_one_branch_does_not_reset_for_all() -> None:
    with pytest.raises(CannotRunItSo, match="only an administrator of all of them"):
        reset_setting(by=an_actor(Role.ADMINISTRATOR, branch=a_branch()), key=PATIENCE.key, now=MONDAY)
