"""One tap is one step: it lands once, can be taken back, and refuses in a sentence."""

from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from tests.builders import a_branch, a_call, a_machine, a_site, a_technician, a_user, a_visit
from tests.builders.field import a_visit_on_site, closed, fresh, today_at
from tests.builders.record import a_customer

from steadyhand.business.calls.models import Visit
from steadyhand.business.calls.rules import VisitState
from steadyhand.business.dealership.rules import Role
from steadyhand.shared.clock import read_clock
from steadyhand.shared.history import changes_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(client: Client) -> Visit:
    technician = a_technician(name="Bruno Salas", branch=a_branch())
    assert technician.user is not None
    client.force_login(technician.user)
    return a_visit(technician=technician, planned_for=today_at(15))


def tap(client: Client, visit: Visit, step: str, **facts: object) -> HttpResponse:
    sent = {"version": fresh(visit).version, "form_key": str(uuid4()), "back": "day"} | facts
    return client.post(f"/visits/{visit.id}/{step}/", sent)  # type: ignore[return-value]


def test_on_my_way_goes_back_to_the_day_with_ten_seconds_to_undo(client: Client, visit: Visit) -> None:
    response = tap(client, visit, "on-my-way")

    assert (response.status_code, response["Location"]) == (303, "/day/")
    page = client.get("/day/").content.decode()
    assert "On the way to Chen Family Clinic." in page
    assert f"/visits/{visit.id}/step-back/" in page
    assert fresh(visit).state == VisitState.ON_THE_WAY


def test_the_offer_to_undo_is_made_once(client: Client, visit: Visit) -> None:
    tap(client, visit, "on-my-way")
    client.get("/day/")

    assert client.get("/day/").context["undo"] is None


def test_the_undo_that_is_offered_undoes(client: Client, visit: Visit) -> None:
    tap(client, visit, "on-my-way")
    undo = client.get("/day/").context["undo"]

    client.post(undo["url"], undo["fields"])

    assert fresh(visit).state == VisitState.PLANNED
    assert "Taken back." in client.get("/day/").content.decode()


def test_a_step_from_the_brief_goes_back_to_the_brief(client: Client, visit: Visit) -> None:
    assert tap(client, visit, "arrived", back="brief")["Location"] == f"/visits/{visit.id}/"


def test_a_double_tap_is_one_step(client: Client, visit: Visit) -> None:
    same = {"version": 1, "form_key": str(uuid4())}

    first, second = tap(client, visit, "on-my-way", **same), tap(client, visit, "on-my-way", **same)

    assert (first.status_code, second.status_code) == (303, 303)
    assert [entry.verb for entry in changes_of(visit.tenant_id, [visit.id])] == ["set out"]
    assert "Somebody has changed" not in client.get("/day/").content.decode()


def test_a_stale_tap_says_what_happened_and_changes_nothing(client: Client, visit: Visit) -> None:
    tap(client, visit, "on-my-way")

    tap(client, visit, "arrived", version=1)

    assert "Somebody has changed this visit meanwhile: it is on the way." in client.get("/day/").content.decode()
    assert fresh(visit).state == VisitState.ON_THE_WAY


def test_half_a_form_changes_nothing(client: Client, visit: Visit) -> None:
    response = client.post(f"/visits/{visit.id}/on-my-way/", {"version": "x"})

    assert response.status_code == 303
    assert fresh(visit).state == VisitState.PLANNED


def test_a_colleague_s_visit_does_not_move(client: Client, visit: Visit) -> None:  # noqa: ARG001
    carla = a_technician(name="Carla Reyes", branch=a_branch())
    hers = a_visit(call=a_call(), technician=carla)

    tap(client, hers, "on-my-way")

    assert fresh(hers).state == VisitState.PLANNED
    assert "Carla Reyes&#x27;s; ask the desk" in client.get("/day/").content.decode()


def test_another_branch_s_visit_is_not_there(client: Client, visit: Visit) -> None:  # noqa: ARG001
    theirs = a_visit(call=a_call(machine=a_machine(site=a_site(a_customer(branch=a_branch("CLE"))))))

    assert tap(client, theirs, "on-my-way").status_code == 404


def test_the_desk_acts_with_a_reason(client: Client, visit: Visit) -> None:
    client.force_login(a_user(Role.DISPATCHER))

    tap(client, visit, "arrived", why="He rang from the site", back="brief")

    assert changes_of(visit.tenant_id, [visit.id])[0].why == "He rang from the site"


def test_reopening_goes_on_in_the_closing_form(client: Client, visit: Visit) -> None:
    closed(visit, at=read_clock())

    response = tap(client, visit, "reopen")

    assert (response.status_code, response["Location"]) == (303, f"/visits/{visit.id}/close/")
    assert fresh(visit).state == VisitState.ON_SITE


def test_taking_back_on_site_is_one_tap_too(client: Client) -> None:
    visit = a_visit_on_site(at=read_clock())
    assert visit.technician is not None
    assert visit.technician.user is not None
    client.force_login(visit.technician.user)

    tap(client, visit, "step-back")

    # Arrived half an hour from now by the builder's count, so well within reach.
    assert fresh(visit).state == VisitState.ON_THE_WAY
