"""By which key do push services and browsers know this server? One pair, kept in the home (settings.PUSH_KEY)."""

import base64
from functools import cache

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

CURVE = ec.SECP256R1()


def written(raw: bytes) -> str:
    """Return bytes as web push writes them: base64 for addresses, without padding."""
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def read(text: str) -> bytes:
    """Return the bytes that are written so.

    Raises:
        ValueError: they aren't.
    """
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


def point_of(key: ec.EllipticCurvePublicKey) -> bytes:
    """Return a public key as a point, 65 bytes."""
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def own_key() -> ec.EllipticCurvePrivateKey:
    return _key(settings.PUSH_KEY)


def public_key() -> str:
    """Return what a browser subscribes for."""
    return written(point_of(own_key().public_key()))


@cache
def _key(text: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(read(text.strip())), CURVE)
