"""What was a customer told, and what did they tell us? Newest first, with what it rests on, and whether it is so."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from steadyhand.business.calls.queries.told_of import told_on_visits
from steadyhand.business.conversations.models import Correction, FactTold, HandedFact, Statement
from steadyhand.business.conversations.rules import Direction, FactState, StatementState, Verdict
from steadyhand.business.promises.rules import Channel
from steadyhand.shared.actor import Actor
from steadyhand.shared.rows import RowQuerySet

MOST = 100
# What was told longer ago is history, and stands on the timeline.
LATELY = timedelta(days=30)
MOST_LATELY = 5


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact in a statement: whose word it is, on what it rests, and what is so instead, if it is so no longer."""

    id: UUID
    words: str
    giver: str
    source: str
    state: FactState
    now_is: str = ""
    # No record knows it, and nobody has said yet who told them.
    is_unsourced: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was said. `statement_id` is empty for a visit's words from before the record of conversations."""

    statement_id: UUID | None
    at: datetime
    direction: Direction
    state: StatementState
    channel: Channel
    by: str
    with_whom: str
    subject: str
    words: str
    call_id: UUID | None
    call: str
    rests_on: tuple[str, ...] = ()
    facts: tuple[FactLine, ...] = ()
    by_id: UUID | None = None
    # Because of which it was held, or what went out instead of it.
    stands_in_for_id: UUID | None = None

    @property
    def is_untrue(self) -> bool:
        """Tell whether something in it is so no longer and the customer doesn't know."""
        return any(fact.state is FactState.UNTRUE for fact in self.facts)


@dataclass(frozen=True, slots=True)
class Owed:
    """A correction that a customer still waits for."""

    id: UUID
    followup_id: UUID
    opened_at: datetime
    customer: str
    customer_id: UUID | None
    contact_id: UUID | None
    call_id: UUID | None
    with_whom: str
    told_by: str
    was: str
    now_is: str
    ready_text: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """A customer's or site's conversation: what is owed first, then everything, newest first."""

    owed: tuple[Owed, ...]
    lines: tuple[Line, ...]
    has_more: bool


def timeline_of(
    by: Actor,
    *,
    customer_id: UUID | None = None,
    site_id: UUID | None = None,
    before: datetime,
    most: int = MOST,
) -> Timeline:
    """Return what was said up to a moment, of one customer or one site. At most six queries, however long it is."""
    rows = Statement.objects.visible_to(by).filter(at__lt=before)
    if site_id is not None:
        mine = rows.filter(site_id=site_id)
    else:
        mine = rows.filter(customer_id=customer_id) if customer_id is not None else rows.none()
    found = list(mine.select_related("call").order_by("-at", "-id")[: most + 1])
    lines = list(_lines(by, found))
    spoken_of = {row.visit_id for row in found if row.visit_id}
    old = told_on_visits(by, customer_id=customer_id, site_id=site_id, before=before, most=most + 1)
    since = found[-1].at if len(found) > most else None
    lines += [
        Line(
            None,
            each.at,
            Direction.TO_THEM,
            StatementState.SAID,
            Channel.IN_PERSON,
            each.by,
            "",
            "",
            each.words,
            each.call_id,
            each.call,
        )
        for each in old
        if each.visit_id not in spoken_of and (since is None or each.at >= since)
    ]
    lines.sort(key=lambda line: line.at, reverse=True)
    return Timeline(owed_to(by, customer_id=customer_id, site_id=site_id), tuple(lines[:most]), len(lines) > most)


def told_lately(by: Actor, *, customer_id: UUID, site_id: UUID | None = None, now: datetime) -> tuple[Line, ...]:
    """Return the last few things that were said, what is so no longer first: what one reads before walking in.

    At most four queries. What waits or was never sent isn't among it: they don't know it.
    """
    known = (StatementState.SAID, StatementState.RELEASED, StatementState.RECEIVED)
    rows = Statement.objects.visible_to(by).filter(customer_id=customer_id, at__gte=now - LATELY, state__in=known)
    if site_id is not None:
        rows = rows.filter(site_id=site_id)
    found = _lines(by, list(rows.select_related("call").order_by("-at", "-id")[: MOST_LATELY * 4]))
    return tuple(sorted(found, key=lambda line: not line.is_untrue)[:MOST_LATELY])


