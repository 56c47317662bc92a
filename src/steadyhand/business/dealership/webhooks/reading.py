"""Which endpoints are there, and how do they fare?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from steadyhand.business.dealership.models import WebhookEndpoint
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A program that is told what happens here. `off_because` is empty where a person switched it off."""

    id: UUID
    address: str
    events: tuple[str, ...]
    made_at: datetime
    made_by: str
    is_on: bool
    off_because: str
    failing_since: datetime | None
    rests_until: datetime | None
    revoked_at: datetime | None
    # Of the secret that signs, and of those that were renewed lately, with until when they sign beside it.
    secret_number: int
    earlier_secrets: Mapping[int, datetime]

    @property
    def takes_any(self) -> bool:
        return self.is_on and self.revoked_at is None


def endpoints_of(by: Actor) -> list[Endpoint]:
    """Return the dealership's endpoints, newest first, those that were revoked last."""
    rows = WebhookEndpoint.objects.of(by.tenant_id).order_by("-made_at", "-id")
    return sorted((_endpoint(row) for row in rows), key=lambda each: each.revoked_at is not None)


def endpoint_called(tenant_id: UUID, endpoint_id: UUID) -> Endpoint | None:
    row = WebhookEndpoint.objects.of(tenant_id).filter(id=endpoint_id).first()
    return _endpoint(row) if row else None


def _endpoint(row: WebhookEndpoint) -> Endpoint:
    return Endpoint(
        id=row.id,
        address=row.address,
        events=tuple(row.events),
        made_at=row.made_at,
        made_by=row.made_by,
        is_on=row.is_on,
        off_because=row.off_because,
        failing_since=row.failing_since,
        rests_until=row.rests_until,
        revoked_at=row.revoked_at,
        secret_number=row.secret_number,
        earlier_secrets=earlier_of(row),
    )


def earlier_of(row: WebhookEndpoint) -> dict[int, datetime]:
    """Return the secrets before an endpoint's present one, with until when each signs; some may have ended."""
    return {int(number): datetime.fromisoformat(until) for number, until in row.earlier_secrets.items()}
