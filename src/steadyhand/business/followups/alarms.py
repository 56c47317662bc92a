"""What does the program do by itself? Tells the next person, brings back what was put off, moves what can't stay."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.hearing import HoursChanged, PresenceChanged
from steadyhand.business.dealership.present import next_coming_or_going
from steadyhand.business.followups import models, timers
from steadyhand.business.followups.digest import send_digest
from steadyhand.business.followups.hours import calendars_of
from steadyhand.business.followups.keeping.acting import open_ones_of, with_an_active_owner
from steadyhand.business.followups.keeping.book import Book, Entry, open_book
from steadyhand.business.followups.owners import Owners
from steadyhand.business.followups.rules import events as e
from steadyhand.business.followups.rules.hearing import STALE_AFTER
from steadyhand.business.followups.rules.ladder import climbs_due
from steadyhand.business.followups.rules.standing import CLOCKS_DIFFER
from steadyhand.shared.actor import the_system
from steadyhand.shared.queue.kinds import JobKind, Work
from steadyhand.shared.queue.putting import put_job

NAME = "Steadyhand"
# So many are worked out anew in one transaction; between them others may write.
AT_ONCE = 200


def climb(work: Work, now: datetime) -> None:
    """Tell whoever silence climbs to now, and set the timer for the next step."""
    book = open_book(work.tenant_id)
    entry = _mended(book, book.entry(UUID(work.args["followup"])), now=now)
    if not entry.now.is_open:
        return
    entry = with_an_active_owner(book, entry, now=now)
    calendars = calendars_of(work.tenant_id, entry.branch_id, entry.site_id, around=now)
    due = climbs_due(entry.now, entry.kind, calendars, now=now)
    if not due:
        # Its hours have changed, or its pause: a new moment, and nobody is told.
        book.recount(entry.id, at=now)
        return
    by = the_system(work.tenant_id, NAME)
    owners = Owners(work.tenant_id, entry.kind, entry.branch_id, at=now, also=[entry.now.owner])
    for step in due:
        told = owners.on_rung(step.rung, owner=entry.now.owner)
        escalated = e.Escalated(at=now, by=None, clock=step.clock, percent=step.percent, told=told)
        book.write(entry.id, escalated, by=by, is_stale=now - step.at > STALE_AFTER)


def come_back(work: Work, now: datetime) -> None:
    """Open again what was put off until today."""
    book = open_book(work.tenant_id)
    entry = book.entry(UUID(work.args["followup"]))
    back_at = entry.now.comes_back_at
    if entry.now.is_open or back_at is None or back_at > now:
        return
    found = Owners(work.tenant_id, entry.kind, entry.branch_id, at=now, also=[entry.now.owner]).find(entry.now.owner)
    again = e.Reopened(
        at=now,
        by=None,
        words=f"It was put off until today: {entry.now.why}",
        owner=found.user_id,
        is_unattended=found.is_unattended,
    )
    book.write(entry.id, again, by=the_system(work.tenant_id, NAME))


def heard_of_presence(changed: PresenceChanged) -> None:
    """Move what somebody has and can't have any more, in the transaction in which they left, went or lost a role."""
    move_on(changed.by.tenant_id, changed.user_id, now=changed.at)


def coming_or_going(work: Work, now: datetime) -> None:
    """Move what somebody has whose leave begins today, and what nobody could have until they came back."""
    move_on(work.tenant_id, UUID(work.args["user"]), now=now)


def move_on(tenant_id: UUID, user_id: UUID, *, now: datetime) -> int:
    """See that what somebody has, and what is unattended, is with somebody who can have it; say how much moved."""
    book = open_book(tenant_id)
    moved = 0
    for followup_id in open_ones_of(book, user_id):
        entry = book.entry(followup_id)
        moved += with_an_active_owner(book, entry, now=now) is not entry
    next_at = next_coming_or_going(tenant_id, user_id, after=now)
    if next_at is not None:
        args = {"user": user_id.hex}
        key = f"presence:{user_id.hex}"
        put_job(tenant_id=tenant_id, kind=timers.PRESENCE, args=args, key=key, due_at=next_at, now=now)
    return moved


def heard_of_hours(changed: HoursChanged) -> None:
    """Have every clock of the dealership worked out anew, soon and in pieces."""
    put_recount(changed.by.tenant_id, now=changed.at)


def put_recount(tenant_id: UUID, *, after: str = "", now: datetime) -> None:
    args = {"after": after}
    put_job(tenant_id=tenant_id, kind=timers.RECOUNT, args=args, key="followups:recount", due_at=now, now=now)


def recount(work: Work, now: datetime) -> None:
    """Work out the clocks of some, and leave the rest for a next time: nobody waits for all of them."""
    book = open_book(work.tenant_id)
    rows = models.FollowUp.objects.of(work.tenant_id).filter(state="open").order_by("id")
    if work.args["after"]:
        rows = rows.filter(id__gt=UUID(work.args["after"]))
    found = list(rows.values_list("id", flat=True)[:AT_ONCE])
    for followup_id in found:
        book.recount(followup_id, at=now)
    if len(found) == AT_ONCE:
        put_recount(work.tenant_id, after=found[-1].hex, now=now)


def _mended(book: Book, entry: Entry, *, now: datetime) -> Entry:
    """Return it with nothing later than now: the machine's clock may have run ahead for a while."""
    if entry.now.last_at - now <= CLOCKS_DIFFER or not entry.now.is_open:
        return entry
    return book.write(entry.id, e.TimeMended(at=now, by=None), by=the_system(book.tenant_id, NAME))


@transaction.atomic
def mend_time(tenant_id: UUID, *, now: datetime) -> int:
    """Mend what was written by a clock that had run ahead: its timers would come too late."""
    book = open_book(tenant_id)
    ahead = models.FollowUp.objects.of(tenant_id).filter(state="open", last_at__gt=now + CLOCKS_DIFFER)
    found = list(ahead.values_list("id", flat=True)[:AT_ONCE])
    for followup_id in found:
        _mended(book, book.entry(followup_id), now=now)
    return len(found)


JOBS = (
    JobKind(name=timers.CLIMB, do=climb, label="see whether a follow-up has been answered"),
    JobKind(name=timers.COME_BACK, do=come_back, label="bring back what was put off"),
    JobKind(name=timers.PRESENCE, do=coming_or_going, label="move what is with somebody on leave"),
    JobKind(name=timers.RECOUNT, do=recount, label="work out follow-ups' clocks by new hours"),
    JobKind(name=timers.DIGEST, do=send_digest, label="send the day's digest", worth_for=timedelta(hours=12)),
)
