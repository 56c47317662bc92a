"""Where what happens to follow-ups is written: the event, what follows from it, who hears, and when to look again.

Source of the order of locks: whoever writes opens the book after every other row that they lock, and only puts jobs and
messages afterwards, so that two writers never wait for each other in a circle. A person or branch that is locked before
it is locked `no_key`: whoever holds the book writes rows that name them, and has PostgreSQL make sure at its end that
they are there.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from steadyhand.business.dealership.calendars import always_open
from steadyhand.business.followups import models
from steadyhand.business.followups.announcing import announce_followup
from steadyhand.business.followups.hours import calendars_of
from steadyhand.business.followups.keeping.events import NAMES, event_of, facts_of
from steadyhand.business.followups.keeping.standing import columns_of, standing_of
from steadyhand.business.followups.rules import events as e
from steadyhand.business.followups.rules.chain import Link, digest_of
from steadyhand.business.followups.rules.clocks import Running, running
from steadyhand.business.followups.rules.kinds import Kind, Whose
from steadyhand.business.followups.rules.ladder import Climb, next_climb
from steadyhand.business.followups.rules.standing import FollowUp, begin, stands_after, then
from steadyhand.business.followups.telling import tell
from steadyhand.business.followups.timers import set_timer
from steadyhand.business.followups.times import kind_at
from steadyhand.shared.actor import Actor
from steadyhand.shared.identity import new_id
from steadyhand.shared.working_hours.business_clock import BeyondHorizon
from steadyhand.shared.working_hours.calendars import WorkingCalendar


class NoSuchFollowUp(Exception):
    """There is none of this id, or not at the actor's branches; the message is for the person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a follow-up is about: where, for whom, in a line, and the record that it stands for, if any."""

    branch_id: UUID
    title: str
    customer_id: UUID | None = None
    site_id: UUID | None = None
    about_kind: str = ""
    about_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A follow-up as it stands: its row's key and place, and what it is."""

    id: UUID
    kind: Kind
    branch_id: UUID
    site_id: UUID | None
    now: FollowUp
    about_kind: str = ""

    @property
    def ends_there(self) -> str:
        """Where it is moved and ended instead, because a record stands behind it; empty: here."""
        return self.kind.ends_there if self.about_kind else ""


