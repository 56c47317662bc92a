"""The end of a visit on a phone: four things to say, once."""

import json
import re
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from tests.builders import a_branch, a_call, a_code, a_machine, a_meter, a_model, a_part, a_technician, a_user, a_visit
from tests.builders.field import a_closing, a_visit_on_site, closed, fresh, its_technician, today_at

from steadyhand.business.calls.models import Visit
from steadyhand.business.calls.queries.closing import parts_used_on
from steadyhand.business.calls.rules import CallState, VisitState
from steadyhand.business.conversations.models import Statement
from steadyhand.business.dealership.rules import Role
from steadyhand.business.machines.actions.record_reading import record_reading
from steadyhand.business.machines.models import Meter, MeterReading
from steadyhand.shared.clock import How, read_clock
from steadyhand.shared.history import changes_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(client: Client) -> Visit:
    machine = a_machine(model=a_model(rated_monthly_pages=10_000))
    visit = a_visit_on_site(call=a_call(machine=machine), at=today_at(0), planned_for=today_at(15))
    assert visit.technician is not None
    assert visit.technician.user is not None
    client.force_login(visit.technician.user)
    return visit


@pytest.fixture
def meter(visit: Visit) -> Meter:
    meter = a_meter(visit.call.machine, digits=6)
    record_reading(
        by=its_technician(visit),
        meter_id=meter.id,
        shown=51_234,
        read_at=today_at(0, days=-60),
        read_at_how=How.ENTERED,
        now=today_at(0),
    )
    return meter


def close(client: Client, visit: Visit, **facts: object) -> HttpResponse:
    sent = {
        "version": fresh(visit).version,
        "form_key": str(uuid4()),
        "outcome": "done",
        "told_customer": "New rollers are in.",
    } | facts
    return client.post(f"/visits/{visit.id}/close/", sent)  # type: ignore[return-value]


def test_a_whole_answer_closes_the_visit_and_its_call(client: Client, visit: Visit) -> None:
    response = close(client, visit, stays_inside="Paper is damp")

    assert (response.status_code, response["Location"]) == (303, f"/visits/{visit.id}/closed/")
    after = fresh(visit)
    assert (after.state, after.call.state) == (VisitState.DONE, CallState.CLOSED)
    assert (after.told_customer, after.stays_inside) == ("New rollers are in.", "Paper is damp")


def test_why_words_are_fine_as_they_are_is_kept_with_what_was_told(client: Client, visit: Visit) -> None:
    kept = {
        "label": "blame",
        "rule": "blame.office-failed",
        "words": "Dispatch forgot",
        "why": "They asked who it was.",
    }

    close(client, visit, **{"guard_kept-told_customer": json.dumps([kept])})

    assert Statement.objects.get().dismissed == [kept]


def test_a_double_click_closes_once(client: Client, visit: Visit, meter: Meter) -> None:
    part = a_part()
    client.post(f"/visits/{visit.id}/parts/", {"add": f"{part.id}:1"})
    same = {"version": fresh(visit).version, "form_key": str(uuid4()), f"meter-{meter.id}": "55,000"}

    first, second = close(client, visit, **same), close(client, visit, **same)

    assert first["Location"] == second["Location"]
    assert [entry.verb for entry in changes_of(visit.tenant_id, [visit.id])].count("closed the visit") == 1
    assert MeterReading.objects.of(visit.tenant_id).filter(visit_id=visit.id).count() == 1
    assert [line.quantity for line in parts_used_on(its_technician(visit), visit.id)] == [1]


def test_what_is_missing_stands_on_top_with_links_to_its_fields(client: Client, visit: Visit) -> None:
    response = close(client, visit, outcome="parts", told_customer="")

    page = response.content.decode()
    assert response.status_code == 422
    assert 'href="#id_told_customer"' in page
    assert "Say what happens next, in words for the customer." in page
    assert fresh(visit).state == VisitState.ON_SITE


def test_what_was_typed_survives_in_a_draft_until_it_is_closed(client: Client, visit: Visit) -> None:
    form = client.get(f"/visits/{visit.id}/close/").content.decode()
    close(client, visit)
    summary = client.get(f"/visits/{visit.id}/closed/").content.decode()

    assert f'data-draft="close-{visit.id}"' in form
    assert f'data-draft-clear="close-{visit.id}"' in summary


