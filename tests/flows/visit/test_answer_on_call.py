"""Whoever was alerted says yes or no, by the link or signed in, and everybody else hears what became of it."""

from datetime import timedelta

import pytest
from tests.builders import an_actor
from tests.builders.nights import MINUTE, NIGHT, Night, a_night
from tests.builders.outbox import Keeping
from tests.builders.together import at_once, the_refused

from steadyhand.business.calls.actions.answer_alert import CannotAnswer
from steadyhand.business.calls.alerts.rules import AlertState, Answer
from steadyhand.business.dealership.models import User
from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.dealership.rules import Role
from steadyhand.flows.visit.answer_on_call import answer_on_call, follow_alert_link
from steadyhand.shared.history import changes_of
from steadyhand.shared.links import LinkRefused

pytestmark = pytest.mark.django_db


def answer(night: Night, user: User, said: Answer, minutes: int = 1) -> None:
    step = next(step for step in reversed(night.alert.steps) if step.user_id == user.id)
    answer_on_call(by=actor_for(user.id), step_id=step.id, answer=said, how="signed in", now=NIGHT + minutes * MINUTE)


def test_taking_it_ends_the_search() -> None:
    night = a_night()
    night.pass_by(NIGHT)

    answer(night, night.bruno, Answer.TAKES)
    night.pass_by(NIGHT + 60 * MINUTE)

    assert night.alert.taken_by is not None
    assert night.alert.taken_by.name == "Bruno Salas"
    assert night.names() == ["Bruno"]
    newest = changes_of(night.dana.tenant_id, [night.call_id])[0]
    assert (newest.by_name, newest.verb) == ("Bruno Salas", "takes the call after hours")


def test_a_no_moves_it_on_at_once() -> None:
    night = a_night()

    answer(night, night.bruno, Answer.CANNOT)

    assert night.names() == ["Bruno", "Mira"]


def test_a_late_no_of_somebody_it_has_moved_on_from_hurries_nobody() -> None:
    night = a_night()
    night.pass_by(NIGHT)
    night.pass_by(NIGHT + 10 * MINUTE)

    answer(night, night.bruno, Answer.CANNOT, minutes=11)

    assert night.names() == ["Bruno", "Mira"]


def test_a_late_yes_still_counts_while_nobody_else_has_it() -> None:
    night = a_night()
    night.pass_by(NIGHT)
    night.pass_by(NIGHT + 10 * MINUTE)

    answer(night, night.bruno, Answer.TAKES, minutes=11)

    assert night.alert.taken_by is not None
    assert night.alert.taken_by.name == "Bruno Salas"


def test_the_second_to_take_it_is_told_about_the_first() -> None:
    night = a_night()
    night.pass_by(NIGHT)
    night.pass_by(NIGHT + 10 * MINUTE)
    answer(night, night.mira, Answer.TAKES, minutes=11)

    with pytest.raises(CannotAnswer, match="Mira Tanaka has taken it already; you can go back to sleep"):
        answer(night, night.bruno, Answer.TAKES, minutes=12)


def test_whoever_gives_it_back_wakes_the_next() -> None:
    night = a_night()
    answer(night, night.bruno, Answer.TAKES)

    answer(night, night.bruno, Answer.CANNOT, minutes=5)

    assert night.names() == ["Bruno", "Mira"]
    assert night.alert.state is AlertState.OPEN


def test_the_same_answer_twice_is_one_answer() -> None:
    night = a_night()
    answer(night, night.bruno, Answer.TAKES)
    before = len(changes_of(night.dana.tenant_id, [night.call_id]))

    answer(night, night.bruno, Answer.TAKES, minutes=2)

    assert len(changes_of(night.dana.tenant_id, [night.call_id])) == before


def test_nobody_answers_for_somebody_else() -> None:
    night = a_night()
    step = night.alert.steps[0]

    with pytest.raises(CannotAnswer, match="went to somebody else"):
        answer_on_call(by=actor_for(night.mira.id), step_id=step.id, answer=Answer.TAKES, how="signed in", now=NIGHT)
    with pytest.raises(CannotAnswer, match="went to somebody else"):
        answer_on_call(by=an_actor(Role.PRINCIPAL), step_id=step.id, answer=Answer.TAKES, how="signed in", now=NIGHT)


def test_after_the_branch_has_opened_there_is_nothing_to_answer() -> None:
    night = a_night()
    night.pass_by(NIGHT + timedelta(hours=10))

    with pytest.raises(CannotAnswer, match="This alert is over: the branch has opened"):
        answer(night, night.bruno, Answer.TAKES)


def test_the_link_leads_its_own_person_to_the_alert_until_they_work_here_no_more() -> None:
    night = a_night()
    night.pass_by(NIGHT)
    token = Keeping.kept[0].text.rstrip("/").rsplit("/", 1)[1]

    seen = follow_alert_link(token, now=NIGHT)
    assert (seen.step.name, seen.by.user_id, seen.alert.call_id) == ("Bruno Salas", night.bruno.id, night.call_id)

    User.objects.filter(id=night.bruno.id).update(is_active=False)
    with pytest.raises(LinkRefused):
        follow_alert_link(token, now=NIGHT)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_it_at_the_same_moment_one_has_it() -> None:
    night = a_night()
    night.pass_by(NIGHT)
    night.pass_by(NIGHT + 10 * MINUTE)

    results = at_once(
        lambda: answer(night, night.bruno, Answer.TAKES, minutes=11),
        lambda: answer(night, night.mira, Answer.TAKES, minutes=11),
    )

    assert "has taken it already" in str(the_refused(results, kind=CannotAnswer))
    assert night.alert.state is AlertState.TAKEN
