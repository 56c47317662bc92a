"""What is written so that somebody is told on all their devices? A message each, fit for a locked screen."""

from datetime import datetime
from uuid import UUID

from steadyhand.business.dealership.devices.reading import devices_of
from steadyhand.shared.outbox.queueing import Draft, Recipient, Words

CHANNEL = "push"


def drafts_to_devices(
    tenant_id: UUID,
    user_id: UUID,
    *,
    name: str,
    key: str,
    words: Words,
    about_id: UUID,
    expires_at: datetime,
    link: tuple[str, UUID] | None = None,
) -> list[Draft]:
    """Return a message to each of somebody's devices. Words and name of nobody outside: others may see the screen."""
    return [
        Draft(
            key=f"{key}:{device.id.hex}",
            to=Recipient(name=name, channel=CHANNEL, address=str(device.id)),
            words=words,
            about_id=about_id,
            expires_at=expires_at,
            link=link,
        )
        for device in devices_of(tenant_id, user_id)
    ]
