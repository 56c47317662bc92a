"""How is a message sealed so that only one browser can read it? Source: RFC 8291, with RFC 8188 for its form."""

import os

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from steadyhand.shared.webpush.keys import CURVE, point_of

AUTH_BYTES, SALT_BYTES, KEY_BYTES, NONCE_BYTES = 16, 16, 16, 12
# Services carry 4,096 bytes; 103 of them are the header, the end mark and the seal.
RECORD_BYTES = 4096
MOST_BYTES = RECORD_BYTES - 103
LAST_RECORD = b"\x02"


def reader_key(point: bytes) -> ec.EllipticCurvePublicKey:
    """Return a browser's public key.

    Raises:
        ValueError: it is no point of the curve.
    """
    return ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point)


def seal(
    text: bytes,
    *,
    reader: bytes,
    auth: bytes,
    salt: bytes | None = None,
    sender: ec.EllipticCurvePrivateKey | None = None,
) -> bytes:
    """Return a message that only the browser with this key and secret can open; salt and sender are new each time.

    Raises:
        ValueError: the key is no point of the curve, or the message is too long.
    """
    if len(text) > MOST_BYTES:
        raise ValueError(f"A push message of {len(text)} bytes: at most {MOST_BYTES} fit.")
    salt, sender = salt or os.urandom(SALT_BYTES), sender or ec.generate_private_key(CURVE)
    point = point_of(sender.public_key())
    shared = sender.exchange(ec.ECDH(), reader_key(reader))
    secret = _derived(shared, salt=auth, info=b"WebPush: info\0" + reader + point, length=32)
    key = _derived(secret, salt=salt, info=b"Content-Encoding: aes128gcm\0", length=KEY_BYTES)
    nonce = _derived(secret, salt=salt, info=b"Content-Encoding: nonce\0", length=NONCE_BYTES)
    header = salt + RECORD_BYTES.to_bytes(4) + bytes([len(point)]) + point
    return header + AESGCM(key).encrypt(nonce, text + LAST_RECORD, None)


def _derived(secret: bytes, *, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(secret)
