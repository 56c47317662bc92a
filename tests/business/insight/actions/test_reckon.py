"""From the record to facts, tallies and norms: at first, after changes, after files, and broken off in between."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from tests.builders import (
    MONDAY,
    a_branch,
    a_call,
    a_code,
    a_contract,
    a_customer,
    a_dealership,
    a_machine,
    a_meter,
    a_model,
    a_site,
    a_visit,
)
from tests.builders.upkeep import a_reading

from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.dealership.models import SettingValue
from steadyhand.business.insight.actions import reckon as reckoning
from steadyhand.business.insight.actions.keep_facts import keep_facts
from steadyhand.business.insight.actions.reckon import Reckoned, reckon
from steadyhand.business.insight.models import (
    CallFact,
    MachineRuns,
    ModelNorm,
    MonthTally,
    NormVersion,
    Reckoning,
    StaleMonth,
    TermAverage,
)
from steadyhand.business.insight.settings import CALLBACK_SHARE
from steadyhand.business.machines.models import Machine
from steadyhand.shared.actor import Actor, the_system
from steadyhand.shared.clock import How
from steadyhand.shared.history import record_change
from steadyhand.shared.models import Batch

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def the_numbers() -> Actor:
    return the_system(a_dealership().id, "the numbers")


def repaired(machine: Machine, at: datetime, *, outcome: str = "done", how: How = How.OBSERVED, **facts: Any) -> Call:
    """Return a call of a machine, answered within an hour and finished in two."""
    call = a_call(
        machine=machine, taken_at=at, closed_at=at + 2 * DAY / 24, closed_at_how=How.OBSERVED, state="closed", **facts
    )
    a_visit(
        call=call,
        state=outcome,
        arrived_at=at + DAY / 24,
        arrived_at_how=how,
        finished_at=at + 2 * DAY / 24,
        finished_at_how=how,
    )
    return call


def a_history(machine: Machine | None = None) -> tuple[Machine, list[Call]]:
    """Return a machine that called on days 0, 100, 200, 210: (100 + 100 + 10) ÷ 3 = 70 days, and a limit of 35."""
    machine = machine or a_machine()
    return machine, [repaired(machine, MONDAY + day * DAY) for day in (0, 100, 200, 210)]


def test_the_first_reckoning_goes_through_everything() -> None:
    _, calls = a_history()

    done = reckon(by=the_numbers(), now=MONDAY + 300 * DAY)

    assert (done.facts, done.because) == (4, "the first reckoning")
    verdicts = dict(CallFact.objects.values_list("call_id", "verdict"))
    assert [verdicts[call.id] for call in calls] == ["first", "original", "original", "callback"]
    norm = ModelNorm.objects.get()
    # Days run from the end of one call to the next: two hours less each.
    assert norm.mean_days == pytest.approx(70 - 2 / 24)
    assert CallFact.objects.get(call=calls[3]).limit == pytest.approx((70 - 2 / 24) / 2)


def test_reckoning_again_changes_nothing() -> None:
    a_history()
    reckon(by=the_numbers(), now=MONDAY + 300 * DAY)
    before = list(CallFact.objects.order_by("id").values())

    again = reckon(by=the_numbers(), now=MONDAY + 300 * DAY + DAY / 24, whole_because="asked for")

    assert (again.facts, again.months) == (0, 0)
    assert list(CallFact.objects.order_by("id").values()) == before
    assert NormVersion.objects.count() == 1


def test_tallies_are_the_counts_of_the_facts() -> None:
    a_history()

    reckon(by=the_numbers(), now=MONDAY + 300 * DAY)

    # Day 200 is 25 September 2026, day 210 is 5 October.
    october = MonthTally.objects.get(month_on=date(2026, 10, 1), branch=None)
    assert (october.counts["counted"], october.counts["callbacks"], october.counts["fixed_first"]) == (1, 1, 1)
    assert (october.response, october.downtime) == ({"60": 1}, {"120": 1})
    assert sum(row.counts["calls"] for row in MonthTally.objects.filter(branch=None)) == 4
    assert not StaleMonth.objects.exists()


def test_a_defaulted_time_feeds_no_tally() -> None:
    repaired(a_machine(), MONDAY, how=How.DEFAULTED, taken_at_how=How.OBSERVED)

    reckon(by=the_numbers(), now=MONDAY + DAY)

    tally = MonthTally.objects.get(branch=None)
    assert tally.response == {}
    assert (tally.counts["response_known"], tally.counts["response_unknown"]) == (0, 1)


def test_what_changed_is_reckoned_by_itself() -> None:
    machine, calls = a_history()
    now = MONDAY + 300 * DAY
    reckon(by=the_numbers(), now=now)
    cause = a_code("cause", "PASSWORD", caused_by="network")
    visit = Visit.objects.get(call=calls[3])
    Visit.objects.filter(id=visit.id).update(cause_code=cause)
    record_change(visit, by=the_numbers(), at=now + DAY / 24, verb="closed the visit")

    # Codes are read anew with each reckoning.
    done = reckon(by=the_numbers(), now=now + DAY / 12)

    assert done == Reckoned(facts=2, months=2)
    assert CallFact.objects.get(call=calls[3]).left_out == "cause"
    assert CallFact.objects.get(call=calls[2]).came_back is False
    assert MachineRuns.objects.get(machine=machine).callbacks == 0


def test_a_call_that_turns_out_to_be_another_machines_leaves_the_first() -> None:
    machine, calls = a_history()
    other = a_machine(site=machine.site)
    now = MONDAY + 300 * DAY
    reckon(by=the_numbers(), now=now)
    Call.objects.filter(id=calls[3].id).update(machine=other)
    record_change(calls[3], by=the_numbers(), at=now, verb="identified the caller")

    reckon(by=the_numbers(), now=now + DAY / 24)

    moved = CallFact.objects.get(call=calls[3])
    assert (moved.machine_id, moved.verdict) == (other.id, "first")
    assert MachineRuns.objects.get(machine=machine).calls == 3


def test_a_machine_that_moved_is_counted_at_its_new_branch() -> None:
    machine, _ = a_history()
    other = a_site(a_customer(branch=a_branch("DAYT")))
    now = MONDAY + 300 * DAY
    reckon(by=the_numbers(), now=now)
    machine.customer, machine.site, machine.model = other.customer, other, a_model(name="MX-4071")
    machine.save()
    record_change(machine, by=the_numbers(), at=now, verb="moved the machine")

    reckon(by=the_numbers(), now=now + DAY / 24)

    runs = MachineRuns.objects.get(machine=machine)
    assert (runs.branch_id, runs.model_id) == (other.customer.branch_id, machine.model_id)


def test_a_customers_machines_go_along_to_another_branch() -> None:
    machine, _ = a_history()
    stays, _ = a_history(a_machine())
    now = MONDAY + 300 * DAY
    reckon(by=the_numbers(), now=now)
    customer = machine.customer
    customer.branch = a_branch("DAYT")
    customer.save()
    record_change(customer, by=the_numbers(), at=now, verb="changed the customer")

    reckon(by=the_numbers(), now=now + DAY / 24)

    branches = dict(MachineRuns.objects.values_list("machine_id", "branch_id"))
    assert branches == {machine.id: customer.branch_id, stays.id: stays.customer.branch_id}
    assert customer.branch_id != stays.customer.branch_id


def test_files_that_landed_are_gone_through_whole() -> None:
    a_history()
    now = MONDAY + 300 * DAY
    reckon(by=the_numbers(), now=now)
    Batch.objects.create(
        tenant_id=a_dealership().id, opened_at=now + DAY / 24, landed_at=now + DAY / 24, source="calls.csv"
    )
    repaired(a_machine(), MONDAY + 299 * DAY)

    # As long as nineteen times the last sweep took nothing is gone through again; that was an instant.
    done = reckon(by=the_numbers(), now=now + DAY)

    assert (done.facts, done.because) == (1, "files have landed")


def test_a_sweep_that_took_long_lets_the_next_one_wait() -> None:
    a_history()
    now = MONDAY + 300 * DAY
    reckon(by=the_numbers(), now=now)
    Reckoning.objects.update(sweep_seconds=600)
    Batch.objects.create(tenant_id=a_dealership().id, opened_at=now, landed_at=now + DAY / 24, source="calls.csv")

    soon = reckon(by=the_numbers(), now=now + 2 * DAY / 24)
    later = reckon(by=the_numbers(), now=now + 4 * DAY / 24)

    assert (soon.because, later.because) == ("", "files have landed")


def test_a_new_limit_makes_a_version_for_all_calls() -> None:
    _, calls = a_history()
    now = MONDAY + 300 * DAY
    reckon(by=the_numbers(), now=now)
    SettingValue.objects.create(tenant_id=a_dealership().id, key=CALLBACK_SHARE.key, value=Decimal("0.1"))

    reckon(by=the_numbers(), now=now + DAY)

    # A tenth of 70 days is 7: the 10 days less two hours of the last run are longer.
    last = CallFact.objects.get(call=calls[3])
    assert (last.verdict, last.version) == ("original", 2)
    assert NormVersion.objects.get(number=1).share == Decimal("0.5")


def test_a_new_month_makes_a_version_for_its_own_calls_only() -> None:
    machine, calls = a_history()
    reckon(by=the_numbers(), now=MONDAY + 211 * DAY)
    new = repaired(machine, MONDAY + 290 * DAY)
    record_change(new, by=the_numbers(), at=MONDAY + 290 * DAY, verb="took the call")
    reckon(by=the_numbers(), now=MONDAY + 290 * DAY)

    later = repaired(machine, MONDAY + 291 * DAY)
    record_change(later, by=the_numbers(), at=MONDAY + 291 * DAY, verb="took the call")
    reckon(by=the_numbers(), now=MONDAY + 291 * DAY)

    versions = dict(CallFact.objects.exclude(version=0).values_list("call_id", "version"))
    assert (versions[calls[3].id], versions[later.id]) == (1, 2)


def test_a_sweep_that_was_broken_off_goes_on_where_it_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reckoning, "CHUNK", 1)
    machines = sorted([a_history()[0] for _ in range(3)], key=lambda machine: machine.id)
    kept: list[Any] = []

    def keep_two(**what: Any) -> int:
        if len(kept) == 2:
            raise ConnectionError("the lights went out")
        kept.append(what)
        return keep_facts(**what)

    monkeypatch.setattr(reckoning, "keep_facts", keep_two)
    with pytest.raises(ConnectionError):
        reckon(by=the_numbers(), now=MONDAY + 300 * DAY)
    monkeypatch.setattr(reckoning, "keep_facts", keep_facts)

    done = reckon(by=the_numbers(), now=MONDAY + 301 * DAY)

    assert (done.facts, done.because) == (4, "the first reckoning")
    assert set(CallFact.objects.values_list("machine_id", flat=True)) == {machine.id for machine in machines}
    assert NormVersion.objects.count() == 1


def test_calls_about_no_known_machine_are_reckoned_too() -> None:
    call = repaired(a_machine(), MONDAY)
    Call.objects.filter(id=call.id).update(machine=None)

    reckon(by=the_numbers(), now=MONDAY + DAY)

    fact = CallFact.objects.get()
    assert (fact.left_out, fact.is_fixed_first, fact.response_minutes) == ("no_machine", True, 60)


def test_pages_come_from_the_meters_around_the_call() -> None:
    machine = a_machine()
    meter = a_meter(machine)
    # 100 pages a day: 10,000 at the first call, 11,000 ten days later.
    a_reading(meter, 10_000, MONDAY)
    a_reading(meter, 20_000, MONDAY + 100 * DAY)
    first, second = repaired(machine, MONDAY), repaired(machine, MONDAY + 10 * DAY)

    reckon(by=the_numbers(), now=MONDAY + 300 * DAY)

    pages = dict(CallFact.objects.values_list("call_id", "pages"))
    assert (pages[first.id], pages[second.id]) == (10_000, 11_000)
    assert MachineRuns.objects.get().run_pages == 1_000


def test_an_average_is_worked_out_by_quarter_and_segment() -> None:
    machine = a_machine()
    contract = a_contract(machine.customer, response_minutes=90, response_term="quarterly_average")
    Machine.objects.filter(id=machine.id).update(contract=contract)
    # Both were answered within an hour: 60 and 60 are 120 minutes for two calls, 60 on average.
    repaired(machine, MONDAY)
    repaired(machine, MONDAY + 7 * DAY)

    reckon(by=the_numbers(), now=MONDAY + 30 * DAY)

    whole = TermAverage.objects.get(branch=None)
    assert (whole.quarter_on, whole.term_minutes) == (date(2026, 1, 1), 90)
    assert (whole.calls, whole.response_minutes) == (2, 120)


def test_another_dealership_is_left_alone() -> None:
    a_history()
    harbor = a_dealership(name="Harbor Copiers")
    a_branch("HARBOR", tenant_id=harbor.id)

    reckon(by=the_system(harbor.id, "the numbers"), now=MONDAY + 300 * DAY)

    assert not CallFact.objects.exists()


def test_when_much_has_changed_everything_is_gone_through(monkeypatch: pytest.MonkeyPatch) -> None:
    _, calls = a_history()
    now = MONDAY + 300 * DAY
    reckon(by=the_numbers(), now=now)
    monkeypatch.setattr("steadyhand.business.insight.noticing.MOST", 2)
    for call in calls:
        Call.objects.filter(id=call.id).update(call_type="training")
        record_change(call, by=the_numbers(), at=now + DAY, verb="changed the call")

    done = reckon(by=the_numbers(), now=now + DAY)
    again = reckon(by=the_numbers(), now=now + 2 * DAY)

    assert (done.because, done.facts) == ("much has changed", 4)
    assert (again.because, again.facts) == ("", 0)


def test_working_hours_that_changed_are_counted_by_once() -> None:
    a_history()
    now = MONDAY + 300 * DAY
    reckon(by=the_numbers(), now=now)
    branch = a_branch()
    branch.calendar.weekly = {"sun": ["08:00-09:00"]}
    branch.calendar.save()
    record_change(branch.calendar, by=the_numbers(), at=now + DAY, verb="changed the hours")

    done = reckon(by=the_numbers(), now=now + DAY + DAY / 24)
    again = reckon(by=the_numbers(), now=now + DAY + DAY / 12)

    # Open on Sundays only: on Mondays nobody waits in working time.
    assert done.because == "working hours changed"
    assert set(CallFact.objects.values_list("response_minutes", flat=True)) == {0}
    assert again.because == ""


def test_a_record_whose_times_are_all_stand_ins_feeds_no_number_of_time() -> None:
    _, calls = a_history()
    Call.objects.update(taken_at_how=How.DEFAULTED, closed_at_how=How.DEFAULTED)
    Visit.objects.update(arrived_at_how=How.DEFAULTED, finished_at_how=How.DEFAULTED)

    reckon(by=the_numbers(), now=MONDAY + 300 * DAY)

    tallies = list(MonthTally.objects.filter(branch=None))
    names = ("counted", "callbacks", "runs", "response_known", "downtime_known", "term_known")
    assert {name: sum(row.counts[name] for row in tallies) for name in names} == dict.fromkeys(names, 0)
    assert sum(row.counts["time_unknown"] for row in tallies) == len(calls)
    assert {(str(row.response), str(row.downtime)) for row in tallies} == {("{}", "{}")}
    assert not ModelNorm.objects.exists()
