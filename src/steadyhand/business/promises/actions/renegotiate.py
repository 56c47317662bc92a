"""Another time is agreed on before the promised one: that is neither kept nor missed, and the new one follows it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.promises.actions.give_promise import CannotPromise, Given, give_promise
from steadyhand.business.promises.keeping import PromiseGiven, change, end_with, promise_to_change
from steadyhand.business.promises.rules import Channel, PromiseKind, PromiseState, check_another_time
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """The time that a customer has agreed to: with whom, how it was said, and why the first one no longer holds."""

    by_at: datetime
    with_whom: str
    channel: Channel
    why: str
    from_at: datetime | None = None
    said: str = ""
    sooner_because: str = ""
    # When it was offered, if that is a moment ago.
    offered_at: datetime | None = None


@transaction.atomic
def renegotiate(*, by: Actor, promise_id: UUID, version: int, agreed: Agreed, now: datetime) -> PromiseGiven:
    """Put another time in the place of an open promise that isn't due yet, and return the new one.

    Raises:
        CannotHappenToPromise: it has ended, or its time has passed: then it is missed, and owned.
        CannotPromise: nobody has agreed, no reason is given, or the new time can't be promised.
        ChangedMeanwhile: somebody else was faster.
        NoSuchPromise: none at the actor's branches.
    """
    row = promise_to_change(by=by, promise_id=promise_id, version=version)
    check_another_time(PromiseState(row.state), by_at=row.by_at, now=now)
    if not agreed.with_whom.strip():
        raise CannotPromise("Say who agreed: another time counts only if the customer has said yes to it.")
    if not agreed.why.strip():
        raise CannotPromise("Write why another time was needed; it stays inside.")
    if agreed.by_at == row.by_at and agreed.from_at == row.from_at:
        raise CannotPromise("This is the time that was promised already: choose another one.")
    because = f"Agreed with {agreed.with_whom.strip()}, {agreed.channel.label}: {agreed.why.strip()}"[:300]
    change(
        row,
        by=by,
        verb="agreed on another time",
        why=agreed.why.strip(),
        becomes={"state": PromiseState.RENEGOTIATED, "ended_at": now, "ended_because": because},
        now=now,
    )
    new = give_promise(
        by=by,
        given=Given(
            kind=PromiseKind(row.kind),
            by_at=agreed.by_at,
            from_at=agreed.from_at,
            said=agreed.said,
            channel=agreed.channel,
            to_whom=agreed.with_whom,
            call_id=row.call_id,
            customer_id=row.customer_id,
            contact_id=row.contact_id,
            part_id=row.part_id,
            about=row.about,
            sooner_because=agreed.sooner_because,
            counted_from=agreed.offered_at,
            instead_of=row.id,
        ),
        now=now,
    )
    end_with(row, words=because, now=now)
    return new
