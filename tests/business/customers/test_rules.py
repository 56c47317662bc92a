"""What a contract covers, and what to know before saying yes."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadyhand.business.customers.rules import (
    CautionKind,
    ContractFacts,
    cautions_of,
    entitlement_of,
    governing_contract,
    response_minutes_of,
)

TODAY = date(2026, 3, 9)


def contract(**facts: Any) -> ContractFacts:
    return ContractFacts(id=UUID(int=facts.pop("id", 1)), number="K7", **facts)


def test_a_full_contract_says_what_is_covered_billable_and_how_soon() -> None:
    facts = contract(response_minutes=240, is_response_average=False, purchase_order="PO-88")

    assert entitlement_of(facts, on=TODAY) == (
        "Covered: parts, labour and toner.",
        "Billable: network work.",
        "Somebody on site within 4 h of working time, at most, for each call.",
        "Purchase order PO-88 is on file.",
    )


def test_an_average_term_is_said_to_be_one() -> None:
    facts = contract(response_minutes=90, is_response_average=True, covers_network=True)

    assert entitlement_of(facts, on=TODAY) == (
        "Covered: parts, labour, toner and network work.",
        "Somebody on site within 1 h 30 min of working time, on average over a quarter.",
    )


def test_without_a_contract_everything_is_billable() -> None:
    assert entitlement_of(None, on=TODAY) == ("No contract: everything is billable.",)


def test_a_contract_that_covers_nothing_says_so() -> None:
    facts = contract(covers_parts=False, covers_labour=False, covers_toner=False)

    assert entitlement_of(facts, on=TODAY)[0] == "Covered: nothing."


def test_a_contract_counts_on_its_last_day_and_not_on_the_next() -> None:
    facts = contract(ends_on=TODAY, response_minutes=240)

    assert entitlement_of(facts, on=TODAY)[0] == "Covered: parts, labour and toner."
    assert entitlement_of(facts, on=TODAY + timedelta(days=1)) == (
        "Contract K7 ended on 9 March 2026: everything is billable.",
    )
    assert response_minutes_of(facts, on=TODAY) == 240
    assert response_minutes_of(facts, on=TODAY + timedelta(days=1)) is None


def test_a_contract_yet_to_begin_covers_nothing() -> None:
    facts = contract(starts_on=date(2026, 4, 1), response_minutes=240)

    assert entitlement_of(facts, on=TODAY) == (
        "Contract K7 begins on 1 April 2026: until then everything is billable.",
    )
    assert response_minutes_of(facts, on=TODAY) is None
    assert [caution.kind for caution in cautions_of(facts, is_on_credit_hold=False, on=TODAY)] == [
        CautionKind.CONTRACT_TO_BEGIN
    ]


def test_everything_to_know_is_said_with_what_hurts_most_first() -> None:
    facts = contract(
        ends_on=date(2026, 4, 30),
        needs_purchase_order=True,
        lease_ends_on=date(2026, 6, 1),
        lessor="Tri-County Leasing",
    )

    assert [caution.said for caution in cautions_of(facts, is_on_credit_hold=True, on=TODAY)] == [
        "On credit hold: take the call, and ask your manager before planning it.",
        "The contract ends on 30 April 2026.",
        "A purchase order is needed, and none is on file: ask for its number.",
        "The lease with Tri-County Leasing ends on 1 June 2026.",
    ]


def test_a_quiet_contract_needs_no_caution() -> None:
    facts = contract(ends_on=date(2027, 3, 9), needs_purchase_order=True, purchase_order="PO-88")

    assert cautions_of(facts, is_on_credit_hold=False, on=TODAY) == ()


def test_an_ended_contract_is_a_caution() -> None:
    said = cautions_of(contract(ends_on=date(2026, 3, 8)), is_on_credit_hold=False, on=TODAY)

    assert [caution.said for caution in said] == ["The contract ended on 8 March 2026: say that this is billable."]


def test_no_contract_is_a_caution() -> None:
    said = cautions_of(None, is_on_credit_hold=False, on=TODAY)

    assert [caution.kind for caution in said] == [CautionKind.NO_CONTRACT]


@pytest.mark.parametrize(("days", "is_said"), [(180, True), (181, False), (-1, False)])
def test_a_lease_is_mentioned_half_a_year_ahead_and_until_it_ends(days: int, is_said: bool) -> None:  # noqa: FBT001
    facts = contract(lease_ends_on=TODAY + timedelta(days=days))

    kinds = [caution.kind for caution in cautions_of(facts, is_on_credit_hold=False, on=TODAY)]

    assert (CautionKind.LEASE_ENDING in kinds) is is_said


def test_a_machines_own_contract_counts_even_when_it_has_ended() -> None:
    own, other = contract(ends_on=date(2020, 1, 1)), contract(id=2)

    assert governing_contract(own, [other], is_machine_known=True, on=TODAY) is own


def test_a_machine_without_contract_is_not_covered_by_its_neighbours() -> None:
    assert governing_contract(None, [contract()], is_machine_known=True, on=TODAY) is None


def test_without_a_machine_the_only_contract_in_force_counts() -> None:
    ended, in_force = contract(ends_on=date(2020, 1, 1)), contract(id=2)

    assert governing_contract(None, [ended, in_force], is_machine_known=False, on=TODAY) is in_force
    assert governing_contract(None, [in_force, contract(id=3)], is_machine_known=False, on=TODAY) is None


@given(ends_on=st.none() | st.dates(), starts_on=st.none() | st.dates(), on=st.dates(date(1, 12, 1), date(9998, 1, 1)))
def test_what_is_not_in_force_is_always_said_to_be_billable(
    ends_on: date | None, starts_on: date | None, on: date
) -> None:
    facts = contract(ends_on=ends_on, starts_on=starts_on, response_minutes=60)

    says_billable = "everything is billable" in entitlement_of(facts, on=on)[0]

    assert says_billable is not facts.is_in_force(on)
    assert (response_minutes_of(facts, on=on) is None) is says_billable
