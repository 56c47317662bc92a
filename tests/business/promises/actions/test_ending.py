"""A promise ends as what it was: kept, missed, agreed anew, or taken back; and its follow-up with it."""

from datetime import datetime

import pytest
from tests.builders.kept import row_of
from tests.builders.promises import DAY, HOUR, NOW, Clinic, a_clinic, promise

from steadyhand.business.calls.actions.arrive import arrive
from steadyhand.business.calls.actions.correct_times import StatedTimes, correct_times
from steadyhand.business.calls.actions.step_back import step_back
from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.promises.actions.give_promise import CannotPromise
from steadyhand.business.promises.actions.renegotiate import Agreed, renegotiate
from steadyhand.business.promises.actions.restore_promise import restore_promise
from steadyhand.business.promises.actions.settle_call import settle_call
from steadyhand.business.promises.actions.settle_promise import settle_promise
from steadyhand.business.promises.actions.withdraw import withdraw
from steadyhand.business.promises.keeping import ChangedMeanwhile, NoSuchPromise, PromiseGiven
from steadyhand.business.promises.queries.promises import chain_of, open_promises_of_customer, promises_of_call
from steadyhand.business.promises.rules import CannotHappenToPromise, Channel, PromiseKind, PromiseState
from steadyhand.shared.actor import Actor

pytestmark = pytest.mark.django_db
DUE = NOW + 3 * DAY + 2 * HOUR
AGREED = Agreed(
    by_at=DUE + DAY, with_whom="Grace Chen", channel=Channel.PHONE, why="The fuser is late", said="Friday, before noon"
)


def another_time(
    clinic: Clinic, given: PromiseGiven, agreed: Agreed = AGREED, *, version: int = 1, now: datetime = NOW
) -> PromiseGiven:
    return renegotiate(by=clinic.house.by("Dana"), promise_id=given.id, version=version, agreed=agreed, now=now)


def somebody_comes(clinic: Clinic, *, at: datetime) -> Visit:
    visit = clinic.visit(planned_for=at)
    arrive(by=clinic.house.by("Bruno"), visit_id=visit.id, version=1, now=at)
    settle_call(by=clinic.house.by("Bruno"), call_id=clinic.call.id, now=at)
    return visit


def test_another_time_is_its_own_thing_and_never_kept() -> None:
    clinic = a_clinic()
    given = clinic.gives()

    new = another_time(clinic, given)

    was, now = promise(given.id), promise(new.id)
    assert (was.state, was.ended_because) == ("renegotiated", "Agreed with Grace Chen, on the phone: The fuser is late")
    assert (now.state, now.said, now.instead_of_id, now.first_id) == ("open", "Friday, before noon", was.id, was.id)
    assert (row_of(given.followup_id).state, row_of(given.followup_id).outcome) == ("ended", "renegotiated")
    assert row_of(new.followup_id).step_due_at == DUE + DAY
    third = another_time(clinic, new, Agreed(by_at=DUE + 2 * DAY, with_whom="Grace", channel=Channel.TEXT, why="Ice"))
    assert [each.id for each in chain_of(clinic.house.by("Dana"), new.id)] == [given.id, new.id, third.id]


def test_what_is_due_is_not_moved_any_more() -> None:
    clinic = a_clinic()

    with pytest.raises(CannotHappenToPromise, match="it is missed and can't be moved"):
        another_time(clinic, clinic.gives(), now=DUE + HOUR)


@pytest.mark.parametrize(
    ("agreed", "why"),
    [
        (Agreed(by_at=DUE + DAY, with_whom=" ", channel=Channel.PHONE, why="Late"), "Say who agreed"),
        (Agreed(by_at=DUE + DAY, with_whom="Grace", channel=Channel.PHONE, why=""), "Write why another time"),
        (Agreed(by_at=DUE, with_whom="Grace", channel=Channel.PHONE, why="Late"), "was promised already"),
    ],
)
def test_nobody_agrees_to_nothing(agreed: Agreed, why: str) -> None:
    clinic = a_clinic()
    given = clinic.gives()

    with pytest.raises(CannotPromise, match=why):
        another_time(clinic, given, agreed)
    assert promise(given.id).state == "open"


def test_of_two_at_once_the_second_is_told() -> None:
    clinic = a_clinic()
    given = clinic.gives()
    another_time(clinic, given)

    with pytest.raises(ChangedMeanwhile, match="another time was agreed"):
        another_time(clinic, given)
    with pytest.raises(ChangedMeanwhile):
        withdraw(by=clinic.house.by("Dana"), promise_id=given.id, version=1, why="No longer", now=NOW)


def test_the_customer_takes_it_back() -> None:
    clinic = a_clinic()
    given = clinic.gives()

    withdraw(by=clinic.house.by("Dana"), promise_id=given.id, version=1, why="They found the switch", now=NOW)

    assert (promise(given.id).state, row_of(given.followup_id).outcome) == ("withdrawn", "withdrawn")
    restore_promise(by=clinic.house.by("Dana"), promise_id=given.id, why="A slip", now=NOW)
    followup = row_of(given.followup_id)
    assert (promise(given.id).state, followup.state, followup.step_due_at) == ("open", "open", DUE)


def test_another_branch_s_promise_is_not_there() -> None:
    clinic = a_clinic()
    given = clinic.gives()
    stranger = Actor(clinic.call.tenant_id, None, "Stan", branch_ids=frozenset())

    with pytest.raises(NoSuchPromise, match="no such promise at your branches"):
        withdraw(by=stranger, promise_id=given.id, why="No", now=NOW)
    assert promises_of_call(stranger, clinic.call.id) == ()


