"""A promise that lies beyond the contract's response term: the service manager hears before anybody else does."""

from collections.abc import Collection
from datetime import datetime, timedelta

from steadyhand.business.dealership.present import Present, working_here
from steadyhand.business.dealership.rules import Role
from steadyhand.business.followups.telling import address_of
from steadyhand.business.promises.models import Promise
from steadyhand.shared.actor import Actor, the_system
from steadyhand.shared.outbox.queueing import Draft, Words, queue_messages
from steadyhand.shared.words import Clock, when_said

# What nobody has read by then stands on their page.
WORTH_FOR = timedelta(hours=8)


def managers_of(row: Promise, *, now: datetime) -> tuple[Present, ...]:
    """Return the service managers of the branch who are here today."""
    found = working_here(row.tenant_id, branch_id=row.branch_id, roles=(Role.SERVICE_MANAGER,), at=now)
    return tuple(each for each in found if not each.is_on_leave)


def alert_managers(
    row: Promise, managers: Collection[Present], *, by: Actor, subject: str, zone: str, clock: Clock, now: datetime
) -> tuple[str, ...]:
    """Tell them at once, except whoever gives it, and return their names."""
    told = [each for each in managers if each.id != by.user_id]
    if row.beyond_term_at is None:
        return ()
    term = when_said(row.beyond_term_at, now, zone, clock=clock)
    body = (
        f"{by.name} gives a time: {row.said}. {subject}. The contract says {term}. Call the desk if you can do better."
    )
    queue_messages(
        by=the_system(row.tenant_id, by.name),
        drafts=[
            Draft(
                key=f"beyond-term:{row.id.hex}:{each.id.hex}",
                to=to,
                words=Words(subject="Promised beyond the contract's response term", body=body),
                about_id=row.id,
                expires_at=now + WORTH_FOR,
            )
            for each in told
            if (to := address_of(each))
        ],
        now=now,
    )
    return tuple(each.name for each in told)
