"""What happens on a call keeps its promises, ends them, and opens them again; nobody has to say so."""

from datetime import datetime

import pytest
from tests.builders.promises import DAY, HOUR, NOW, Clinic, a_clinic, promise

from steadyhand.business.calls.actions.correct_times import StatedTimes
from steadyhand.business.calls.closing import Closing
from steadyhand.business.calls.models import Call
from steadyhand.business.calls.rules import VisitState
from steadyhand.business.promises.rules import PromiseKind
from steadyhand.flows.visit.arrive import arrive
from steadyhand.flows.visit.cancel_call import cancel_call
from steadyhand.flows.visit.close_visit import close_visit
from steadyhand.flows.visit.correct_times import correct_times
from steadyhand.flows.visit.step_back import step_back
from steadyhand.flows.visit.take_back_cancelling import take_back_cancelling
from steadyhand.flows.visit.take_back_closing import take_back_closing

pytestmark = pytest.mark.django_db
DUE = NOW + 3 * DAY + 2 * HOUR
FIXED = Closing(outcome=VisitState.DONE, told_customer="It works again.")


def bruno_comes(clinic: Clinic, at: datetime) -> dict[str, object]:
    visit = clinic.visit(planned_for=at)
    arrive(by=clinic.house.by("Bruno"), visit_id=visit.id, version=1, now=at)
    return {"by": clinic.house.by("Bruno"), "visit_id": visit.id}


def test_i_m_here_keeps_the_promise_and_taking_it_back_opens_it() -> None:
    clinic = a_clinic()
    given = clinic.gives()

    visit = bruno_comes(clinic, DUE - HOUR)
    assert promise(given.id).state == "kept"
    step_back(**visit, version=2, now=DUE - HOUR)  # type: ignore[arg-type]

    assert promise(given.id).state == "open"


def test_a_time_put_right_says_what_was_true() -> None:
    clinic = a_clinic()
    given = clinic.gives()
    visit = bruno_comes(clinic, DUE + HOUR)

    stated = StatedTimes(arrived_at=DUE - HOUR)
    correct_times(**visit, version=2, times=stated, now=DUE + 2 * HOUR)  # type: ignore[arg-type]

    assert (promise(given.id).state, promise(given.id).happened_at) == ("kept", DUE - HOUR)


def test_a_closing_keeps_what_was_promised_to_work_until_it_is_taken_back() -> None:
    clinic = a_clinic()
    given = clinic.gives(kind=PromiseKind.FIX, by_at=NOW + 40 * DAY)
    visit = bruno_comes(clinic, DUE - HOUR)

    close_visit(**visit, version=2, closing=FIXED, now=DUE)  # type: ignore[arg-type]
    assert (promise(given.id).state, promise(given.id).happened_at) == ("kept", DUE)
    take_back_closing(**visit, version=3, now=DUE)  # type: ignore[arg-type]

    assert promise(given.id).state == "open"


def test_a_cancelled_call_ends_its_promises_with_its_reason() -> None:
    clinic = a_clinic()
    dana, given = clinic.house.by("Dana"), clinic.gives()

    done = cancel_call(by=dana, call_id=clinic.call.id, version=1, why="They found the switch", now=NOW + HOUR)
    row = promise(given.id)
    assert (row.state, row.ended_because) == ("withdrawn", "The call was cancelled: They found the switch")
    take_back_cancelling(
        by=dana, call_id=clinic.call.id, version=done.version, visit_id=None, visit_version=None, now=NOW + 2 * HOUR
    )

    assert promise(given.id).state == "open"


def test_what_ran_out_before_the_call_was_cancelled_is_missed() -> None:
    clinic = a_clinic()
    given = clinic.gives()

    version = Call.objects.get(id=clinic.call.id).version
    cancel_call(by=clinic.house.by("Dana"), call_id=clinic.call.id, version=version, why="Too late", now=DUE + HOUR)

    assert promise(given.id).state == "missed"
