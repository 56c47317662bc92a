"""Photos, voice notes and sign-offs by plain forms, and files sent as what they are."""

from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings
from tests.builders import a_branch, a_call, a_dealership, a_machine, a_user, an_actor
from tests.builders.field import a_visit_on_site, fresh, its_technician, today_at
from tests.builders.media import PLACE, a_phone_s_jpeg, an_attachment, an_m4a

from steadyhand.business.calls.models import Attachment, Visit
from steadyhand.business.dealership.rules import Role
from steadyhand.flows.visit.customer_link import make_customer_link
from steadyhand.shared.clock import read_clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def visit(client: Client) -> Visit:
    visit = a_visit_on_site(at=today_at(0), planned_for=today_at(15))
    assert visit.technician is not None
    assert visit.technician.user is not None
    client.force_login(visit.technician.user)
    return visit


def photo(**facts: object) -> dict[str, object]:
    """Return what a browser without scripts sends: the phone's own file."""
    file = SimpleUploadedFile("IMG_0001.HEIC.jpg", a_phone_s_jpeg(), content_type="text/html")
    return {"kind": "photo", "form_key": str(uuid4()), "file": file} | facts


def content_of(client: Client, visit: Visit, file_id: UUID, **headers: str) -> bytes:
    response = client.get(f"/visits/{visit.id}/files/{file_id}/", headers=headers)
    assert response.status_code in (200, 206)
    return response.content


def test_a_phone_s_photo_posted_directly_comes_back_without_its_place(client: Client, visit: Visit) -> None:
    sent = photo(words="The worn roller", taken=str(int(read_clock().timestamp() * 1000) - 60_000))

    response = client.post(f"/visits/{visit.id}/files/", sent)

    assert (response.status_code, response["Location"]) == (303, f"/visits/{visit.id}/files/")
    kept = Attachment.objects.get()
    content = content_of(client, visit, kept.id)
    assert content.startswith(b"\xff\xd8")
    assert PLACE not in content
    assert b"Exif" not in content
    assert (kept.words, kept.taken_at_how) == ("The worn roller", "entered")


def test_a_file_is_sent_as_a_picture_and_as_nothing_else(client: Client, visit: Visit) -> None:
    kept = an_attachment(visit)

    response = client.get(f"/visits/{visit.id}/files/{kept.id}/")

    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Disposition"] == 'inline; filename="from-the-visit.jpg"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Cache-Control"] == "private, no-store"


def test_a_player_gets_the_part_it_asks_for(client: Client, visit: Visit) -> None:
    kept = an_attachment(visit, kind="voice", content=an_m4a(), words="")
    whole = content_of(client, visit, kept.id)

    part = client.get(f"/visits/{visit.id}/files/{kept.id}/", headers={"range": "bytes=4-11"})
    beyond = client.get(f"/visits/{visit.id}/files/{kept.id}/", headers={"range": f"bytes={len(whole)}-"})

    assert (part.status_code, part.content, part["Content-Range"]) == (206, whole[4:12], f"bytes 4-11/{len(whole)}")
    assert content_of(client, visit, kept.id, range="bytes=-9") == whole[-9:]
    assert beyond.status_code == 416


def test_sending_twice_keeps_one(client: Client, visit: Visit) -> None:
    key = str(uuid4())

    for _ in range(2):
        client.post(f"/visits/{visit.id}/files/", photo(form_key=key))

    assert Attachment.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "content", "said"),
    [
        ("photo", b"%PDF-1.7", "choose a JPEG, PNG or WebP"),
        ("voice", b"%PDF-1.7", "no voice note that we can play"),
        ("photo", b"", "This file is empty"),
        ("nonsense", b"%PDF-1.7", "choose a JPEG, PNG or WebP"),
    ],
)
def test_what_cannot_be_kept_is_said_beside_its_field(
    client: Client, visit: Visit, kind: str, content: bytes, said: str
) -> None:
    response = client.post(f"/visits/{visit.id}/files/", photo(kind=kind, file=SimpleUploadedFile("a.jpg", content)))

    assert response.status_code == 422
    assert said in response.content.decode()
    assert Attachment.objects.count() == 0


def test_a_name_signs_off_without_scripts_or_drawing(client: Client, visit: Visit) -> None:
    client.post(f"/visits/{visit.id}/files/", {"kind": "sign_off", "form_key": str(uuid4()), "words": "Grace Chen"})

    page = client.get(f"/visits/{visit.id}/files/").content.decode()

    assert "Signed off by Grace Chen" in page
    assert "<img" not in page


