"""Is everything kept as it was promised? Every open follow-up somebody's and timed, every event as it was written."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.present import active_among, on_leave, today_at
from steadyhand.business.followups import models
from steadyhand.business.followups.alarms import mend_time, move_on
from steadyhand.business.followups.keeping.book import open_book
from steadyhand.business.followups.keeping.events import event_of
from steadyhand.business.followups.keeping.standing import standing_of
from steadyhand.business.followups.registry import UnknownFollowUp, kind_called
from steadyhand.business.followups.rules.chain import Link, digest_of
from steadyhand.business.followups.rules.standing import CannotHappen, stands_after
from steadyhand.business.followups.timers import timer_key
from steadyhand.shared.models import Job

# A worker that is busy comes a little late; later than this, its timer is lost.
LATE = timedelta(minutes=5)
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Broken:
    """Something that isn't as it was promised, and which follow-up it is about."""

    followup_id: UUID | None
    what: str


def chain_broken(tenant_id: UUID) -> Iterator[Broken]:
    """Yield where a dealership's events are not what was written: changed, taken out or put in. Reads them all."""
    before, place = "", 0
    rows = models.FollowUpEvent.objects.of(tenant_id).order_by("place")
    for row in rows.iterator(chunk_size=AT_ONCE):
        place += 1
        if row.place != place:
            yield Broken(row.followup_id, f"Events {place} to {row.place - 1} are missing.")
            place = row.place
        if digest_of(_link(row), before=before) != row.digest:
            yield Broken(row.followup_id, f"Event {row.place} ({row.kind}, {row.at:%Y-%m-%d %H:%M}) was changed.")
        before = row.digest
    head = models.FollowUpBook.objects.of(tenant_id).first()
    if head is not None and (head.last_place, head.last_digest) != (place, before):
        yield Broken(None, f"The book ends at event {head.last_place}, the events at {place}: some are missing.")


def head_of(tenant_id: UUID) -> tuple[int, str]:
    """Return how many events there are, and the digest over all: kept elsewhere, it shows a chain made anew."""
    head = models.FollowUpBook.objects.of(tenant_id).first()
    return (head.last_place, head.last_digest) if head else (0, "")


def standing_broken(tenant_id: UUID) -> Iterator[Broken]:
    """Yield follow-ups that aren't what their events say, that nobody hears of, or that nothing is to wake."""
    timers = set(Job.objects.of(tenant_id).filter(state="open").values_list("key", flat=True))
    for row in models.FollowUp.objects.of(tenant_id).order_by("id").iterator(chunk_size=AT_ONCE):
        yield from _row_broken(row, has_timer=timer_key(row.id) in timers)


def _row_broken(row: models.FollowUp, *, has_timer: bool) -> Iterator[Broken]:
    listeners = models.FollowUpListener.objects.of(row.tenant_id).filter(followup_id=row.id)
    heard_by = frozenset(listeners.values_list("user_id", flat=True))
    if not heard_by:
        yield Broken(row.id, "Nobody hears what becomes of it.")
    events = list(models.FollowUpEvent.objects.of(row.tenant_id).filter(followup_id=row.id).order_by("number"))
    if [event.number for event in events] != list(range(1, row.events + 1)):
        yield Broken(row.id, "Its events are not numbered from 1 without a gap.")
    try:
        told = stands_after((event_of(event) for event in events), kind_called(row.kind))
    except (CannotHappen, UnknownFollowUp) as problem:
        yield Broken(row.id, f"Its events don't fit: {problem}")
        return
    if told != standing_of(row, heard_by):
        yield Broken(row.id, "It isn't what its events say it is.")
    if (told.is_open or told.comes_back_at is not None) != has_timer:
        yield Broken(row.id, "Nothing will wake it." if not has_timer else "It has ended, and something would wake it.")


def owners_broken(tenant_id: UUID, *, now: datetime) -> tuple[UUID, ...]:
    """Return people who have open follow-ups and can't: gone, or on leave while others are here."""
    rows = models.FollowUp.objects.of(tenant_id).filter(state="open")
    owners = set(rows.values_list("owner_id", flat=True).distinct())
    active = active_among(tenant_id, owners)
    away = set(on_leave(tenant_id, on=today_at(tenant_id, now)))
    attended = set(rows.filter(is_unattended=False, owner_id__in=away).values_list("owner_id", flat=True))
    return tuple(sorted((owners - active) | attended))


def forgotten(tenant_id: UUID, *, now: datetime) -> tuple[UUID, ...]:
    """Return follow-ups whose moment has passed, to climb or to come back, and whose timer is lost."""
    rows = models.FollowUp.objects.of(tenant_id)
    climbing = rows.filter(state="open", climbs_at__lt=now - LATE).order_by("climbs_at").values_list("id", flat=True)
    coming = rows.filter(state="ended", comes_back_at__lt=now - LATE).values_list("id", flat=True)
    late = [*climbing[:AT_ONCE], *coming[:AT_ONCE]]
    keys = [timer_key(followup_id) for followup_id in late]
    timed = set(Job.objects.of(tenant_id).filter(state="open", key__in=keys).values_list("key", flat=True))
    return tuple(followup_id for followup_id in late if timer_key(followup_id) not in timed)


def see_that_nothing_is_dropped(tenant_id: UUID, *, now: datetime) -> int:
    """Mend what shouldn't be, and say how much there was: a net under everything else.

    Owners move in the transaction in which they leave, and timers are written with what they time; so this finds what
    was changed by hand in the database, and what a clock did that ran ahead.
    """
    mended = mend_time(tenant_id, now=now)
    for user_id in owners_broken(tenant_id, now=now):
        with transaction.atomic():
            mended += move_on(tenant_id, user_id, now=now)
    for followup_id in forgotten(tenant_id, now=now):
        with transaction.atomic():
            open_book(tenant_id).recount(followup_id, at=now)
            mended += 1
    return mended


def _link(row: models.FollowUpEvent) -> Link:
    return Link(
        tenant_id=row.tenant_id,
        place=row.place,
        followup_id=row.followup_id,
        number=row.number,
        kind=row.kind,
        at=row.at,
        by_id=row.by_id,
        by_name=row.by_name,
        words=row.words,
        facts=row.facts,
    )
