"""What is kept with a visit: cleaned, with who and when, and gone for good when it is taken off."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings
from tests.builders import MONDAY, a_branch, a_technician, an_actor
from tests.builders.field import a_visit_on_site, its_technician
from tests.builders.media import PLACE, a_phone_s_jpeg, a_png, an_m4a

from steadyhand.business.calls.actions.attach import CannotAttach, HandedIn, attach
from steadyhand.business.calls.actions.change_attachment import show_to_customer
from steadyhand.business.calls.actions.remove_attachment import remove_attachment
from steadyhand.business.calls.models import Attachment, Visit
from steadyhand.business.calls.queries.attachments import attached_to, file_of, photo_for_customer, photos_for_customer
from steadyhand.business.calls.visit_in_hand import NotYourVisit
from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.dealership.rules import Role
from steadyhand.shared.history import changes_of

pytestmark = pytest.mark.django_db
NOW = MONDAY + timedelta(hours=1)


@pytest.fixture(autouse=True)
def files(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def visit() -> Visit:
    return a_visit_on_site()


def kept(visit: Visit, *, now: Any = NOW, **facts: Any) -> UUID:
    handed_in = HandedIn(**({"kind": "photo", "content": a_phone_s_jpeg()} | facts))
    return attach(by=its_technician(visit), visit_id=visit.id, handed_in=handed_in, now=now)


def row(attachment_id: UUID) -> Attachment:
    return Attachment.objects.get(id=attachment_id)


def test_a_photo_is_kept_without_its_place_and_the_visit_s_people_see_it(visit: Visit) -> None:
    photo = kept(visit, words=" The worn roller ", taken_at=NOW - timedelta(minutes=5))

    file = file_of(its_technician(visit), visit.id, photo)
    assert file is not None
    assert file.media_type == "image/jpeg"
    assert PLACE not in file.content
    (seen,) = attached_to(its_technician(visit), [visit.id])[visit.id]
    assert (seen.words, seen.taken_by, seen.taken_at) == (
        "The worn roller",
        "Bruno Salas",
        NOW - timedelta(minutes=5),
    )
    assert not seen.for_customer


@pytest.mark.parametrize(
    ("ago", "how"),
    [
        (timedelta(0), "entered"),
        (timedelta(days=7), "entered"),
        (timedelta(days=8), "defaulted"),
        (-timedelta(minutes=1), "defaulted"),
        (None, "defaulted"),
    ],
)
def test_a_time_that_the_phone_says_is_entered_and_one_that_cannot_be_is_a_stand_in(
    visit: Visit, ago: timedelta | None, how: str
) -> None:
    photo = kept(visit, taken_at=None if ago is None else NOW - ago)

    assert row(photo).taken_at_how == how
    assert (attached_to(its_technician(visit), [visit.id])[visit.id][0].taken_at is None) == (how == "defaulted")


def test_a_sign_off_needs_a_name_and_no_drawing(visit: Visit) -> None:
    signed = row(kept(visit, kind="sign_off", words="Grace Chen", content=b""))
    drawn = row(kept(visit, kind="sign_off", words="Grace Chen", content=a_png()))

    assert (signed.sha256, signed.taken_at, signed.taken_at_how) == ("", NOW, "observed")
    assert (drawn.media_type, drawn.size_bytes) == ("image/png", len(a_png()))
    with pytest.raises(CannotAttach, match="Write the name"):
        kept(visit, kind="sign_off", words=" ", content=a_png())


def test_a_voice_note_is_for_colleagues_whatever_was_ticked(visit: Visit) -> None:
    note = row(kept(visit, kind="voice", content=an_m4a(), for_customer=True))

    assert (note.media_type, note.for_customer) == ("audio/mp4", False)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"content": b""}, "There is no file yet"),
        ({"content": b"%PDF-1.7"}, "choose a JPEG, PNG or WebP"),
        ({"content": b"\xff\xd8\xff" + bytes(15_000_000)}, "more than 15 MB"),
        ({"kind": "voice", "content": a_phone_s_jpeg()}, "no voice note"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_the_way_out(visit: Visit, facts: dict[str, Any], said: str) -> None:
    with pytest.raises(CannotAttach, match=said):
        kept(visit, **facts)

    assert Attachment.objects.count() == 0


def test_a_visit_keeps_twenty(visit: Visit) -> None:
    for _ in range(20):
        kept(visit, kind="sign_off", words="Grace Chen", content=b"")

    with pytest.raises(CannotAttach, match="keeps 20"):
        kept(visit)


def test_only_its_technician_or_the_desk_with_a_reason_adds_to_a_visit(visit: Visit) -> None:
    carla = a_technician(name="Carla Reyes", branch=a_branch())
    assert carla.user_id is not None
    photo = HandedIn(kind="photo", content=a_phone_s_jpeg())

    with pytest.raises(NotYourVisit):
        attach(by=actor_for(carla.user_id), visit_id=visit.id, handed_in=photo, now=NOW)
    with pytest.raises(NotYourVisit):
        attach(by=an_actor(Role.DISPATCHER), visit_id=visit.id, handed_in=photo, now=NOW)
    attach(by=an_actor(Role.DISPATCHER), visit_id=visit.id, handed_in=photo, now=NOW, why="He mailed it to me")

    assert [entry.why for entry in changes_of(visit.tenant_id, [visit.id])][:1] == ["He mailed it to me"]


def test_another_branch_sees_neither_the_photo_nor_its_file(visit: Visit) -> None:
    photo = kept(visit)
    elsewhere = an_actor(Role.DISPATCHER, branch=a_branch("DAYT"))

    assert attached_to(elsewhere, [visit.id]) == {}
    assert file_of(elsewhere, visit.id, photo) is None
    assert file_of(its_technician(visit), a_visit_on_site().id, photo) is None


def test_the_customer_sees_a_photo_only_once_somebody_says_so(visit: Visit) -> None:
    photo = kept(visit, words="The worn roller")
    keys: dict[str, Any] = {"by": its_technician(visit), "visit_id": visit.id, "attachment_id": photo, "now": NOW}
    assert photos_for_customer(visit.tenant_id, visit.call_id) == ()
    assert photo_for_customer(visit.tenant_id, visit.call_id, photo) is None

    show_to_customer(**keys, for_customer=True)

    assert photos_for_customer(visit.tenant_id, visit.call_id) == ((photo, "The worn roller"),)
    assert photo_for_customer(visit.tenant_id, visit.call_id, photo) is not None
    assert photo_for_customer(visit.tenant_id, a_visit_on_site().call_id, photo) is None
    show_to_customer(**keys, for_customer=False)
    assert photos_for_customer(visit.tenant_id, visit.call_id) == ()


def test_a_voice_note_cannot_be_shown_to_the_customer(visit: Visit) -> None:
    note = kept(visit, kind="voice", content=an_m4a())

    with pytest.raises(CannotAttach, match="photo isn't there"):
        show_to_customer(by=its_technician(visit), visit_id=visit.id, attachment_id=note, for_customer=True, now=NOW)


def test_what_is_taken_off_is_gone_from_the_disk_unless_it_is_still_needed(
    visit: Visit, files: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    twice = [kept(visit), kept(visit)]
    left = []
    for photo in twice:
        with django_capture_on_commit_callbacks(execute=True):
            remove_attachment(by=its_technician(visit), visit_id=visit.id, attachment_id=photo, now=NOW)
        left.append(sum(path.is_file() for path in files.rglob("*")))

    assert left == [1, 0]
    assert changes_of(visit.tenant_id, [visit.id])[0].verb == "took a photo off"
    with pytest.raises(CannotAttach, match="isn't there any more"):
        remove_attachment(by=its_technician(visit), visit_id=visit.id, attachment_id=uuid4(), now=NOW)
