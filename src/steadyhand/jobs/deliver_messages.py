"""Messages that wait are sent, channel by channel: a gateway that hangs holds up no e-mail."""

from collections.abc import Callable
from datetime import datetime

from steadyhand.business.dealership.running import all_firms
from steadyhand.shared.clock import read_clock
from steadyhand.shared.models import OutgoingMessage
from steadyhand.shared.outbox.delivering import deliver_next


def delivering(channel: str) -> Callable[[datetime], int]:
    """Return what sends everything that is due on one channel, and says how many left the house."""

    def deliver(_now: datetime) -> int:
        sent = 0
        for firm in all_firms():
            # Each may take seconds, so each is told its own moment.
            while state := deliver_next(tenant_id=firm.id, channel=channel, now=read_clock()):
                sent += state == OutgoingMessage.State.SENT
        return sent

    return deliver
