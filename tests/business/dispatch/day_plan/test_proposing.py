"""A day's plan is made from the record: who goes, why, and what was taken for granted."""

import json
from datetime import timedelta
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner
from tests.builders import MONDAY, a_certificate, a_model, a_skill
from tests.builders.day_plans import EARLY, HOUR, TODAY, PlanDay, a_plan_day, said
from tests.builders.stock import a_truck_of, an_item

from steadyhand.business.calls.actions.arrive import arrive
from steadyhand.business.calls.models import VisitProposal
from steadyhand.business.calls.rules import CallType, Urgency
from steadyhand.business.dispatch.actions.propose_plan import CannotProposePlan, propose_plan
from steadyhand.business.dispatch.day_plan.rules import Change, PlanState
from steadyhand.business.dispatch.queries.day_plans import document_of, plan_of_day, plans_of_day
from steadyhand.business.people.actions.note_home import note_home
from steadyhand.business.people.growth.models import Pair, RideDay
from steadyhand.business.people.models import Technician
from steadyhand.business.stock.models import KitForecast
from steadyhand.commands.main import steadyhand

pytestmark = pytest.mark.django_db
SCHEMA = Path(__file__).resolve().parents[4] / "docs" / "reference" / "dispatch" / "day-plan.schema.json"


@pytest.fixture
def day() -> PlanDay:
    return a_plan_day()


def test_every_call_gets_somebody_and_a_time_that_can_be_driven(day: PlanDay) -> None:
    calls = [day.call(f"Customer {number}", north=2.0 * number) for number in range(4)]

    made = day.plan()

    shown = day.shown(made)
    assert {stop.call_id for lane in shown.lanes for stop in lane.stops} == {call.id for call in calls}
    assert all(stop.change is Change.NEW and stop.begins_at and stop.begins_at >= MONDAY - HOUR for stop in shown.stops)
    assert shown.head.state is PlanState.PROPOSED
    assert shown.head.cost_minutes < shown.head.cost_minutes_before
    assert "from the start of the day" in said(shown.lanes[0].stops[0]) or shown.lanes[1].stops


def test_only_whoever_is_certified_goes_and_the_reason_is_said(day: PlanDay) -> None:
    model = a_model(certificate_line="C4")
    a_certificate(day.people["Walt Jensen"], vendor="Norvik", line="C4")
    call = day.call(model=model, north=1.0)

    stop = day.stop(day.plan(), call)

    assert stop.technician == "Walt Jensen"
    assert "certified for norvik c4" in said(stop)


def test_a_call_that_nobody_may_do_says_why(day: PlanDay) -> None:
    call = day.call(model=a_model(certificate_line="C4"))

    stop = day.stop(day.plan(), call)

    assert stop.change is Change.UNDONE
    assert "isn't certified for norvik c4" in said(stop)


def test_a_certificate_counts_to_its_last_day_and_the_day_after_it_is_said(day: PlanDay) -> None:
    a_certificate(day.people["Walt Jensen"], vendor="Norvik", line="C4", expires_on=TODAY)
    call = day.call(model=a_model(certificate_line="C4"), north=1.0)

    on_its_last, after_it = day.plan(), day.plan(on=TODAY + timedelta(days=1))

    assert day.stop(on_its_last, call).technician == "Walt Jensen"
    assert day.stop(after_it, call).technician == ""
    last = f"{TODAY.day} {TODAY:%B %Y}"
    assert f"Walt Jensen's certificate for norvik c4 expired on {last}" in said(day.stop(after_it, call))


def test_a_learner_s_mentor_goes_where_there_is_something_to_learn_and_it_is_said(day: PlanDay) -> None:
    walt = day.people["Walt Jensen"]
    annika = day.somebody("Annika Holm")
    for each in day.people.values():
        a_skill(each, name="Sorter", level=2)
    pair = Pair.objects.create(
        tenant_id=walt.tenant_id, learner=annika, mentor=walt, state="running", why="-", proposed_at=EARLY,
        starts_on=TODAY, goals=[{"words": "Takes a sorter apart", "skill": "Sorter"}],
    )  # fmt: skip
    RideDay.objects.create(tenant_id=walt.tenant_id, pair=pair, on=TODAY, planned_by_name="Dana", planned_at=EARLY)
    calls = [day.call(f"C{north}", model=a_model(skill_name="Sorter", skill_level=2), north=north) for north in (1, 2)]

    made = day.plan()

    stops = [day.stop(made, call) for call in calls]
    assert [stop.technician for stop in stops] == ["Walt Jensen"] * 2
    assert all("Annika Holm rides along and is to learn sorter" in said(stop) for stop in stops)
    assert "Annika Holm" not in {stop.technician for stop in day.shown(made).stops}


def test_what_is_assigned_stays_where_moving_isn_t_worth_it(day: PlanDay) -> None:
    call = day.call(north=3.0)
    day.assign(call, "Walt Jensen", MONDAY)

    stop = day.stop(day.plan(), call)

    assert (stop.technician, stop.was_with) == ("Walt Jensen", "Walt Jensen")
    assert stop.change in (Change.STAYS, Change.RETIMED)


