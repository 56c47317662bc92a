"""What a move would break and cost, why somebody goes or doesn't, and what is kept when a plan is overruled."""

from datetime import timedelta

import pytest
from tests.builders import MONDAY, a_certificate, a_model
from tests.builders.day_plans import EARLY, HOUR, TODAY, PlanDay, a_plan_day, said

from steadyhand.business.calls.models import Call
from steadyhand.business.dispatch.actions.move_in_plan import CannotMoveInPlan, move_in_plan
from steadyhand.business.dispatch.actions.pin_call import CannotPin, pin_call, unpin_call
from steadyhand.business.dispatch.day_plan.models import Overrule
from steadyhand.business.dispatch.day_plan.rules import A_RULE, Change
from steadyhand.business.dispatch.day_plan.shown import MoveCost
from steadyhand.business.dispatch.queries.day_plans import compare_plans, pins_on
from steadyhand.business.dispatch.queries.moving import what_would_it_cost
from steadyhand.business.dispatch.queries.plan_whys import why_not_them, why_planned
from steadyhand.business.people.actions.make_answerable import make_answerable

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def day() -> PlanDay:
    return a_plan_day()


def price(day: PlanDay, call: Call, name: str | None, **facts: object) -> MoveCost:
    technician_id = day.people[name].id if name else None
    found = what_would_it_cost(
        day.dana,
        branch_id=day.branch.id,
        on=TODAY,
        call_id=call.id,
        technician_id=technician_id,
        now=EARLY,
        **facts,  # type: ignore[arg-type]
    )
    assert found is not None
    return found


def test_a_move_against_a_rule_says_which(day: PlanDay) -> None:
    a_certificate(day.people["Walt Jensen"], vendor="Norvik", line="C4")
    call = day.call(model=a_model(certificate_line="C4"), north=1.0)
    made = day.plan()

    found = price(day, call, "Bruno Salas", plan_id=made.id)

    assert found.is_possible
    assert [each.rule for each in found.breaks] == ["lacks_certificate"]
    assert found.weight == A_RULE


def test_a_move_that_breaks_nothing_says_what_it_costs_and_of_what(day: PlanDay) -> None:
    call = day.call(north=5.0)
    assert call.customer_id is not None
    make_answerable(
        by=day.dana, customer_id=call.customer_id, technician_id=day.people["Walt Jensen"].id, since_on=TODAY, now=EARLY
    )  # fmt: skip
    made = day.plan()
    assert day.stop(made, call).technician == "Walt Jensen"

    found = price(day, call, "Bruno Salas", plan_id=made.id)

    assert found.breaks == ()
    assert {line.name: line.more_minutes for line in found.costs} == {
        "not_the_usual_technician": 45.0,
        "outside_the_territory": 10.0,
    }
    assert (found.weight, found.more_minutes) == ("not_the_usual_technician", 55.0)


def test_a_move_that_makes_another_promise_late_names_it(day: PlanDay) -> None:
    waits, pushed = day.call("Waits", north=1.0), day.call("Pushes", north=2.0)
    day.promise(waits, MONDAY + HOUR, from_at=MONDAY)
    day.assign(waits, "Bruno Salas", MONDAY + HOUR)

    found = price(day, pushed, "Bruno Salas", begins_at=MONDAY + HOUR)

    assert [each.rule for each in found.breaks] == ["late_for_promise"]
    assert "Waits was promised" in found.breaks[0].said
    assert any("Waits" in other for other in found.others)


def test_a_time_in_the_middle_of_another_visit_is_no_place(day: PlanDay) -> None:
    first, second = day.call("First", north=1.0), day.call("Second", north=2.0)
    pin_call(
        by=day.dana, call_id=first.id, on=TODAY, technician_id=day.people["Bruno Salas"].id, begins_at=MONDAY, now=EARLY
    )  # fmt: skip
    made = day.plan()

    found = price(day, second, "Bruno Salas", plan_id=made.id, begins_at=MONDAY + 20 * MINUTE)

    assert not found.is_possible
    assert "is at First until" in found.said


