"""How did it go, as customers say: by branch, how many were asked, answered, and were content; and every answer."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from steadyhand.business.calls.models import Call
from steadyhand.business.calls.rules import CallState
from steadyhand.business.conversations.models import SurveyAnswer
from steadyhand.business.conversations.surveys.rules import GOOD_FROM, WordKept, Works
from steadyhand.business.dealership.models import Branch
from steadyhand.shared.actor import Actor
from steadyhand.shared.models import Link
from steadyhand.shared.rows import RowQuerySet
from steadyhand.shared.uncertain import Interval, of_share

A_PAGE = 25


@dataclass(frozen=True, slots=True)
class Counted:
    """Of calls closed in a span: whom the page was given, who answered, and what they said."""

    branch_id: UUID
    branch: str
    asked: int
    answered: int
    content: int
    works: int
    word_kept: int

    @property
    def content_share(self) -> Interval | None:
        return of_share(self.content, self.answered)


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One answer, with whose it is and what follows from it."""

    id: UUID
    call_id: UUID
    call: str
    customer: str
    customer_id: UUID | None
    branch: str
    works: Works
    word_kept: WordKept
    score: int
    words: str
    answered_at: datetime
    changed_at: datetime | None
    followup_id: UUID | None
    is_followup_open: bool


def satisfaction(by: Actor, *, purpose: str, since: datetime, until: datetime) -> tuple[Counted, ...]:
    """Return the counts of each branch that the actor sees, by name. Three queries.

    `purpose` is that of links to customers' pages: whoever was given none was never asked.
    """
    calls = Call.objects.visible_to(by).filter(state=CallState.CLOSED, closed_at__gte=since, closed_at__lt=until)
    given = Link.objects.of(by.tenant_id).filter(purpose=purpose).values("about_id")
    asked = dict(calls.filter(id__in=given).values_list("branch_id").order_by("branch_id").annotate(Count("id")))
    found = _of(by, since=since, until=until).values("call__branch_id").order_by("call__branch_id")
    tallied = found.annotate(
        answered=Count("id"),
        content=Count("id", filter=Q(score__gte=GOOD_FROM)),
        working=Count("id", filter=Q(works=Works.YES)),
        kept=Count("id", filter=Q(word_kept=WordKept.YES)),
    ).values_list("call__branch_id", "answered", "content", "working", "kept")
    answers = {row[0]: (row[1], row[2], row[3], row[4]) for row in tallied}
    names = Branch.objects.of(by.tenant_id).filter(id__in={*asked, *answers}).order_by("name", "id")
    return tuple(
        _counted(branch_id, name, asked.get(branch_id, 0), answers.get(branch_id, (0, 0, 0, 0)))
        for branch_id, name in names.values_list("id", "name")
    )


def _counted(branch_id: UUID, branch: str, asked: int, counts: tuple[int, int, int, int]) -> Counted:
    answered, content, works, word_kept = counts
    return Counted(
        branch_id=branch_id,
        branch=branch,
        # Whoever answered was asked, although their link may have been thrown away since.
        asked=max(asked, answered),
        answered=answered,
        content=content,
        works=works,
        word_kept=word_kept,
    )


def answer_rows(
    by: Actor,
    *,
    since: datetime,
    until: datetime,
    branch_id: UUID | None = None,
    is_poor: bool = False,
    start: int = 0,
) -> tuple[tuple[AnswerRow, ...], bool]:
    """Return a page of the answers behind the counts, newest first, and whether there are more. One query."""
    rows = _of(by, since=since, until=until)
    if branch_id is not None:
        rows = rows.filter(call__branch_id=branch_id)
    if is_poor:
        rows = rows.filter(followup__isnull=False)
    found = list(
        rows.select_related("call__customer", "call__branch", "followup").order_by("-answered_at", "-id")[
            start : start + A_PAGE + 1
        ]
    )
    return tuple(_row(each) for each in found[:A_PAGE]), len(found) > A_PAGE


def _of(by: Actor, *, since: datetime, until: datetime) -> RowQuerySet[SurveyAnswer]:
    return SurveyAnswer.objects.visible_to(by).filter(call__closed_at__gte=since, call__closed_at__lt=until)


def _row(row: SurveyAnswer) -> AnswerRow:
    call = row.call
    return AnswerRow(
        id=row.id,
        call_id=call.id,
        call=call.ref,
        customer=call.customer.name if call.customer else "",
        customer_id=call.customer_id,
        branch=call.branch.name,
        works=Works(row.works),
        word_kept=WordKept(row.word_kept),
        score=row.score,
        words=row.words,
        answered_at=row.answered_at,
        changed_at=row.changed_at,
        followup_id=row.followup_id,
        is_followup_open=row.followup is not None and row.followup.state != "ended",
    )