def test_a_promised_window_is_kept(day: PlanDay) -> None:
    call = day.call(north=1.0)
    day.promise(call, MONDAY + 6 * HOUR, from_at=MONDAY + 5 * HOUR)

    stop = day.stop(day.plan(), call)

    assert stop.begins_at == MONDAY + 5 * HOUR
    assert stop.promise is not None
    assert stop.promise.is_kept
    assert not stop.promise.was_kept


def test_what_has_begun_stays_and_its_technician_goes_on_from_there(day: PlanDay) -> None:
    first, second = day.call("Here", north=1.0), day.call("Next", north=2.0)
    visit = day.assign(first, "Bruno Salas", MONDAY)
    arrive(by=day.dana, visit_id=visit.id, version=visit.version, why="He rang", now=MONDAY)

    made = day.plan(now=MONDAY + timedelta(minutes=20))

    assert day.stop(made, first).change is Change.BEGUN
    begins = day.stop(made, second).begins_at
    assert begins is not None
    assert begins >= MONDAY + timedelta(minutes=20)


def test_a_visit_that_somebody_proposed_fills_their_gap_from_the_day_they_wished(day: PlanDay) -> None:
    walt = day.people["Walt Jensen"]
    call = day.call(north=1.0, call_type=CallType.COURTESY, urgency=Urgency.CAN_WAIT)
    assert call.customer_id is not None
    wish = VisitProposal.objects.create(
        tenant_id=call.tenant_id,
        ref="1",
        customer_id=call.customer_id,
        technician=walt,
        why="Nobody was there since May",
        wished_from=TODAY,
        wished_until=TODAY,
        minutes=35,
        proposed_at=EARLY,
        state="taken_on",
        call=call,
    )

    stop = day.stop(day.plan(), call)

    assert stop.technician == "Walt Jensen"
    assert stop.begins_at is not None
    assert stop.ends_at == stop.begins_at + timedelta(minutes=35)
    assert "Walt Jensen proposed this visit" in said(stop)
    assert "knows" not in said(stop)

    VisitProposal.objects.filter(id=wish.id).update(wished_from="2026-03-10", wished_until="2026-03-13")
    assert call.id not in {stop.call_id for stop in day.shown(day.plan()).stops}


def test_whoever_has_the_part_aboard_goes_and_it_is_said(day: PlanDay) -> None:
    call = day.call(north=1.0)
    fuser = an_item("FU-1")
    a_truck_of(day.people["Bruno Salas"])
    a_truck_of(day.people["Walt Jensen"], FU_1=1)
    part = {"id": str(fuser.id), "number": "FU-1", "name": "fuser", "chance": 0.7, "why": [], "is_packed": True}
    KitForecast.objects.create(
        tenant_id=call.tenant_id,
        call=call,
        call_version=1,
        made_at=EARLY,
        enough_share=0.9,
        parts=[part],
        causes=[],
        corrections=[],
    )

    stop = day.stop(day.plan(), call)

    assert stop.technician == "Walt Jensen"
    assert "has fuser (70 % likely)" in said(stop)


def test_a_newer_plan_overtakes_the_proposal(day: PlanDay) -> None:
    day.call()
    first, second = day.plan(), day.plan()

    heads = plans_of_day(day.dana, branch_id=day.branch.id, on=TODAY)

    assert {head.id: head.state for head in heads} == {first.id: PlanState.OVERTAKEN, second.id: PlanState.PROPOSED}
    current = plan_of_day(day.dana, branch_id=day.branch.id, on=TODAY)
    assert current is not None
    assert current.head.id == second.id


def test_a_day_that_is_over_is_refused_in_words(day: PlanDay) -> None:
    with pytest.raises(CannotProposePlan, match="is over"):
        propose_plan(by=day.dana, branch_id=day.branch.id, on=TODAY - timedelta(days=1), now=EARLY)


def test_the_document_is_what_its_schema_says_and_names_no_home(day: PlanDay) -> None:
    bruno = day.people["Bruno Salas"]
    Technician.objects.filter(id=bruno.id).update(day_starts_at=Technician.StartsAt.HOME)
    note_home(by=day.dana, technician_id=bruno.id, latitude=39.123456, longitude=-83.654321, now=EARLY)
    call = day.call(north=1.0)
    day.promise(call, MONDAY + 6 * HOUR, from_at=MONDAY + 5 * HOUR)
    day.assign(day.call("Other", north=2.0), "Walt Jensen", MONDAY)

    document = document_of(day.dana, day.plan().id)

    jsonschema.validate(document, json.loads(SCHEMA.read_text()))
    assert "39.123" not in json.dumps(document)


def test_the_command_proposes_and_applies(day: PlanDay, monkeypatch: pytest.MonkeyPatch) -> None:
    call = day.call(north=1.0)
    monkeypatch.setattr("steadyhand.shared.clock.read_clock", lambda: EARLY)

    ran = CliRunner().invoke(
        steadyhand, ["dispatch", "plan", "col", "--day", str(TODAY), "--seconds", "0.1", "--accept"]
    )

    assert ran.exit_code == 0, ran.output
    assert f"call {call.ref} (new)" in ran.output
    assert "Applied: 1 planned, 0 moved" in ran.output


def test_the_command_names_the_branches_there_are(day: PlanDay) -> None:
    ran = CliRunner().invoke(steadyhand, ["dispatch", "plan", "NOWHERE"])

    assert ran.exit_code == 1
    assert f"“NOWHERE” is no branch of this dealership: there are {day.branch.code}" in ran.output
