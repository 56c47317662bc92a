"""Every few minutes: into danger, out of it, missed, or so early that somebody rings; told once each."""

from datetime import datetime, timedelta
from time import process_time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.builders import MONDAY, a_call, a_machine, a_site, a_technician
from tests.builders.desk import a_planned_visit
from tests.builders.kept import House, a_house
from tests.builders.parts import a_parts_desk, a_sent_order
from tests.builders.promises import DAY, NOW
from tests.builders.watching import TWO, a_promise, as_it_stands, at_chens

from steadyhand.business.calls.actions.arrive import arrive
from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.conversations.models import FactTold, Statement
from steadyhand.business.dealership.models import Leave
from steadyhand.business.followups.models import FollowUp, FollowUpListener
from steadyhand.business.promises.actions.settle_promise import settle_promise
from steadyhand.business.promises.models import Promise
from steadyhand.business.promises.rules import PromiseKind, PromiseState
from steadyhand.business.stock.models import SupplierOrder
from steadyhand.flows.word.watch_promises import Watch, watch_promises
from steadyhand.jobs.watch_promises import watch_all_promises
from steadyhand.shared.actor import the_system
from steadyhand.shared.models import OutgoingMessage

pytestmark = pytest.mark.django_db
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def a_visit_at(house: House, call: Call, at: datetime, *, who: str = "Bruno") -> Visit:
    technician = a_technician(user=house.people[who], branch=house.branch, name=who)
    return a_planned_visit(call=call, technician=technician, at=at, by=house.by("Dana"), now=MONDAY)


def watched(house: House, at: datetime) -> Watch:
    return watch_promises(by=the_system(house.branch.tenant_id, "Steadyhand"), now=at)


def followups(promise: Promise, kind: str) -> list[FollowUp]:
    return list(FollowUp.objects.filter(about_id=promise.id, kind=kind).order_by("opened_at"))


def test_a_visit_planned_too_late_endangers_it_and_its_owner_is_told_once() -> None:
    house = a_house()
    call = at_chens(house)
    promise = a_promise(house, call=call, by_at=TWO)
    a_visit_at(house, call, TWO + 2 * HOUR)

    first, again = watched(house, MONDAY + HOUR), watched(house, MONDAY + HOUR + MINUTE)

    assert (first.at_risk, again.at_risk) == (1, 0)
    promise = as_it_stands(promise)
    assert promise.state == PromiseState.AT_RISK
    assert promise.at_risk_at == MONDAY + HOUR
    assert "after the promised time" in promise.at_risk_because
    (notice,) = followups(promise, "early_notice")
    assert notice.owner_id == house.id_of("Dana")
    assert OutgoingMessage.objects.filter(about_id=notice.id).count() == 1


def test_alarms_stay_rare_however_many_are_at_risk_at_once() -> None:
    house = a_house()
    technician = a_technician(user=house.people["Bruno"], branch=house.branch)
    for _ in range(7):
        call = at_chens(house)
        a_promise(house, call=call, by_at=TWO)
        a_planned_visit(call=call, technician=technician, at=TWO + 2 * HOUR, by=house.by("Dana"))

    assert watched(house, MONDAY + HOUR).at_risk == 7

    # All seven stand in the inbox; five of them rang.
    notices = FollowUp.objects.filter(kind="early_notice", owner_id=house.id_of("Dana"))
    assert notices.count() == 7
    assert OutgoingMessage.objects.filter(about_id__in=notices.values("id")).count() == 5


def test_moved_to_an_earlier_hour_it_is_out_of_danger_and_nobody_need_be_told() -> None:
    house = a_house()
    call = at_chens(house)
    promise = a_promise(house, call=call, by_at=TWO)
    visit = a_visit_at(house, call, TWO + 2 * HOUR)
    watched(house, MONDAY + HOUR)
    Visit.objects.filter(id=visit.id).update(planned_for=MONDAY + 2 * HOUR)

    assert watched(house, MONDAY + HOUR + MINUTE).recovered == 1

    assert as_it_stands(promise).state == PromiseState.OPEN
    (notice,) = followups(promise, "early_notice")
    assert (notice.state, notice.outcome) == ("ended", "recovered")


def test_an_earlier_visit_that_overruns_endangers_the_next_one_s_promise() -> None:
    house = a_house()
    first, second = at_chens(house), at_chens(house)
    promise = a_promise(house, call=second, by_at=TWO)
    earlier = a_visit_at(house, first, MONDAY + HOUR)
    technician = earlier.technician
    assert technician is not None
    a_planned_visit(call=second, technician=technician, at=TWO - HOUR, by=house.by("Dana"), now=MONDAY)
    arrive(by=house.by("Bruno"), visit_id=earlier.id, version=earlier.version, now=MONDAY + HOUR)

    assert watched(house, MONDAY + 2 * HOUR).at_risk == 0
    assert watched(house, TWO - 20 * MINUTE).at_risk == 1
    assert as_it_stands(promise).at_risk_because.startswith(f"{technician.name} is still at Chen Family Clinic")


def test_somebody_taken_ill_endangers_what_they_were_to_keep() -> None:
    house = a_house()
    call = at_chens(house)
    promise = a_promise(house, call=call, by_at=TWO)
    a_visit_at(house, call, MONDAY + 2 * HOUR)
    today = MONDAY.date()
    Leave.objects.create(
        tenant_id=house.branch.tenant_id,
        user=house.people["Bruno"],
        starts_on=today,
        until=today + timedelta(days=1),
    )

    assert watched(house, MONDAY + HOUR).at_risk == 1
    assert as_it_stands(promise).at_risk_because.startswith("Bruno is away today.")


