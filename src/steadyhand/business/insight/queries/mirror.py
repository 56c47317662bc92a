"""What of what customers were told was unfit? Counted for a whole team, never for a person; rows without a name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Q
from django.db.models.functions import TruncWeek

from steadyhand.business.conversations.guard.findings import Label, Tier
from steadyhand.business.conversations.models import Statement, StatementFinding
from steadyhand.business.conversations.rules import FindingEnd
from steadyhand.business.dealership.rules import Role
from steadyhand.business.insight.mirror import FEWEST_WRITERS, Change, Leak, Share, change_between, leak_of
from steadyhand.business.promises.rules import Channel
from steadyhand.shared.actor import Actor
from steadyhand.shared.rows import RowQuerySet


@dataclass(frozen=True, slots=True)
class Span:
    """From and until when, by whose clock weeks begin, and at which branch (None: all that the reader sees)."""

    since: datetime
    until: datetime
    zone: str
    branch_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class OfLabel:
    """In how many messages something of a label was found, and how many findings were kept as fine."""

    label: Label
    share: Share
    findings: int
    kept: int


@dataclass(frozen=True, slots=True)
class OfRule:
    """How often a rule found something, in how many messages, and how often its finding was kept as fine."""

    label: Label
    rule: str
    tier: Tier
    share: Share
    findings: int
    kept: int


@dataclass(frozen=True, slots=True)
class OfDepartment:
    """In how many messages of a department anything was found; only of one with people enough."""

    department: Role
    share: Share


@dataclass(frozen=True, slots=True)
class OfWeek:
    """A week's messages with findings; `share` is None where too few people wrote."""

    begins: datetime
    share: Share | None


@dataclass(frozen=True, slots=True)
class OfLeak:
    """In how many messages a problem of the house reached a customer, and by which rules."""

    leak: Leak
    share: Share
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mirror:
    """A span at team level. With fewer than three writers everything but `writers` is empty."""

    writers: int
    messages: int
    waiting: int
    anything: Share
    labels: tuple[OfLabel, ...] = ()
    rules: tuple[OfRule, ...] = ()
    weeks: tuple[OfWeek, ...] = ()
    departments: tuple[OfDepartment, ...] = ()
    hidden_departments: int = 0
    leaks: tuple[OfLeak, ...] = ()
    pitching: Change | None = None

    @property
    def is_shown(self) -> bool:
        return self.writers >= FEWEST_WRITERS


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of a message in which something was found."""

    label: Label
    rule: str
    start: int
    end: int
    how: FindingEnd
    why: str


@dataclass(frozen=True, slots=True)
class Message:
    """A message with findings. Of the team's, whoever wrote it and whoever read it are nowhere in it."""

    id: UUID
    at: datetime
    channel: Channel
    words: str
    marks: tuple[Mark, ...]
    customer_id: UUID | None = None
    with_whom: str = ""


@dataclass(frozen=True, slots=True)
class MessagesPage:
    """Messages, newest first, and whether older ones follow. None are shown where too few people wrote."""

    messages: tuple[Message, ...]
    has_more: bool
    is_shown: bool


def mirror_of(by: Actor, span: Span, *, before: Span) -> Mirror:
    """Return what the span holds a team up to, beside the span before it. Nine queries at most."""
    said = _looked_at(by, span)
    base = said.aggregate(messages=Count("id"), writers=Count("by", distinct=True))
    writers, messages = base["writers"], base["messages"]
    waiting = _said(by, span).filter(looked_at__isnull=True, by__isnull=False, state__in=("said", "released")).count()
    if writers < FEWEST_WRITERS:
        return Mirror(writers, 0, waiting, Share(0, 0))
    found = StatementFinding.objects.of(by.tenant_id).filter(statement__in=said.values("id"))
    rules = tuple(
        OfRule(Label(label), rule, Tier(tier), Share(count, messages), findings, kept)
        for label, rule, tier, count, findings, kept in found.values("label", "rule", "tier")
        .annotate(messages=Count("statement", distinct=True), findings=Count("id"), kept=_KEPT)
        .order_by("-messages", "rule")
        .values_list("label", "rule", "tier", "messages", "findings", "kept")
    )
    departments, hidden = _departments(said)
    return Mirror(
        writers=writers,
        messages=messages,
        waiting=waiting,
        anything=Share(said.exclude(reviewed=[]).count(), messages),
        labels=_labels(found, messages),
        rules=rules,
        weeks=_weeks(said, span),
        departments=departments,
        hidden_departments=hidden,
        leaks=_leaks(found, messages),
        pitching=_pitching(by, before, found, messages),
    )


