"""A file is kept under its hash, whole, and apart from other dealerships' files."""

from pathlib import Path
from uuid import UUID

from pytest_django import Settings

from steadyhand.shared.media import forget_file, keep_file, kept_file

LAKESIDE, HARBOR = UUID(int=1), UUID(int=2)
HELLO = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"


def test_the_same_content_twice_is_one_file(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path

    assert [keep_file(LAKESIDE, b"hello"), keep_file(LAKESIDE, b"hello")] == [HELLO, HELLO]
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [HELLO]
    assert kept_file(LAKESIDE, HELLO) == b"hello"


def test_another_dealership_s_file_is_not_there(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    keep_file(LAKESIDE, b"hello")

    assert kept_file(HARBOR, HELLO) is None


def test_a_file_that_is_no_longer_what_it_was_is_not_shown(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    keep_file(LAKESIDE, b"hello")
    next(path for path in tmp_path.rglob(HELLO)).write_bytes(b"hellO")

    assert kept_file(LAKESIDE, HELLO) is None


def test_a_forgotten_file_is_gone_and_forgetting_twice_is_no_trouble(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    keep_file(LAKESIDE, b"hello")

    forget_file(LAKESIDE, HELLO)
    forget_file(LAKESIDE, HELLO)

    assert kept_file(LAKESIDE, HELLO) is None
