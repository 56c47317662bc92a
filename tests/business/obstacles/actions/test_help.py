"""Help is asked for: one colleague after the other, until one calls; and nothing of it is dropped."""

from datetime import timedelta

import pytest
from tests.builders import MONDAY, a_branch, a_user, a_visit
from tests.builders.helping import Stuck, a_colleague_at, somebody_stuck
from tests.builders.kept import row_of

from steadyhand.business.calls.rules import VisitState
from steadyhand.business.dealership.models import Calendar
from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.dealership.rules import Role
from steadyhand.business.followups.actions.end_followup import end_followup
from steadyhand.business.followups.actions.give_to import give_to
from steadyhand.business.followups.actions.record_contact import record_contact
from steadyhand.business.obstacles.actions.answer_help import CannotAnswerHelp, answer_help, end_help, take_questions
from steadyhand.business.obstacles.actions.ask_for_help import CannotAsk, ask_for_help
from steadyhand.business.obstacles.models import HelpAsk, HelpRequest
from steadyhand.business.obstacles.queries.help import help_called, help_wanted, minutes_given
from steadyhand.business.people.models import Technician
from steadyhand.shared.models import OutgoingMessage
from steadyhand.shared.queue.doing import do_job
from steadyhand.shared.queue.taking import take_jobs

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
# Nine in the morning in New York: a working day.
NOW = MONDAY + 60 * MINUTE


@pytest.fixture
def stuck() -> Stuck:
    return somebody_stuck()


def asked(stuck: Stuck) -> HelpRequest:
    request_id = ask_for_help(by=stuck.bruno, visit_id=stuck.visit.id, words="The fuser error stays.", now=NOW)
    return HelpRequest.objects.get(id=request_id)


def who_was_asked() -> list[tuple[str, str]]:
    rows = HelpAsk.objects.order_by("number").select_related("user")
    return [(row.user.name, row.answer) for row in rows]


def the_ask(name: str) -> HelpAsk:
    return HelpAsk.objects.select_related("user").get(user__name=name)


def answers(stuck: Stuck, name: str, *, takes: bool, at: timedelta = MINUTE) -> None:
    answer_help(by=actor_for(stuck.people[name].id), ask_id=the_ask(name).id, takes=takes, now=NOW + at)


def a_worker_works(at: timedelta) -> None:
    while held := take_jobs(most=16, now=NOW + at):
        for each in held:
            do_job(each, clock=lambda: NOW + at)


def test_whoever_knows_most_is_asked_by_message_and_has_it(stuck: Stuck) -> None:
    request = asked(stuck)

    assert who_was_asked() == [("Nora", "waiting")]
    assert row_of(request.followup_id).owner_id == stuck.people["Nora"].id
    message = OutgoingMessage.objects.get(key=f"help:{the_ask('Nora').id.hex}")
    assert message.body.startswith("Bruno stands at a machine and asks you: Call ")
    assert "“The fuser error stays.” Why you: teaches it; free now." in message.body


def test_asked_twice_it_is_one_request(stuck: Stuck) -> None:
    assert asked(stuck) == asked(stuck)


def test_who_doesn_t_answer_in_time_is_passed_over_in_the_end_for_the_manager(stuck: Stuck) -> None:
    request = asked(stuck)

    a_worker_works(3 * MINUTE)
    assert who_was_asked() == [("Nora", "silent"), ("Omar", "waiting")]
    a_worker_works(6 * MINUTE)

    assert who_was_asked() == [("Nora", "silent"), ("Omar", "silent"), ("Ruth", "waiting")]
    assert row_of(request.followup_id).owner_id == stuck.people["Ruth"].id


def test_whoever_can_t_is_followed_by_the_next_at_once(stuck: Stuck) -> None:
    asked(stuck)

    answers(stuck, "Nora", takes=False)

    assert who_was_asked() == [("Nora", "cannot"), ("Omar", "waiting")]


def test_whoever_takes_it_has_it_and_nobody_else_is_asked(stuck: Stuck) -> None:
    request = asked(stuck)
    answers(stuck, "Nora", takes=True)

    a_worker_works(5 * MINUTE)

    assert who_was_asked() == [("Nora", "takes")]
    assert row_of(request.followup_id).acknowledged_at is not None


