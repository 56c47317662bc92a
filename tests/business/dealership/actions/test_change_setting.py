from collections.abc import Iterator
from functools import partial

import pytest
from tests.builders import MONDAY, a_branch, a_user, an_actor
from tests.builders.settings import PATIENCE, patience_known
from tests.builders.together import at_once

from steadyhand.business.dealership.actions.change_setting import change_setting
from steadyhand.business.dealership.described import CannotRunItSo
from steadyhand.business.dealership.entries import entries_page
from steadyhand.business.dealership.models import SettingValue
from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.dealership.rules import Role
from steadyhand.business.dealership.settings.values import value_of
from steadyhand.shared.actor import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _patience() -> Iterator[None]:
    with patience_known():
        yield


def history_of(by: Actor) -> list[tuple[str, object, object]]:
    page = entries_page(by, kind="dealership.settingvalue")
    return [(entry.verb, entry.was.get("Patience"), entry.became.get("Patience")) for entry in page.entries]


def test_a_value_holds_from_now_on_and_the_history_says_so_in_words() -> None:
    joan = an_actor(Role.ADMINISTRATOR)

    change_setting(by=joan, key=PATIENCE.key, value=90, now=MONDAY)
    change_setting(by=joan, key=PATIENCE.key, value=120, now=MONDAY, why="slow winter")
    change_setting(by=joan, key=PATIENCE.key, value=120, now=MONDAY)

    assert value_of(joan.tenant_id, PATIENCE) == 120
    assert sorted(history_of(joan)) == [
        ("setting changed", "1 h", "1 h 30 min"),
        ("setting changed", "1 h 30 min", "2 h"),
    ]


def test_the_default_s_own_value_is_no_change_of_one_s_own() -> None:
    joan = an_actor(Role.ADMINISTRATOR)
    change_setting(by=joan, key=PATIENCE.key, value=90, now=MONDAY)

    change_setting(by=joan, key=PATIENCE.key, value=60, now=MONDAY)

    assert not SettingValue.objects.of(joan.tenant_id).exists()


def test_a_value_out_of_range_changes_nothing() -> None:
    joan = an_actor(Role.ADMINISTRATOR)

    with pytest.raises(CannotRunItSo, match="Patience can't be 1 day: choose between 5 min and 10 h"):
        change_setting(by=joan, key=PATIENCE.key, value=1440, now=MONDAY)

    assert value_of(joan.tenant_id, PATIENCE) == 60


def test_an_unknown_key_is_refused_by_name() -> None:
    with pytest.raises(CannotRunItSo, match=r"no setting 'tests\.hope' any more"):
        change_setting(by=an_actor(Role.ADMINISTRATOR), key="tests.hope", value=1, now=MONDAY)


def test_whoever_sees_one_branch_does_not_set_clocks_for_all() -> None:
    with pytest.raises(CannotRunItSo, match="only an administrator of all of them"):
        change_setting(by=an_actor(Role.ADMINISTRATOR, branch=a_branch()), key=PATIENCE.key, value=90, now=MONDAY)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_set_it_first_at_the_same_moment_both_are_in_the_history() -> None:
    joan = actor_for(a_user(Role.ADMINISTRATOR, name="Joan Pruitt").id)

    results = at_once(
        *(partial(change_setting, by=joan, key=PATIENCE.key, value=value, now=MONDAY) for value in (90, 120))
    )

    assert [result for result in results if isinstance(result, Exception)] == []
    assert value_of(joan.tenant_id, PATIENCE) in (90, 120)
    assert len(history_of(joan)) == 2
