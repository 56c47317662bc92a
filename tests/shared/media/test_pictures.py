"""Of a picture only the picture stays."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders.media import (
    PLACE,
    PLAIN_JPEG,
    a_chunk,
    a_phone_s_jpeg,
    a_png,
    a_segment,
    a_webp,
    exif_with_a_place,
)

from steadyhand.shared.media import NotTaken, clean_picture


def markers(jpeg: bytes) -> list[int]:
    """Return the markers before the image data, read apart from the code under test."""
    found, at = [], 2
    while jpeg[at + 1] != 0xDA:
        found.append(jpeg[at + 1])
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4])
    return found


def test_a_phone_s_photo_comes_back_without_its_place_camera_comment_and_film() -> None:
    photo = a_phone_s_jpeg()
    assert b"Exif" in photo
    assert PLACE in photo

    cleaned = clean_picture(photo)

    assert (cleaned.media_type, cleaned.suffix) == ("image/jpeg", ".jpg")
    assert not [marker for marker in markers(cleaned.content) if 0xE0 <= marker <= 0xEF or marker == 0xFE]
    assert PLACE not in cleaned.content
    assert cleaned.content.endswith(b"\xff\xd9")


def test_the_image_itself_is_untouched() -> None:
    image = PLAIN_JPEG[PLAIN_JPEG.index(b"\xff\xdb") :]

    assert clean_picture(a_phone_s_jpeg()).content == b"\xff\xd8" + image
    assert clean_picture(clean_picture(a_phone_s_jpeg()).content).content == b"\xff\xd8" + image


def test_segments_between_the_scans_of_a_progressive_jpeg_go_too() -> None:
    scan = b"\xff\xda\x00\x02coded \xff\x00 data \xff\xd3 more"
    table = a_segment(0xC4, b"table")
    photo = b"\xff\xd8" + table + scan + exif_with_a_place() + table + scan + b"\xff\xd9"

    assert clean_picture(photo).content == b"\xff\xd8" + table + scan + table + scan + b"\xff\xd9"


def test_a_png_loses_its_texts_dates_and_places_and_what_was_appended() -> None:
    extra = a_chunk(b"tEXt", b"Comment\0" + PLACE) + a_chunk(b"eXIf", PLACE) + a_chunk(b"tIME", b"1234567")

    cleaned = clean_picture(a_png(extra=extra) + PLACE)

    assert cleaned.content == a_png()
    assert cleaned.media_type == "image/png"


def test_a_webp_loses_them_too_and_its_header_says_so() -> None:
    every_flag = bytes([0b0011_1110]) + b"\0" * 9
    webp = a_webp((b"VP8X", every_flag), (b"ICCP", b"profile"), (b"VP8 ", b"image"), (b"EXIF", PLACE), (b"XMP ", PLACE))

    cleaned = clean_picture(webp + PLACE)

    without = bytes([0b0001_0010]) + b"\0" * 9
    assert cleaned.content == a_webp((b"VP8X", without), (b"VP8 ", b"image"))


@pytest.mark.parametrize(
    "content", [b"", b"GIF89a", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.7", b"\0\0\0\x18ftypheic"]
)
def test_what_is_no_picture_of_ours_is_refused_by_its_signature(content: bytes) -> None:
    with pytest.raises(NotTaken, match="choose a JPEG, PNG or WebP"):
        clean_picture(content)


@pytest.mark.parametrize("whole", [PLAIN_JPEG, a_png(), a_webp((b"VP8 ", b"image"))], ids=["jpeg", "png", "webp"])
@given(data=st.data())
def test_half_a_picture_is_refused_and_breaks_nothing(whole: bytes, data: st.DataObject) -> None:
    cut = data.draw(st.integers(13, len(whole) - 1))

    with pytest.raises(NotTaken, match=re.escape("picture is not whole")):
        clean_picture(whole[:cut])


@given(st.sampled_from([b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\x40\0\0\0WEBP"]), st.binary(max_size=300))
def test_any_bytes_are_cleaned_or_refused(signature: bytes, rest: bytes) -> None:
    try:
        cleaned = clean_picture(signature + rest)
    except NotTaken:
        return
    assert len(cleaned.content) <= len(signature) + len(rest) + 1
