"""What waits for somebody, what runs out first, and what has news for them? Answers are values."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.db.models import Count, Min, Q

from steadyhand.business.followups.models import FollowUp, FollowUpListener, FollowUpNews
from steadyhand.business.followups.owners import LADDER
from steadyhand.business.followups.registry import kind_called, kinds
from steadyhand.business.followups.rules.kinds import ClockName
from steadyhand.business.followups.rules.standing import State
from steadyhand.shared.actor import Actor
from steadyhand.shared.rows import RowQuerySet

# As many as are read without losing one's place.
PAGE = 50
SOON = timedelta(hours=2)
NOBODY = UUID(int=0)


class Which(StrEnum):
    """Whose follow-ups a list shows."""

    MINE = "mine"
    TEAM = "team"
    TO_HEAR = "to-hear"


@dataclass(frozen=True, slots=True)
class Line:
    """A follow-up as a list shows it."""

    id: UUID
    kind: str
    kind_label: str
    title: str
    customer: str
    customer_id: UUID | None
    owner_id: UUID
    owner: str
    is_unattended: bool
    state: State
    due_clock: str
    due_at: datetime | None
    is_acknowledged: bool
    is_waiting: bool
    opened_at: datetime
    last_at: datetime
    outcome: str
    why: str
    has_news: bool
    about_kind: str
    about_id: UUID | None


@dataclass(frozen=True, slots=True)
class Inbox:
    """One list, what runs out first on top, and how many stand in each."""

    lines: tuple[Line, ...]
    counts: dict[Which, int]
    skipped: int
    has_more: bool


@dataclass(frozen=True, slots=True)
class Loops:
    """How many of one kind are open at the actor's branches, since when, and how they stand."""

    kind: str
    label: str
    how_many: int
    oldest_at: datetime
    overdue: int
    soon: int
    unattended: int


def inbox(by: Actor, which: Which, *, skip: int = 0, most: int = PAGE) -> Inbox:
    """Return one of somebody's lists. Five queries.

    *To hear* are those they listen to and have unseen news of, or that are open; what has news comes first.
    """
    lists = {Which.MINE: _mine(by), Which.TEAM: _team(by), Which.TO_HEAR: _to_hear(by)}
    counts = {
        Which.MINE: lists[Which.MINE].count(),
        Which.TEAM: lists[Which.TEAM].count(),
        Which.TO_HEAR: _with_news(by).count(),
    }
    rows = lists[which].select_related("customer", "owner")
    order = ("due_at", "id") if which is not Which.TO_HEAR else ("-last_at", "id")
    found = list(rows.order_by(*order)[skip : skip + most + 1])
    news = _news_of(by, [row.id for row in found])
    lines = sorted(_lines(found[:most], news), key=lambda line: not line.has_news and which is Which.TO_HEAR)
    return Inbox(tuple(lines), counts, skip, has_more=len(found) > most)


def one(by: Actor, followup_id: UUID) -> Line | None:
    """Return one that the actor owns, listens to, or sees at their branches; None otherwise."""
    rows = FollowUp.objects.of(by.tenant_id).filter(id=followup_id).select_related("customer", "owner")
    row = rows.first()
    if row is None:
        return None
    listens = FollowUpListener.objects.of(by.tenant_id).filter(followup_id=row.id, user_id=_me(by)).exists()
    if row.owner_id != by.user_id and not listens and not by.can_see_branch(row.branch_id):
        return None
    return next(iter(_lines([row], _news_of(by, [row.id]))))


def open_ones_of(by: Actor, kind: str) -> tuple[Line, ...]:
    """Return what the actor has of one kind, open, oldest first. One query where there is nothing."""
    rows = FollowUp.objects.of(by.tenant_id).filter(state=State.OPEN, owner_id=_me(by), kind=kind)
    return tuple(_lines(rows.select_related("customer", "owner").order_by("opened_at", "id"), frozenset()))


