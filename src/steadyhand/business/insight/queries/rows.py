"""Which calls are behind a number, newest first, and why is each one among them?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from steadyhand.business.calls.callbacks.rules import Verdict
from steadyhand.business.calls.models import Call
from steadyhand.business.calls.queries.board import who_said
from steadyhand.business.calls.queries.call import machine_said
from steadyhand.business.calls.rules import CallType
from steadyhand.business.insight.counting import COUNTS, Condition
from steadyhand.business.insight.metrics import Metric
from steadyhand.business.insight.models import CallFact
from steadyhand.business.insight.why import Known
from steadyhand.shared.actor import Actor
from steadyhand.shared.rows import RowQuerySet

PAGE = 50
WHICH = ("top", "rest", "all")


@dataclass(frozen=True, slots=True)
class Asked:
    """Which rows are wanted: of a time, of a branch or model if one is chosen, on top or the rest or all."""

    since: datetime
    until: datetime
    which: str = "top"
    branch_id: UUID | None = None
    model_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page ends or begins: the keys of one row."""

    taken_at: datetime
    id: UUID


@dataclass(frozen=True, slots=True)
class FactRow:
    """A call behind a number, and what is known of it."""

    place: Place
    call_id: UUID
    number: str
    call_type: CallType
    who: str
    machine_id: UUID | None
    machine: str
    taken_at: datetime
    known: Known


@dataclass(frozen=True, slots=True)
class RowsPage:
    """A page of rows, and where the next and the previous one begin."""

    rows: tuple[FactRow, ...]
    older: Place | None
    newer: Place | None


def rows_page(
    by: Actor, metric: Metric, asked: Asked, *, before: Place | None = None, after: Place | None = None
) -> RowsPage:
    """Return rows newest first: those before a place, or the nearest after it, or the first page.

    By key, never by counting. A question for each value of an index, and one for the names of what rows come after.
    """
    questions = _questions(by, metric, asked)
    if after is not None:
        later = Q(taken_at__gte=after.taken_at) & ~Q(taken_at=after.taken_at, id__lte=after.id)
        found = _first([rows.filter(later).order_by("taken_at", "id") for rows in questions])
        shown = found[:PAGE][::-1]
        has_newer, has_older = len(found) > PAGE, True
    else:
        if before is not None:
            questions = [rows.filter(_earlier(before)) for rows in questions]
        found = _first([rows.order_by("-taken_at", "-id") for rows in questions], is_backwards=True)
        shown = found[:PAGE]
        has_newer, has_older = before is not None, len(found) > PAGE
    return RowsPage(
        rows=_named(by, shown),
        older=_place(shown[-1]) if shown and has_older else None,
        newer=_place(shown[0]) if shown and has_newer else None,
    )


def every_row(by: Actor, metric: Metric, asked: Asked) -> Iterator[FactRow]:
    """Yield all rows, newest first, a page at a time: for files, in constant memory."""
    page = rows_page(by, metric, asked)
    yield from page.rows
    while page.older is not None:
        page = rows_page(by, metric, asked, before=page.older)
        yield from page.rows


def _questions(by: Actor, metric: Metric, asked: Asked) -> list[RowQuerySet[CallFact]]:
    """Return one question for each stretch of an index that the rows can lie in."""
    rows = CallFact.objects.visible_to(by).filter(taken_at__gte=asked.since, taken_at__lt=asked.until)
    if asked.branch_id is not None:
        rows = rows.filter(branch_id=asked.branch_id)
    if asked.model_id is not None:
        rows = rows.filter(model_id=asked.model_id)
    top = [COUNTS[name] for name in metric.rows_on_top]
    of = [COUNTS[name] for name in metric.rows_of]
    wanted = {"top": top, "rest": of, "all": of}[asked.which]
    # What is both (CB is in EM + CB + SC) stands once.
    without = ~_any(top) if asked.which == "rest" else Q()
    asked_of = [condition for each in wanted for condition in each.apart()]
    return [rows.filter(condition.q, without) for condition in asked_of]


def _any(conditions: Sequence[Condition]) -> Q:
    found = Q()
    for condition in conditions:
        found |= condition.q
    return found


def _first(questions: list[RowQuerySet[CallFact]], *, is_backwards: bool = False) -> list[CallFact]:
    joined = ("call__customer", "call__machine__model")
    found = {row.id: row for rows in questions for row in rows.select_related(*joined)[: PAGE + 1]}
    return sorted(found.values(), key=lambda row: (row.taken_at, row.id), reverse=is_backwards)[: PAGE + 1]


def _earlier(place: Place) -> Q:
    return Q(taken_at__lte=place.taken_at) & ~Q(taken_at=place.taken_at, id__gte=place.id)


def _place(row: CallFact) -> Place:
    return Place(row.taken_at, row.id)


def _named(by: Actor, shown: Sequence[CallFact]) -> tuple[FactRow, ...]:
    after_ids = {row.after_id for row in shown if row.after_id}
    numbers = dict(Call.objects.visible_to(by).filter(id__in=after_ids).values_list("id", "ref"))
    return tuple(
        FactRow(
            place=_place(row),
            call_id=row.call_id,
            number=row.call.ref,
            call_type=CallType(row.call_type),
            who=who_said(row.call),
            machine_id=row.machine_id,
            machine=machine_said(row.call) or row.call.said_about_machine,
            taken_at=row.taken_at,
            known=known_of(row, after_number=numbers.get(row.after_id, "") if row.after_id else ""),
        )
        for row in shown
    )


def known_of(row: CallFact, *, after_number: str) -> Known:
    """Return what is known of a call, for words."""
    return Known(
        verdict=Verdict(row.verdict),
        left_out=row.left_out,
        after_number=after_number,
        basis=row.basis,
        ran=row.ran,
        limit=row.limit,
        version=row.version,
        chance=row.chance,
        came_back=row.came_back,
        pages_since=row.pages_since,
        is_fixed_first=row.is_fixed_first,
        is_held=row.is_held,
        visits_over=row.visits_over,
        visits_done=row.visits_done,
        response_minutes=row.response_minutes,
        response_gap=row.response_gap,
        downtime_minutes=row.downtime_minutes,
        downtime_gap=row.downtime_gap,
        term_minutes=row.term_minutes,
        is_in_term=row.is_in_term,
        phone=row.phone,
    )