def test_past_its_time_it_is_missed_and_somebody_has_to_own_it_and_the_manager_hears() -> None:
    house = a_house()
    promise = a_promise(house, call=at_chens(house), by_at=TWO)

    assert watched(house, TWO).missed == 0
    assert watched(house, TWO + MINUTE).missed == 1
    assert watched(house, TWO + 2 * MINUTE).missed == 0

    promise = as_it_stands(promise)
    assert (promise.state, promise.ended_at) == (PromiseState.MISSED, TWO + MINUTE)
    (owned,) = followups(promise, "missed_promise")
    assert owned.owner_id == house.id_of("Dana")
    heard = FollowUpListener.objects.filter(followup_id=owned.id).values_list("user_id", flat=True)
    assert house.id_of("Ruth") in heard
    # What it was until then has ended with it.
    assert [each.outcome for each in followups(promise, "promise")] == ["missed"]


def test_a_record_that_came_late_ends_what_the_miss_opened() -> None:
    house = a_house()
    promise = a_promise(house, call=at_chens(house), by_at=TWO)
    watched(house, TWO + MINUTE)
    settle_promise(by=house.by("Dana"), promise_id=promise.id, happened_at=TWO - MINUTE, now=TWO + 5 * MINUTE)

    watched(house, TWO + 10 * MINUTE)

    assert [each.outcome for each in followups(promise, "missed_promise")] == ["kept_after_all"]


def test_somebody_who_comes_long_before_is_announced_once() -> None:
    house = a_house()
    call = at_chens(house)
    promise = a_promise(house, call=call, by_at=MONDAY + timedelta(days=1, hours=5))
    a_visit_at(house, call, MONDAY + 3 * HOUR)

    assert [watched(house, MONDAY + HOUR + each * MINUTE).good_news for each in (0, 1)] == [1, 0]
    assert len(followups(promise, "good_news")) == 1


def test_a_part_that_is_here_early_is_good_news() -> None:
    house = a_house()
    promise = a_promise(
        house,
        kind=PromiseKind.PART,
        by_at=MONDAY + timedelta(days=2),
    )
    settle_promise(by=house.by("Dana"), promise_id=promise.id, happened_at=MONDAY + HOUR, now=MONDAY + HOUR)

    assert watched(house, MONDAY + 2 * HOUR).good_news == 1
    assert len(followups(promise, "good_news")) == 1


def test_the_job_looks_at_every_dealership() -> None:
    house = a_house()
    a_promise(house, call=at_chens(house), by_at=TWO)

    assert watch_all_promises(TWO + MINUTE) == 1


def five_hundred(house: House) -> None:
    """Give five hundred promises at twenty technicians' customers."""
    first = a_promise(house, call=at_chens(house), by_at=TWO)
    facts = {
        f.attname: getattr(first, f.attname) for f in Promise._meta.concrete_fields if f.name not in ("id", "call")
    }
    technicians = [a_technician(branch=house.branch, name=f"Technician {n}") for n in range(20)]
    machine = a_machine(site=a_site(house.customer))
    calls = [a_call(machine=machine) for _ in range(500)]
    Visit.objects.bulk_create(
        Visit(
            tenant_id=call.tenant_id,
            ref=f"{call.ref}-1",
            call=call,
            technician=technicians[n % 20],
            planned_for=MONDAY + (1 + n // 20) * HOUR,
        )
        for n, call in enumerate(calls)
    )
    Promise.objects.bulk_create(
        Promise(**facts | {"call_id": call.id, "by_at": MONDAY + (6 + n // 20) * HOUR + timedelta(minutes=n % 7)})
        for n, call in enumerate(calls)
    )
    FactTold.objects.filter(statement__promise_id=first.id).delete()
    Statement.objects.filter(promise_id=first.id).delete()
    Promise.objects.filter(id=first.id).delete()


def test_five_hundred_promises_are_watched_within_a_second(capsys: pytest.CaptureFixture[str]) -> None:
    house = a_house()
    five_hundred(house)
    watched(house, MONDAY + HOUR)

    took = []
    for minute in (1, 2, 3):
        with CaptureQueriesContext(connection) as queries:
            began = process_time()
            found = watched(house, MONDAY + HOUR + minute * MINUTE)
            took.append(process_time() - began)

    with capsys.disabled():
        print(f"\n{found.watched} promises watched in {min(took):.3f} s of a core with {len(queries)} queries")  # noqa: T201
    assert found.watched == 500
    assert len(queries) <= 24
    assert min(took) < 1.0


def test_a_part_on_order_for_later_than_promised_endangers_the_promise_of_it() -> None:
    desk = a_parts_desk()
    given = desk.clinic.gives(kind=PromiseKind.PART, by_at=NOW + 40 * DAY)
    order = a_sent_order(desk, desk.wants())

    def looks() -> tuple[int, int]:
        found = watch_promises(by=the_system(order.tenant_id, "Steadyhand"), now=NOW + HOUR)
        return found.at_risk, found.recovered

    SupplierOrder.objects.filter(id=order.id).update(confirmed_on=(NOW + 50 * DAY).date())
    later = looks()
    SupplierOrder.objects.filter(id=order.id).update(confirmed_on=(NOW + 2 * DAY).date())

    assert (later, looks()) == ((1, 0), (0, 1))
    assert Promise.objects.get(id=given.id).state == PromiseState.OPEN
