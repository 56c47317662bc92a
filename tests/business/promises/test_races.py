"""Two at the same moment: one of them changes the promise, and whoever settles waits; nobody waits in a circle."""

from functools import partial

import pytest
from tests.builders.kept import row_of
from tests.builders.promises import DAY, HOUR, NOW, a_clinic, promise
from tests.builders.together import at_once, the_refused

from steadyhand.business.calls.closing import Closing
from steadyhand.business.calls.models import Visit
from steadyhand.business.calls.rules import VisitState
from steadyhand.business.promises.actions.renegotiate import Agreed, renegotiate
from steadyhand.business.promises.actions.withdraw import withdraw
from steadyhand.business.promises.keeping import ChangedMeanwhile
from steadyhand.business.promises.models import Promise
from steadyhand.business.promises.rules import Channel, PromiseKind, PromiseState
from steadyhand.flows.visit.arrive import arrive
from steadyhand.flows.visit.close_visit import close_visit

pytestmark = pytest.mark.django_db(transaction=True)
DUE = NOW + 3 * DAY + 2 * HOUR


def another(*, why: str) -> Agreed:
    return Agreed(by_at=DUE + DAY, with_whom="Grace Chen", channel=Channel.PHONE, why=why)


def test_of_two_who_change_it_one_is_told() -> None:
    clinic = a_clinic()
    given, dana = clinic.gives(), clinic.house.by("Dana")

    results = at_once(
        partial(renegotiate, by=dana, promise_id=given.id, version=1, agreed=another(why="Late"), now=NOW),
        partial(withdraw, by=clinic.house.by("Ruth"), promise_id=given.id, version=1, why="No longer", now=NOW),
    )

    assert "Something has just happened to this promise" in str(the_refused(results, kind=ChangedMeanwhile))
    assert promise(given.id).state in (PromiseState.RENEGOTIATED, PromiseState.WITHDRAWN)
    assert row_of(given.followup_id).outcome == promise(given.id).state


def test_arriving_and_agreeing_anew_at_once_end_in_one_truth() -> None:
    clinic = a_clinic()
    given, visit = clinic.gives(), clinic.visit(planned_for=DUE)
    at = DUE - HOUR

    at_once(
        partial(arrive, by=clinic.house.by("Bruno"), visit_id=visit.id, version=1, now=at),
        partial(
            renegotiate,
            by=clinic.house.by("Dana"),
            promise_id=given.id,
            version=1,
            agreed=another(why="Late"),
            now=at,
        ),
    )

    assert Visit.objects.get(id=visit.id).state == VisitState.ON_SITE
    states = set(Promise.objects.values_list("state", flat=True))
    # Either they came first, and it was kept; or another time was agreed first, which their coming may have kept, too.
    assert states in ({"kept"}, {"renegotiated", "kept"}, {"renegotiated", "open"})
    assert row_of(given.followup_id).outcome == promise(given.id).state


def test_closing_and_promising_on_one_call_never_wait_for_each_other() -> None:
    clinic = a_clinic()
    visit, bruno = clinic.visit(planned_for=NOW), clinic.house.by("Bruno")
    arrive(by=bruno, visit_id=visit.id, version=1, now=NOW)
    given = clinic.gives(kind=PromiseKind.FIX, by_at=NOW + 40 * DAY)

    results = at_once(
        partial(
            close_visit,
            by=bruno,
            visit_id=visit.id,
            version=2,
            closing=Closing(outcome=VisitState.DONE, told_customer="It works again."),
            now=NOW + HOUR,
        ),
        *(partial(clinic.gives, kind=PromiseKind.PART, by_at=NOW + 40 * DAY, now=NOW + HOUR) for _ in range(3)),
    )

    assert not [each for each in results if isinstance(each, BaseException)]
    assert promise(given.id).state == "kept"
