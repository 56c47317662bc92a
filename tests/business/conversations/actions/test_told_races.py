"""Two at the same moment: a customer in two tabs, a giver and a manager, two of a name. One of them is first."""

import pytest
from tests.builders.kept import a_house
from tests.builders.own_rules import rule_typed
from tests.builders.promises import NOW, a_clinic
from tests.builders.together import at_once
from tests.business.conversations.actions.test_handed import handed
from tests.pages.customer.test_survey import a_call

from steadyhand.business.conversations.actions.answer_survey import answer_survey
from steadyhand.business.conversations.actions.correct_handed import correct_handed, tell_technician
from steadyhand.business.conversations.actions.keep_own_rule import add_own_rule
from steadyhand.business.conversations.actions.mark_untrue import mark_untrue
from steadyhand.business.conversations.actions.pass_on_fact import pass_on_fact
from steadyhand.business.conversations.actions.tell_correction import Telling
from steadyhand.business.conversations.models import OwnRule, Statement, SurveyAnswer
from steadyhand.business.conversations.own_rules.reading import CannotRule
from steadyhand.business.conversations.rules import CannotSay
from steadyhand.business.conversations.surveys.rules import Answered, WordKept, Works
from steadyhand.business.followups.models import FollowUp
from steadyhand.business.promises.rules import Channel
from steadyhand.shared.clock import read_clock

pytestmark = pytest.mark.django_db(transaction=True)


def test_three_answers_from_two_tabs_are_one_answer_and_one_follow_up() -> None:
    house = a_house()
    call, by, now = a_call(house), house.by("Dana"), read_clock()
    poor = [Answered(works=Works.NO, word_kept=WordKept.NO, score=n, words="It jams.") for n in (1, 2, 1)]

    results = at_once(*(lambda it=it: answer_survey(by=by, call_id=call.id, answered=it, now=now) for it in poor))

    assert results == [None, None, None]
    assert SurveyAnswer.objects.get().score in (1, 2)
    assert FollowUp.objects.filter(kind="poor_answer").count() == 1


def test_giver_and_manager_put_a_fact_right_once() -> None:
    clinic = a_clinic()
    it, elena, ruth = handed(clinic), clinic.house.by("Elena"), clinic.house.by("Ruth")
    pass_on_fact(by=clinic.house.by("Bruno"), handed_id=it, now=NOW)
    mark_untrue(by=clinic.house.by("Bruno"), handed_id=it, because="It is on backorder", now=NOW)
    tell_technician(by=elena, handed_id=it, truth="It ships next week", now=NOW)
    before = Statement.objects.count()
    telling = Telling(channel=Channel.PHONE, words="The fuser ships next week.")

    results = at_once(
        *(lambda who=who: correct_handed(by=who, handed_id=it, telling=telling, now=NOW) for who in (elena, ruth))
    )

    (refused,) = [each for each in results if isinstance(each, Exception)]
    assert isinstance(refused, CannotSay), refused
    assert Statement.objects.count() == before + 1


def test_two_rules_of_one_name_are_one() -> None:
    by = a_house().by("Ruth")

    results = at_once(*(lambda: add_own_rule(by=by, told=rule_typed(), now=NOW) for _ in range(2)))

    (refused,) = [each for each in results if isinstance(each, Exception)]
    assert isinstance(refused, CannotRule), refused
    assert OwnRule.objects.count() == 1
