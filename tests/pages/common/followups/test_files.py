"""A photo taken when it was noticed reaches whoever answers, by every door of theirs, and no customer's."""

from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings
from tests.builders import a_branch, a_user
from tests.builders.kept import House, a_house
from tests.builders.media import a_phone_s_jpeg, a_png, an_m4a

from steadyhand.business.dealership.rules import Role
from steadyhand.business.followups.models import FollowUpFile, FollowUpNews
from steadyhand.business.followups.telling import ANSWER
from steadyhand.business.needs.models import Need
from steadyhand.shared.clock import read_clock
from steadyhand.shared.links import make_link

pytestmark = pytest.mark.django_db
OK, GONE_WELL, SEE_OTHER, DAMAGED, NOT_THERE, UNPROCESSABLE = 200, 204, 303, 400, 404, 422


@pytest.fixture(autouse=True)
def _files(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def signed_in(house: House, name: str) -> Client:
    client = Client()
    client.force_login(house.people[name])
    return client


def notice(client: Client, house: House, **facts: Any) -> Any:
    sent = {"form_key": str(uuid4()), "sort": "aging", "leave": "agreed"} | facts
    return client.post(f"/customers/{house.customer.id}/noticed/", sent)


def a_file(content: bytes, name: str = "IMG_0001.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="text/html")


def test_whoever_answers_sees_it_and_so_does_the_noticer_and_the_link_in_a_message() -> None:
    house = a_house()
    bruno = signed_in(house, "Bruno")

    sent = {"photo_1": a_file(a_phone_s_jpeg()), "voice": a_file(an_m4a(), "voice.m4a")}
    assert notice(bruno, house, **sent).status_code == SEE_OTHER

    need, photo = Need.objects.get(), FollowUpFile.objects.get(kind="photo")
    url = f"/followups/{need.followup_id}/files/{photo.id}/"
    elena = signed_in(house, "Elena")
    assert url in elena.get(f"/followups/{need.followup_id}/").content.decode()
    assert url in elena.get("/followups/").content.decode()
    assert url in bruno.get("/noticed/").content.decode()
    answer = elena.get(url)
    assert (answer.status_code, answer["Content-Type"]) == (OK, "image/jpeg")
    assert answer["Cache-Control"] == "private, no-store"

    told, now, by = FollowUpNews.objects.get(user_id=house.id_of("Elena")), read_clock(), house.by("Elena")
    token = make_link(by=by, purpose=ANSWER, about_id=told.id, expires_at=now + timedelta(days=1), now=now)
    by_link = f"/f/{token}/files/{photo.id}/"
    assert by_link in Client().get(f"/f/{token}/").content.decode()
    assert Client().get(by_link).status_code == OK
    assert Client().get(f"/f/forged/files/{photo.id}/").status_code == NOT_THERE


def test_another_branch_s_people_get_nothing() -> None:
    house = a_house()
    notice(signed_in(house, "Bruno"), house, photo_1=a_file(a_phone_s_jpeg()))
    photo, stranger = FollowUpFile.objects.get(), Client()
    stranger.force_login(a_user(Role.SERVICE_MANAGER, branch=a_branch("DAYT")))

    assert stranger.get(f"/followups/{photo.followup_id}/files/{photo.id}/").status_code == NOT_THERE
    assert stranger.post(f"/followups/{photo.followup_id}/files/{photo.id}/remove/").status_code == NOT_THERE


def test_a_photo_that_can_t_be_kept_is_refused_with_the_words_still_there() -> None:
    house = a_house()

    answer = notice(signed_in(house, "Bruno"), house, words="Third jam", photo_1=a_file(b"%PDF-1.7"))

    assert answer.status_code == UNPROCESSABLE
    assert "choose a JPEG, PNG or WebP" in answer.content.decode()
    assert "Third jam" in answer.content.decode()
    assert not Need.objects.exists()


def test_what_is_on_the_phone_follows_the_words_and_stays_known_when_they_are_refused() -> None:
    house, content = a_house(), a_png()
    bruno, digest = signed_in(house, "Bruno"), sha256(content).hexdigest()
    refused = notice(bruno, house, leave="", on_phone=f"photo:{digest}").content.decode()
    assert f'value="photo:{digest}"' in refused
    assert "Goes along from this phone: 1 photo." in refused

    notice(bruno, house, on_phone=f"photo:{digest}")
    need = Need.objects.get()
    elena = signed_in(house, "Elena")
    assert "still on Bruno" in elena.get(f"/followups/{need.followup_id}/").content.decode()

    def send(**facts: Any) -> int:
        status: int = bruno.post("/followups/files/", {"sha256": digest, "file": a_file(content)} | facts).status_code
        return status

    assert send(file=a_file(content[:-1])) == DAMAGED
    assert send(sha256="0" * 64, file=a_file(b"")) == DAMAGED
    assert [send(), send()] == [GONE_WELL, GONE_WELL]
    assert f"/followups/{need.followup_id}/files/" in elena.get(f"/followups/{need.followup_id}/").content.decode()


def test_whoever_took_it_takes_it_off_again() -> None:
    house = a_house()
    bruno = signed_in(house, "Bruno")
    notice(bruno, house, photo_1=a_file(a_phone_s_jpeg()))
    photo = FollowUpFile.objects.get()

    bruno.post(f"/followups/{photo.followup_id}/files/{photo.id}/remove/")

    assert not FollowUpFile.objects.exists()


def test_what_stops_somebody_can_be_shown_as_well() -> None:
    house = a_house()
    bruno = signed_in(house, "Bruno")

    sent = {"form_key": str(uuid4()), "sort": "tool", "effect": "stops", "photo_1": a_file(a_phone_s_jpeg())}
    assert bruno.post("/stopped/", sent).status_code == SEE_OTHER

    photo = FollowUpFile.objects.get()
    assert f"/followups/{photo.followup_id}/files/{photo.id}/" in bruno.get("/raised/").content.decode()