def test_late_is_better_than_never_but_two_don_t_call(stuck: Stuck) -> None:
    request = asked(stuck)
    a_worker_works(3 * MINUTE)

    answers(stuck, "Nora", takes=True, at=4 * MINUTE)

    assert who_was_asked() == [("Nora", "takes"), ("Omar", "withdrawn")]
    assert row_of(request.followup_id).owner_id == stuck.people["Nora"].id
    with pytest.raises(CannotAnswerHelp, match="Nora calls already"):
        answers(stuck, "Omar", takes=True, at=5 * MINUTE)


def test_it_helped_and_the_minutes_count_as_work(stuck: Stuck) -> None:
    request = asked(stuck)
    answers(stuck, "Nora", takes=True)

    end_help(by=stuck.bruno, request_id=request.id, outcome="helped", now=NOW + 13 * MINUTE)

    it = row_of(request.followup_id)
    assert (it.state, it.outcome, it.why) == ("ended", "helped", "Nora helped.")
    assert minutes_given(actor_for(stuck.people["Nora"].id), since=NOW - 60 * MINUTE) == 12


def test_it_didn_t_help_so_the_next_one_is_asked(stuck: Stuck) -> None:
    request = asked(stuck)
    answers(stuck, "Nora", takes=True)

    end_help(by=stuck.bruno, request_id=request.id, outcome="not_helped", now=NOW + 10 * MINUTE)

    assert who_was_asked() == [("Nora", "cannot"), ("Omar", "waiting")]
    assert row_of(request.followup_id).state == "open"


def test_solved_without_nobody_is_asked_any_more(stuck: Stuck) -> None:
    request = asked(stuck)

    end_help(by=stuck.bruno, request_id=request.id, outcome="alone", now=NOW + MINUTE)
    a_worker_works(5 * MINUTE)

    assert who_was_asked() == [("Nora", "withdrawn")]
    assert row_of(request.followup_id).outcome == "alone"
    with pytest.raises(CannotAnswerHelp, match="solved meanwhile"):
        answers(stuck, "Nora", takes=True, at=6 * MINUTE)


def test_whoever_is_with_a_customer_is_asked_once_they_have_said_so(stuck: Stuck) -> None:
    nora = Technician.objects.get(name="Nora")
    a_visit(technician=nora, state=VisitState.ON_SITE, arrived_at=NOW, arrived_at_how="observed")
    assert [each.ask.name for each in help_wanted(actor_for(stuck.people["Nora"].id), now=NOW)] == []
    asked(stuck)
    assert who_was_asked() == [("Omar", "waiting")]

    take_questions(by=actor_for(stuck.people["Nora"].id), takes=True, now=NOW)
    answers(stuck, "Omar", takes=False)

    assert who_was_asked() == [("Omar", "cannot"), ("Nora", "waiting")]


def test_only_from_one_s_own_visit(stuck: Stuck) -> None:
    with pytest.raises(CannotAsk, match="your own visit"):
        ask_for_help(by=actor_for(stuck.people["Nora"].id), visit_id=stuck.visit.id, now=NOW)


def test_a_visit_that_is_over_calls_nobody(stuck: Stuck) -> None:
    stuck.visit.state = VisitState.DONE
    stuck.visit.save()

    with pytest.raises(CannotAsk, match="This visit is over"):
        asked(stuck)
    assert not HelpAsk.objects.exists()


def test_after_the_own_branch_others_are_asked_and_one_of_them_has_it(stuck: Stuck) -> None:
    sven = a_colleague_at(stuck, a_branch("DAYT", name="Dayton"))
    request = asked(stuck)
    answers(stuck, "Nora", takes=False)
    answers(stuck, "Omar", takes=False)

    assert who_was_asked() == [("Nora", "cannot"), ("Omar", "cannot"), ("Sven", "waiting")]
    assert the_ask("Sven").why == "works at Dayton; teaches it; free now"
    assert [each.ask.name for each in help_wanted(actor_for(sven.id), now=NOW)] == ["Sven"]
    answers(stuck, "Sven", takes=True, at=2 * MINUTE)

    it = row_of(request.followup_id)
    assert (it.owner_id, it.acknowledged_at is not None) == (sven.id, True)
    end_help(by=stuck.bruno, request_id=request.id, outcome="helped", now=NOW + 9 * MINUTE)
    assert row_of(request.followup_id).outcome == "helped"


