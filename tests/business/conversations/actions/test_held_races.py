"""Two people and the clock decide about one held message at the same moment: the customer hears one thing, once."""

import pytest
from tests.builders.kept import row_of
from tests.builders.promises import NOW, a_clinic
from tests.builders.together import at_once
from tests.business.conversations.actions.test_holding import QUARTER, WORDS, held, sent

from steadyhand.business.conversations.actions.correct_held import correct_held
from steadyhand.business.conversations.actions.let_go_held import let_go_held
from steadyhand.business.conversations.actions.release_held import release_held
from steadyhand.business.conversations.models import HeldMessage
from steadyhand.business.conversations.rules import CannotSay

pytestmark = pytest.mark.django_db(transaction=True)
BETTER = "Somebody is with you on Thursday before noon."


def test_one_of_three_decides_and_the_others_hear_who() -> None:
    clinic = a_clinic()
    it = held(clinic)
    ruth, bruno, now = clinic.house.by("Ruth"), clinic.house.by("Bruno"), NOW + QUARTER

    results = at_once(
        lambda: release_held(by=ruth, held_id=it.held_id, why="I rang them", now=now),
        lambda: correct_held(by=bruno, held_id=it.held_id, words=BETTER, now=now),
        lambda: let_go_held(tenant_id=ruth.tenant_id, held_id=it.held_id, now=now),
    )

    row = HeldMessage.objects.get(id=it.held_id)
    refused = [each for each in results if isinstance(each, Exception)]
    assert all(isinstance(each, CannotSay) for each in refused), results
    assert len(refused) + (results[2] is False) == 2, results
    assert sent() == [{"released": WORDS, "corrected": BETTER}.get(row.how, row.safe_words)]
    assert (row_of(it.followup_id).state, row_of(it.followup_id).outcome) == ("ended", row.how)
