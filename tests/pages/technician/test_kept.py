"""What a phone kept without a signal: once, as told, in order, in nobody else's name, and refused in words."""

import hashlib
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from tests.builders import a_branch, a_technician, a_user, a_visit
from tests.builders.field import a_visit_on_site, fresh, today_at
from tests.builders.media import a_phone_s_jpeg
from tests.builders.record import a_part

from steadyhand.business.calls.models import Attachment, PartUsed, Visit
from steadyhand.business.calls.rules import VisitState
from steadyhand.business.dealership.models import User
from steadyhand.business.dealership.rules import Role
from steadyhand.business.people.models import Technician
from steadyhand.shared.clock import How, read_clock
from steadyhand.shared.history import changes_of

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def bruno(client: Client) -> User:
    technician = a_technician(name="Bruno Salas", branch=a_branch())
    assert technician.user is not None
    client.force_login(technician.user)
    return technician.user


@pytest.fixture
def visit(bruno: User) -> Visit:
    return a_visit_of(bruno)


def a_visit_of(user: User) -> Visit:
    return a_visit(technician=Technician.objects.get(user=user), planned_for=today_at(15))


def send(client: Client, by: User, address: str, sent: dict[str, Any], *, minutes: int = 42, late: bool = True) -> Any:
    headers = {"X-Kept-By": str(by.pk), "X-Kept-Age": str(minutes * 60_000)}
    return client.post(address, sent, headers=headers | ({"X-Kept-Late": "1"} if late else {}))


def step(client: Client, by: User, visit: Visit, name: str, **how: Any) -> HttpResponse:
    sent = {"version": 1, "form_key": str(uuid4()), "back": "day"}
    return send(client, by, f"/visits/{visit.id}/{name}/", sent, **how)  # type: ignore[no-any-return]


def test_a_kept_step_has_the_time_of_its_tap_as_told(client: Client, bruno: User, visit: Visit) -> None:
    answer = step(client, bruno, visit, "on-my-way")

    after = fresh(visit)
    assert (answer.status_code, answer.json()) == (  # type: ignore[attr-defined]
        200,
        {"is": "done", "url": "/day/", "was": 1, "version": 2},
    )
    assert after.on_the_way_at is not None
    assert abs(read_clock() - after.on_the_way_at - 42 * MINUTE) < MINUTE
    assert after.on_the_way_at_how == How.ENTERED
    assert "42 minutes later" in changes_of(visit.tenant_id, [visit.id])[0].why
    assert client.get("/day/").context["undo"] is None


def test_a_kept_step_happened_whatever_the_desk_planned_anew(client: Client, bruno: User, visit: Visit) -> None:
    Visit.objects.filter(id=visit.id).update(version=5)

    assert step(client, bruno, visit, "arrived").json() == {"is": "done", "url": "/day/", "was": 5, "version": 6}  # type: ignore[attr-defined]
    assert fresh(visit).state == VisitState.ON_SITE


def test_a_step_at_once_is_seen_and_offers_its_undo(client: Client, bruno: User, visit: Visit) -> None:
    step(client, bruno, visit, "on-my-way", minutes=0, late=False)

    assert fresh(visit).on_the_way_at_how == How.OBSERVED
    assert client.get("/day/", headers={"X-Kept-Ahead": "1"}).context["undo"] is None
    assert client.get("/day/").context["undo"] is not None


def test_a_step_that_doesnt_follow_is_refused_in_words(client: Client, bruno: User, visit: Visit) -> None:
    step(client, bruno, visit, "arrived")

    answer = step(client, bruno, visit, "on-my-way")

    assert answer.status_code == 422
    assert answer.json()["said"] == "This visit is on site; it can't become on the way from there."  # type: ignore[attr-defined]
    assert "can't become" not in client.get("/day/").content.decode()


def test_nobody_elses_sign_in_sends_it(client: Client, bruno: User, visit: Visit) -> None:
    other = a_user(Role.TECHNICIAN, Role.DISPATCHER, branch=visit.call.branch)
    client.force_login(other)

    assert step(client, bruno, visit, "on-my-way").status_code == 401
    client.logout()
    assert step(client, bruno, visit, "on-my-way").status_code == 401
    assert fresh(visit).state == VisitState.PLANNED


def closing(visit: Visit, **facts: Any) -> dict[str, Any]:
    told = {"outcome": "parts", "told_customer": "We order a fuser.", "next_step": "We come on Thursday."}
    return {"version": fresh(visit).version, "form_key": str(uuid4())} | told | facts


