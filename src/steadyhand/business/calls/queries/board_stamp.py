"""Has anything changed since the board was shown? One indexed query, asked every second by every open board."""

from datetime import datetime
from hashlib import sha256

from steadyhand.shared.actor import Actor
from steadyhand.shared.models import Change

# Of two changes at once the one that began first may be there last (on PostgreSQL), behind the newest: whoever looked
# only at the newest would never see it. Fifty are more than a dealership makes in the time that a change takes.
LOOKED_AT = 50


def board_stamp(by: Actor, *, now: datetime) -> str:
    """Return a word that is another one as soon as anything has changed, and every minute: the board says times."""
    newest = Change.objects.of(by.tenant_id).order_by("-at", "-id").values_list("id", flat=True)[:LOOKED_AT]
    told = "".join([f"{now:%Y%m%d%H%M}", *(change_id.hex for change_id in newest)])
    return sha256(told.encode()).hexdigest()[:16]
