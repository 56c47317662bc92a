"""The day plan at the desk: one click, the difference, accept and undo, reasons, and what a move by hand costs."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.builders import a_branch, a_customer, a_machine, a_site
from tests.builders.day_plans import PlanDay, a_plan_day
from tests.builders.desk import a_form, signed_in
from tests.builders.field import fresh, today_at
from tests.builders.territory import answers_for

from steadyhand.business.calls.models import Call, MaintenanceDue, Visit
from steadyhand.business.dealership.models import Calendar
from steadyhand.business.dispatch.day_plan.models import DayPlan, Overrule, Pin
from steadyhand.business.dispatch.day_plan.rules import PlanState
from steadyhand.business.dispatch.day_plan.shown import DayPlanShown
from steadyhand.business.dispatch.queries.day_plans import plan_shown
from steadyhand.shared.clock import read_clock

pytestmark = pytest.mark.django_db
TEN = today_at(10, days=1)
TOMORROW = TEN.date()


@pytest.fixture
def day() -> PlanDay:
    """Return Bruno's and Walt's day tomorrow, on which the branch is open, whatever day it is."""
    found = a_plan_day()
    always = {name: ["08:00-17:00"] for name in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
    Calendar.objects.filter(tenant_id=found.branch.tenant_id).update(weekly=always)
    return found


def proposed(day: PlanDay, client: Client) -> DayPlanShown:
    """Return the plan that one click on the board made."""
    fields = a_form(branch=day.branch.code, on=TOMORROW.isoformat())
    answer = client.post(reverse("plan-day"), fields)
    assert answer.status_code == 303
    (row,) = DayPlan.objects.filter(tenant_id=day.branch.tenant_id, state=PlanState.PROPOSED)
    assert answer["Location"] == reverse("day-plan", args=[row.id])
    found = plan_shown(day.dana, row.id)
    assert found is not None
    return found


def page(client: Client, plan: DayPlanShown, **asked: str) -> str:
    return client.get(reverse("day-plan", args=[plan.head.id]), asked).content.decode()


def board(client: Client, day: PlanDay) -> str:
    asked = {"on": TOMORROW.isoformat(), "branch": day.branch.code}
    return client.get(reverse("board"), asked).content.decode()


def accept(client: Client, plan: DayPlanShown, *calls: Call) -> Any:
    fields = a_form(version=plan.head.version, take=[call.id for call in calls])
    return client.post(reverse("day-plan-accept", args=[plan.head.id]), fields)


def test_one_click_plans_the_day_and_nothing_changes_until_it_is_accepted(day: PlanDay) -> None:
    near, far = day.call(north=2), day.call("Ridge Dental", north=8)
    client = signed_in()
    before = board(client, day)

    plan = proposed(day, client)

    shown = page(client, plan)
    assert "Plan this day" in before
    assert "Look at what would change" in board(client, day)
    assert [name in shown for name in ("Chen Family Clinic", "Ridge Dental", "New on the day")] == [True] * 3
    assert not Visit.objects.filter(tenant_id=near.tenant_id).exists()

    accept(client, plan, near, far)

    assert Visit.objects.filter(tenant_id=near.tenant_id, technician__isnull=False).count() == 2
    assert "Undo the plan" in board(client, day)


def test_what_is_not_ticked_stays_and_the_rest_can_be_taken_back(day: PlanDay) -> None:
    near, far = day.call(north=2), day.call("Ridge Dental", north=8)
    client = signed_in()
    plan = proposed(day, client)

    accept(client, plan, near)
    planned = [visit.call_id for visit in Visit.objects.filter(tenant_id=near.tenant_id)]
    undo = client.get(reverse("board")).context["undo"]
    client.post(undo["url"], undo["fields"])

    assert planned == [near.id]
    assert not Visit.objects.filter(tenant_id=near.tenant_id, state="planned").exists()
    assert far.id not in planned


def test_what_fills_a_gap_is_accepted_if_it_stays_ticked_and_goes_with_the_plan(day: PlanDay) -> None:
    call = day.call(north=2)
    due = []
    for number, name in enumerate(("Al's Diner", "Town Hall")):
        customer = a_customer(name, branch=day.branch)
        answers_for(day.people["Bruno Salas"], customer.id)
        due.append(a_machine(site=a_site(customer, latitude=39.98 + number / 1000, longitude=-83.0)))
        MaintenanceDue.objects.create(
            tenant_id=day.branch.tenant_id, machine=due[-1], due_on=TOMORROW, basis="days"
        )  # fmt: skip
    client = signed_in()
    plan = proposed(day, client)
    shown = page(client, plan)
    fields = a_form(version=plan.head.version, take=[call.id], fill=[due[0].id])

    for _ in range(2):  # a double click
        client.post(reverse("day-plan-accept", args=[plan.head.id]), fields)
    filled = list(Call.objects.filter(tenant_id=call.tenant_id, call_type="preventive"))
    said = client.get(reverse("board")).content.decode()
    undo = client.get(reverse("board")).context["undo"]
    client.post(undo["url"], undo["fields"])

    assert shown.count('name="fill"') == 2
    assert "fills a gap" in shown
    assert [each.machine_id for each in filled] == [due[0].id]
    assert f"call {filled[0].ref} fills a gap" in said
    assert Call.objects.get(id=filled[0].id).state == "cancelled"


def test_a_proposal_can_be_set_aside_once(day: PlanDay) -> None:
    day.call(north=2)
    client = signed_in()
    plan = proposed(day, client)
    url, fields = reverse("day-plan-set-aside", args=[plan.head.id]), a_form(version=plan.head.version, why="Too full")

    answers = [client.post(url, fields).status_code for _ in range(2)]

    assert answers == [303, 303]
    assert DayPlan.objects.get(id=plan.head.id).state == PlanState.SET_ASIDE
    assert "Plan this day" in board(client, day)


def test_every_call_has_its_reasons_and_why_not_somebody_else(day: PlanDay) -> None:
    call = day.call(north=2)
    client = signed_in()
    plan = proposed(day, client)
    (stop,) = plan.stops
    other = next(who for who in day.people.values() if who.id != stop.technician_id)
    why = reverse("day-plan-why", args=[plan.head.id, call.id])

    led = client.get(reverse("call-why", args=[call.id]), {"on": TOMORROW.isoformat()})
    asked = client.get(why, {"technician": str(other.id)}).content.decode()

    assert led["Location"] == why
    assert f"Why {stop.technician} goes to Chen Family Clinic" in asked
    assert f"Why not {other.name}?" in asked
    assert stop.why[0].said.lower() in asked.lower()


def test_a_day_without_a_plan_says_how_reasons_come_to_be(day: PlanDay) -> None:
    call = day.call(north=2)

    answer = signed_in().get(reverse("call-why", args=[call.id]), {"on": TOMORROW.isoformat()}, follow=True)

    assert "Nobody has planned tomorrow yet" in answer.content.decode()


def test_a_call_that_no_plan_has_says_why_not(day: PlanDay) -> None:
    day.call(north=2)
    client = signed_in()
    toner, waiting = day.call("Ridge Dental", call_type="supplies"), day.call("Al's Diner")
    Call.objects.filter(id=waiting.id).update(state="waiting", waiting_for="parts")
    proposed(day, client)
    late = day.call("Town Hall")
    Call.objects.filter(id=late.id).update(taken_at=read_clock())

    said = [
        client.get(reverse("call-why", args=[call.id]), {"on": TOMORROW.isoformat()}, follow=True).content.decode()
        for call in (toner, waiting, late)
    ]

    words = ("nobody goes for supplies", "while it waits for a part", "came after the plan of tomorrow was made")
    assert [word in page for word, page in zip(words, said, strict=True)] == [True, True, True]


def test_deciding_otherwise_wants_a_reason_and_plans_around_it(day: PlanDay) -> None:
    call = day.call(north=2)
    client = signed_in()
    plan = proposed(day, client)
    (stop,) = plan.stops
    other = next(who for who in day.people.values() if who.id != stop.technician_id)
    url = reverse("day-plan-move", args=[plan.head.id, call.id])
    fields = a_form(version=plan.head.version, technician=other.id, at="", why="")

    refused = client.post(url, fields)
    moved = client.post(url, fields | {"why": "They asked for Walt"})

    assert refused.status_code == 422
    assert "yours are kept" in refused.content.decode()
    made = DayPlan.objects.get(tenant_id=call.tenant_id, state=PlanState.PROPOSED)
    assert moved["Location"] == reverse("day-plan", args=[made.id])
    after = plan_shown(day.dana, made.id)
    assert after is not None
    assert [each.technician_id for each in after.stops] == [other.id]
    assert Overrule.objects.get(tenant_id=call.tenant_id).why == "They asked for Walt"


def test_a_pin_stays_until_it_is_taken_out(day: PlanDay) -> None:
    call = day.call(north=2)
    client = signed_in()
    plan = proposed(day, client)
    args = [plan.head.id, call.id]

    client.post(reverse("day-plan-pin", args=args), a_form(why="They know each other"))
    pinned = client.get(reverse("day-plan-why", args=args)).content.decode()
    client.post(reverse("day-plan-unpin", args=args), a_form())

    assert "They know each other" in pinned
    assert not Pin.objects.filter(tenant_id=call.tenant_id).exists()


def test_two_plans_stand_side_by_side_by_named_figures(day: PlanDay) -> None:
    day.call(north=2)
    client = signed_in()
    first = proposed(day, client)
    day.call("Ridge Dental", north=8)
    second = proposed(day, client)

    beside = client.get(reverse("day-plans-beside", args=[second.head.id, first.head.id])).content.decode()

    for name in ("Driving", "Promises not kept", "Second trips to be expected", "Overtime", "Not with their usual"):
        assert name in beside
    assert "Ridge Dental" in beside
    assert "not known yet" in beside


def test_the_plan_is_the_same_in_lanes_list_and_map(day: PlanDay) -> None:
    call = day.call(north=2)
    client = signed_in()
    plan = proposed(day, client)

    for view in ("lanes", "list", "map"):
        assert reverse("day-plan-why", args=[plan.head.id, call.id]) in page(client, plan, view=view)


def moved_across(day: PlanDay, at: datetime) -> tuple[Visit, dict[str, Any]]:
    """Return a visit that Bruno has beside another, and the form that gives it to Walt, who is far away then."""
    day.assign(day.call("Ridge Dental", north=1), "Bruno Salas", at, now=read_clock())
    visit = day.assign(day.call(north=1), "Bruno Salas", at + timedelta(hours=1, minutes=15), now=read_clock())
    day.assign(day.call("Far Away", north=80), "Walt Jensen", at, now=read_clock())
    local = (at + timedelta(hours=1, minutes=15)).astimezone(TEN.tzinfo)
    fields = {"technician": day.people["Walt Jensen"].id, "on": local.date().isoformat(), "at": f"{local:%H:%M}"}
    return visit, a_form(version=visit.version, minutes=60, **fields)


def test_a_move_that_costs_is_said_first_and_its_reason_is_kept(day: PlanDay) -> None:
    visit, fields = moved_across(day, TEN)
    client, url = signed_in(), reverse("move-visit", args=[visit.id])

    asked = client.post(url, fields)
    form = asked.context["form"]
    done = client.post(url, fields | {"checked": form.data["checked"], "weight": "drive", "why": "Only he has the key"})

    assert asked.status_code == 422
    assert "Not done yet." in asked.content.decode()
    assert done.status_code == 303
    assert fresh(visit).technician_id == day.people["Walt Jensen"].id
    kept = Overrule.objects.get(tenant_id=visit.tenant_id)
    assert (kept.weight, kept.why) == ("drive", "Only he has the key")
    assert (kept.planned_with_id, kept.given_to_id) == (day.people["Bruno Salas"].id, day.people["Walt Jensen"].id)


def counted(visit: Visit) -> list[bool]:
    return [each.taken_back_at is None for each in Overrule.objects.filter(tenant_id=visit.tenant_id)]


def test_undoing_a_move_takes_its_reason_out_of_the_count_and_undoing_that_puts_it_back(day: PlanDay) -> None:
    visit, fields = moved_across(day, TEN)
    client, url = signed_in(), reverse("move-visit", args=[visit.id])
    asked = client.post(url, fields).context["form"]
    client.post(url, fields | {"checked": asked.data["checked"], "weight": "drive", "usual": "training"})
    found = []

    for _ in range(2):
        undo = client.get(reverse("board")).context["undo"]
        for _ in range(2):  # a double click turns nothing twice
            client.post(undo["url"], undo["fields"])
        found.append(counted(visit))
    month = client.get(reverse("plans-overruled")).content.decode()

    assert found == [[False], [True]]
    assert "training, on purpose 1×" in month
    kept = Overrule.objects.get(tenant_id=visit.tenant_id)
    assert (kept.usual, kept.why) == ("training", "")


def test_neither_a_usual_reason_nor_words_is_no_reason(day: PlanDay) -> None:
    visit, fields = moved_across(day, TEN)
    client, url = signed_in(), reverse("move-visit", args=[visit.id])
    asked = client.post(url, fields).context["form"]

    refused = client.post(url, fields | {"checked": asked.data["checked"], "usual": "", "why": " "})

    assert refused.status_code == 422
    assert "Choose a reason, or say it in your own words" in refused.content.decode()
    assert counted(visit) == []


def test_why_not_somebody_says_one_figure_for_one_question(day: PlanDay) -> None:
    call = day.call(north=2)
    for number in range(3):
        day.call(f"Customer {number}", north=3.3 * number + 1.7, east=2.1 * number)
    client = signed_in()
    plan = proposed(day, client)
    stop = next(stop for stop in plan.stops if stop.call_id == call.id)
    other = next(who for who in day.people.values() if who.id != stop.technician_id)

    asked = client.get(reverse("day-plan-why", args=[plan.head.id, call.id]), {"technician": str(other.id)})

    (reason,) = asked.context["why_not"].reasons
    more = round(asked.context["cost"].more_minutes)
    assert re.findall(r"(\d+) minutes", reason.said) == ([str(abs(more))] if more else [])
    assert sum(map(int, re.findall(r"[+-]\d+", asked.context["cost"].said))) == more


def test_a_card_that_is_dropped_where_it_costs_waits_for_a_reason(day: PlanDay) -> None:
    visit, fields = moved_across(day, TEN)

    asked = signed_in().post(reverse("put-visit", args=[visit.id]), fields)

    assert asked.status_code == 422
    assert "data-asked" in asked.content.decode()
    assert fresh(visit).technician_id == day.people["Bruno Salas"].id


def test_another_branchs_plan_is_not_there(day: PlanDay) -> None:
    call = day.call(north=2)
    plan = proposed(day, signed_in())
    stranger = signed_in(branch=a_branch("DAY"))

    for name, args in (("day-plan", [plan.head.id]), ("day-plan-why", [plan.head.id, call.id])):
        assert stranger.get(reverse(name, args=args)).status_code == 404
    refused = stranger.post(reverse("plan-day"), a_form(branch=day.branch.code, on=TOMORROW.isoformat()), follow=True)
    assert "choose a day and one of your branches" in refused.content.decode()