def test_another_branch_is_asked_first_where_nobody_of_the_own_is_free(stuck: Stuck) -> None:
    a_colleague_at(stuck, a_branch("DAYT"), level=2)
    for name in ("Nora", "Omar"):
        technician = Technician.objects.get(name=name)
        a_visit(technician=technician, state=VisitState.ON_SITE, arrived_at=NOW, arrived_at_how="observed")

    asked(stuck)

    assert who_was_asked() == [("Sven", "waiting")]


def test_somebody_of_another_branch_may_answer_late(stuck: Stuck) -> None:
    a_colleague_at(stuck, a_branch("DAYT"))
    request = asked(stuck)
    answers(stuck, "Nora", takes=False)
    answers(stuck, "Omar", takes=False)
    a_worker_works(6 * MINUTE)
    assert who_was_asked()[-2:] == [("Sven", "silent"), ("Ruth", "waiting")]

    answers(stuck, "Sven", takes=True, at=7 * MINUTE)

    assert row_of(request.followup_id).owner_id == stuck.people["Sven"].id


def test_at_another_branch_its_own_hours_count(stuck: Stuck) -> None:
    # It is three in the morning there.
    hours = Calendar.objects.create(
        tenant_id=a_branch().tenant_id, name="Hawaii", zone="Pacific/Honolulu", weekly=a_branch().calendar.weekly
    )
    closed = a_branch("HON", zone="Pacific/Honolulu", calendar=hours)
    a_colleague_at(stuck, closed)
    asked(stuck)
    answers(stuck, "Nora", takes=False)
    answers(stuck, "Omar", takes=False)

    assert who_was_asked()[-1] == ("Ruth", "waiting")


def test_after_the_manager_it_goes_to_the_principal_and_then_to_a_telephone(stuck: Stuck) -> None:
    walt = a_user(Role.PRINCIPAL, name="Walt", phone="614 555 0109")
    request = asked(stuck)
    for name in ("Nora", "Omar"):
        answers(stuck, name, takes=False)

    def it_didn_t(at: timedelta) -> bool:
        return end_help(by=stuck.bruno, request_id=request.id, outcome="not_helped", now=NOW + at)

    assert who_was_asked()[-1] == ("Ruth", "waiting")
    assert it_didn_t(5 * MINUTE)
    assert who_was_asked()[-1] == ("Walt", "waiting")
    assert not it_didn_t(6 * MINUTE)

    standing = help_called(stuck.bruno, request.id)
    assert standing is not None
    assert (standing.holder, standing.holder_phone) == ("Walt", "614 555 0109")
    assert row_of(request.followup_id).owner_id == walt.id
    # Pressed once more nobody is asked a second time, and nothing breaks.
    assert not it_didn_t(7 * MINUTE)


def test_whoever_presses_on_to_the_next_has_not_to_wait_for_who_was_asked(stuck: Stuck) -> None:
    request = asked(stuck)

    end_help(by=stuck.bruno, request_id=request.id, outcome="not_helped", now=NOW + MINUTE)
    a_worker_works(3 * MINUTE)

    assert who_was_asked() == [("Nora", "silent"), ("Omar", "waiting")]


def test_ended_in_the_inbox_it_is_over_for_everybody(stuck: Stuck) -> None:
    request = asked(stuck)
    nora = actor_for(stuck.people["Nora"].id)
    record_contact(by=nora, followup_id=request.followup_id, channel="phone", words="Told him.", now=NOW + MINUTE)
    end_followup(by=nora, followup_id=request.followup_id, outcome="helped", words="The bushing.", now=NOW + MINUTE)

    assert help_wanted(nora, now=NOW + 2 * MINUTE) == ()
    a_worker_works(5 * MINUTE)
    assert who_was_asked() == [("Nora", "withdrawn")]
    end_help(by=stuck.bruno, request_id=request.id, outcome="alone", now=NOW + 6 * MINUTE)
    assert row_of(request.followup_id).outcome == "helped"
    assert asked(stuck) != request


def test_taken_over_by_the_manager_it_stays_theirs(stuck: Stuck) -> None:
    request = asked(stuck)
    answers(stuck, "Nora", takes=False)
    give_to(
        by=actor_for(stuck.people["Ruth"].id), followup_id=request.followup_id, owner=stuck.people["Ruth"].id, now=NOW
    )

    answers(stuck, "Omar", takes=False, at=2 * MINUTE)

    assert who_was_asked()[-1] == ("Ruth", "waiting")
    assert row_of(request.followup_id).owner_id == stuck.people["Ruth"].id
