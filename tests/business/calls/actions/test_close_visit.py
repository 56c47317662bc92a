"""How a visit ends, what must be said, and what follows for the call."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.builders import MONDAY, a_call, a_code, a_part, a_technician, a_visit
from tests.builders.field import a_closing, a_visit_on_site, a_visit_under_way, closed, fresh, its_technician

from steadyhand.business.calls.actions.close_visit import ClosingIncomplete, close_visit
from steadyhand.business.calls.actions.correct_times import TimesOutOfOrder
from steadyhand.business.calls.closing import Closing
from steadyhand.business.calls.queries.closing import closing_of, parts_used_on
from steadyhand.business.calls.rules import CallState, VisitState, WaitingFor
from steadyhand.business.calls.visit_in_hand import CannotMoveVisit, NotFromHere, VisitHasMoved
from steadyhand.shared.history import changes_of

pytestmark = pytest.mark.django_db
AT = MONDAY + timedelta(hours=1)


def test_a_visit_that_is_done_closes_its_call() -> None:
    visit = a_visit_on_site()

    result = closed(visit, at=AT)

    after = fresh(visit)
    assert (after.state, after.finished_at, after.finished_at_how) == (VisitState.DONE, AT, "observed")
    assert (after.call.state, after.call.closed_at, after.call.closed_at_how) == (CallState.CLOSED, AT, "observed")
    assert (result.call_id, result.call_state) == (visit.call_id, CallState.CLOSED)


@pytest.mark.parametrize(
    ("outcome", "waits_for"),
    [
        (VisitState.PARTS, WaitingFor.PARTS),
        (VisitState.IT, WaitingFor.IT),
        (VisitState.HANDS, WaitingFor.HANDS),
    ],
)
def test_an_unfinished_visit_leaves_its_call_waiting(outcome: VisitState, waits_for: WaitingFor) -> None:
    visit = a_visit_on_site()

    closed(visit, a_closing(outcome))

    call = fresh(visit).call
    assert (call.state, call.waiting_for, call.closed_at) == (CallState.WAITING, waits_for, None)


def test_a_customer_who_sends_the_technician_away_leaves_the_call_to_plan() -> None:
    visit = a_visit_on_site()

    closed(visit, a_closing(VisitState.CANCELLED), at=AT)

    after = fresh(visit)
    assert (after.state, after.finished_at, after.call.state) == (VisitState.CANCELLED, AT, CallState.TO_PLAN)


def test_closing_without_having_tapped_makes_up_no_times() -> None:
    visit = a_visit()

    closed(visit, at=AT)

    after = fresh(visit)
    assert (after.on_the_way_at, after.arrived_at, after.arrived_at_how) == (None, None, "")


def test_an_arrival_that_is_typed_is_entered_and_not_observed() -> None:
    visit = a_visit_under_way()

    closed(visit, a_closing(arrived_at=MONDAY + timedelta(minutes=25)), at=AT)

    after = fresh(visit)
    assert (after.arrived_at, after.arrived_at_how) == (MONDAY + timedelta(minutes=25), "entered")
    assert after.on_the_way_at_how == "observed"


def test_an_arrival_before_setting_out_is_refused() -> None:
    visit = a_visit_under_way()

    with pytest.raises(TimesOutOfOrder, match="The time of arriving is before that of setting out"):
        closed(visit, a_closing(arrived_at=MONDAY - timedelta(minutes=5)))

    assert fresh(visit).state == VisitState.ON_THE_WAY


def test_what_the_customer_was_told_and_what_comes_next_must_be_said() -> None:
    visit = a_visit_on_site()

    with pytest.raises(ClosingIncomplete) as refused:
        closed(visit, Closing(outcome=VisitState.PARTS))

    assert refused.value.missing == {
        "told_customer": "Write what you told the customer: they read it on their page.",
        "next_step": "Say what happens next, in words for the customer.",
    }


def test_what_fixed_it_must_be_said_where_the_dealership_keeps_codes() -> None:
    visit = a_visit_on_site()
    rollers = a_code("correction", "ROLL", name="Rollers replaced")

    with pytest.raises(ClosingIncomplete, match="Say what fixed it"):
        closed(visit)
    closed(visit, a_closing(correction_code_id=rollers.id))

    assert fresh(visit).correction_code_id == rollers.id


def test_a_courtesy_visit_has_nothing_to_correct() -> None:
    a_code("correction", "ROLL", name="Rollers replaced")
    visit = a_visit_on_site(call=a_call(call_type="courtesy"))

    closed(visit)

    assert fresh(visit).state == VisitState.DONE


def test_a_code_of_another_kind_is_refused() -> None:
    visit, cause = a_visit_on_site(), a_code("cause", "WORN", name="Worn")

    with pytest.raises(CannotMoveVisit, match="There is no such correction code any more"):
        closed(visit, a_closing(correction_code_id=cause.id))


def test_parts_used_are_kept_with_their_numbers_in_the_history() -> None:
    visit, fuser = a_visit_on_site(), a_part(ref="FU-450")

    closed(visit, a_closing(parts=((fuser.id, 2),)))

    (line,) = parts_used_on(its_technician(visit), visit.id)
    assert (line.part.number, line.quantity) == ("FU-450", 2)
    assert changes_of(visit.tenant_id, [visit.id])[0].became == {"FU-450": 2}


def test_an_unknown_part_undoes_the_whole_closing() -> None:
    visit = a_visit_on_site()

    with pytest.raises(CannotMoveVisit, match="no longer in the catalogue"):
        closed(visit, a_closing(parts=((uuid4(), 1),)))

    assert fresh(visit).state == VisitState.ON_SITE


def test_closing_twice_is_refused_whatever_version_is_named() -> None:
    visit = a_visit_on_site()
    closed(visit)

    with pytest.raises(NotFromHere, match="This visit is done already"):
        closed(visit, a_closing(VisitState.PARTS))


def test_closing_what_somebody_else_changed_is_refused() -> None:
    visit = a_visit_on_site()
    stale = visit.version - 1

    with pytest.raises(VisitHasMoved):
        close_visit(by=its_technician(visit), visit_id=visit.id, version=stale, closing=a_closing(), now=AT)


def test_what_fixed_the_same_problem_on_the_model_before_is_suggested_with_counts() -> None:
    jam, worn = a_code("problem", "JAM"), a_code("cause", "WORN", name="Worn rollers")
    rollers, cleaned = (
        a_code("correction", "ROLL", name="Rollers replaced"),
        a_code("correction", "CLN", name="Cleaned"),
    )
    now = a_visit(call=a_call(problem_code=jam))
    machine = now.call.machine
    bruno = a_technician(name="Bruno Salas")
    for correction in (rollers, rollers, cleaned):
        before = a_visit(call=a_call(machine=machine, problem_code=jam), technician=bruno)
        closed(before, a_closing(cause_code_id=worn.id, correction_code_id=correction.id))

    facts = closing_of(its_technician(now), now.id)

    assert facts is not None
    assert [(fix.correction.name, fix.times, fix.of, fix.where) for fix in facts.fixes] == [
        ("Rollers replaced", 2, 3, "on a Norvik C450"),
        ("Cleaned", 1, 3, "on a Norvik C450"),
    ]
