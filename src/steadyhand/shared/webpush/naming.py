"""How does a push service know who sends? By a token signed with the server's key. Source: RFC 8292 (VAPID)."""

import json
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from steadyhand.shared.webpush.keys import own_key, public_key, written

# A day is the most that services take.
GOOD_FOR = timedelta(hours=12)


def authorization(origin: str, *, contact: str, now: datetime) -> str:
    """Return the header that names this server to the service of an origin, whose operators may write to `contact`."""
    claims = {"aud": origin, "exp": int((now + GOOD_FOR).timestamp()), "sub": contact}
    signed = f"{_json({'typ': 'JWT', 'alg': 'ES256'})}.{_json(claims)}"
    r, s = decode_dss_signature(own_key().sign(signed.encode(), ECDSA(SHA256())))
    return f"vapid t={signed}.{written(r.to_bytes(32) + s.to_bytes(32))}, k={public_key()}"


def _json(value: dict[str, object]) -> str:
    return written(json.dumps(value, separators=(",", ":")).encode())
