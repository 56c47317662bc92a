"""By which secret does a webhook's receiver know that it is from us? Reckoned from the server's key, kept nowhere."""

import base64
from uuid import UUID

from django.utils.crypto import salted_hmac

PREFIX = "whsec_"


def key_of(endpoint_id: UUID) -> bytes:
    """Return the 32 bytes by which an endpoint's webhooks are signed."""
    return salted_hmac("steadyhand.webhook", endpoint_id.hex, algorithm="sha256").digest()


def secret_of(endpoint_id: UUID) -> str:
    """Return the secret as the receiver keeps it."""
    return PREFIX + base64.b64encode(key_of(endpoint_id)).decode()