class Book:
    """A dealership's follow-ups, for one writer at a time: nobody else writes until the transaction ends."""

    def __init__(self, head: models.FollowUpBook) -> None:
        self._head = head
        self.tenant_id = head.tenant_id
        self._kinds: dict[str, Kind] = {}

    def begin(self, subject: Subject, event: e.Opened, *, by: Actor) -> Entry:
        """Open a follow-up.

        Raises:
            CannotHappen: nobody would hear.
        """
        kind = self._kind(event.kind)
        now = begin(event)
        row = models.FollowUp(
            id=new_id(),
            tenant_id=self.tenant_id,
            branch_id=subject.branch_id,
            customer_id=subject.customer_id,
            site_id=subject.site_id,
            title=subject.title[:200],
            about_kind=subject.about_kind,
            about_id=subject.about_id,
        )
        self._keep(row, kind, event, now, heard_before=frozenset(), by=by, is_new=True)
        return _entry(row, kind, now)

    def entry(self, followup_id: UUID) -> Entry:
        """Return a follow-up as it stands.

        Raises:
            NoSuchFollowUp: there is none.
        """
        row = self._row(followup_id)
        return _entry(row, self._kind(row.kind), standing_of(row, self._listeners(row)))

    def write(self, followup_id: UUID, event: e.Event, *, by: Actor, is_stale: bool = False) -> Entry:
        """Let something happen to a follow-up. `is_stale`: it should have happened long ago, and interrupts nobody.

        Raises:
            CannotHappen: it doesn't fit what the follow-up is; nothing is written.
            NoSuchFollowUp: there is none.
        """
        row = self._row(followup_id)
        kind = self._kind(row.kind)
        was = standing_of(row, self._listeners(row))
        now = stands_after((*self.events_of(row.id), event), kind) if _needs_all(event) else then(was, event, kind)
        self._keep(row, kind, event, now, heard_before=was.listeners, by=by, is_stale=is_stale)
        return _entry(row, kind, now)

    def rename(self, followup_id: UUID, title: str) -> None:
        """Give a follow-up another title; what has happened to it stays as it was told."""
        models.FollowUp.objects.of(self.tenant_id).filter(id=followup_id).update(title=title[:200])

    def recount(self, followup_id: UUID, *, at: datetime) -> Entry:
        """Work out its clocks anew: hours have changed, or a timer came too soon."""
        row = self._row(followup_id)
        kind = self._kind(row.kind)
        now = standing_of(row, self._listeners(row))
        self._set_clocks(row, kind, now, at=at)
        models.FollowUp.objects.filter(**row.where()).update(
            due_clock=row.due_clock, due_at=row.due_at, climbs_at=row.climbs_at
        )
        set_timer(row, at=at)
        return _entry(row, kind, now)

    def events_of(self, followup_id: UUID) -> tuple[e.Event, ...]:
        """Return all that happened to a follow-up, in order."""
        rows = models.FollowUpEvent.objects.of(self.tenant_id).filter(followup_id=followup_id).order_by("number")
        return tuple(event_of(row) for row in rows)

    def _kind(self, name: str) -> Kind:
        """Return a kind by the dealership's own times, as they are while the book is ours."""
        if name not in self._kinds:
            self._kinds[name] = kind_at(self.tenant_id, name)
        return self._kinds[name]

    def _row(self, followup_id: UUID) -> models.FollowUp:
        row = models.FollowUp.objects.of(self.tenant_id).filter(id=followup_id).first()
        if row is None:
            raise NoSuchFollowUp("There is no such follow-up any more; look at the list anew.")
        return row

    def _listeners(self, row: models.FollowUp) -> Collection[UUID]:
        listeners = models.FollowUpListener.objects.of(self.tenant_id).filter(followup_id=row.id)
        return frozenset(listeners.values_list("user_id", flat=True))

    def _keep(
        self,
        row: models.FollowUp,
        kind: Kind,
        event: e.Event,
        now: FollowUp,
        *,
        heard_before: frozenset[UUID],
        by: Actor,
        is_new: bool = False,
        is_stale: bool = False,
    ) -> None:
        for name, value in columns_of(now).items():
            setattr(row, name, value)
        row.events = 1 if is_new else row.events + 1
        if isinstance(event, e.StepPromised):
            row.step_words = event.words
        elif now.step_due_at is None:
            row.step_words = ""
        self._set_clocks(row, kind, now, at=event.at)
        row.save(force_insert=is_new, force_update=not is_new)
        models.FollowUpListener.objects.bulk_create(
            models.FollowUpListener(tenant_id=self.tenant_id, followup_id=row.id, user_id=user_id, since=event.at)
            for user_id in sorted(now.listeners - heard_before)
        )
        self._chain(row, event, by=by)
        tell(row, event, now, kind, by=by, is_stale=is_stale)
        announce_followup(row, event)
        set_timer(row, at=event.at)

    def _set_clocks(self, row: models.FollowUp, kind: Kind, now: FollowUp, *, at: datetime) -> None:
        row.due_clock, row.due_at, row.climbs_at = "", None, None
        if not now.is_open:
            return
        calendars = calendars_of(self.tenant_id, row.branch_id, row.site_id, around=at)
        clock, climb = _clocks(now, kind, dict(calendars))
        row.due_clock, row.due_at, row.climbs_at = clock.name, clock.due_at, climb.at

    def _chain(self, row: models.FollowUp, event: e.Event, *, by: Actor) -> None:
        place = self._head.last_place + 1
        link = Link(
            tenant_id=self.tenant_id,
            place=place,
            followup_id=row.id,
            number=row.events,
            kind=NAMES[type(event)],
            at=event.at,
            by_id=event.by,
            by_name=by.name[:200],
            words=event.words,
            facts=facts_of(event),
        )
        digest = digest_of(link, before=self._head.last_digest)
        models.FollowUpEvent.objects.create(
            tenant_id=self.tenant_id,
            followup_id=row.id,
            number=link.number,
            place=place,
            kind=link.kind,
            at=link.at,
            by_id=link.by_id,
            by_name=link.by_name,
            words=link.words,
            facts=link.facts,
            digest=digest,
        )
        models.FollowUpBook.objects.filter(**self._head.where()).update(
            last_place=F("last_place") + 1, last_digest=digest
        )
        self._head.last_place, self._head.last_digest = place, digest


def open_book(tenant_id: UUID) -> Book:
    """Take a dealership's book; it is ours until the transaction ends. Call it inside one."""
    books = models.FollowUpBook.objects.of(tenant_id).select_for_update()
    head = books.first()
    if head is None:
        try:
            with transaction.atomic():
                models.FollowUpBook.objects.create(tenant_id=tenant_id)
        except IntegrityError:
            # Somebody else has made it at this moment: theirs is the one.
            pass
        head = books.get()
    return Book(head)


def _needs_all(event: e.Event) -> bool:
    """What undoes the last step is worked out from all of them."""
    return isinstance(event, e.TakenBack)


def _entry(row: models.FollowUp, kind: Kind, now: FollowUp) -> Entry:
    return Entry(row.id, kind, row.branch_id, row.site_id, now, row.about_kind)


def _clocks(now: FollowUp, kind: Kind, calendars: dict[Whose, WorkingCalendar]) -> tuple[Running, Climb]:
    """Return the clock that runs out first, and the next step up the ladder; an open follow-up has both."""
    try:
        climb = next_climb(now, kind, calendars)
        clocks = running(now, kind, calendars)
    except BeyondHorizon:
        # Hours that don't open for fifty years: better too soon than never.
        calendars = {whose: always_open(each.zone) for whose, each in calendars.items()}
        climb = next_climb(now, kind, calendars)
        clocks = running(now, kind, calendars)
    if climb is None:
        raise AssertionError(f"An open {kind.label} without a clock that runs.")
    return clocks[0], climb