_KEPT = Count("id", filter=Q(how=FindingEnd.KEPT))


def messages_of(
    by: Actor,
    span: Span,
    *,
    label: str = "",
    rule: str = "",
    leak: Leak | None = None,
    skip: int = 0,
    most: int = 25,
) -> MessagesPage:
    """Return the team's messages in which something was found: of one label, rule or problem of the house, if named.

    Four queries at most.

    Neither who wrote one nor who read it goes along; both names are taken out of the words.
    """
    said = _looked_at(by, span)
    if said.aggregate(writers=Count("by", distinct=True))["writers"] < FEWEST_WRITERS:
        return MessagesPage((), has_more=False, is_shown=False)
    chosen = _chosen(
        StatementFinding.objects.of(by.tenant_id).filter(statement__in=said.values("id")), label, rule, leak
    )
    rows = said.exclude(reviewed=[]).filter(id__in=chosen.values("statement"))
    return _page(by, rows, skip, most, is_team=True)


def own_messages(by: Actor, *, since: datetime, until: datetime, skip: int = 0, most: int = 25) -> MessagesPage:
    """Return one's own messages in which something was found: nobody else's, and nobody else can ask for them."""
    return _page(by, _own(by, since, until).exclude(reviewed=[]), skip, most, is_team=False)


def own_share(by: Actor, *, since: datetime, until: datetime) -> Share:
    """Return in how many of one's own messages anything was found. One query."""
    counted = _own(by, since, until).aggregate(total=Count("id"), found=Count("id", filter=~Q(reviewed=[])))
    return Share(counted["found"], counted["total"])


def _own(by: Actor, since: datetime, until: datetime) -> RowQuerySet[Statement]:
    rows = Statement.objects.of(by.tenant_id).filter(by_id=by.user_id, at__gte=since, at__lt=until)
    return rows.filter(looked_at__isnull=False) if by.user_id else rows.none()


def _said(by: Actor, span: Span) -> RowQuerySet[Statement]:
    rows = Statement.objects.visible_to(by).filter(direction="to_them", at__gte=span.since, at__lt=span.until)
    return rows.filter(branch_id=span.branch_id) if span.branch_id else rows


def _looked_at(by: Actor, span: Span) -> RowQuerySet[Statement]:
    return _said(by, span).filter(looked_at__isnull=False)


def _labels(found: RowQuerySet[StatementFinding], messages: int) -> tuple[OfLabel, ...]:
    rows = (
        found.values("label")
        .annotate(messages=Count("statement", distinct=True), findings=Count("id"), kept=_KEPT)
        .values_list("label", "messages", "findings", "kept")
    )
    counted = {label: (count, findings, kept) for label, count, findings, kept in rows}
    none = (0, 0, 0)
    return tuple(
        OfLabel(label, Share(counted.get(label, none)[0], messages), *counted.get(label, none)[1:]) for label in Label
    )


def _weeks(said: RowQuerySet[Statement], span: Span) -> tuple[OfWeek, ...]:
    rows = (
        said.annotate(week=TruncWeek("at", tzinfo=ZoneInfo(span.zone)))
        .values("week")
        .annotate(total=Count("id"), found=Count("id", filter=~Q(reviewed=[])), writers=Count("by", distinct=True))
        .order_by("week")
        .values_list("week", "total", "found", "writers")
    )
    weeks = list(rows)
    known = _enough([(total, writers) for _, total, _, writers in weeks])
    return tuple(
        OfWeek(week, Share(found, total) if is_known else None)
        for (week, total, found, _), is_known in zip(weeks, known, strict=True)
    )


def _enough(groups: Sequence[tuple[int, int]]) -> list[bool]:
    """Tell of groups (messages, writers) of a whole which may be shown.

    A single one left out would be what the whole has more than the others: then the smallest other goes too.
    """
    known = [writers >= FEWEST_WRITERS for _, writers in groups]
    if known.count(False) == 1 and any(known):
        smallest = min((total, number) for number, (total, _) in enumerate(groups) if known[number])[1]
        known[smallest] = False
    return known


