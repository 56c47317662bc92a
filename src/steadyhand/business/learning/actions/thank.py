"""Somebody is thanked for one thing that they did, or it is passed over; a card of today is put off."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.learning.models import Thanks, TodayAnswer
from steadyhand.business.learning.queries.cards import deed_called
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change


class CannotThank(Exception):
    """It can't be said like this; the message says why."""


@transaction.atomic
def thank(*, by: Actor, about_id: UUID, to_id: UUID, words: str, is_said: bool = True, now: datetime) -> str:
    """Keep thanks, or (`is_said` false) that this deed is passed over; return the person's name.

    Raises:
        CannotThank: there is no such deed of theirs, or it was thanked for already.
    """
    deed = deed_called(by, about_id, to_id, now=now)
    if deed is None or by.user_id is None:
        raise CannotThank("That is longer ago than two weeks, or isn't at your branches: tell them yourself.")
    if Thanks.objects.of(by.tenant_id).filter(about_id=about_id, to_id=to_id).exists():
        raise CannotThank(f"Somebody has just thanked {deed.name} for it.")
    row = Thanks.objects.create(
        tenant_id=by.tenant_id,
        branch_id=deed.branch_id,
        to_id=to_id,
        deed=deed.deed,
        about_id=about_id,
        what=deed.what[:300],
        words=words.strip()[:500] if is_said else "",
        is_said=is_said,
        by_id=by.user_id,
        at=now,
    )
    if is_said:
        record_change(row, by=by, at=now, verb="thanks said", became={"what": row.what})
    return deed.name


def read_thanks(*, by: Actor, thanks_id: UUID, now: datetime) -> bool:
    """Mark thanks as read by whom they were for; false where they aren't theirs."""
    rows = Thanks.objects.of(by.tenant_id).filter(id=thanks_id, to_id=by.user_id) if by.user_id else None
    return bool(rows is not None and rows.update(read_at=now))


def bring_cards_back(*, by: Actor) -> int:
    """Forget which cards the actor has said are of no use; return how many can show again."""
    if by.user_id is None:
        return 0
    return TodayAnswer.objects.of(by.tenant_id).filter(user_id=by.user_id, until_on__isnull=True).delete()[0]


def put_card_off(*, by: Actor, key: str, until_on: date | None, now: datetime) -> None:
    """Put a card of the actor's today off until a day; None: it isn't useful, and isn't shown again."""
    if by.user_id is None:
        return
    TodayAnswer.objects.update_or_create(
        tenant_id=by.tenant_id, user_id=by.user_id, key=key[:80], defaults={"until_on": until_on, "at": now}
    )
