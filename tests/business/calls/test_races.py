"""Two people act on one call or visit at the same moment: one of them does it, the other is told in a sentence."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from tests.builders import MONDAY, a_call, a_customer, a_technician
from tests.builders.desk import a_planned_visit, as_it_is, dana
from tests.builders.field import a_closing, a_visit_on_site, fresh, its_technician
from tests.builders.together import at_once, the_refused

from steadyhand.business.calls.actions.cancel_call import CannotCancelCall, cancel_call
from steadyhand.business.calls.actions.cancel_visit import CannotCancelVisit, cancel_visit
from steadyhand.business.calls.actions.close_visit import close_visit
from steadyhand.business.calls.actions.identify_call import CannotIdentify, identify_call
from steadyhand.business.calls.actions.move_visit import CannotMove, move_visit
from steadyhand.business.calls.actions.plan_visit import CannotPlan, plan_visit
from steadyhand.business.calls.actions.reopen_call import CannotReopen, reopen_call
from steadyhand.business.calls.actions.start_travel import start_travel
from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.calls.rules import CallState, VisitState
from steadyhand.business.calls.visit_in_hand import CannotMoveVisit
from steadyhand.shared.history import changes_of

pytestmark = pytest.mark.django_db(transaction=True)
LATER = MONDAY + timedelta(hours=2)


def verbs_about(*rows: Call | Visit) -> list[str]:
    return [change.verb for change in changes_of(rows[0].tenant_id, [row.id for row in rows])]


def twice(act: Callable[..., Any], *, refused: type[Exception], says: str, **facts: Any) -> None:
    """Let two dispatchers do the same at once; one is refused with a sentence that says why."""
    by = (dana(), dana(name="Ruth Okafor"))

    results = at_once(*(partial(act, by=actor, now=MONDAY, **facts) for actor in by))

    assert says in str(the_refused(results, kind=refused))


def test_one_visit_is_planned() -> None:
    call, bruno = a_call(), a_technician()

    twice(
        plan_visit,
        refused=CannotPlan,
        says="Somebody has just changed",
        call_id=call.id,
        version=1,
        technician_id=bruno.id,
        starts_at=LATER,
    )

    visit = Visit.objects.of(call.tenant_id).get(call_id=call.id)
    assert verbs_about(visit) == ["planned a visit"]


def test_a_visit_is_moved_once() -> None:
    visit = a_planned_visit()

    twice(
        move_visit,
        refused=CannotMove,
        says="Somebody has just moved",
        visit_id=visit.id,
        version=visit.version,
        technician_id=visit.technician_id,
        starts_at=LATER,
        minutes=60,
    )

    assert fresh(visit).version == visit.version + 1
    assert verbs_about(visit) == ["moved a visit", "planned a visit"]


def test_a_visit_is_cancelled_once() -> None:
    visit = a_planned_visit()

    twice(
        cancel_visit,
        refused=CannotCancelVisit,
        says="already cancelled",
        visit_id=visit.id,
        version=visit.version,
        why="They closed early",
    )

    assert verbs_about(visit) == ["cancelled a visit", "planned a visit"]


def test_a_call_is_cancelled_once() -> None:
    call = a_call()

    twice(
        cancel_call, refused=CannotCancelCall, says="Somebody has just changed", call_id=call.id, version=1, why="Works"
    )

    assert verbs_about(call) == ["cancelled the call"]


def test_a_call_is_reopened_once() -> None:
    call = a_call()
    cancel_call(by=dana(), call_id=call.id, version=1, why="Works", now=MONDAY)

    twice(reopen_call, refused=CannotReopen, says="Somebody has just changed", call_id=call.id, version=2, why="No")

    assert verbs_about(call) == ["reopened the call", "cancelled the call"]


def test_a_call_is_given_to_one_customer() -> None:
    call = a_call()
    clinics = [a_customer(name, branch=call.branch) for name in ("Chen Family Clinic", "Lanick Family Clinic")]

    results = at_once(
        *(
            partial(
                identify_call,
                by=dana(),
                call_id=call.id,
                version=1,
                customer_id=clinic.id,
                branch_id=clinic.branch_id,
                now=MONDAY,
            )
            for clinic in clinics
        )
    )

    assert "Somebody has just changed" in str(the_refused(results, kind=CannotIdentify))
    assert as_it_is(call).customer_id == clinics[results.index(None)].id
    assert verbs_about(call) == ["said whose call it is"]


def test_a_visit_is_closed_once_from_two_phones() -> None:
    visit = a_visit_on_site()
    phones = [
        partial(
            close_visit,
            by=its_technician(visit),
            visit_id=visit.id,
            version=visit.version,
            closing=a_closing(outcome),
            now=LATER,
        )
        for outcome in (VisitState.DONE, VisitState.PARTS)
    ]

    results = at_once(*phones)

    assert "Somebody has changed this visit meanwhile" in str(the_refused(results, kind=CannotMoveVisit))
    assert verbs_about(visit).count("closed the visit") == 1
    won = results[0] if not isinstance(results[0], Exception) else results[1]
    assert as_it_is(visit.call).state == won.call_state


def test_setting_out_and_cancelling_the_call_do_not_both_happen() -> None:
    visit = a_planned_visit()
    call = as_it_is(visit.call)

    results = at_once(
        partial(start_travel, by=its_technician(visit), visit_id=visit.id, version=visit.version, now=MONDAY),
        partial(cancel_call, by=dana(), call_id=call.id, version=call.version, why="Works again", now=MONDAY),
    )

    error = the_refused(results, kind=Exception)
    assert isinstance(error, CannotMoveVisit | CannotCancelCall)
    stands = (as_it_is(call).state, fresh(visit).state)
    assert stands in [
        (CallState.UNDER_WAY, VisitState.ON_THE_WAY),
        (CallState.CANCELLED, VisitState.CANCELLED),
    ]


def test_a_visit_moved_while_its_call_is_cancelled_ends_cancelled() -> None:
    bruno = a_technician()
    visit = a_planned_visit(technician=bruno)
    call = as_it_is(visit.call)

    at_once(
        partial(
            move_visit,
            by=dana(),
            visit_id=visit.id,
            version=visit.version,
            technician_id=bruno.id,
            starts_at=LATER,
            minutes=60,
            now=MONDAY,
        ),
        partial(cancel_call, by=dana(), call_id=call.id, version=call.version, why="Works again", now=MONDAY),
    )

    # Moved before or not at all, the visit counts each change, so that whoever still sees the old one is told.
    steps = len(verbs_about(visit)) - 1
    assert (as_it_is(call).state, fresh(visit).state) == (CallState.CANCELLED, VisitState.CANCELLED)
    assert fresh(visit).version == visit.version + steps
