"""What is worth a visit among a technician's customers: each list by its own threshold, the worst first."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from tests.builders import MONDAY, a_call, a_customer, a_dealership, a_machine, a_meter, a_site, a_technician, a_visit
from tests.builders.promises import a_promise
from tests.builders.territory import Mine, answers_for, bruno_s_territory
from tests.builders.upkeep import a_machine_in_cycle, a_paced_meter, a_reading, reckoned

from steadyhand.business.calls.callbacks.rules import Verdict
from steadyhand.business.calls.models import Call
from steadyhand.business.calls.rules import CallState, VisitState
from steadyhand.business.conversations.surveys.models import SurveyAnswer
from steadyhand.business.customers.models import Customer
from steadyhand.business.followups.actions.open_followup import open_followup
from steadyhand.business.followups.keeping.book import Subject
from steadyhand.business.insight.models import CallFact
from steadyhand.business.insight.territory.mine import Territory, territory_of
from steadyhand.business.machines.models import Machine
from steadyhand.business.obstacles.actions.raise_obstacle import Stopped, raise_obstacle
from steadyhand.business.obstacles.rules import Effect, Sort
from steadyhand.business.promises.models import Promise
from steadyhand.business.promises.rules import PromiseKind

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
NOW = MONDAY


def seen_by_bruno(mine: Mine) -> Territory:
    return territory_of(mine.house.by("Bruno"), mine.technician.id, today=NOW.date(), now=NOW)


def counted(machine: Machine, *verdicts: Verdict, days_ago: Sequence[int] = (40, 30, 20, 10)) -> list[Call]:
    """Return calls of a machine as the numbers judged them."""
    calls = []
    for verdict, days in zip(verdicts, days_ago, strict=False):
        call = a_call(machine=machine, taken_at=NOW - days * DAY, state=CallState.CLOSED)
        CallFact.objects.create(
            tenant_id=call.tenant_id, call=call, machine=machine, branch=call.branch, call_type=call.call_type,
            is_cancelled=False, taken_at=call.taken_at, month_on=call.taken_at.date().replace(day=1), verdict=verdict,
            version=1, came_back=False, is_held=False, visits_over=1, visits_done=1, is_term_average=False,
            ran=812.0 if verdict is Verdict.CALLBACK else None, basis="pages" if verdict is Verdict.CALLBACK else "",
            limit=5_000.0 if verdict is Verdict.CALLBACK else None,
        )  # fmt: skip
        calls.append(call)
    return calls


def another(mine: Mine, name: str = "Ober Law") -> tuple[Customer, Machine]:
    customer = a_customer(name, branch=mine.house.branch)
    answers_for(mine.technician, customer.id)
    return customer, a_machine(site=a_site(customer))


def test_a_machine_with_three_counted_calls_or_a_callback_is_trouble_and_two_calls_are_chance() -> None:
    mine = bruno_s_territory()
    (_, three), (_, two) = another(mine), another(mine, "Two Calls")
    counted(mine.machine, Verdict.FIRST, Verdict.CALLBACK)
    counted(three, Verdict.FIRST, Verdict.ORIGINAL, Verdict.ORIGINAL)
    # Not the machine's doing, told twice, or long ago: the numbers don't count these, so neither does the list.
    counted(two, Verdict.FIRST, Verdict.ORIGINAL, Verdict.STILL_OPEN, Verdict.CALLBACK, days_ago=(20, 10, 5, 91))

    found = seen_by_bruno(mine).troubled

    assert [(row.at.id, len(row.calls), row.callbacks) for row in found] == [(mine.machine.id, 2, 1), (three.id, 3, 0)]
    assert found[0].calls[0].known.ran == 812


def test_a_colleague_s_customers_are_in_the_colleague_s_territory_only() -> None:
    mine = bruno_s_territory()
    keisha = a_technician(branch=mine.house.branch, name="Keisha Monroe")
    customer = a_customer("Hers", branch=mine.house.branch)
    answers_for(keisha, customer.id)
    hers = a_machine(site=a_site(customer))
    counted(hers, Verdict.FIRST, Verdict.CALLBACK)

    assert hers.id not in seen_by_bruno(mine).machines
    assert seen_by_bruno(mine).troubled == ()
    found = territory_of(mine.house.by("Ruth"), keisha.id, today=NOW.date(), now=NOW)
    assert [row.at.id for row in found.troubled] == [hers.id]


def test_maintenance_is_due_by_pages_with_the_machine_s_pace_and_by_days() -> None:
    mine = bruno_s_territory()
    site = mine.machine.site
    by_pages = a_machine_in_cycle(every_pages=30_000, every_days=None, site=site)
    a_paced_meter(by_pages, pages_a_day=300, days=110)
    by_days = a_machine_in_cycle(every_days=180, site=site)
    reckoned(by_pages, by_days)

    found = seen_by_bruno(mine)

    assert [(row.due.machine_id, round(row.pages_a_day or 0)) for row in found.due_by_pages] == [(by_pages.id, 300)]
    assert [row.due.machine_id for row in found.due_by_days] == [by_days.id]


def test_a_meter_is_silent_after_two_months_or_twice_its_usual_gap() -> None:
    mine = bruno_s_territory()
    (_, quarterly), (_, new), (_, never) = another(mine), another(mine, "New"), another(mine, "Never")
    Machine.objects.filter(id=new.id).update(installed_on=(NOW - 30 * DAY).date())
    silent, slow = a_meter(mine.machine), a_meter(quarterly)
    for meter, days in ((silent, (130, 100, 70)), (slow, (270, 180, 90))):
        for ago in days:
            a_reading(meter, 10_000 - 10 * ago, NOW - ago * DAY)
    a_meter(new)
    a_meter(never)

    found = seen_by_bruno(mine).silent

    assert [(row.at.id, row.last_at) for row in found] == [(never.id, None), (mine.machine.id, NOW - 70 * DAY)]


def test_what_is_open_comes_before_what_is_over_and_each_sign_has_its_fact() -> None:
    mine = bruno_s_territory()
    other, machine = another(mine)
    poor = a_call(machine=machine, state=CallState.CLOSED, closed_at=NOW - 5 * DAY)
    subject = Subject(branch_id=mine.house.branch.id, customer_id=other.id, title="Not happy")
    rung = open_followup(by=mine.house.by("Ruth"), kind="good_news", subject=subject, now=NOW - 4 * DAY)
    SurveyAnswer.objects.create(
        tenant_id=poor.tenant_id, call=poor, works="partly", word_kept="yes", score=2, words="Still grey.",
        answered_at=NOW - 4 * DAY, followup_id=rung,
    )  # fmt: skip
    stuck = a_visit(call=a_call(machine=mine.machine), technician=mine.technician)
    raise_obstacle(
        by=mine.house.by("Bruno"),
        stopped=Stopped(sort=Sort.TOO_DEAR, effect=Effect.STOPS, words="No drum.", visit_id=stuck.id),
        now=NOW - 9 * DAY,
    )

    found = seen_by_bruno(mine).unhappy

    assert [row.customer_id for row in found] == [mine.house.customer.id, other.id]
    assert [(told.sign.value, told.words, told.who) for told in found[0].signs] == [("obstacle", "No drum.", "Ruth")]
    assert found[1].signs[0].words == "2 of 5, poor: “Still grey.”"


def test_a_promised_arrival_whose_time_has_passed_stands_until_somebody_comes_or_the_call_is_over() -> None:
    mine = bruno_s_territory()
    call, over = a_call(machine=mine.machine), a_call(machine=mine.machine)
    for each in (call, over):
        promised(mine, each, by_at=NOW - DAY)
    Call.objects.filter(id=over.id).update(state=CallState.CANCELLED)

    assert [row.call for row in seen_by_bruno(mine).not_come] == [call.ref]
    Promise.objects.filter(call=call).update(happened_at=NOW)
    assert seen_by_bruno(mine).not_come == ()


def promised(mine: Mine, call: Call, *, by_at: datetime) -> None:
    promise_id = a_promise(
        mine.house.customer, by=mine.house.by("Dana"), now=by_at - 2 * DAY, kind=PromiseKind.ARRIVAL, call_id=call.id,
        by_at=by_at, customer_id=None, about="", sooner_because="They close early.",
    )  # fmt: skip
    assert promise_id


def test_a_customer_is_unseen_when_nobody_was_there_for_half_a_year_and_nobody_comes() -> None:
    mine = bruno_s_territory()
    seen, never, awaited = (another(mine, name)[1] for name in ("Seen", "Never", "Awaited"))
    was_there(mine.machine, days_ago=200)
    was_there(seen, days_ago=200)
    # Taken before the other call, visited after it.
    was_there(seen, days_ago=20, taken_days_ago=300)
    a_visit(call=a_call(machine=awaited), technician=mine.technician, planned_for=NOW + DAY)

    found = seen_by_bruno(mine)

    assert [row.customer_id for row in found.unseen] == [never.customer_id, mine.house.customer.id]
    assert found.unseen[1].last_at == NOW - 200 * DAY
    assert found.coming == {awaited.customer_id: NOW + DAY}


def was_there(machine: Machine, *, days_ago: int, taken_days_ago: int = 0) -> None:
    call = a_call(machine=machine, state=CallState.CLOSED, taken_at=NOW - (taken_days_ago or days_ago) * DAY)
    technician = a_technician(branch=call.branch, name="Whoever")
    at: Any = NOW - days_ago * DAY
    a_visit(call=call, technician=technician, state=VisitState.DONE, planned_for=at, finished_at=at, number=1)


def test_a_technician_without_customers_has_an_empty_territory() -> None:
    a_dealership()
    mine = bruno_s_territory()
    nobody = a_technician(branch=mine.house.branch, name="Nobody's")

    found = territory_of(mine.house.by("Ruth"), nobody.id, today=NOW.date(), now=NOW)

    assert (found.customers, found.machines, found.unseen, found.silent) == ((), {}, (), ())
