"""What is found in words that a customer has is kept, with how it ended; nothing else is."""

from typing import Any

import pytest
from tests.builders.mirrored import CLEAN, SHORT, looked_at
from tests.builders.promises import HOUR, NOW, a_clinic
from tests.builders.told import a_held_message, statement, told

from steadyhand.business.conversations.actions.keep_statement import keep_statement
from steadyhand.business.conversations.models import Statement, StatementFinding
from steadyhand.business.conversations.rules import Direction, FindingEnd
from steadyhand.business.conversations.saying import Dismissed, Saying
from steadyhand.business.promises.rules import Channel
from steadyhand.shared.actor import the_system

pytestmark = pytest.mark.django_db
RULE = "internal_problem.short-staffed"


def findings() -> list[Any]:
    return list(StatementFinding.objects.order_by("id").values_list("rule", "label", "tier", "how", "why"))


def test_what_was_sent_as_it_was_is_kept_with_its_words() -> None:
    clinic = a_clinic()
    kept = told(clinic, SHORT)

    assert looked_at(clinic, now=NOW + HOUR) == 1

    (row,) = StatementFinding.objects.all()
    assert findings() == [(RULE, "internal_problem", "confirm", "sent", "")]
    assert "short-staffed" in SHORT[row.start : row.end]
    said = statement(kept)
    assert (said.looked_at, said.department, said.reviewed) == (NOW + HOUR, "dispatcher", ["internal_problem"])


def test_what_its_writer_kept_has_the_reason() -> None:
    clinic = a_clinic()
    told(clinic, SHORT, dismissed=(Dismissed(RULE, "internal_problem", "short-staffed", "They asked why"),))

    looked_at(clinic)

    assert [each[3:] for each in findings()] == [(FindingEnd.KEPT, "They asked why")]


def test_nothing_is_looked_at_twice_and_clean_words_leave_no_row() -> None:
    clinic = a_clinic()
    told(clinic, CLEAN)
    told(clinic, SHORT)

    assert [looked_at(clinic), looked_at(clinic)] == [2, 0]

    assert len(findings()) == 1


def test_what_they_said_what_waits_and_what_the_program_said_isnt_looked_at() -> None:
    clinic = a_clinic()
    told(clinic, SHORT, direction=Direction.FROM_THEM)
    a_held_message(clinic.call.id, by=clinic.house.by("Dana"))
    system = the_system(clinic.house.branch.tenant_id, "Steadyhand")
    saying = Saying(direction=Direction.TO_THEM, channel=Channel.PAGE, words=SHORT, call_id=clinic.call.id)
    keep_statement(by=system, saying=saying, now=NOW)

    assert looked_at(clinic) == 0
    assert not Statement.objects.filter(looked_at__isnull=False).exists()


def test_a_language_without_rules_is_looked_at_and_nothing_is_found() -> None:
    clinic = a_clinic()
    told(clinic, SHORT, language="de")

    assert looked_at(clinic) == 1
    assert findings() == []
