"""A backup is one whole file or none, and a damaged one is noticed."""

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest

from steadyhand.commands.application import CannotDo
from steadyhand.commands.backup.archive import file_digest, unpack_archive, write_archive
from steadyhand.commands.backup.census import Counted
from steadyhand.commands.backup.manifest import Manifest, read_manifest

MANIFEST = Manifest(
    made_at=datetime(2026, 3, 9, 13, 0, tzinfo=UTC),
    steadyhand="0.1.0",
    engine="sqlite",
    engine_version="3.53.4",
    dealerships=("Lakeside",),
    migrations=("calls.0001_initial",),
    tables={"calls_call": Counted(2, "ab")},
)


def an_archive(folder: Path, *, digest: str = "") -> Path:
    (folder / "db").write_text("rows")
    MANIFEST.files.clear()
    MANIFEST.files["db"] = digest or file_digest(folder / "db")
    write_archive(folder / "b.tar.gz", MANIFEST, {"db": folder / "db"})
    return folder / "b.tar.gz"


def test_what_went_in_comes_out(tmp_path: Path) -> None:
    archive = an_archive(tmp_path)

    assert unpack_archive(archive, tmp_path / "out") == MANIFEST
    assert (tmp_path / "out" / "db").read_text() == "rows"
    assert archive.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.tar.gz", "db", "out"]


def test_a_part_that_is_not_as_it_was_is_named(tmp_path: Path) -> None:
    with pytest.raises(CannotDo, match="damaged: db is not as it was"):
        unpack_archive(an_archive(tmp_path, digest="0" * 64), tmp_path / "out")


def test_half_a_file_is_no_backup(tmp_path: Path) -> None:
    archive = an_archive(tmp_path)
    archive.write_bytes(archive.read_bytes()[:200])

    with pytest.raises(CannotDo, match="it is no backup, or not whole"):
        unpack_archive(archive, tmp_path / "out")


def test_any_other_file_is_no_backup(tmp_path: Path) -> None:
    (tmp_path / "other.tar.gz").write_bytes(gzip.compress(b"\0" * 10_240))

    with pytest.raises(CannotDo, match="is no backup of Steadyhand"):
        unpack_archive(tmp_path / "other.tar.gz", tmp_path / "out")
    with pytest.raises(CannotDo, match=r"missing\.tar\.gz isn't there"):
        unpack_archive(tmp_path / "missing.tar.gz", tmp_path / "out")


def test_a_manifest_of_a_later_format_says_which_version_reads_it() -> None:
    later = MANIFEST.to_json().replace('"format": 1', '"format": 2')

    with pytest.raises(CannotDo, match=r"restore it with the version that made it, Steadyhand 0\.1\.0"):
        read_manifest(later)