def test_it_stands_on_the_brief_the_closed_visit_and_the_desk_s_call_page(client: Client, visit: Visit) -> None:
    kept = an_attachment(visit)
    url = f"/visits/{visit.id}/files/{kept.id}/"
    sent = {"version": fresh(visit).version, "form_key": str(uuid4()), "outcome": "done", "told_customer": "Done."}

    brief = client.get(f"/visits/{visit.id}/").content.decode()
    client.post(f"/visits/{visit.id}/close/", sent)
    closed = client.get(f"/visits/{visit.id}/closed/").content.decode()
    client.force_login(a_user(Role.SALES, branch=visit.call.branch))
    call = client.get(f"/calls/{visit.call_id}/").content.decode()

    assert [url in page for page in (brief, closed, call)] == [True, True, True]


def test_the_next_technician_sees_what_the_last_one_photographed(client: Client, visit: Visit) -> None:
    kept = an_attachment(visit)
    sent = {"version": fresh(visit).version, "form_key": str(uuid4()), "outcome": "done", "told_customer": "Done."}
    client.post(f"/visits/{visit.id}/close/", sent)
    machine = visit.call.machine
    next_visit = a_visit_on_site(call=a_call(machine=machine), technician=visit.technician, at=today_at(0))

    assert f"/visits/{visit.id}/files/{kept.id}/" in client.get(f"/visits/{next_visit.id}/").content.decode()


def test_another_branch_gets_nothing(client: Client, visit: Visit) -> None:
    kept = an_attachment(visit)
    client.force_login(a_user(Role.SERVICE_MANAGER, branch=a_branch("DAYT")))

    for address in ("files/", f"files/{kept.id}/"):
        assert client.get(f"/visits/{visit.id}/{address}").status_code == 404


def test_one_tap_shows_a_photo_to_the_customer_hides_it_or_takes_it_off(client: Client, visit: Visit) -> None:
    kept = an_attachment(visit)

    def tap(what: str) -> list[bool]:
        client.post(f"/visits/{visit.id}/files/{kept.id}/change/", {"do": what, "form_key": str(uuid4())})
        return list(Attachment.objects.values_list("for_customer", flat=True))

    assert [tap("show"), tap("hide"), tap("nonsense"), tap("remove")] == [[True], [False], [False], []]


def test_the_desk_writes_why(client: Client, visit: Visit) -> None:
    kept = an_attachment(visit)
    client.force_login(a_user(Role.DISPATCHER))
    tap = {"do": "remove", "form_key": str(uuid4())}

    client.post(f"/visits/{visit.id}/files/{kept.id}/change/", tap)
    assert Attachment.objects.count() == 1

    client.post(f"/visits/{visit.id}/files/{kept.id}/change/", tap | {"why": "A patient is in it"})
    assert Attachment.objects.count() == 0


def test_the_customer_s_page_shows_what_was_ticked_and_its_link_opens_nothing_else(
    client: Client, visit: Visit
) -> None:
    a_dealership(phone="(614) 555-0100")
    shown = an_attachment(visit, for_customer=True, words="The new roller")
    inside = an_attachment(visit, words="Their server room")
    other = an_attachment(a_visit_on_site(call=a_call(machine=a_machine())), for_customer=True)
    token = make_customer_link(by=its_technician(visit), call_id=visit.call_id, now=read_clock())
    client.logout()

    page = client.get(f"/c/{token}/").content.decode()
    status = [client.get(f"/c/{token}/photos/{each.id}/").status_code for each in (shown, inside, other)]

    assert "The new roller" in page
    assert "Their server room" not in page
    assert status == [200, 404, 404]
    assert client.get(f"/c/forged/photos/{shown.id}/").status_code == 404


def test_the_desk_may_hand_in_what_a_technician_mailed(client: Client, visit: Visit) -> None:
    client.force_login(a_user(Role.DISPATCHER))

    without = client.post(f"/visits/{visit.id}/files/", photo())
    given = client.post(f"/visits/{visit.id}/files/", photo(why="He mailed it to me"))

    assert (without.status_code, given.status_code) == (422, 303)
    assert an_actor(Role.DISPATCHER).name == Attachment.objects.get().taken_by
