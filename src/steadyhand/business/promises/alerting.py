"""A promise that lies beyond the contract's response term: the service manager hears before the customer does."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from steadyhand.business.dealership.present import Present, working_here
from steadyhand.business.dealership.rules import Role
from steadyhand.business.followups.telling import address_of
from steadyhand.business.promises.models import Promise
from steadyhand.shared.actor import Actor, the_system
from steadyhand.shared.outbox.queueing import Draft, Words, queue_messages
from steadyhand.shared.words import Clock, when_said

# What nobody has read by then stands on their page.
WORTH_FOR = timedelta(hours=8)


@dataclass(frozen=True, slots=True, kw_only=True)
class LateTime:
    """A time beyond the contract's response term that somebody is about to say. `key` is the form it stands in."""

    key: UUID
    branch_id: UUID
    about: str
    said: str
    by_at: datetime
    term_at: datetime
    zone: str
    clock: Clock


@dataclass(frozen=True, slots=True)
class Warned:
    """Who hears before it is said. `is_needed`: False where whoever says it decides such things themselves."""

    names: tuple[str, ...]
    is_needed: bool


def warn_managers(late: LateTime, *, by: Actor, now: datetime) -> Warned:
    """Tell the service managers of the branch before a late time is said: once for a form and a time."""
    managers = _here(by.tenant_id, late.branch_id, now=now)
    if any(each.id == by.user_id for each in managers):
        return Warned((), is_needed=False)
    body = (
        f"{by.name} is about to give a time: {late.said}. {late.about}. The contract says"
        f" {when_said(late.term_at, now, late.zone, clock=late.clock)}, and no time before that is kept often enough."
        " Nothing has been said yet: call the desk if you can do better."
    )
    words = Words(subject="About to promise beyond the contract's response term", body=body)
    _tell(
        managers,
        key=f"before-term:{late.key.hex}:{late.by_at:%Y%m%dT%H%M}",
        about_id=late.key,
        words=words,
        by=by,
        now=now,
    )
    return Warned(tuple(each.name for each in managers), is_needed=True)


def managers_of(row: Promise, *, now: datetime) -> tuple[Present, ...]:
    """Return the service managers of the branch who are here today."""
    return _here(row.tenant_id, row.branch_id, now=now)


def _here(tenant_id: UUID, branch_id: UUID, *, now: datetime) -> tuple[Present, ...]:
    found = working_here(tenant_id, branch_id=branch_id, roles=(Role.SERVICE_MANAGER,), at=now)
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
    words = Words(subject="Promised beyond the contract's response term", body=body)
    _tell(told, key=f"beyond-term:{row.id.hex}", about_id=row.id, words=words, by=by, now=now)
    return tuple(each.name for each in told)


def _tell(people: Collection[Present], *, key: str, about_id: UUID, words: Words, by: Actor, now: datetime) -> None:
    queue_messages(
        by=the_system(by.tenant_id, by.name),
        drafts=[
            Draft(key=f"{key}:{each.id.hex}", to=to, words=words, about_id=about_id, expires_at=now + WORTH_FOR)
            for each in people
            if (to := address_of(each))
        ],
        now=now,
    )
