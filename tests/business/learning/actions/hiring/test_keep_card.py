"""Nonsense in a scorecard is refused by name, and nothing of it is half kept."""

import pytest
from tests.builders import MONDAY, a_branch, an_actor
from tests.builders.hiring import a_candidate

from steadyhand.business.dealership.rules import Role
from steadyhand.business.learning.actions.hiring.keep_card import keep_card
from steadyhand.business.learning.models import Scorecard
from steadyhand.business.learning.refusing import CannotHire

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("marks", "notes", "said"),
    [
        ({"told-wrong": 9}, {}, "9 is no mark: choose 1 to 5, or “not assessed”"),
        ({"no-such-thing": 3}, {}, "doesn't ask for “no-such-thing”"),
        ({}, {"no-such-thing": "x"}, "doesn't ask for “no-such-thing”"),
        ({"told-wrong": 3}, {"told-wrong": "x" * 10_000}, "A note has 10,000 characters, and 500 are the most"),
    ],
)
@pytest.mark.parametrize("hands_in", [True, False])
def test_what_cannot_be_meant_is_refused(
    marks: dict[str, int | None], notes: dict[str, str], said: str, *, hands_in: bool
) -> None:
    branch = a_branch()
    ruth = an_actor(Role.SERVICE_MANAGER, branch=branch)
    candidate_id = a_candidate(ruth, branch, ruth)

    with pytest.raises(CannotHire, match=said):
        keep_card(by=ruth, candidate_id=candidate_id, marks=marks, notes=notes, hands_in=hands_in, now=MONDAY)

    card = Scorecard.objects.get()
    assert (card.marks, card.notes, card.handed_in_at) == ({}, {}, None)
