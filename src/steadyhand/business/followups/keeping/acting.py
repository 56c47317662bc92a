"""How does a person do something to a follow-up? At their own branches; and it is never left with who can't have it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from steadyhand.business.followups import models
from steadyhand.business.followups.keeping.book import Book, Entry, NoSuchFollowUp, open_book
from steadyhand.business.followups.keeping.events import NAMES
from steadyhand.business.followups.owners import Owners
from steadyhand.business.followups.rules import events as e
from steadyhand.business.followups.rules.standing import CannotHappen
from steadyhand.shared.actor import Actor, the_system


@dataclass(frozen=True, slots=True)
class Seen:
    """A follow-up that the actor may touch, in the book that is theirs until the transaction ends."""

    book: Book
    entry: Entry


def open_for(by: Actor, followup_id: UUID) -> Seen:
    """Open the book at a follow-up. Owners and listeners see theirs, wherever it is; others see their branches'.

    Raises:
        NoSuchFollowUp: there is none that the actor may see.
    """
    book = open_book(by.tenant_id)
    entry = book.entry(followup_id)
    mine = by.user_id in entry.now.listeners or by.user_id == entry.now.owner
    if by.user_id is not None and not mine and not by.can_see_branch(entry.branch_id):
        raise NoSuchFollowUp("There is no such follow-up at your branches; look at the list anew.")
    return Seen(book, entry)


class NewMeanwhile(Exception):
    """Others did something to it since it was looked at, `count` things; whoever decides must see them first."""

    def __init__(self, count: int) -> None:
        super().__init__(
            "Something has happened since you opened this; read it, then send yours again if it still holds."
        )
        self.count = count


def unless_new(by: Actor, followup_id: UUID, *, seen: int) -> None:
    """Take the book, so that what is decided next is decided on what the actor has seen: its first `seen` events.

    Raises:
        NewMeanwhile: somebody else did something to it since. What the program did by itself is nothing new.
        NoSuchFollowUp: none that the actor may see.
    """
    open_for(by, followup_id)
    since = models.FollowUpEvent.objects.of(by.tenant_id).filter(followup_id=followup_id, number__gt=seen)
    others = since.exclude(by_id=by.user_id).exclude(kind__in=(NAMES[e.Escalated], NAMES[e.TimeMended]))
    if count := others.count():
        raise NewMeanwhile(count)


# What moves or ends one. Of a kind that stands for a record, only what happens to the record does.
_OF_THE_RECORD = (e.Ended, e.Reopened, e.MergedInto, e.StepPromised, e.StepDone, e.Paused, e.Resumed, e.TakenBack)


def act(by: Actor, followup_id: UUID, event: e.Event, *, with_record: bool = False) -> Entry:
    """Let something happen to a follow-up that the actor may touch. `with_record`: its record changes along with it.

    Raises:
        CannotHappen: it doesn't fit; nothing is written.
        NoSuchFollowUp: there is none that the actor may see.
    """
    seen = open_for(by, followup_id)
    if not with_record:
        check_by_hand(seen.entry, event)
    entry = seen.book.write(followup_id, event, by=by)
    return with_an_active_owner(seen.book, entry, now=event.at)


def check_by_hand(entry: Entry, event: e.Event) -> None:
    """Refuse to move or end what stands for a record that says itself where it stands.

    Raises:
        CannotHappen: it says where to do it.
    """
    if entry.ends_there and isinstance(event, _OF_THE_RECORD):
        raise CannotHappen(entry.ends_there)


def with_an_active_owner(book: Book, entry: Entry, *, now: datetime) -> Entry:
    """Return it after it has moved to somebody who can have it, if its owner can't, or could again be somebody's."""
    if not entry.now.is_open:
        return entry
    owners = Owners(book.tenant_id, entry.kind, entry.branch_id, at=now, also=[entry.now.owner])
    has_one = owners.can_have(entry.now.owner)
    if has_one and not entry.now.is_unattended:
        return entry
    why = e.Moved.CAME if entry.now.is_unattended else owners.why_not(entry.now.owner)
    found = owners.find(entry.now.owner)
    if (found.user_id, found.is_unattended) == (entry.now.owner, entry.now.is_unattended):
        return entry
    moved = e.OwnerChanged(at=now, by=None, owner=found.user_id, why=why, is_unattended=found.is_unattended)
    return book.write(entry.id, moved, by=the_system(book.tenant_id, "Steadyhand"))


def open_ones_of(book: Book, user_id: UUID) -> list[UUID]:
    """Return what somebody has, and what nobody has: an absence may be the end of that, too."""
    rows = models.FollowUp.objects.of(book.tenant_id).filter(state="open")
    mine = rows.filter(owner_id=user_id).values_list("id", flat=True)
    unattended = rows.filter(is_unattended=True).exclude(owner_id=user_id).values_list("id", flat=True)
    return [*mine, *unattended]