def test_a_kept_closing_ends_when_it_was_tapped_and_once(client: Client, bruno: User) -> None:
    visit = a_visit_of(bruno)
    sent = closing(visit)

    first, second = (send(client, bruno, f"/visits/{visit.id}/close/", sent) for _ in range(2))

    after = fresh(visit)
    assert first.json() == second.json() == {"is": "done", "url": f"/visits/{visit.id}/closed/"}
    assert after.state == VisitState.PARTS
    assert after.finished_at is not None
    assert abs(read_clock() - after.finished_at - 42 * MINUTE) < MINUTE
    assert after.finished_at_how == How.ENTERED
    assert len([each for each in changes_of(visit.tenant_id, [visit.id]) if "closed" in each.verb]) == 1


def test_a_closing_of_a_visit_that_moved_comes_back_whole_and_may_be_sent_again(client: Client, bruno: User) -> None:
    visit = a_visit_of(bruno)
    Visit.objects.filter(id=visit.id).update(version=4)

    refused = send(client, bruno, f"/visits/{visit.id}/close/", closing(visit, version=1))
    form = refused.context["form"]
    again = {name: form[name].value() for name in ("version", "form_key", "outcome", "told_customer", "next_step")}

    assert refused.status_code == 422
    assert "Somebody has changed this visit meanwhile" in refused.content.decode()
    assert again["told_customer"] == "We order a fuser."
    assert client.post(f"/visits/{visit.id}/close/", again).status_code == 303
    assert fresh(visit).state == VisitState.PARTS


def test_an_arrival_typed_yesterday_is_yesterdays(client: Client, bruno: User) -> None:
    visit = a_visit_of(bruno)

    answer = send(client, bruno, f"/visits/{visit.id}/close/", closing(visit, arrived_at="00:01"), minutes=24 * 60)

    after = fresh(visit)
    assert answer.status_code == 200
    assert after.arrived_at is not None
    assert after.arrived_at == today_at(0, 1, days=-1)


def test_a_file_is_named_by_its_digest_and_kept_once(client: Client, bruno: User) -> None:
    visit, photo, key = a_visit_of(bruno), a_phone_s_jpeg(), str(uuid4())
    for _ in range(2):
        file = SimpleUploadedFile("photo.jpg", photo, "image/jpeg")
        sent = {"kind": "photo", "form_key": key, "file": file, "words": "The roller"}
        answer = send(client, bruno, f"/visits/{visit.id}/files/", sent)
        assert answer.json()["sha256"] == hashlib.sha256(photo).hexdigest()

    assert Attachment.objects.count() == 1
    assert Attachment.objects.get().taken_at_how == How.ENTERED


def test_a_part_is_noted_by_its_number_once(client: Client, bruno: User) -> None:
    visit, part, key = a_visit_of(bruno), a_part(), str(uuid4())
    address = f"/visits/{visit.id}/parts/"

    send(client, bruno, address, {"number": part.ref.lower(), "quantity": "2", "form_key": key})
    send(client, bruno, address, {"part": part.id, f"quantity-{part.id}": "3"})
    send(client, bruno, address, {"number": part.ref, "quantity": "2", "form_key": key})
    unknown = send(client, bruno, address, {"number": "NO-SUCH", "quantity": "1", "form_key": str(uuid4())})

    assert PartUsed.objects.get().quantity == 3
    assert unknown.status_code == 422
    assert "No part has the number “NO-SUCH”" in unknown.json()["said"]


def test_only_a_technicians_pages_may_be_kept_and_until_midnight(client: Client, bruno: User) -> None:
    visit = a_visit_on_site(at=read_clock(), technician=a_visit_of(bruno).technician, planned_for=read_clock())
    forms = ("/stopped/", f"/visits/{visit.id}/stopped/", f"/customers/{visit.call.customer_id}/noticed/")
    pages = ("/day/", f"/visits/{visit.id}/", f"/visits/{visit.id}/close/", f"/visits/{visit.id}/files/")
    for address in (*pages, *forms):
        owner, _, until = client.get(address)["X-Keep-Today"].partition(";")
        assert owner == str(bruno.pk)
        assert int(until) == int(today_at(0, days=1).timestamp() * 1000)
    assert "X-Keep-Today" not in client.get("/account/")
    client.force_login(a_user(Role.DISPATCHER, branch=visit.call.branch))
    assert "X-Keep-Today" not in client.get(f"/visits/{visit.id}/")


def test_the_worker_is_served_from_the_top_and_never_pinned(client: Client) -> None:
    client.logout()
    answer = client.get("/worker.js")

    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cache-Control"] == "private, no-store"
    assert b"addEventListener" in answer.content
