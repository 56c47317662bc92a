"""What an open call will need: foretold once, anew when something changes, and gone with the call."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from tests.builders import MONDAY, a_branch, a_call, a_dealership, a_machine, a_meter, an_actor
from tests.builders.desk import signed_in
from tests.builders.field import its_technician, today_at
from tests.builders.fixes import a_jam_with_history
from tests.builders.record import a_part, a_reading, a_visit

from steadyhand.business.calls.models import Call
from steadyhand.business.calls.rules import CallState
from steadyhand.business.dealership.rules import OFFICE, Role
from steadyhand.business.stock.actions.foretell_kits import foretell_kits
from steadyhand.business.stock.actions.refit_kits import refit_kits
from steadyhand.business.stock.history import history_of
from steadyhand.business.stock.models import KitForecast
from steadyhand.business.stock.queries.kits import kit_of_call, kits_of_calls
from steadyhand.shared.actor import Actor, the_system

pytestmark = pytest.mark.django_db


def the_engine() -> Actor:
    return the_system(a_dealership().id, "the kit engine")


def a_foretold_jam() -> Call:
    call, _ = a_jam_with_history(times=6)
    refit_kits(by=the_engine(), now=today_at(12))
    foretell_kits(by=the_engine(), now=today_at(12))
    return call


def test_a_jam_is_foretold_from_what_ended_such_jams() -> None:
    call = a_foretold_jam()

    kit = kit_of_call(the_engine(), call.id)

    assert kit is not None
    assert kit.learnt_from == 6
    assert (kit.parts[0].number, kit.parts[0].name, kit.parts[0].is_packed) == ("PR-450", "Pickup rollers", True)
    assert "6 of all 6 calls of Norvik C450" in kit.parts[0].why
    assert (kit.causes[0].name, kit.corrections[0].name) == ("Worn rollers", "Rollers replaced")


def test_it_is_foretold_anew_only_where_something_changed_and_gone_with_the_call() -> None:
    call = a_foretold_jam()
    rows = Call.objects.filter(id=call.id)

    assert foretell_kits(by=the_engine(), now=today_at(13)) == 0

    rows.update(version=call.version + 1, problem="Now it is the fuser")
    assert foretell_kits(by=the_engine(), now=today_at(13)) == 1
    refit_kits(by=the_engine(), now=today_at(14))
    assert foretell_kits(by=the_engine(), now=today_at(14)) == 1

    rows.update(state=CallState.CANCELLED)
    assert foretell_kits(by=the_engine(), now=today_at(15)) == 0
    assert not KitForecast.objects.exists()


def test_without_a_closed_call_the_shipped_table_answers_from_lives_and_meters() -> None:
    machine = a_machine()
    fuser = a_part(name="Fuser unit", fits_family="Norvik C4", life_pages=150_000)
    a_part(name="Main board", fits_family="Norvik C4")
    a_part(name="Fuser unit", fits_family="Other line", life_pages=150_000)
    a_reading(a_meter(machine), shown=148_000, read_at=MONDAY - timedelta(days=2))
    call = a_call(machine=machine, problem="Heating error on the display.")

    foretell_kits(by=the_engine(), now=MONDAY)

    kit = kit_of_call(the_engine(), call.id)
    assert kit is not None
    assert kit.learnt_from == 0
    assert kit.parts[0].part_id == fuser.id
    assert "up to 148k pages of 150k" in "; ".join(kit.parts[0].why)
    assert {part.name for part in kit.parts} <= {"Fuser unit", "Main board"}


def test_foretelling_many_takes_as_many_questions_as_foretelling_one(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    a_part(name="Fuser unit", fits_family="Norvik C4", life_pages=150_000)
    for _ in range(6):
        a_call()

    with django_assert_max_num_queries(13):
        assert foretell_kits(by=the_engine(), now=MONDAY) == 6


def test_history_has_parts_codes_and_the_pages_known_when_the_call_was_taken() -> None:
    a_jam_with_history(times=2)

    done = history_of(the_engine())

    assert [each.parts for each in done] == [("PR-450",), ("PR-450",)]
    assert {(each.cause, each.correction, each.call.problem) for each in done} == {("ROLLERS", "NEW", "JAM")}
    assert done[0].call.taken_day < done[1].call.taken_day <= done[1].closed_day


def test_who_sees_a_call_sees_its_kit_and_nobody_else() -> None:
    call = a_foretold_jam()
    of_another_branch = an_actor(Role.DISPATCHER, branch=a_branch("DAY"))

    assert kits_of_calls(of_another_branch, [call.id]) == {}
    for role in OFFICE:
        page = signed_in(role).get(reverse("call", args=[call.id])).content.decode()
        assert "Parts likely" in page
        assert "Pickup rollers" in page


def test_the_brief_says_what_to_bring_and_why(client: Client) -> None:
    visit = a_visit(call=a_foretold_jam(), planned_for=today_at(15))
    its_technician(visit)
    assert visit.technician is not None
    assert visit.technician.user is not None
    client.force_login(visit.technician.user)

    page = client.get(reverse("visit-brief", args=[visit.id])).content.decode()

    assert "Parts likely" in page
    assert "6 of all 6 calls of Norvik C450." in page
    assert "Likely cause: Worn rollers" in page