def test_a_pin_holds_against_cost_and_rule_and_says_so(day: PlanDay) -> None:
    call = day.call(model=a_model(certificate_line="C4"), north=1.0)
    bruno = day.people["Bruno Salas"]

    pin_call(by=day.dana, call_id=call.id, on=TODAY, technician_id=bruno.id, begins_at=MONDAY + 3 * HOUR, now=EARLY)

    stop = day.stop(day.plan(), call)
    assert (stop.technician, stop.begins_at, stop.is_pinned) == ("Bruno Salas", MONDAY + 3 * HOUR, True)
    assert "pinned although Bruno Salas isn't certified for norvik c4" in said(stop)
    assert unpin_call(by=day.dana, call_id=call.id, on=TODAY, now=EARLY)
    assert day.stop(day.plan(), call).change is Change.UNDONE


def test_a_call_kept_off_the_day_is_left_out(day: PlanDay) -> None:
    call = day.call(north=1.0)

    pin_call(by=day.dana, call_id=call.id, on=TODAY, technician_id=None, why="They are closed", now=EARLY)

    stop = day.stop(day.plan(), call)
    assert stop.change is Change.UNDONE
    assert "They are closed" in said(stop)


def test_a_pin_to_another_day_s_moment_is_refused(day: PlanDay) -> None:
    call = day.call(north=1.0)

    with pytest.raises(CannotPin, match="another day"):
        pin_call(
            by=day.dana, call_id=call.id, on=TODAY, technician_id=day.people["Bruno Salas"].id,
            begins_at=MONDAY + 24 * HOUR, now=EARLY,
        )  # fmt: skip


def test_moving_in_a_proposal_pins_keeps_the_reason_and_leaves_the_rest(day: PlanDay) -> None:
    calls = [day.call(f"Customer {number}", north=2.0 * number) for number in range(1, 5)]
    made = day.plan()
    call = calls[0]
    other = "Walt Jensen" if day.stop(made, call).technician == "Bruno Salas" else "Bruno Salas"

    moved = move_in_plan(
        by=day.dana, plan_id=made.id, version=made.version, call_id=call.id, technician_id=day.people[other].id,
        why="They asked for him", now=EARLY,
    )  # fmt: skip

    assert day.stop(moved, call).technician == other
    changed = compare_plans(day.dana, one_id=made.id, other_id=moved.id)
    assert {each.other.technician for each in changed if each.other and each.call_number != call.ref} <= {
        day.stop(made, each).technician for each in calls
    }
    kept = Overrule.objects.of(day.dana.tenant_id).get()
    assert (kept.why, kept.given_to_id) == ("They asked for him", day.people[other].id)
    assert set(pins_on(day.dana, branch_id=day.branch.id, on=TODAY)) == {call.id}


def test_without_a_reason_nothing_is_moved(day: PlanDay) -> None:
    call = day.call(north=1.0)
    made = day.plan()

    with pytest.raises(CannotMoveInPlan, match="Say why"):
        move_in_plan(
            by=day.dana, plan_id=made.id, version=made.version, call_id=call.id,
            technician_id=day.people["Walt Jensen"].id, why=" ", now=EARLY,
        )  # fmt: skip

    assert pins_on(day.dana, branch_id=day.branch.id, on=TODAY) == {}


def test_why_not_bruno_is_answered_from_the_record(day: PlanDay) -> None:
    a_certificate(day.people["Walt Jensen"], vendor="Norvik", line="C4")
    call = day.call(model=a_model(certificate_line="C4"), north=1.0)
    made = day.plan()

    why = why_planned(day.dana, plan_id=made.id, call_id=call.id, now=EARLY)
    bruno = why_not_them(
        day.dana, plan_id=made.id, call_id=call.id, technician_id=day.people["Bruno Salas"].id, now=EARLY
    )  # fmt: skip

    assert why is not None
    assert bruno is not None
    assert [each.name for each in why.others] == ["Bruno Salas"]
    assert why.others[0] == bruno
    assert bruno.reasons[0].said == "Bruno Salas isn't certified for norvik c4"