def owed_to(by: Actor, *, customer_id: UUID | None = None, site_id: UUID | None = None) -> tuple[Owed, ...]:
    """Return the corrections owed to a customer or at a site (neither: to anybody), oldest first. One query."""
    rows = Correction.objects.visible_to(by).filter(closed_at__isnull=True)
    if site_id is not None:
        rows = rows.filter(fact__statement__site_id=site_id)
    elif customer_id is not None:
        rows = rows.filter(fact__statement__customer_id=customer_id)
    return _owed(rows)


def one_owed(by: Actor, correction_id: UUID) -> Owed | None:
    """Return one correction that is still owed; None otherwise. One query."""
    rows = Correction.objects.visible_to(by).filter(id=correction_id, closed_at__isnull=True)
    return next(iter(_owed(rows)), None)


def _owed(rows: RowQuerySet[Correction]) -> tuple[Owed, ...]:
    found = rows.select_related("fact__statement__customer").order_by("opened_at", "id")
    return tuple(
        Owed(
            id=row.id,
            followup_id=row.followup_id,
            opened_at=row.opened_at,
            customer=row.fact.statement.customer.name if row.fact.statement.customer else "",
            customer_id=row.fact.statement.customer_id,
            contact_id=row.fact.statement.contact_id,
            call_id=row.fact.statement.call_id,
            with_whom=row.fact.statement.with_whom,
            told_by=row.fact.statement.by_name,
            was=row.was,
            now_is=row.now_is,
            ready_text=row.ready_text,
        )
        for row in found
    )


def _lines(by: Actor, rows: Collection[Statement]) -> tuple[Line, ...]:
    facts: dict[UUID, list[FactTold]] = {}
    if rows:
        told = FactTold.objects.of(by.tenant_id).filter(statement_id__in=[row.id for row in rows])
        for fact in told.order_by("start", "id"):
            facts.setdefault(fact.statement_id, []).append(fact)
    changed = [fact for each in facts.values() for fact in each if fact.state != FactState.STANDS]
    now_is = _now_is(by, changed) if changed else {}
    return tuple(_line(row, facts.get(row.id, ()), now_is) for row in rows)


def _now_is(by: Actor, facts: Collection[FactTold]) -> dict[UUID, str]:
    rows = Correction.objects.of(by.tenant_id).filter(fact_id__in=[fact.id for fact in facts])
    found = dict(rows.order_by("opened_at", "id").values_list("fact_id", "now_is"))
    # A colleague's word rests on no record that could tell: its giver says how it is.
    words = {fact.statement_id: fact.id for fact in facts if not fact.source_kind and fact.id not in found}
    if words:
        handed = HandedFact.objects.of(by.tenant_id).filter(passed_on_id__in=words).exclude(truth="")
        truths = handed.values_list("passed_on_id", "truth")
        found |= {words[said_id]: truth.rstrip(".") for said_id, truth in truths if said_id is not None}
    return found


def _line(row: Statement, facts: Collection[FactTold], now_is: dict[UUID, str]) -> Line:
    return Line(
        statement_id=row.id,
        at=row.at,
        direction=Direction(row.direction),
        state=StatementState(row.state),
        channel=Channel(row.channel),
        by=row.by_name,
        by_id=row.by_id,
        with_whom=row.with_whom,
        subject=row.subject,
        words=row.words,
        call_id=row.call_id,
        call=row.call.ref if row.call else "",
        rests_on=tuple(each["words"] for each in row.rests_on),
        facts=tuple(
            FactLine(
                id=fact.id,
                words=fact.words,
                giver=fact.giver_name,
                source=fact.source_words,
                state=FactState(fact.state),
                now_is=now_is.get(fact.id, "") if fact.state in (FactState.UNTRUE, FactState.CORRECTED) else "",
                is_unsourced=fact.verdict == Verdict.NO_RECORD and row.direction == Direction.TO_THEM,
            )
            for fact in facts
        ),
        stands_in_for_id=row.stands_in_for_id,
    )
