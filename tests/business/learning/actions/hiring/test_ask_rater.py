"""Whoever has read what others saw can't be asked to look; and nobody is pressed before they have met."""

from datetime import timedelta
from functools import partial

import pytest
from tests.builders import MONDAY, a_branch, an_actor
from tests.builders.hiring import a_candidate, hand_in
from tests.builders.kept import row_of

from steadyhand.business.dealership.models import User
from steadyhand.business.dealership.rules import Role
from steadyhand.business.learning.actions.hiring.ask_rater import ask_rater
from steadyhand.business.learning.actions.hiring.interviewing import Meeting
from steadyhand.business.learning.actions.hiring.move_interview import move_interview
from steadyhand.business.learning.actions.hiring.note_reading import note_reading
from steadyhand.business.learning.actions.hiring.unask_rater import unask_rater
from steadyhand.business.learning.models import CandidateReading, Scorecard
from steadyhand.business.learning.queries.hiring import cards_shown, readings_of
from steadyhand.business.learning.refusing import CannotHire

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def test_who_could_read_and_has_not_may_look_and_who_has_read_may_not() -> None:
    branch = a_branch()
    ruth, howard = (an_actor(role, branch=branch) for role in (Role.SERVICE_MANAGER, Role.PRINCIPAL))
    mia = an_actor(Role.SERVICE_MANAGER, branch=branch, name="Mia Lund")
    candidate_id = a_candidate(ruth, branch, ruth)
    hand_in(ruth, candidate_id, told_wrong=4)
    assert howard.user_id
    assert mia.user_id
    assert len(cards_shown(howard, candidate_id) or ()) == 1
    note_reading(by=howard, candidate_id=candidate_id, cards=1, now=MONDAY)

    with pytest.raises(CannotHire, match=r"has read the scorecards of Noor Haddad: ask somebody who hasn't"):
        ask_rater(by=ruth, candidate_id=candidate_id, user_id=howard.user_id, now=MONDAY)
    ask_rater(by=ruth, candidate_id=candidate_id, user_id=mia.user_id, now=MONDAY)

    # Asked and not in yet, she is as blind as anybody.
    assert cards_shown(mia, candidate_id) is None


def test_a_reading_is_one_row_however_often_and_another_once_there_is_more_to_read() -> None:
    branch = a_branch()
    ruth = an_actor(Role.SERVICE_MANAGER, branch=branch, name="Ruth Okafor")
    candidate_id = a_candidate(ruth, branch, ruth)

    for cards in (0, 1, 1, 2):
        note_reading(by=ruth, candidate_id=candidate_id, cards=cards, now=MONDAY)
    note_reading(by=ruth, candidate_id=candidate_id, cards=2, decision=True, now=MONDAY + HOUR)

    assert [(each.reader, each.what, each.cards) for each in readings_of(ruth, candidate_id)] == [
        ("Ruth Okafor", "the scorecards", 1),
        ("Ruth Okafor", "the scorecards", 2),
        ("Ruth Okafor", "the decision", 0),
    ]
    assert CandidateReading.objects.count() == 3


def test_a_scorecard_is_asked_for_after_the_interview_and_never_before() -> None:
    branch = a_branch()
    ruth, dana = an_actor(Role.SERVICE_MANAGER, branch=branch), an_actor(Role.DISPATCHER, branch=branch)
    candidate_id = a_candidate(ruth, branch)
    assert dana.user_id
    # Thursday of the week after, at 14:00 in Columbus.
    meeting = Meeting(MONDAY + 10 * DAY + 5 * HOUR, timedelta(minutes=90))

    ask_rater(by=ruth, candidate_id=candidate_id, user_id=dana.user_id, meeting=meeting, now=MONDAY)

    card = Scorecard.objects.get()
    assert card.followup_id
    row = row_of(card.followup_id)
    assert row.title == "Interview on Thursday 19 March, 2:00 pm: Second technician"
    # 16 working hours to take it on: half past three to five, a whole Friday, and Monday until half past one.
    assert row.due_at == meeting.ends_at + timedelta(days=3, hours=22)
    assert row.climbs_at is not None
    assert row.climbs_at > meeting.ends_at
    # They met sooner after all.
    hand_in(dana, candidate_id, MONDAY + DAY, told_wrong=4)
    assert row_of(card.followup_id).outcome == "done"


def test_a_moved_interview_keeps_its_followup() -> None:
    branch = a_branch()
    ruth, dana = an_actor(Role.SERVICE_MANAGER, branch=branch), an_actor(Role.DISPATCHER, branch=branch)
    candidate_id = a_candidate(ruth, branch, dana)
    assert dana.user_id
    before = Scorecard.objects.get()
    move = partial(move_interview, by=ruth, candidate_id=candidate_id, user_id=dana.user_id)

    for days in (2, 9):
        meeting = Meeting(MONDAY + days * DAY, HOUR)
        move(meeting=meeting, now=MONDAY)

    card = Scorecard.objects.get()
    assert card.followup_id
    assert (card.followup_id, card.meets_at) == (before.followup_id, MONDAY + 9 * DAY)
    assert row_of(card.followup_id).title.startswith("Interview on Wednesday 18 March")
    with pytest.raises(CannotHire, match="too far ahead"):
        move(meeting=Meeting(MONDAY + 60 * DAY, HOUR), now=MONDAY)
    with pytest.raises(CannotHire, match="That time is over"):
        move(meeting=Meeting(MONDAY - DAY, HOUR), now=MONDAY)
    move(meeting=None, now=MONDAY + HOUR)
    assert row_of(card.followup_id).title == "Interview: Second technician"
    due_at = row_of(card.followup_id).due_at
    assert due_at is not None
    assert due_at < MONDAY + 4 * DAY


def test_nobody_waits_for_a_rater_who_has_left() -> None:
    branch = a_branch()
    ruth, howard = (an_actor(role, branch=branch) for role in (Role.SERVICE_MANAGER, Role.PRINCIPAL))
    dana = an_actor(Role.DISPATCHER, branch=branch)
    candidate_id = a_candidate(ruth, branch, ruth, dana)
    hand_in(ruth, candidate_id, told_wrong=4)
    assert cards_shown(howard, candidate_id) is None

    assert dana.user_id
    User.objects.filter(id=dana.user_id).update(is_active=False)

    assert len(cards_shown(howard, candidate_id) or ()) == 1
    unask_rater(by=ruth, candidate_id=candidate_id, user_id=dana.user_id, now=MONDAY)
    assert Scorecard.objects.count() == 1
    with pytest.raises(CannotHire, match="has handed theirs in meanwhile"):
        unask_rater(by=ruth, candidate_id=candidate_id, user_id=ruth.user_id or dana.user_id, now=MONDAY)
