"""A rule of a dealership's own holds from the moment it is saved, for that dealership, until it is switched off."""

from dataclasses import replace

import pytest
from tests.builders import MONDAY
from tests.builders.kept import a_house
from tests.builders.own_rules import THE_MOVE, an_own_rule, rule_typed

from steadyhand.business.conversations.actions.keep_own_rule import add_own_rule, change_own_rule
from steadyhand.business.conversations.guard.reviewing import review
from steadyhand.business.conversations.own_rules.reading import CannotRule
from steadyhand.business.conversations.queries.own_rules import all_own_rules, own_alone, rules_of
from steadyhand.shared.identity import new_id

pytestmark = pytest.mark.django_db
MOVED = "Nothing works since the move."


def found(tenant_id: object) -> list[str]:
    return [each.rule for each in review(MOVED, rules=rules_of(tenant_id), classifier=None).findings]  # type: ignore[arg-type]


def test_it_holds_at_once_and_only_for_them() -> None:
    house = a_house()
    tenant_id = house.branch.tenant_id
    assert found(tenant_id) == []

    an_own_rule(by=house.by("Joan"), now=MONDAY)

    assert found(tenant_id) == ["ours.the-move"]
    assert found(new_id()) == []
    assert [rule["name"] for rule in own_alone(tenant_id).portable()["rules"]] == ["ours.the-move"]


def test_what_was_changed_or_switched_off_is_read_anew() -> None:
    house = a_house()
    joan, tenant_id = house.by("Joan"), house.branch.tenant_id
    rule_id = an_own_rule(by=joan, now=MONDAY)
    assert found(tenant_id) == ["ours.the-move"]

    change_own_rule(by=joan, rule_id=rule_id, told=rule_typed(name="moving"), is_off=False, now=MONDAY)
    assert found(tenant_id) == ["ours.moving"]

    change_own_rule(by=joan, rule_id=rule_id, told=rule_typed(name="moving"), is_off=True, now=MONDAY)
    assert found(tenant_id) == []
    assert [(each.told.name, each.is_off) for each in all_own_rules(joan)] == [("moving", True)]


def test_two_of_one_name_are_refused_and_another_dealerships_isnt_there() -> None:
    house = a_house()
    rule_id = an_own_rule(by=house.by("Joan"), now=MONDAY)
    elsewhere = replace(house.by("Joan"), tenant_id=new_id())

    with pytest.raises(CannotRule, match="called “the-move” already"):
        add_own_rule(by=house.by("Ruth"), told=THE_MOVE, now=MONDAY)
    with pytest.raises(CannotRule, match="isn't there any more"):
        change_own_rule(by=elsewhere, rule_id=rule_id, told=THE_MOVE, is_off=True, now=MONDAY)
