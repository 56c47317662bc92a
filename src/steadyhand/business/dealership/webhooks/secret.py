"""By which secret does a webhook's receiver know that it is from us? Reckoned from the server's key, kept nowhere."""

import base64
from uuid import UUID

from django.utils.crypto import salted_hmac

PREFIX = "whsec_"


def key_of(endpoint_id: UUID, number: int) -> bytes:
    """Return the 32 bytes by which an endpoint's webhooks are signed; `number` counts its secrets from the first."""
    # The first was made before secrets could be renewed.
    value = endpoint_id.hex if number == 1 else f"{endpoint_id.hex}.{number}"
    return salted_hmac("steadyhand.webhook", value, algorithm="sha256").digest()


def secret_of(endpoint_id: UUID, number: int) -> str:
    """Return the secret as the receiver keeps it."""
    return PREFIX + base64.b64encode(key_of(endpoint_id, number)).decode()
