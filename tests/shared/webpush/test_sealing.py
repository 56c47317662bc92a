"""Sealed as RFC 8291 seals its own example, and read by whom it is meant for alone."""

import json

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from tests.builders.push import ABrowser, as_bytes, as_text

from steadyhand.shared.webpush.keys import CURVE, point_of, read, written
from steadyhand.shared.webpush.sealing import MOST_BYTES, seal

# Source: RFC 8291, section 5 and appendix A.
EXAMPLE = {
    "plain": b"When I grow up, I want to be a watermelon",
    "reader": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    "auth": "BTBZMqHH6r4Tts7J_aSIgg",
    "sender": "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw",
    "salt": "DGv6ra1nlYgDCS1FRnbzlw",
    "sealed": "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgD"
    "ll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qul"
    "cy4a-fN",
}


def test_the_example_of_the_rfc() -> None:
    sender = ec.derive_private_key(int.from_bytes(as_bytes(str(EXAMPLE["sender"]))), CURVE)
    sealed = seal(
        EXAMPLE["plain"],  # type: ignore[arg-type]
        reader=read(str(EXAMPLE["reader"])),
        auth=read(str(EXAMPLE["auth"])),
        salt=read(str(EXAMPLE["salt"])),
        sender=sender,
    )
    assert written(sealed) == EXAMPLE["sealed"]


def test_only_the_browser_that_it_is_for_can_open_it() -> None:
    meant, other = ABrowser(), ABrowser()
    sealed = seal(json.dumps({"title": "Grüße"}).encode(), reader=meant.point, auth=meant.auth)

    assert meant.open(sealed) == {"title": "Grüße"}
    with pytest.raises(InvalidTag):
        other.open(sealed)
    assert sealed != seal(b"{}", reader=meant.point, auth=meant.auth)[: len(sealed)]


def test_what_cannot_be_sealed_says_so() -> None:
    browser = ABrowser()
    assert len(seal(b"x" * MOST_BYTES, reader=browser.point, auth=browser.auth)) == 4096
    with pytest.raises(ValueError, match="at most"):
        seal(b"x" * (MOST_BYTES + 1), reader=browser.point, auth=browser.auth)
    with pytest.raises(ValueError, match=r"."):
        seal(b"x", reader=b"\x04" + b"\x01" * 64, auth=browser.auth)


@pytest.mark.parametrize("text", ["not base64!", "a", "ä"])
def test_what_is_not_written_so_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read(text)


def test_bytes_come_back_as_they_were() -> None:
    point = point_of(ec.generate_private_key(CURVE).public_key())
    assert read(written(point)) == point
    assert written(point) == as_text(point)
