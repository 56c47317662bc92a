"""Who doesn't want the post any more is asked for by nobody, and can be taken up again where they stood."""

import pytest
from tests.builders import MONDAY, a_branch, a_technician, an_actor
from tests.builders.hiring import a_candidate, a_hire, a_path, hand_in
from tests.builders.kept import row_of

from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.dealership.rules import Role
from steadyhand.business.learning.actions.answer_lines import answer_line
from steadyhand.business.learning.actions.hiring.ask_rater import ask_rater
from steadyhand.business.learning.actions.hiring.begin_work import begin_work
from steadyhand.business.learning.actions.hiring.decide import decide
from steadyhand.business.learning.actions.hiring.note_reading import note_reading
from steadyhand.business.learning.actions.hiring.take_up_again import take_up_again
from steadyhand.business.learning.actions.hiring.withdraw_candidate import withdraw_candidate
from steadyhand.business.learning.actions.watch_hiring import erase_candidate
from steadyhand.business.learning.models import Candidate, CandidateReading, CoachingReply, Scorecard
from steadyhand.business.learning.queries.hired import said_when_hired
from steadyhand.business.learning.refusing import CannotHire

pytestmark = pytest.mark.django_db


def test_who_withdraws_needs_no_scorecard_and_may_come_back() -> None:
    branch = a_branch()
    ruth, dana = an_actor(Role.SERVICE_MANAGER, branch=branch), an_actor(Role.DISPATCHER, branch=branch)
    candidate_id = a_candidate(ruth, branch, ruth, dana)
    hand_in(ruth, candidate_id, told_wrong=4)
    owed = Scorecard.objects.get(rater_id=dana.user_id).followup_id
    assert owed

    withdraw_candidate(by=ruth, candidate_id=candidate_id, why=" Found something nearer home ", now=MONDAY)

    row = Candidate.objects.get()
    assert (row.withdrew_at, row.withdrew_why) == (MONDAY, "Found something nearer home")
    assert (row_of(owed).state, row_of(owed).outcome) == ("ended", "not_held")
    with pytest.raises(CannotHire, match="your scorecard isn't needed"):
        hand_in(dana, candidate_id, told_wrong=4)
    with pytest.raises(CannotHire, match="nothing to decide"):
        decide(by=ruth, candidate_id=candidate_id, decided=a_path(), now=MONDAY)
    with pytest.raises(CannotHire, match="nobody has to look"):
        ask_rater(by=ruth, candidate_id=candidate_id, user_id=ruth.user_id or candidate_id, now=MONDAY)

    take_up_again(by=ruth, candidate_id=candidate_id, now=MONDAY)
    assert row_of(owed).state == "open"
    hand_in(dana, candidate_id, told_wrong=3)
    assert row_of(owed).outcome == "done"


def test_who_works_here_has_not_withdrawn() -> None:
    branch = a_branch()
    ruth, noor = an_actor(Role.SERVICE_MANAGER, branch=branch), a_technician(branch=branch)
    candidate_id = a_hire(ruth, branch)
    begin_work(by=ruth, candidate_id=candidate_id, technician_id=noor.id, now=MONDAY)

    with pytest.raises(CannotHire, match="They work here by now"):
        withdraw_candidate(by=ruth, candidate_id=candidate_id, why="", now=MONDAY)


def test_answers_to_what_was_said_when_they_were_hired_go_with_it() -> None:
    branch = a_branch()
    ruth, noor = an_actor(Role.SERVICE_MANAGER, branch=branch), a_technician(branch=branch)
    candidate_id = a_hire(ruth, branch)
    begin_work(by=ruth, candidate_id=candidate_id, technician_id=noor.id, now=MONDAY)
    assert noor.user
    (card,) = said_when_hired(noor.tenant_id, noor.id)
    answer_line(by=actor_for(noor.user.id), about_id=card.lines[0].id, words="I was nervous.", now=MONDAY)
    assert [reply.words for reply in said_when_hired(noor.tenant_id, noor.id)[0].lines[0].replies] == ["I was nervous."]

    erase_candidate(by=ruth, candidate_id=candidate_id, now=MONDAY)

    assert said_when_hired(noor.tenant_id, noor.id) == ()
    assert not CoachingReply.objects.exists()


def test_why_they_withdrew_and_who_read_go_with_their_data() -> None:
    branch = a_branch()
    ruth = an_actor(Role.SERVICE_MANAGER, branch=branch)
    candidate_id = a_candidate(ruth, branch)
    note_reading(by=ruth, candidate_id=candidate_id, cards=1, now=MONDAY)
    assert CandidateReading.objects.count() == 1
    withdraw_candidate(by=ruth, candidate_id=candidate_id, why="Moves away", now=MONDAY)

    erase_candidate(by=ruth, candidate_id=candidate_id, now=MONDAY)

    assert Candidate.objects.get().withdrew_why == ""
    assert not CandidateReading.objects.exists()
