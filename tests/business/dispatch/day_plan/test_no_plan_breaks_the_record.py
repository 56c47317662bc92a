"""Any small dealership: no plan from its record breaks a hard rule, and every reason against somebody is true.

Checked twice: the plan by the independent checker that reads the day as a file, the document against the rows alone.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.builders import MONDAY, a_certificate, a_model, a_skill
from tests.builders.day_plans import EARLY, HOUR, TODAY, PlanDay, a_plan_day
from tests.builders.dispatch import as_file

from steadyhand.business.calls.models import Call
from steadyhand.business.dispatch.actions.pin_call import pin_call
from steadyhand.business.dispatch.actions.propose_plan import propose_plan
from steadyhand.business.dispatch.day_plan.making import plan_of
from steadyhand.business.dispatch.day_plan.reading import read_day
from steadyhand.business.dispatch.day_plan.rules import Change
from steadyhand.business.dispatch.day_plan.shown import PlanLane, PlanStop, WhyNot
from steadyhand.business.dispatch.queries.plan_whys import why_planned
from steadyhand.business.dispatch.solver.answer import as_document
from steadyhand.business.dispatch.solver.checker import broken_rules
from steadyhand.business.people.actions.note_wish import note_wish
from steadyhand.business.people.models import Certification, Skill, Technician, Wish

pytestmark = pytest.mark.django_db
PEOPLE = ("Bruno Salas", "Walt Jensen", "Mei Tanaka")
HOURS_OPEN = (8, 17)

call_facts = st.fixed_dictionaries({
    "north": st.floats(-40, 40), "east": st.floats(-40, 40),
    "urgency": st.sampled_from(["standstill", "normal", "can_wait"]),
    "model": st.integers(0, 3), "clearance": st.sampled_from(["", "", "bank"]),
    "promised": st.sampled_from([None, None, (9, 11), (13, 16), (0, 10)]),
    "assigned": st.sampled_from([None, None, *((name, hour) for name in PEOPLE[:2] for hour in (9, 13))]),
    "pinned": st.sampled_from([None, None, None, None, (PEOPLE[0], None), (PEOPLE[0], 11), (None, None)]),
    "wish": st.sampled_from([None, None, None, ("never", PEOPLE[0]), ("only", PEOPLE[1])]),
})  # fmt: skip
people_facts = st.fixed_dictionaries({
    "certified": st.sampled_from([None, -10, 400]), "level": st.integers(0, 3),
    "clearances": st.sampled_from(["", "Bank"]),
})  # fmt: skip
dealerships = st.fixed_dictionaries({
    "people": st.lists(people_facts, min_size=1, max_size=3),
    "calls": st.lists(call_facts, min_size=1, max_size=6),
    # From early in the morning, or in the middle of the day.
    "now": st.sampled_from([-2, -2, 2]),
})  # fmt: skip


@contextmanager
def made(facts: dict[str, Any]) -> Iterator[tuple[PlanDay, list[Call]]]:
    """Make a dealership for one example, and throw it away."""
    with transaction.atomic():
        names = PEOPLE[: len(facts["people"])]
        day = a_plan_day(*names)
        models = [
            a_model(), a_model(certificate_line="C4"), a_model(skill_name="Sorter", skill_level=2),
            a_model(needs_two=True),
        ]  # fmt: skip
        for name, each in zip(names, facts["people"], strict=True):
            who = day.people[name]
            Technician.objects.filter(id=who.id).update(clearances=each["clearances"])
            if each["certified"] is not None:
                a_certificate(who, vendor="Norvik", line="C4", expires_on=TODAY + timedelta(days=each["certified"]))
            if each["level"]:
                a_skill(who, name="Sorter", level=each["level"])
        calls = [_call(day, names, number, each, models) for number, each in enumerate(facts["calls"])]
        yield day, calls
        transaction.set_rollback(True)


def _call(day: PlanDay, names: tuple[str, ...], number: int, each: dict[str, Any], models: list[Any]) -> Call:
    call = day.call(
        f"Customer {number}", north=each["north"], east=each["east"], urgency=each["urgency"],
        model=models[each["model"]], clearance=each["clearance"],
    )  # fmt: skip
    if each["promised"]:
        opens, closes = (at(hour) for hour in each["promised"])
        day.promise(call, closes, from_at=opens if each["promised"][0] else None)
    if each["assigned"] and each["assigned"][0] in names:
        day.assign(call, each["assigned"][0], at(each["assigned"][1]))
    if each["wish"] and each["wish"][1] in names:
        kind = Wish.Kind.NEVER if each["wish"][0] == "never" else Wish.Kind.ONLY
        assert call.customer_id is not None
        note_wish(
            by=day.dana, customer_id=call.customer_id, technician_id=day.people[each["wish"][1]].id, kind=kind,
            why="They said so", now=EARLY,
        )  # fmt: skip
    if each["pinned"] and each["pinned"][0] in (*names, None):
        name, hour = each["pinned"]
        pin_call(
            by=day.dana, call_id=call.id, on=TODAY, technician_id=day.people[name].id if name else None,
            begins_at=at(hour) if hour else None, now=EARLY,
        )  # fmt: skip
    return call


def at(hour: int) -> datetime:
    """Return a time of that Monday by the clock in Columbus."""
    return MONDAY + (hour - 9) * HOUR


@given(facts=dealerships)
@settings(
    max_examples=12,
    deadline=None,
    # Making a smaller one takes minutes: a dealership is made anew for each.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)
def test_no_plan_breaks_a_rule_and_every_reason_is_true(facts: dict[str, Any]) -> None:
    with made(facts) as (day, calls):
        now = EARLY + (facts["now"] + 2) * HOUR
        read = read_day(day.dana, day.branch.id, on=TODAY, now=now)
        planned = plan_of(read, seconds=0.05)

        assert broken_rules(as_file(read.problem), as_document(planned)) == []

        plan = propose_plan(by=day.dana, branch_id=day.branch.id, on=TODAY, seconds=0.05, now=now)
        shown = day.shown(plan)
        assert sorted(stop.call_number for stop in shown.stops if not stop.goes_along_id) == sorted(
            {stop.call_number for stop in shown.stops if not stop.goes_along_id}
        )
        assert {stop.call_id for stop in shown.stops} == {call.id for call in calls}
        for lane in shown.lanes:
            check_lane(lane, now)
            for stop in lane.stops:
                if not stop.is_pinned:
                    check_rules(lane, stop)
        for stop in shown.stops[:3]:
            why = why_planned(day.dana, plan_id=plan.id, call_id=stop.call_id, now=now)
            assert why is not None
            for other in why.others:
                check_reason(stop, other)


def check_lane(lane: PlanLane, now: datetime) -> None:
    free = max(at(HOURS_OPEN[0]), now)
    for stop in lane.stops:
        if stop.begins_at is None or stop.ends_at is None:
            continue
        # The first drive begins when the day does; later ones when the stop before is over.
        assert stop.begins_at >= free, f"{lane.name} can't be at {stop.call_number} yet"
        free = stop.ends_at
    assert lane.returns_at is None or lane.returns_at <= at(HOURS_OPEN[1]) + HOUR
    assert not (lane.absent and lane.stops)


def check_rules(lane: PlanLane, stop: PlanStop) -> None:
    """Look at the rows alone: nothing of what made the plan."""
    call = Call.objects.select_related("machine__model", "site", "customer").get(id=stop.call_id)
    technician = Technician.objects.get(id=lane.technician_id)
    wishes = Wish.objects.filter(customer=call.customer)
    assert not wishes.filter(kind=Wish.Kind.NEVER, technician=technician).exists()
    only = set(wishes.filter(kind=Wish.Kind.ONLY).values_list("technician_id", flat=True))
    assert not only or technician.id in only
    assert (
        not call.site or not call.site.clearance or call.site.clearance.casefold() in technician.clearances.casefold()
    )
    if stop.goes_along_id != lane.technician_id:
        assert lacks(call, technician) == set()
    if stop.promise and stop.promise.is_kept and stop.begins_at:
        assert stop.promise.from_at is None or stop.begins_at >= stop.promise.from_at
        assert stop.begins_at <= stop.promise.by_at


def lacks(call: Call, technician: Technician) -> set[str]:
    model, found = call.machine.model if call.machine else None, set()
    if model and model.certificate_line:
        held = Certification.objects.filter(technician=technician, line=model.certificate_line)
        if not any(each.expires_on is None or each.expires_on >= TODAY for each in held):
            found.add("lacks_certificate")
    if model and model.skill_name:
        level = (
            Skill.objects.filter(technician=technician, name=model.skill_name).values_list("level", flat=True).first()
        )
        if (level or 0) < model.skill_level:
            found.add("lacks_skill")
    return found


def check_reason(stop: PlanStop, other: WhyNot) -> None:
    call = Call.objects.select_related("machine__model", "site").get(id=stop.call_id)
    technician = Technician.objects.get(id=other.technician_id)
    for reason in other.reasons:
        if reason.rule in ("lacks_certificate", "lacks_skill"):
            assert reason.rule in lacks(call, technician), reason.said
        elif reason.rule == "lacks_clearance":
            assert call.site
            assert call.site.clearance.casefold() not in technician.clearances.casefold()
        elif reason.rule == "is_not_wanted":
            assert Wish.objects.filter(customer=call.customer, technician=technician, kind=Wish.Kind.NEVER).exists()
        elif reason.rule == "is_for_others":
            only = Wish.objects.filter(customer=call.customer, kind=Wish.Kind.ONLY)
            assert only.exists()
            assert not only.filter(technician=technician).exists()
        elif reason.rule == "is_pinned_elsewhere":
            assert stop.is_pinned
        elif reason.rule in ("takes_two", "is_for_the_pair"):
            assert call.machine
            assert call.machine.model
            assert call.machine.model.needs_two
        elif reason.rule == "kept_off":
            assert stop.change is Change.UNDONE or stop.change is Change.LEFT_OUT


def test_the_day_is_read_in_as_many_queries_whatever_the_number_of_calls(
    django_assert_max_num_queries: Any,
) -> None:
    day = a_plan_day()
    for number in range(12):
        day.call(f"Customer {number}", north=float(number))

    with django_assert_max_num_queries(40):
        read = read_day(day.dana, day.branch.id, on=date(2026, 3, 9), now=EARLY)

    assert len(read.problem.visits) == 12