def test_a_reading_that_is_doubtful_is_kept_and_said_and_stops_nobody(
    client: Client, visit: Visit, meter: Meter
) -> None:
    close(client, visit, **{f"meter-{meter.id}": "50 892"})

    page = client.get(f"/visits/{visit.id}/closed/").content.decode()
    assert "342 lower than in" in page
    assert fresh(visit).state == VisitState.DONE


def test_a_counter_that_was_replaced_counts_on(client: Client, visit: Visit, meter: Meter) -> None:
    close(client, visit, **{f"meter-{meter.id}": "120", f"exchanged-{meter.id}": "on"})

    reading = MeterReading.objects.of(visit.tenant_id).get(visit_id=visit.id)
    assert (reading.verdict, reading.pages_total) == ("exchanged", 51_354)


def test_letters_are_no_count(client: Client, visit: Visit, meter: Meter) -> None:
    response = close(client, visit, **{f"meter-{meter.id}": "51k"})

    assert response.status_code == 422
    assert "“51k” is no count; type the digits that the meter shows." in response.content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("59034", "7,800 more since the last reading."),
        ("50,892", "342 lower than in"),
        ("590340", "A digit too many?"),
        ("5x", "“5x” is no count"),
    ],
)
def test_a_count_is_checked_while_it_is_typed_and_not_kept(
    client: Client, visit: Visit, meter: Meter, typed: str, said: str
) -> None:
    fragment = client.get(f"/visits/{visit.id}/meters/{meter.id}/", {f"meter-{meter.id}": typed})

    assert said in fragment.content.decode()
    assert not MeterReading.objects.of(visit.tenant_id).filter(visit_id=visit.id).exists()


def test_what_fixed_it_before_is_one_tap(client: Client, visit: Visit) -> None:
    jam, worn = a_code("problem", "JAM"), a_code("cause", "WORN", name="Worn rollers")
    rollers = a_code("correction", "ROLL", name="Rollers replaced")
    before = a_visit(call=a_call(machine=visit.call.machine, problem_code=jam), technician=visit.technician)
    closed(before, a_closing(cause_code_id=worn.id, correction_code_id=rollers.id))
    now = a_visit_on_site(call=a_call(machine=visit.call.machine, problem_code=jam), technician=visit.technician)

    form = client.get(f"/visits/{now.id}/close/").content.decode()
    close(client, now, fix=f"{worn.id}:{rollers.id}")

    assert "Worn rollers → Rollers replaced (1 of 1 on a Norvik C450)" in form
    after = fresh(now)
    assert (after.cause_code_id, after.correction_code_id) == (worn.id, rollers.id)


def test_what_fixed_it_is_asked_for_only_if_it_is_fixed(client: Client, visit: Visit) -> None:
    a_code("correction", "ROLL", name="Rollers replaced")

    refused = close(client, visit)
    waiting = close(client, visit, outcome="parts", next_step="We come back with a fuser.")

    assert (refused.status_code, waiting.status_code) == (422, 303)
    assert 'href="#id_correction_code"' in refused.content.decode()


def test_parts_are_found_and_noted_at_once(client: Client, visit: Visit) -> None:
    rollers = a_part(ref="PR-11", name="Pickup roller set")
    htmx = {"HX-Request": "true"}

    found = client.get(f"/visits/{visit.id}/parts/", {"part": "roller"}, headers=htmx).content.decode()
    add = re.search(r'name="add"\s+value="([^"]+)"', found)
    assert add is not None
    used = client.post(f"/visits/{visit.id}/parts/", {"add": add[1]}, headers=htmx).content.decode()

    assert "Pickup roller set (PR-11)" in used
    assert '<div id="parts-found" hx-swap-oob="true"' in used
    assert [line.part.id for line in parts_used_on(its_technician(visit), visit.id)] == [rollers.id]


def test_a_stepper_at_nothing_takes_the_part_off(client: Client, visit: Visit) -> None:
    part = a_part()
    client.post(f"/visits/{visit.id}/parts/", {"add": f"{part.id}:2"})

    client.post(f"/visits/{visit.id}/parts/", {"part": part.id, f"quantity-{part.id}": 0})

    assert parts_used_on(its_technician(visit), visit.id) == ()


