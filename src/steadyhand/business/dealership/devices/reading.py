"""On which devices is somebody told?"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from steadyhand.business.dealership.models import PushDevice


@dataclass(frozen=True, slots=True)
class Device:
    """A browser of somebody's. `key` is the SHA-256 of its endpoint, by which the browser knows itself."""

    id: UUID
    key: str
    label: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Reader:
    """Where a device's messages go, and by which keys it reads them."""

    endpoint: str
    p256dh: str
    auth: str


def devices_of(tenant_id: UUID, user_id: UUID) -> list[Device]:
    """Return somebody's devices, newest first. One query."""
    rows = PushDevice.objects.of(tenant_id).filter(user_id=user_id).order_by("-made_at", "-id")
    return [Device(row.id, row.endpoint_key, row.label, row.made_at) for row in rows]


def reader_of(tenant_id: UUID, device_id: UUID) -> Reader | None:
    """Return how a device is reached; None where it was taken off, or its owner signs in no more."""
    row = PushDevice.objects.of(tenant_id).filter(id=device_id, user__is_active=True).first()
    return Reader(row.endpoint, row.p256dh, row.auth) if row else None


def forget_device(tenant_id: UUID, device_id: UUID) -> None:
    """Take a device off whose service says that it is no more."""
    PushDevice.objects.of(tenant_id).filter(id=device_id).delete()