def _departments(said: RowQuerySet[Statement]) -> tuple[tuple[OfDepartment, ...], int]:
    """Return the departments with people enough, and how many have too few."""
    rows = list(
        said.exclude(department="")
        .values("department")
        .annotate(total=Count("id"), found=Count("id", filter=~Q(reviewed=[])), writers=Count("by", distinct=True))
        .order_by("department")
        .values_list("department", "total", "found", "writers")
    )
    known = _enough([(total, writers) for _, total, _, writers in rows])
    shown = [each for each, is_known in zip(rows, known, strict=True) if is_known]
    return tuple(OfDepartment(Role(name), Share(found, total)) for name, total, found, _ in shown), known.count(False)


def _leaks(found: RowQuerySet[StatementFinding], messages: int) -> tuple[OfLeak, ...]:
    """Return what leaked, most first. A message that airs two things counts for both, and once for each."""
    pairs = set(found.filter(label__in=(Label.INTERNAL_PROBLEM, Label.BLAME)).values_list("statement", "label", "rule"))
    where: dict[Leak, set[UUID]] = {}
    rules: dict[Leak, set[str]] = {}
    for statement, label, rule in pairs:
        leak = leak_of(label, rule)
        if leak is not None:
            where.setdefault(leak, set()).add(statement)
            rules.setdefault(leak, set()).add(rule)
    leaks = [
        OfLeak(leak, Share(len(where[leak]), messages), tuple(sorted(rules[leak]))) for leak in Leak if leak in where
    ]
    return tuple(sorted(leaks, key=lambda each: -each.share.count))


def _pitching(by: Actor, before: Span, found: RowQuerySet[StatementFinding], messages: int) -> Change | None:
    """Return how selling moved; None where too few people wrote in the span before."""
    earlier = _looked_at(by, before)
    base = earlier.aggregate(messages=Count("id"), writers=Count("by", distinct=True))
    if base["writers"] < FEWEST_WRITERS:
        return None
    sold = StatementFinding.objects.of(by.tenant_id).filter(label=Label.HARD_SELL)
    was = sold.filter(statement__in=earlier.values("id")).aggregate(count=Count("statement", distinct=True))["count"]
    now = found.filter(label=Label.HARD_SELL).aggregate(count=Count("statement", distinct=True))["count"]
    return change_between(Share(now, messages), Share(was, base["messages"]))


def _chosen(
    rows: RowQuerySet[StatementFinding], label: str, rule: str, leak: Leak | None
) -> RowQuerySet[StatementFinding]:
    if leak is not None:
        pairs = rows.order_by().values_list("label", "rule").distinct()
        rows = rows.filter(rule__in=[of for label_of, of in pairs if leak_of(label_of, of) is leak])
    if label:
        rows = rows.filter(label=label)
    return rows.filter(rule=rule) if rule else rows


def _page(by: Actor, rows: RowQuerySet[Statement], skip: int, most: int, *, is_team: bool) -> MessagesPage:
    found = list(rows.order_by("-at", "-id")[skip : skip + most + 1])
    shown = found[:most]
    marks: dict[UUID, list[Mark]] = {}
    all_marks = StatementFinding.objects.of(by.tenant_id).filter(statement_id__in=[row.id for row in shown])
    for mark in all_marks.order_by("start", "id"):
        marks.setdefault(mark.statement_id, []).append(
            Mark(Label(mark.label), mark.rule, mark.start, mark.end, FindingEnd(mark.how), mark.why)
        )
    return MessagesPage(
        tuple(_message(row, tuple(marks.get(row.id, ())), is_team=is_team) for row in shown),
        has_more=len(found) > most,
        is_shown=True,
    )


def _message(row: Statement, marks: tuple[Mark, ...], *, is_team: bool) -> Message:
    if is_team:
        return Message(row.id, row.at, Channel(row.channel), _nameless(row.words, row.by_name, row.with_whom), marks)
    return Message(row.id, row.at, Channel(row.channel), row.words, marks, row.customer_id, row.with_whom)


def _nameless(words: str, *names: str) -> str:
    """Return words without the names in them, as long as before: marks stay where they are."""
    said = {each for name in names for each in re.findall(r"\w{2,}", name) if each[0].isupper()} - {"The", "Of", "And"}
    if not said:
        return words
    known = "|".join(sorted(map(re.escape, said), key=len, reverse=True))
    return re.sub(rf"\b(?:{known})\b", lambda name: "•" * len(name.group()), words)
