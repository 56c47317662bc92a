"""Of a voice note the sound stays, and not where it was recorded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders.media import PLACE, a_box, an_m4a

from steadyhand.shared.media import NotTaken, clean_sound


def test_a_voice_memo_loses_its_place_and_nothing_moves() -> None:
    memo = an_m4a()

    cleaned = clean_sound(memo)

    assert cleaned.media_type == "audio/mp4"
    assert PLACE in memo
    assert PLACE not in cleaned.content
    assert (len(cleaned.content), cleaned.content.index(b"the sound")) == (len(memo), memo.index(b"the sound"))


@pytest.mark.parametrize(
    ("begins", "media_type"), [(b"\x1a\x45\xdf\xa3", "audio/webm"), (b"OggS", "audio/ogg")], ids=["webm", "ogg"]
)
def test_what_browsers_record_is_taken_as_it_is(begins: bytes, media_type: str) -> None:
    cleaned = clean_sound(begins + b"sound")

    assert (cleaned.content, cleaned.media_type) == (begins + b"sound", media_type)


@pytest.mark.parametrize("content", [b"", b"ID3\4", b"RIFF\0\0\0\0WAVE", b"#!AMR\n"])
def test_other_files_are_refused(content: bytes) -> None:
    with pytest.raises(NotTaken, match="choose an M4A, Ogg or WebM file"):
        clean_sound(content)


def test_half_a_memo_is_refused() -> None:
    with pytest.raises(NotTaken, match="not whole"):
        clean_sound(an_m4a()[:-1])


@given(st.binary(max_size=200))
def test_any_boxes_are_cleaned_or_refused(rest: bytes) -> None:
    content = a_box(b"ftyp", b"M4A ") + rest
    try:
        assert len(clean_sound(content).content) == len(content)
    except NotTaken as refused:
        assert "not whole" in str(refused)  # noqa: PT017  # either answer is right; the sentence must be ours