def test_whoever_comes_in_time_keeps_it_and_on_the_minute_counts() -> None:
    clinic = a_clinic()
    given = clinic.gives()

    somebody_comes(clinic, at=DUE)

    row, followup = promise(given.id), row_of(given.followup_id)
    assert (row.state, row.happened_at, followup.outcome) == ("kept", DUE, "kept")
    assert open_promises_of_customer(clinic.house.by("Dana"), clinic.house.customer.id) == ()


def test_whoever_comes_late_has_missed_it() -> None:
    clinic = a_clinic()
    given = clinic.gives()

    somebody_comes(clinic, at=DUE + HOUR)

    assert (promise(given.id).state, row_of(given.followup_id).outcome) == ("missed", "missed")


def test_what_passes_is_missed_before_anybody_comes_and_knows_when_later() -> None:
    clinic = a_clinic()
    given = clinic.gives()

    (settled,) = settle_call(by=clinic.house.by("Dana"), call_id=clinic.call.id, now=DUE + HOUR)
    somebody_comes(clinic, at=DUE + 2 * HOUR)

    row = promise(given.id)
    assert settled.is_newly_missed
    assert (row.state, row.ended_at, row.happened_at) == ("missed", DUE + HOUR, DUE + 2 * HOUR)


def test_a_tap_that_arrives_late_makes_a_miss_good() -> None:
    clinic = a_clinic()
    given = clinic.gives()
    settle_call(by=clinic.house.by("Dana"), call_id=clinic.call.id, now=DUE + HOUR)
    visit = clinic.visit(planned_for=DUE)

    arrive(by=clinic.house.by("Bruno"), visit_id=visit.id, version=1, tapped_at=DUE - HOUR, now=DUE + 2 * HOUR)
    settle_call(by=clinic.house.by("Bruno"), call_id=clinic.call.id, now=DUE + 2 * HOUR)

    assert (promise(given.id).state, row_of(given.followup_id).outcome) == ("kept", "kept")


def test_a_corrected_time_is_judged_anew() -> None:
    clinic = a_clinic()
    given = clinic.gives()
    visit = somebody_comes(clinic, at=DUE - HOUR)

    stated = StatedTimes(arrived_at=DUE + HOUR)
    later = DUE + 3 * HOUR
    correct_times(by=clinic.house.by("Bruno"), visit_id=visit.id, version=2, times=stated, now=later)
    settle_call(by=clinic.house.by("Bruno"), call_id=clinic.call.id, now=later)

    assert (promise(given.id).state, row_of(given.followup_id).outcome) == ("missed", "missed")


def test_an_arrival_taken_back_opens_it_again() -> None:
    clinic = a_clinic()
    given = clinic.gives()
    visit = somebody_comes(clinic, at=DUE - HOUR)

    step_back(by=clinic.house.by("Bruno"), visit_id=visit.id, version=2, now=DUE - HOUR)
    settle_call(by=clinic.house.by("Bruno"), call_id=clinic.call.id, now=DUE - HOUR)

    followup = row_of(given.followup_id)
    assert (promise(given.id).state, promise(given.id).happened_at) == ("open", None)
    assert (followup.state, followup.step_due_at) == ("open", DUE)


def test_an_arrival_before_it_was_promised_keeps_nothing() -> None:
    clinic = a_clinic()
    somebody_comes(clinic, at=NOW)

    given = clinic.gives(now=NOW + HOUR, by_at=DUE)
    settle_call(by=clinic.house.by("Bruno"), call_id=clinic.call.id, now=NOW + 2 * HOUR)

    assert promise(given.id).state == "open"


@pytest.mark.parametrize("kind", [PromiseKind.FIX, PromiseKind.PART])
def test_a_closed_call_works_again_and_has_its_part(kind: PromiseKind) -> None:
    clinic = a_clinic()
    by_at = NOW + 40 * DAY
    given = clinic.gives(kind=kind, by_at=by_at)
    Call.objects.filter(id=clinic.call.id).update(state="closed", closed_at=NOW + DAY, closed_at_how="observed")

    settle_call(by=clinic.house.by("Bruno"), call_id=clinic.call.id, now=NOW + DAY)

    assert (promise(given.id).state, promise(given.id).happened_at) == ("kept", NOW + DAY)


def test_a_call_that_is_reopened_does_not_work_again() -> None:
    clinic = a_clinic()
    given = clinic.gives(kind=PromiseKind.FIX, by_at=NOW + 40 * DAY)
    calls = Call.objects.filter(id=clinic.call.id)
    calls.update(state="closed", closed_at=NOW + DAY, closed_at_how="observed")
    settle_call(by=clinic.house.by("Dana"), call_id=clinic.call.id, now=NOW + DAY)

    calls.update(state="to_plan", closed_at=None, closed_at_how="")
    settle_call(by=clinic.house.by("Dana"), call_id=clinic.call.id, now=NOW + 2 * DAY)
    assert promise(given.id).state == "open"
    settle_call(by=clinic.house.by("Dana"), call_id=clinic.call.id, now=NOW + 50 * DAY)
    assert promise(given.id).state == "missed"


def test_what_is_agreed_anew_is_not_judged_by_what_happens_later() -> None:
    clinic = a_clinic()
    given = clinic.gives()
    another_time(clinic, given)

    settled = settle_promise(by=clinic.house.by("Dana"), promise_id=given.id, happened_at=NOW, now=NOW)

    assert (settled.now, promise(given.id).state) == (PromiseState.RENEGOTIATED, "renegotiated")
