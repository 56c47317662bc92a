"""A need is kept, routed and told; a no is respected, and nobody hears too much."""

from datetime import timedelta
from uuid import UUID

import pytest
from tests.builders import MONDAY, a_branch, a_customer, an_actor
from tests.builders.kept import House, a_house, row_of, what_happened

from steadyhand.business.dealership.actions.deactivate_user import deactivate_user
from steadyhand.business.dealership.rules import Role
from steadyhand.business.followups.actions.end_followup import end_followup
from steadyhand.business.followups.actions.record_contact import record_contact
from steadyhand.business.followups.models import FollowUpListener
from steadyhand.business.needs.actions.note_need import CannotNote, Seen, note_need, notice_as_well
from steadyhand.business.needs.actions.set_routing import Rule, add_rule
from steadyhand.business.needs.models import Need
from steadyhand.business.needs.rules import Leave, Sort

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def noted(
    house: House, sort: Sort = Sort.AGING, leave: Leave = Leave.AGREED, *, by: str = "Bruno", days: int = 0
) -> Need:
    seen = Seen(customer_id=house.customer.id, sort=sort, leave=leave)
    need_id = note_need(by=house.by(by), seen=seen, now=MONDAY + days * DAY)
    return Need.objects.get(id=need_id)


def owner(house: House, need: Need) -> str:
    return house.name_of(row_of(need.followup_id).owner_id)


def said_no(house: House, need: Need, *, days: int = 1) -> None:
    facts = {"by": house.by("Elena"), "followup_id": need.followup_id, "now": MONDAY + days * DAY}
    record_contact(channel="phone", words="Rang Grace", **facts)  # type: ignore[arg-type]
    end_followup(outcome="chose_not", words="It does for now", **facts)  # type: ignore[arg-type]


def test_two_answers_are_enough_and_the_rest_is_said_for_them() -> None:
    need = noted(a_house(), Sort.SUPPLIES)

    assert (need.if_nothing, need.by_on) == ("They run out, or print badly.", (MONDAY + 7 * DAY).date())
    assert row_of(need.followup_id).title == "Supplies · Chen Family Clinic"


def test_it_goes_to_whoever_sells_and_has_least_to_do() -> None:
    house = a_house()

    assert [owner(house, noted(house, sort)) for sort in (Sort.AGING, Sort.SUPPLIES)] == ["Elena", "Priya"]


def test_what_isn_t_safe_is_the_manager_s_today() -> None:
    house = a_house()
    need = noted(house, Sort.SAFETY)

    assert (row_of(need.followup_id).kind, owner(house, need)) == ("need_today", "Ruth")
    due_at = row_of(need.followup_id).due_at
    assert due_at is not None
    assert due_at - MONDAY == timedelta(minutes=20)


def test_rules_say_whose_it_is_and_a_customer_s_own_comes_first() -> None:
    house = a_house()
    add_rule(by=house.by("Ruth"), rule=Rule(sort=Sort.NETWORK, role=Role.DISPATCHER), now=MONDAY)
    assert owner(house, noted(house, Sort.NETWORK)) == "Dana"

    rep = Rule(customer_id=house.customer.id, user_id=house.id_of("Priya"))
    add_rule(by=house.by("Ruth"), rule=rep, now=MONDAY)
    assert owner(house, noted(house, Sort.TRAINING)) == "Priya"


def test_a_rule_that_names_whoever_left_sends_it_to_a_colleague() -> None:
    house = a_house()
    add_rule(by=house.by("Ruth"), rule=Rule(user_id=house.id_of("Priya")), now=MONDAY)
    deactivate_user(by=house.by("Joan"), user_id=house.id_of("Priya"), now=MONDAY)

    assert owner(house, noted(house)) == "Elena"


def test_a_no_is_respected_unless_they_ask() -> None:
    house = a_house()
    said_no(house, noted(house))

    with pytest.raises(CannotNote, match=r"Leave them in peace until \d+ September 2026, unless they ask"):
        noted(house, days=9)
    assert Need.objects.count() == 1

    noted(house, leave=Leave.ASKED, days=9)
    noted(house, Sort.SUPPLIES, days=9)


def test_the_third_in_a_month_waits_its_turn_and_is_kept() -> None:
    house = a_house()
    needs = [noted(house, sort) for sort in (Sort.AGING, Sort.SUPPLIES, Sort.TRAINING)]

    assert [what_happened(need.followup_id)[-1] for need in needs] == ["opened", "opened", "paused"]


def test_whoever_notices_the_same_hears_of_it_as_well() -> None:
    house = a_house()
    need = noted(house)

    notice_as_well(by=house.by("Dana"), need_id=need.id, words="Louder than last month", now=MONDAY + DAY)

    listeners = FollowUpListener.objects.filter(followup_id=need.followup_id).values_list("user_id", flat=True)
    assert {house.name_of(user_id) for user_id in listeners} == {"Bruno", "Dana"}
    assert Need.objects.count() == 1


def test_a_customer_of_another_branch_is_not_theirs() -> None:
    house = a_house()
    elsewhere = a_customer(branch=a_branch("DAY"))

    stranger = an_actor(Role.TECHNICIAN, branch=house.branch, name="Stan")

    with pytest.raises(CannotNote, match="isn't one of your branches' customers"):
        note_need(by=stranger, seen=Seen(customer_id=elsewhere.id, sort=Sort.AGING, leave=Leave.ASKED), now=MONDAY)


def test_a_forgotten_need_is_not_there_to_be_noticed_again() -> None:
    house = a_house()

    with pytest.raises(CannotNote, match="pass it on as a new one"):
        notice_as_well(by=house.by("Dana"), need_id=UUID(int=7), words="", now=MONDAY)
