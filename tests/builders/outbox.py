"""Messages that wait, and a channel that keeps what it is given instead of sending it."""

from datetime import datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID, uuid4

from tests.builders.record import MONDAY, a_dealership

from steadyhand.shared.actor import the_system
from steadyhand.shared.models import OutgoingMessage
from steadyhand.shared.outbox.channels import Letter, Way
from steadyhand.shared.outbox.queueing import Recipient, Words, queue_message

CHANNELS = {"sms": "tests.builders.outbox.Keeping", "email": "tests.builders.outbox.Keeping"}


class Keeping:
    """A channel whose other side is this list; `trouble` is raised instead, once for each entry."""

    kept: ClassVar[list[Letter]] = []
    trouble: ClassVar[list[Exception]] = []

    def way(self, tenant_id: UUID) -> Way:  # noqa: ARG002  # a list takes every dealership's
        return Way.OUT

    def send(self, letter: Letter) -> str:
        if self.trouble:
            raise self.trouble.pop(0)
        self.kept.append(letter)
        return f"ref {len(self.kept)}"


def a_message(key: str = "greeting:1", *, now: datetime = MONDAY, **facts: Any) -> OutgoingMessage:
    """Return a text message to Bruno that waits."""
    tenant_id = facts.pop("tenant_id", None) or a_dealership().id
    address = facts.pop("address", "(614) 555-0142")
    channel = facts.pop("channel", "sms")
    sent: dict[str, Any] = {"about_id": uuid4(), "expires_at": now + timedelta(hours=4)} | facts
    queue_message(
        by=the_system(tenant_id, "the test"),
        key=key,
        to=Recipient(name="Bruno Salas", channel=channel, address=address),
        words=Words(subject="A call", body="A call came in."),
        now=now,
        **sent,
    )
    return OutgoingMessage.objects.of(tenant_id).get(key=key)
