"""What is this file really? Its first bytes say, its name does not; packed ones are unpacked on the way."""

import gzip
import io
import zipfile
import zlib
from contextlib import closing
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import BinaryIO, cast

from steadyhand.imports.reading.files.facts import CannotRead

_START = 4096
_SHEETS_OF_A_PACKED_WORKBOOK = ("xl/", "content.xml")
_NOT_A_LIST = (
    (b"%PDF", "is a PDF, a picture of the list. Export the list itself as CSV or XLSX."),
    (b"\x89PNG", "is a picture. Export the list itself as CSV or XLSX."),
    (b"\xff\xd8\xff", "is a picture. Export the list itself as CSV or XLSX."),
    (b"GIF8", "is a picture. Export the list itself as CSV or XLSX."),
    (b"SQLite format 3", "is a database. Export each of its tables as CSV."),
    (b"Rar!", "is a RAR archive. Unpack it, or pack the list as .zip or .gz."),
    (b"7z\xbc\xaf", "is a 7z archive. Unpack it, or pack the list as .zip or .gz."),
    (b"{\\rtf", "is a text document. Export the list as CSV or XLSX."),
    (b"PAR1", "is a Parquet file. Export the list as CSV or XLSX."),
)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
READ_ERRORS = (EOFError, gzip.BadGzipFile, zipfile.BadZipFile, zlib.error)
"""What a damaged packed file raises while it is read."""


class Packing(Enum):
    """How the list is wrapped."""

    NONE = "none"
    GZIP = "gzip"
    ZIP = "zip"


@dataclass(frozen=True, slots=True)
class Source:
    """A file whose first bytes have been looked at. `unpacked_bytes` is a guess for gzip beyond 4 GB."""

    path: Path
    name: str
    packing: Packing
    is_workbook: bool
    unpacked_bytes: int
    member: str = ""

    def open(self) -> BinaryIO:
        """Open the list's own bytes, unpacked."""
        if self.packing is Packing.GZIP:
            return cast("BinaryIO", gzip.open(self.path, "rb"))
        if self.packing is Packing.ZIP:
            with zipfile.ZipFile(self.path) as archive:
                # The member keeps the archive's file open until it is closed itself.
                return cast("BinaryIO", archive.open(self.member))
        return self.path.open("rb")

    def damaged(self) -> CannotRead:
        """Return the error for a packed file that breaks off."""
        return CannotRead(f"{self.name} is damaged or was not copied to its end. Copy or export it again.")


def find_source(path: Path, *, name: str) -> Source:
    """Look into a file.

    Raises:
        CannotRead: it is missing, empty, locked, or no list of rows.
    """
    try:
        with path.open("rb") as file:
            start = file.read(_START)
            size = path.stat().st_size
    except OSError as error:
        raise CannotRead(f"{name} can't be opened: {error.strerror}.") from error
    if start[:2] == b"\x1f\x8b":
        return _gzipped(path, name)
    if start[:2] == b"PK":
        return _zipped(path, name)
    return Source(path, name, Packing.NONE, _is_workbook(start, name), size)


def _is_workbook(start: bytes, name: str) -> bool:
    if not start.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise CannotRead(f"{name} is empty. Export it again, with its column names.")
    if start.startswith(_OLD_OFFICE):
        return True
    for magic, sentence in _NOT_A_LIST:
        if start.startswith(magic):
            raise CannotRead(f"{name} {sentence}")
    opening = start.lstrip(b"\xef\xbb\xbf \t\r\n")[:512].lower()
    if opening.startswith((b"<html", b"<!doctype", b"<table", b"<head", b"<?xml")):
        raise CannotRead(
            f"{name} is a web page or XML, whatever its name says. Open it in a spreadsheet and save it as XLSX."
        )
    return False


def _gzipped(path: Path, name: str) -> Source:
    try:
        with gzip.open(path, "rb") as file:
            start = file.read(_START)
        with path.open("rb") as packed:
            packed.seek(-4, io.SEEK_END)
            # Source: RFC 1952, 2.3.1: the last four bytes are the size modulo 2^32.
            size = int.from_bytes(packed.read(4), "little")
    except READ_ERRORS as error:
        raise CannotRead(f"{name} is damaged or was not copied to its end. Copy or export it again.") from error
    if start[:2] == b"PK":
        raise CannotRead(f"{name} is a workbook inside .gz. Unpack it first.")
    return Source(path, name, Packing.GZIP, _is_workbook(start, name), size)


def _zipped(path: Path, name: str) -> Source:
    try:
        archive = zipfile.ZipFile(path)
    except zipfile.BadZipFile as error:
        raise CannotRead(f"{name} is damaged or was not copied to its end. Copy or export it again.") from error
    with closing(archive):
        members = [
            info
            for info in archive.infolist()
            if not info.is_dir()
            and not info.filename.startswith("__MACOSX/")
            and not info.filename.endswith(".DS_Store")
        ]
        if any(info.filename.startswith(_SHEETS_OF_A_PACKED_WORKBOOK) for info in members):
            return Source(path, name, Packing.NONE, is_workbook=True, unpacked_bytes=_unpacked(members))
        if len(members) != 1:
            inside = ", ".join(info.filename for info in members[:5]) or "nothing"
            raise CannotRead(f"{name} holds {len(members)} files ({inside}). Feed them in one by one.")
        member = members[0]
        if member.flag_bits & 1:
            raise CannotRead(f"{name} is locked with a password. Unpack it, then feed in {member.filename}.")
        try:
            with archive.open(member) as file:
                start = file.read(_START)
        except READ_ERRORS as error:
            raise CannotRead(f"{name} is damaged or was not copied to its end. Copy or export it again.") from error
    inner = f"{name}/{member.filename}"
    is_workbook = start[:2] == b"PK" or _is_workbook(start, inner)
    return Source(path, inner, Packing.ZIP, is_workbook, member.file_size, member.filename)


def _unpacked(members: list[zipfile.ZipInfo]) -> int:
    return sum(info.file_size for info in members)
