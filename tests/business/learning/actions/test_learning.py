"""What somebody reads, tries, answers and brings is kept once, is theirs, and says what comes next."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.builders import MONDAY, a_branch, a_dealership, a_user
from tests.builders.media import PLAIN_JPEG
from tests.builders.rota import a_leave

from steadyhand.business.dealership.models import User
from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.dealership.rules import Role
from steadyhand.business.followups.actions.end_followup import end_followup
from steadyhand.business.followups.models import FollowUp
from steadyhand.business.learning.actions.answer_card import answer_card, reckon_cards_anew
from steadyhand.business.learning.actions.bring_case import bring_case, take_back_case
from steadyhand.business.learning.actions.doubt_try import doubt_try
from steadyhand.business.learning.actions.hold_huddle import hold_huddle
from steadyhand.business.learning.actions.place_learner import place_learner
from steadyhand.business.learning.actions.read_module import finish_module, keep_place
from steadyhand.business.learning.actions.record_course import Course, record_course, take_back_course
from steadyhand.business.learning.actions.try_drill import try_drill
from steadyhand.business.learning.actions.write_why import Why, confirm_why, write_why
from steadyhand.business.learning.cards.scheduling import Answer
from steadyhand.business.learning.content.modules import modules
from steadyhand.business.learning.content.placement import questions
from steadyhand.business.learning.models import CardAnswer, CardState, ModuleReading, OutsideCourse
from steadyhand.business.learning.queries.kept import courses_of, evidence_of, is_download, my_cases, my_try, the_why
from steadyhand.business.learning.queries.mine import learning_of
from steadyhand.business.learning.queries.team import shared_cases, team_learning
from steadyhand.business.learning.refusing import CannotLearn
from steadyhand.business.learning.watching_why import watch_why
from steadyhand.shared.actor import Actor, the_system

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
DAY = timedelta(days=1)
ZONE = "America/New_York"
TOLD = Why(why="Because.", for_whom="For you.", is_not="No quota.")


@pytest.fixture
def user() -> User:
    branch = a_branch()
    a_user(Role.SERVICE_MANAGER, branch=branch, name="Ruth")
    return a_user(Role.TECHNICIAN, branch=branch, name="Bruno")


@pytest.fixture
def bruno(user: User) -> Actor:
    return actor_for(user.id)


def the(name: str) -> Actor:
    return actor_for(User.objects.get(name=name).id)


def test_a_module_that_was_read_once_brings_its_cards_and_in_two_days_a_drill(bruno: Actor) -> None:
    before = learning_of(bruno, zone=ZONE, now=MONDAY)
    keep_place(by=bruno, code="own-it", place="good", now=MONDAY)
    begun = learning_of(bruno, zone=ZONE, now=MONDAY)
    ids = {finish_module(by=bruno, code="own-it", now=MONDAY + days * DAY) for days in (0, 1)}
    after, later = (learning_of(bruno, zone=ZONE, now=MONDAY + days * DAY) for days in (0, 2))

    assert len(ids) == 1
    assert (before.card, before.drill) == (None, None)
    assert before.next_module is not None
    assert before.next_module.module.number == 1
    assert begun.next_module is not None
    assert (begun.next_module.module.code, begun.next_module.place) == ("own-it", "good")
    assert after.card is not None
    assert (after.card.code, after.card.is_new, after.drill) == ("own-four-parts", True, None)
    assert later.drill is not None
    assert later.drill.due.drill == "own-overfilled-tray"
    assert ModuleReading.objects.get().done_at == MONDAY


def test_what_was_read_in_an_older_version_stays_read(bruno: Actor) -> None:
    ModuleReading.objects.create(
        tenant_id=bruno.tenant_id, user_id=User.objects.get(name="Bruno").id, module="own-it", version=0,
        started_at=MONDAY, last_at=MONDAY, done_at=MONDAY,
    )  # fmt: skip
    found = learning_of(bruno, zone=ZONE, now=MONDAY)
    standing = next(each for each in found.standings if each.module.code == "own-it")

    assert standing.read_at == MONDAY
    assert standing.is_open


def test_a_card_a_day_and_the_log_is_the_truth(bruno: Actor) -> None:
    finish_module(by=bruno, code="own-it", now=MONDAY)
    due = answer_card(by=bruno, code="own-four-parts", answer=Answer.KNEW, now=MONDAY)
    again = learning_of(bruno, zone=ZONE, now=MONDAY + timedelta(hours=1))
    # One that a phone kept comes in late: it is reckoned as if it had come in its order.
    answer_card(by=bruno, code="own-four-parts", answer=Answer.MISSED, now=MONDAY - DAY)
    kept = CardState.objects.values("stability_days", "difficulty", "due_at").get()
    CardState.objects.all().delete()

    assert due == MONDAY + 2 * DAY
    assert again.has_answered_today
    assert reckon_cards_anew(bruno.tenant_id, User.objects.get(name="Bruno").id) == 1
    assert CardState.objects.values("stability_days", "difficulty", "due_at").get() == kept
    assert CardAnswer.objects.count() == 2
    with pytest.raises(CannotLearn, match="taken out"):
        answer_card(by=bruno, code="no-such-card", answer=Answer.KNEW, now=MONDAY)


def test_on_leave_nothing_is_asked_and_the_drill_waits(user: User, bruno: Actor) -> None:
    finish_module(by=bruno, code="own-it", now=MONDAY)
    # From tomorrow, for a week.
    a_leave(user, now=MONDAY)
    away, back = (learning_of(bruno, zone=ZONE, now=MONDAY + days * DAY) for days in (3, 9))

    assert away.is_away
    assert (away.card, away.drill) == (None, None)
    assert not back.is_away
    assert back.card is not None
    assert back.drill is not None
    assert back.drill.due.on == (MONDAY + 9 * DAY).date()


def test_words_are_held_against_the_rubric_and_looked_at_by_the_guard(bruno: Actor) -> None:
    words = "Sorry about that. It's not my fault, dispatch forgot it again."
    kept = my_try(bruno, try_drill(by=bruno, code="own-third-visit", words=words, now=MONDAY))

    assert kept is not None
    assert [each["name"] for each in kept.outcome["points"] if each["is_met"]] == ["sorry", "no-name"]
    assert any(each["tier"] == "confirm" for each in kept.outcome["findings"])
    assert kept.points_met == 2


def test_a_talk_is_kept_at_its_end_with_what_it_showed(bruno: Actor) -> None:
    kept = my_try(bruno, try_drill(by=bruno, code="advisor-which-one", chosen=[1, 0], now=MONDAY))

    assert kept is not None
    assert kept.outcome["end"] == "well"
    assert "asks-about-their-work" in kept.outcome["shows"]
    for code, chosen, words, why in (
        ("advisor-which-one", [1], "", "isn't over yet"),
        ("advisor-which-one", [9], "", "begin it again"),
        ("own-third-visit", [], "  ", "Write what you would say"),
        ("own-third-visit", [], "w" * 2001, "2,001 characters"),
        ("gone", [], "", "no drill"),
    ):
        with pytest.raises(CannotLearn, match=why):
            try_drill(by=bruno, code=code, chosen=chosen, words=words, now=MONDAY)


def test_a_doubt_is_the_coach_s_with_all_they_need_and_once(bruno: Actor) -> None:
    try_id = try_drill(by=bruno, code="own-third-visit", words="I regret the three mornings.", now=MONDAY)
    followup_id = doubt_try(by=bruno, try_id=try_id, words="“I regret” is a sorry.", now=MONDAY)
    it = FollowUp.objects.get(id=followup_id)

    assert (it.kind, it.owner.name) == ("drill_doubt", "Ruth")
    assert "The third visit" in it.title
    with pytest.raises(CannotLearn, match="have said so already"):
        doubt_try(by=bruno, try_id=try_id, words="Again.", now=MONDAY)
    with pytest.raises(CannotLearn, match="among yours"):
        doubt_try(by=the("Ruth"), try_id=try_id, words="Mine?", now=MONDAY)
    end_followup(by=the("Ruth"), followup_id=followup_id, outcome="right", words="You are right.", now=MONDAY + DAY)


def test_a_case_is_one_s_own_until_it_is_shared_and_may_be_taken_back(bruno: Actor) -> None:
    ids = [bring_case(by=bruno, code="own-it", words=f"Case {n}", is_shared=bool(n), now=MONDAY) for n in (0, 1)]
    others = shared_cases(the("Ruth"), [User.objects.get(name="Bruno").id])
    take_back_case(by=bruno, case_id=ids[1], now=MONDAY)

    assert [each.words for each in others] == ["Case 1"]
    assert [each.words for each in my_cases(bruno)] == ["Case 0"]
    with pytest.raises(CannotLearn, match="among what you brought"):
        take_back_case(by=the("Ruth"), case_id=ids[0], now=MONDAY)


def test_a_course_has_its_evidence_that_only_its_own_people_see(bruno: Actor, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    user_id, ruth = User.objects.get(name="Bruno").id, the("Ruth")
    facts: dict[str, Any] = {"title": "DNS", "provider": "State", "finished_on": MONDAY.date() - DAY}
    photo = record_course(by=bruno, course=Course(**facts, content=PLAIN_JPEG), now=MONDAY)
    pdf = record_course(by=ruth, course=Course(**facts, content=b"%PDF-1.7 x %%EOF\n"), user_id=user_id, now=MONDAY)

    assert [each.has_evidence for each in courses_of(bruno, [user_id])] == [True, True]
    picture, paper = (evidence_of(bruno, each, [user_id]) for each in (photo, pdf))
    assert picture is not None
    assert paper is not None
    assert (is_download(picture), is_download(paper)) == (False, True)
    assert evidence_of(bruno, pdf, []) is None
    take_back_course(by=bruno, course_id=pdf, now=MONDAY)
    assert evidence_of(bruno, pdf, [user_id]) is None
    assert OutsideCourse.objects.filter(taken_back_at=None).count() == 1


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"finished_on": MONDAY.date() + DAY}, "isn't over yet"),
        ({"content": b"%PDF-1.7 cut"}, "PDF isn't whole"),
        ({"content": b"MZ\x90\x00"}, "."),
    ],
)
def test_a_course_that_cannot_be_kept_says_why(bruno: Actor, change: dict[str, Any], why: str) -> None:
    facts: dict[str, Any] = {"title": "DNS", "provider": "State", "finished_on": date(2026, 1, 5), **change}

    with pytest.raises(CannotLearn, match=why):
        record_course(by=bruno, course=Course(**facts), now=MONDAY)


def test_nobody_records_a_course_for_people_of_another_branch(bruno: Actor) -> None:
    other = a_user(Role.TECHNICIAN, branch=a_branch("DAY"), name="Mei")
    course = Course(title="DNS", provider="State", finished_on=date(2026, 1, 5))

    with pytest.raises(CannotLearn, match="your own branches"):
        record_course(by=the("Ruth"), course=course, user_id=other.id, now=MONDAY)
    assert bruno.user_id != other.id


def test_a_placement_opens_what_is_known_without_reading(bruno: Actor) -> None:
    best = {each.module: next(n for n, answer in enumerate(each.answers) if answer.is_best) for each in questions()}
    known = place_learner(by=bruno, chosen=best, now=MONDAY)
    found = learning_of(bruno, zone=ZONE, now=MONDAY)

    assert len(known) == len(modules())
    assert found.was_placed
    assert found.next_module is None
    assert found.card is not None
    with pytest.raises(CannotLearn, match="13 questions are unanswered"):
        place_learner(by=bruno, chosen={}, now=MONDAY)


def test_the_principal_is_asked_once_somebody_has_begun_and_again_after_a_year(bruno: Actor) -> None:
    howard = actor_for(a_user(Role.PRINCIPAL, name="Howard").id)
    assert watch_why(bruno.tenant_id, now=MONDAY) == 0
    finish_module(by=bruno, code="own-it", now=MONDAY)
    assert [watch_why(bruno.tenant_id, now=MONDAY) for _ in range(2)] == [1, 0]
    assert FollowUp.objects.get(kind="own_why").owner.name == "Howard"

    write_why(by=howard, told=TOLD, now=MONDAY + DAY)
    assert FollowUp.objects.get(kind="own_why").outcome == "confirmed"
    assert watch_why(bruno.tenant_id, now=MONDAY + 200 * DAY) == 0
    assert watch_why(bruno.tenant_id, now=MONDAY + 400 * DAY) == 1
    confirm_why(by=howard, now=MONDAY + 401 * DAY)
    found = the_why(bruno.tenant_id)
    assert found is not None
    assert (found.why, found.is_confirmation) == ("Because.", True)
    assert not FollowUp.objects.filter(kind="own_why", state="open").exists()
    with pytest.raises(CannotLearn, match="Write for whom"):
        write_why(by=howard, told=Why(why="a", for_whom=" ", is_not="c"), now=MONDAY)


def test_who_leads_sees_that_it_was_done_by_name_and_only_of_their_branches(bruno: Actor) -> None:
    mei = actor_for(a_user(Role.TECHNICIAN, branch=a_branch("DAY"), name="Mei").id)
    for each in (bruno, mei):
        finish_module(by=each, code="own-it", now=MONDAY)
        answer_card(by=each, code="own-we", answer=Answer.MISSED, now=MONDAY)
    try_drill(by=bruno, code="own-third-visit", words="Whatever.", now=MONDAY)
    lines = team_learning(the("Ruth"), since=MONDAY - 28 * DAY, now=MONDAY)

    assert [each.name for each in lines] == ["Bruno", "Ruth"]
    assert (set(lines[0].read), lines[0].drills, lines[0].card_days) == ({"own-it"}, 1, 1)
    assert not any("Whatever" in str(each) or "missed" in str(each) for each in lines)


def test_a_huddle_is_of_one_s_own_branch_and_not_to_come(bruno: Actor) -> None:
    facts: dict[str, Any] = {"code": "own-it", "words": "", "now": MONDAY}
    hold_huddle(by=bruno, branch_id=a_branch().id, held_on=MONDAY.date(), **facts)

    with pytest.raises(CannotLearn, match="isn't one of yours"):
        hold_huddle(by=bruno, branch_id=a_branch("DAY").id, held_on=MONDAY.date(), **facts)
    with pytest.raises(CannotLearn, match="still to come"):
        hold_huddle(by=bruno, branch_id=a_branch().id, held_on=MONDAY.date() + DAY, **facts)


def test_the_system_learns_nothing() -> None:
    with pytest.raises(CannotLearn, match="Only a person"):
        finish_module(by=the_system(a_dealership().id, "Steadyhand"), code="own-it", now=MONDAY)
