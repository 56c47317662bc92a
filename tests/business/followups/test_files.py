"""Photos and voice notes of follow-ups: kept once, taken in by their hash, and gone when nobody needs them."""

from hashlib import sha256
from pathlib import Path
from uuid import UUID

import pytest
from pytest_django import Settings
from tests.builders import MONDAY, a_call, a_machine, a_site, a_technician, a_visit
from tests.builders.kept import House, a_house, opened_in
from tests.builders.media import PLACE, a_phone_s_jpeg, a_png, an_attachment, an_m4a

from steadyhand.business.calls.actions.remove_attachment import remove_attachment
from steadyhand.business.followups.actions.hand_in_files import CannotHandIn, Handed, hand_in_files
from steadyhand.business.followups.actions.remove_file import remove_file
from steadyhand.business.followups.actions.take_in_file import DamagedOnTheWay, take_in_file
from steadyhand.business.followups.models import FollowUpFile
from steadyhand.business.followups.queries.files import file_of, files_of
from steadyhand.business.followups.rules.files import FileKind

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def hash_of(content: bytes) -> str:
    return sha256(content).hexdigest()


def handed_in(house: House, followup_id: UUID, *files: Handed, by: str = "Bruno") -> None:
    hand_in_files(by=house.by(by), followup_id=followup_id, files=files, now=MONDAY)


def photo(content: bytes = b"", *, on_phone: str = "") -> Handed:
    return Handed(kind=FileKind.PHOTO, content=content or (b"" if on_phone else a_phone_s_jpeg()), on_phone=on_phone)


def test_what_is_kept_of_a_photo_has_no_place_and_is_kept_once() -> None:
    house = a_house()
    followup_id = opened_in(house)

    for _ in range(2):
        handed_in(house, followup_id, photo(), Handed(kind=FileKind.VOICE, content=an_m4a()))

    shown = files_of(house.by("Elena"), [followup_id])[followup_id]
    assert sorted((file.kind, file.is_here) for file in shown) == [(FileKind.PHOTO, True), (FileKind.VOICE, True)]
    contents = [file_of(house.by("Elena"), followup_id, file.id) for file in shown]
    assert all(file is not None and PLACE not in file.content for file in contents)


def test_a_file_that_is_still_on_a_phone_is_known_and_arrives_by_its_hash() -> None:
    house, content = a_house(), a_png()
    followup_id = opened_in(house)
    facts = {"digest": hash_of(content), "content": content, "now": MONDAY}
    assert take_in_file(by=house.by("Bruno"), **facts) is False  # type: ignore[arg-type]
    handed_in(house, followup_id, photo(on_phone=hash_of(content)))
    assert [file.is_here for file in files_of(house.by("Elena"), [followup_id])[followup_id]] == [False]

    # Nobody else can fill what Bruno's phone has.
    assert take_in_file(by=house.by("Dana"), **facts) is False  # type: ignore[arg-type]
    assert [take_in_file(by=house.by("Bruno"), **facts) for _ in range(2)] == [True, True]  # type: ignore[arg-type]

    assert [file.is_here for file in files_of(house.by("Elena"), [followup_id])[followup_id]] == [True]


def test_what_is_damaged_on_the_way_is_sent_again_and_what_can_t_be_kept_is_awaited_no_longer() -> None:
    house, content = a_house(), b"%PDF-1.7"
    followup_id = opened_in(house)
    handed_in(house, followup_id, photo(on_phone=hash_of(content)))

    with pytest.raises(DamagedOnTheWay):
        take_in_file(by=house.by("Bruno"), digest=hash_of(content), content=content[:-1], now=MONDAY)
    assert FollowUpFile.objects.count() == 1
    with pytest.raises(CannotHandIn, match="choose a JPEG, PNG or WebP"):
        take_in_file(by=house.by("Bruno"), digest=hash_of(content), content=content, now=MONDAY)

    assert FollowUpFile.objects.count() == 0


def test_too_many_are_refused_with_how_many_go_along() -> None:
    house = a_house()
    followup_id = opened_in(house)

    with pytest.raises(CannotHandIn, match="4 photos are too many: 3 photos and 1 voice note go along"):
        handed_in(house, followup_id, *(photo(on_phone=hash_of(bytes([number]))) for number in range(4)))


def test_a_file_goes_when_no_visit_and_no_follow_up_needs_it(django_capture_on_commit_callbacks: object) -> None:
    house = a_house()
    followup_id = opened_in(house)
    handed_in(house, followup_id, photo())
    row = FollowUpFile.objects.get()
    technician = a_technician(user=house.people["Bruno"], branch=house.branch)
    visit = a_visit(call=a_call(machine=a_machine(site=a_site(house.customer))), technician=technician)
    same = an_attachment(visit)
    assert same.sha256 == row.sha256

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        remove_attachment(by=house.by("Bruno"), visit_id=visit.id, attachment_id=same.id, now=MONDAY)
    assert file_of(house.by("Elena"), followup_id, row.id) is not None

    with pytest.raises(CannotHandIn, match="Only whoever took it, Elena or a manager"):
        remove_file(by=house.by("Dana"), followup_id=followup_id, file_id=row.id, now=MONDAY)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        remove_file(by=house.by("Bruno"), followup_id=followup_id, file_id=row.id, now=MONDAY)
    assert not FollowUpFile.objects.exists()
