"""Small real files: pictures that a browser shows, with everything in them that must not stay."""

import struct
import zlib
from base64 import b64decode
from typing import Any
from uuid import UUID

from tests.builders.field import its_technician
from tests.builders.record import a_visit

from steadyhand.business.calls.actions.attach import HandedIn, attach
from steadyhand.business.calls.models import Attachment, Visit
from steadyhand.business.followups.actions.hand_in_files import Handed, hand_in_files
from steadyhand.business.followups.models import FollowUpFile
from steadyhand.business.followups.rules.files import FileKind
from steadyhand.shared.actor import Actor
from steadyhand.shared.clock import read_clock

# 8 × 8 grey, as Chromium writes it.
PLAIN_JPEG = b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/4gHYSUNDX1BST0ZJTEUAAQEAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABh"
    "Y3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    "AAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAAB"
    "UAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAA"
    "AAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9Y"
    "WVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAM"
    "ZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADb/2wBDAFA3PEY8MlBGQUZaVVBfeMiCeG5uePWvuZHI"
    "////////////////////////////////////////////////////2wBDAVVaWnhpeOuCguv/////////////////////////////"
    "////////////////////////////////////////////wAARCAAIAAgDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAH/"
    "xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFAEBAAAAAAAAAAAAAAAAAAAAAP/EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAMAwEAAhED"
    "EQA/AKAD/9k="
)
PLACE = b"GPSLatitude 39.9612 N"


def a_segment(marker: int, payload: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(payload) + 2) + payload


def exif_with_a_place() -> bytes:
    """Return an EXIF segment with a GPS directory, as phones write it (CIPA DC-008, 4.6)."""
    latitude = struct.pack(">6I", 39, 1, 57, 1, 40, 1)
    # The first directory points to the GPS one at 26, whose latitude stands at 56.
    first = struct.pack(">HHHIII", 1, 0x8825, 4, 1, 26, 0)
    gps = struct.pack(">H", 2) + struct.pack(">HHI4s", 1, 2, 2, b"N\0\0\0") + struct.pack(">HHII", 2, 5, 3, 56)
    tiff = b"MM\0*" + struct.pack(">I", 8) + first + gps + struct.pack(">I", 0) + latitude
    return a_segment(0xE1, b"Exif\0\0" + tiff + PLACE)


def a_phone_s_jpeg() -> bytes:
    """Return a photo as a phone makes it: EXIF with its place, XMP, a colour profile, a comment, a film behind it."""
    extra = exif_with_a_place() + a_segment(0xE2, b"ICC_PROFILE\0") + a_segment(0xFE, b"at " + PLACE)
    xmp = a_segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>" + PLACE)
    return PLAIN_JPEG[:2] + extra + xmp + PLAIN_JPEG[2:] + b"\0\0\0\x18ftypmp42" + PLACE


def a_chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def a_png(*, extra: bytes = b"") -> bytes:
    """Return a 2 × 2 grey picture."""
    header = a_chunk(b"IHDR", struct.pack(">2I5B", 2, 2, 8, 0, 0, 0, 0))
    rows = a_chunk(b"IDAT", zlib.compress(b"\0\x80\x80" * 2))
    return b"\x89PNG\r\n\x1a\n" + header + extra + rows + a_chunk(b"IEND", b"")


def a_webp(*chunks: tuple[bytes, bytes]) -> bytes:
    body = b"".join(name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2) for name, data in chunks)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def a_box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content) + 8) + name + content


def an_m4a() -> bytes:
    """Return the boxes of a voice memo that says where it was recorded."""
    track = a_box(b"trak", a_box(b"tkhd", b"header") + a_box(b"udta", PLACE))
    return (
        a_box(b"ftyp", b"M4A \0\0\0\0") + a_box(b"moov", track + a_box(b"meta", PLACE)) + a_box(b"mdat", b"the sound")
    )


def an_attachment(visit: Visit | None = None, **facts: Any) -> Attachment:
    """Return a photo that a visit's technician has kept."""
    visit = visit or a_visit()
    handed_in = HandedIn(**({"kind": "photo", "content": a_phone_s_jpeg(), "words": "The worn roller"} | facts))
    row_id: UUID = attach(by=its_technician(visit), visit_id=visit.id, handed_in=handed_in, now=read_clock())
    return Attachment.objects.of(visit.tenant_id).get(id=row_id)


def a_file_of(followup_id: UUID, *, by: Actor) -> FollowUpFile:
    """Return a photo that somebody took for a follow-up."""
    photo = Handed(kind=FileKind.PHOTO, content=a_phone_s_jpeg())
    hand_in_files(by=by, followup_id=followup_id, files=[photo], now=read_clock())
    return FollowUpFile.objects.of(by.tenant_id).get(followup_id=followup_id)