def open_loops(by: Actor, *, now: datetime) -> tuple[Loops, ...]:
    """Return what is open at the actor's branches, the kind that is worst off first. One query."""
    rows = FollowUp.objects.visible_to(by).filter(state=State.OPEN).values("kind").order_by("kind")
    found = rows.annotate(
        how_many=Count("id"),
        oldest_at=Min("open_since"),
        overdue=Count("id", filter=Q(due_at__lte=now)),
        soon=Count("id", filter=Q(due_at__gt=now, due_at__lte=now + SOON)),
        unattended=Count("id", filter=Q(is_unattended=True)),
    )
    loops = [Loops(label=_label(row["kind"]), **row) for row in found]
    return tuple(sorted(loops, key=lambda each: (-each.overdue, -each.soon, each.oldest_at)))


def soonest(by: Actor, *, kind: str = "", most: int = PAGE) -> tuple[Line, ...]:
    """Return the open ones at the actor's branches that run out first, of one kind or all. Two queries."""
    rows = FollowUp.objects.visible_to(by).filter(state=State.OPEN).select_related("customer", "owner")
    if kind:
        rows = rows.filter(kind=kind)
    found = list(rows.order_by("due_at", "id")[:most])
    return tuple(_lines(found, frozenset()))


def lines_of(by: Actor, ids: Collection[UUID]) -> dict[UUID, Line]:
    """Return these, by their ids, for whoever was found to see the records that they are about. One query."""
    rows = FollowUp.objects.of(by.tenant_id).filter(id__in=list(ids)).select_related("customer", "owner")
    return {line.id: line for line in _lines(rows, frozenset())}


def _me(by: Actor) -> UUID:
    """Return who asks; the program itself has nothing and listens to nothing."""
    return by.user_id or NOBODY


def _mine(by: Actor) -> RowQuerySet[FollowUp]:
    return FollowUp.objects.of(by.tenant_id).filter(state=State.OPEN, owner_id=_me(by))


def _team(by: Actor) -> RowQuerySet[FollowUp]:
    """Managers see all at their branches; others what is done in their own roles."""
    rows = FollowUp.objects.visible_to(by).filter(state=State.OPEN).exclude(owner_id=_me(by))
    if by.is_one_of(*LADDER):
        return rows
    return rows.filter(kind__in=[kind.name for kind in kinds() if by.is_one_of(*kind.owners)])


def _to_hear(by: Actor) -> RowQuerySet[FollowUp]:
    listening = FollowUpListener.objects.of(by.tenant_id).filter(user_id=_me(by)).values("followup_id")
    unseen = _unseen(by).values("followup_id")
    return FollowUp.objects.of(by.tenant_id).filter(Q(id__in=unseen) | Q(state=State.OPEN, id__in=listening))


def _with_news(by: Actor) -> RowQuerySet[FollowUp]:
    return FollowUp.objects.of(by.tenant_id).filter(id__in=_unseen(by).values("followup_id"))


def _unseen(by: Actor) -> RowQuerySet[FollowUpNews]:
    return FollowUpNews.objects.of(by.tenant_id).filter(user_id=_me(by), seen_at__isnull=True)


def _news_of(by: Actor, ids: Collection[UUID]) -> frozenset[UUID]:
    return frozenset(_unseen(by).filter(followup_id__in=ids).values_list("followup_id", flat=True))


def _lines(rows: Iterable[FollowUp], news: Collection[UUID]) -> Iterable[Line]:
    for row in rows:
        outcome = kind_called(row.kind).outcome(row.outcome)
        yield Line(
            id=row.id,
            kind=row.kind,
            kind_label=_label(row.kind),
            title=row.title,
            customer=row.customer.name if row.customer else "",
            customer_id=row.customer_id,
            owner_id=row.owner_id,
            owner=row.owner.name,
            is_unattended=row.is_unattended,
            state=State(row.state),
            due_clock=ClockName(row.due_clock).label if row.due_clock else "",
            due_at=row.due_at,
            is_acknowledged=row.acknowledged_at is not None,
            is_waiting=row.waiting_since is not None and kind_called(row.kind).has_somebody_waiting,
            opened_at=row.opened_at,
            last_at=row.last_at,
            outcome=outcome.label if outcome else row.outcome,
            why=row.why,
            has_news=row.id in news,
            about_kind=row.about_kind,
            about_id=row.about_id,
        )


def _label(kind: str) -> str:
    return kind_called(kind).label
