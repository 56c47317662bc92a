"""A team's words are counted and shown without anybody's name; of too few people nothing is."""

from dataclasses import asdict
from datetime import timedelta

import pytest
from tests.builders.mirrored import CLEAN, PUSHY, SHORT, a_team_told, looked_at
from tests.builders.promises import DAY, NOW, Clinic, a_clinic
from tests.builders.told import told

from steadyhand.business.conversations.guard.findings import Label
from steadyhand.business.insight.mirror import Leak, Share
from steadyhand.business.insight.queries.mirror import Mirror, Span, messages_of, mirror_of, own_messages, own_share

pytestmark = pytest.mark.django_db
# NOW is a Monday.
WEEK = Span(NOW - DAY, NOW + 6 * DAY, "America/New_York")
BEFORE = Span(NOW - 8 * DAY, NOW - DAY, "America/New_York")


def mirror(clinic: Clinic, *, name: str = "Ruth") -> Mirror:
    return mirror_of(clinic.house.by(name), WEEK, before=BEFORE)


def test_shares_are_of_messages_by_label_rule_and_problem_of_the_house() -> None:
    clinic = a_clinic()
    a_team_told(clinic)

    found = mirror(clinic)

    assert (found.writers, found.messages, found.anything) == (3, 5, Share(2, 5))
    labels = {each.label: each.share.count for each in found.labels}
    assert (labels[Label.INTERNAL_PROBLEM], labels[Label.HARD_SELL], labels[Label.BLAME]) == (1, 1, 0)
    assert "internal_problem.short-staffed" in [each.rule for each in found.rules]
    assert [(each.leak, each.share) for each in found.leaks] == [(Leak.STAFFING, Share(1, 5))]
    assert [week.share for week in found.weeks] == [Share(2, 5)]
    assert found.pitching is None


def test_of_two_writers_nothing_is_shown() -> None:
    clinic = a_clinic()
    a_team_told(clinic, names=("Dana", "Bruno"))

    found, page = mirror(clinic), messages_of(clinic.house.by("Ruth"), WEEK)

    assert (found.is_shown, found.messages, found.rules, found.weeks) == (False, 0, (), ())
    assert (page.is_shown, page.messages) == (False, ())


def test_a_department_of_one_or_two_is_hidden_and_cant_be_worked_out() -> None:
    clinic = a_clinic()
    a_team_told(clinic)

    found = mirror(clinic)

    assert (found.departments, found.hidden_departments) == ((), 3)


def test_drift_is_held_against_the_span_before() -> None:
    clinic = a_clinic()
    a_team_told(clinic, now=NOW - 2 * DAY)
    a_team_told(clinic)

    found = mirror(clinic)

    assert found.pitching is not None
    assert (found.pitching.now, found.pitching.before) == (Share(1, 5), Share(1, 5))


def test_rows_have_the_words_and_nobodys_name() -> None:
    clinic = a_clinic()
    a_team_told(clinic)
    told(clinic, f"Dana here: {SHORT.lower()}")
    looked_at(clinic)
    ruth = clinic.house.by("Ruth")

    page = messages_of(ruth, WEEK, label="internal_problem")

    assert [each.words for each in page.messages] == [f"•••• here: {SHORT.lower()}", SHORT]
    assert "Dana" not in str([asdict(each) for each in page.messages])
    assert {(each.customer_id, each.with_whom) for each in page.messages} == {(None, "")}
    (pushed,) = messages_of(ruth, WEEK, leak=None, label="hard_sell").messages
    assert pushed.words == PUSHY
    assert [each.words for each in messages_of(ruth, WEEK, leak=Leak.STAFFING).messages][-1] == SHORT
    assert messages_of(ruth, WEEK, leak=Leak.PARTS).messages == ()
    assert messages_of(ruth, WEEK, skip=1, most=1).has_more


def test_ones_own_are_ones_own() -> None:
    clinic = a_clinic()
    a_team_told(clinic)
    since, until = NOW - DAY, NOW + DAY

    dana, bruno = (own_messages(clinic.house.by(name), since=since, until=until) for name in ("Dana", "Bruno"))

    assert [each.words for each in dana.messages] == [PUSHY, SHORT]
    assert bruno.messages == ()
    assert own_share(clinic.house.by("Dana"), since=since, until=until) == Share(2, 3)
    assert own_share(clinic.house.by("Bruno"), since=NOW + DAY, until=NOW + timedelta(days=2)) == Share(0, 0)


def test_what_isnt_looked_at_yet_is_counted_apart() -> None:
    clinic = a_clinic()
    a_team_told(clinic)
    told(clinic, CLEAN)

    found = mirror(clinic)

    assert (found.messages, found.waiting) == (5, 1)
