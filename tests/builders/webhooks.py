"""Endpoints of other programs, and what an ordinary receiver does with what arrives."""

import base64
import hashlib
import hmac
from collections.abc import Collection
from typing import Any
from uuid import UUID

from tests.builders.record import MONDAY, a_dealership

from steadyhand.business.dealership.actions.add_webhook import add_webhook
from steadyhand.business.dealership.webhooks.rules import Event
from steadyhand.shared.actor import the_system


def a_webhook(
    address: str = "https://erp.example/hooks",
    *,
    events: Collection[str] = tuple(Event),
    tenant_id: UUID | None = None,
    now: Any = MONDAY,
) -> UUID:
    by = the_system(tenant_id or a_dealership().id, "Joan Pruitt")
    return add_webhook(by=by, address=address, events=events, now=now)


def is_signed(request: dict[str, Any], secret: str) -> bool:
    """Check a request as docs/guides/webhooks.md says."""
    headers = {name.lower(): value for name, value in request["headers"].items()}
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + request["body"]
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return f"v1,{expected}" in headers["webhook-signature"].split()