def test_an_impossible_quantity_is_refused_in_a_sentence(client: Client, visit: Visit) -> None:
    response = client.post(f"/visits/{visit.id}/parts/", {"add": f"{a_part().id}:900"}, headers={"HX-Request": "true"})

    assert response.status_code == 422
    assert "a quantity from 0 to 200" in response.content.decode()


def test_without_scripts_finding_a_part_stays_on_the_closing_page(client: Client, visit: Visit) -> None:
    a_part(name="Pickup roller set")

    response = client.get(f"/visits/{visit.id}/parts/", {"part": "roller"}, follow=True)

    assert response.request["PATH_INFO"] == f"/visits/{visit.id}/close/"
    assert "Pickup roller set" in response.content.decode()


def test_the_summary_offers_the_way_back_for_ten_minutes(client: Client, visit: Visit) -> None:
    close(client, visit)

    page = client.get(f"/visits/{visit.id}/closed/").content.decode()

    assert "Open it again" in page
    assert 'class="toast"' in page


def test_later_the_summary_has_no_way_back(client: Client) -> None:
    visit = a_visit(planned_for=today_at(0, days=-1))
    closed(visit, at=today_at(0, days=-1))
    assert visit.technician is not None
    assert visit.technician.user is not None
    client.force_login(visit.technician.user)

    assert "Open it again" not in client.get(f"/visits/{visit.id}/closed/").content.decode()


def test_reopening_brings_back_all_that_was_written(client: Client, visit: Visit, meter: Meter) -> None:
    close(client, visit, **{f"meter-{meter.id}": "55000", "stays_inside": "Paper is damp"})
    client.post(f"/visits/{visit.id}/reopen/", {"version": fresh(visit).version, "form_key": str(uuid4())})

    page = client.get(f"/visits/{visit.id}/close/").content.decode()

    assert 'value="55000"' in page
    assert "Paper is damp" in page
    assert "New rollers are in." in page
    assert "Last: 51,234" in page


def test_an_arrival_that_nobody_tapped_may_be_typed_or_left_out(client: Client, visit: Visit) -> None:
    forgotten = a_visit(call=a_call(machine=visit.call.machine), technician=visit.technician)

    close(client, forgotten, arrived_at="00:00")

    after = fresh(forgotten)
    assert (after.arrived_at, after.arrived_at_how) == (today_at(0), "entered")
    assert after.on_the_way_at is None


def test_a_colleague_is_sent_to_the_brief(client: Client, visit: Visit) -> None:
    carla = a_technician(name="Carla Reyes", branch=a_branch())
    assert carla.user is not None
    client.force_login(carla.user)

    response = client.get(f"/visits/{visit.id}/close/", follow=True)

    assert "This is a colleague&#x27;s visit" in response.content.decode()
    assert response.request["PATH_INFO"] == f"/visits/{visit.id}/"


def test_the_desk_closes_for_somebody_with_a_reason(client: Client, visit: Visit) -> None:
    client.force_login(a_user(Role.DISPATCHER))

    without = close(client, visit)
    given = close(client, visit, why="His phone is dead")

    assert (without.status_code, given.status_code) == (422, 303)
    assert "His phone is dead" in [entry.why for entry in changes_of(visit.tenant_id, [visit.id])]


def test_a_form_from_before_somebody_else_s_change_says_so(client: Client, visit: Visit) -> None:
    response = close(client, visit, version=1)

    assert response.status_code == 422
    assert "Somebody has changed this visit meanwhile" in response.content.decode()


def test_corrected_times_are_entered(client: Client, visit: Visit) -> None:
    visit.refresh_from_db()
    closed(visit, at=read_clock())

    page = client.get(f"/visits/{visit.id}/times/").content.decode()
    response = client.post(
        f"/visits/{visit.id}/times/",
        {"version": fresh(visit).version, "form_key": str(uuid4()), "on_the_way_at": "00:00", "arrived_at": "00:01"},
    )

    assert 'value="00:30"' in page
    assert response.status_code == 303
    after = fresh(visit)
    assert (after.arrived_at, after.arrived_at_how) == (today_at(0, 1), "entered")
    assert after.on_the_way_at_how == "observed"
