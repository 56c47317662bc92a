"""Which promises are behind a number, and which are open? A page at a time, by key, never by counting."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from steadyhand.business.insight.kept.reading import Cohort, promised_for
from steadyhand.business.promises.models import Promise
from steadyhand.business.promises.rules import Cause, PromiseKind, PromiseState
from steadyhand.shared.actor import Actor

PAGE = 50
# More than these nobody has on one page; the rest is due later.
MOST_OPEN = 200


class Which(StrEnum):
    """Which of a cohort."""

    ALL = "all"
    KEPT = "kept"
    MISSED = "missed"
    EARLY = "early"
    RENEGOTIATED = "renegotiated"
    WITHDRAWN = "withdrawn"
    ANNOUNCED = "announced"
    SOONER = "sooner"
    UNNAMED = "unnamed"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Which.ALL: "all of them",
    Which.KEPT: "kept",
    Which.MISSED: "missed",
    Which.EARLY: "kept with over half of the time left",
    Which.RENEGOTIATED: "another time was agreed",
    Which.WITHDRAWN: "the customer took it back",
    Which.ANNOUNCED: "missed, told before",
    Which.SOONER: "promised sooner than the odds allowed",
    Which.UNNAMED: "missed, cause not named yet",
}
_MISSED = Q(state=PromiseState.MISSED)
_CONDITIONS = {
    Which.ALL: Q(),
    Which.KEPT: Q(state=PromiseState.KEPT),
    Which.MISSED: _MISSED,
    Which.EARLY: Q(state=PromiseState.KEPT, left__gt=F("gone")),
    Which.RENEGOTIATED: Q(state=PromiseState.RENEGOTIATED),
    Which.WITHDRAWN: Q(state=PromiseState.WITHDRAWN),
    Which.ANNOUNCED: _MISSED & Q(told_early_at__lte=F("by_at")),
    Which.SOONER: Q(is_sooner=True, state__in=(PromiseState.KEPT, PromiseState.MISSED)),
    Which.UNNAMED: _MISSED & Q(cause=""),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which rows are wanted: of a cohort, by what became of them, by cause or segment where one is chosen."""

    cohort: Cohort
    which: Which = Which.ALL
    cause: Cause | None = None
    # As a promise keeps it; what begins with it counts too.
    segment: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page ends or begins: the keys of one row."""

    by_at: datetime
    id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseRow:
    """A promise in a list."""

    id: UUID
    kind: PromiseKind
    state: PromiseState
    said: str
    who: str
    call_id: UUID | None
    call: str
    given_by: str
    given_at: datetime
    by_at: datetime
    happened_at: datetime | None
    odds_share: float | None
    odds_now: float | None
    is_norm: bool
    is_sooner: bool
    because: str
    told_early_at: datetime | None
    cause: Cause | None

    @property
    def place(self) -> Place:
        return Place(self.by_at, self.id)


@dataclass(frozen=True, slots=True)
class RowsPage:
    """A page of rows, and where the next and the previous one begin."""

    rows: tuple[PromiseRow, ...]
    older: Place | None
    newer: Place | None


def rows_page(by: Actor, asked: Asked, *, before: Place | None = None, after: Place | None = None) -> RowsPage:
    """Return rows, the latest promised first: those before a place, or the nearest after it. One query."""
    rows = promised_for(by, asked.cohort).annotate(
        left=F("by_at") - F("happened_at"), gone=F("happened_at") - F("given_at")
    )
    rows = rows.filter(_CONDITIONS[asked.which])
    if asked.cause is not None:
        rows = rows.filter(state=PromiseState.MISSED, cause=asked.cause)
    if asked.segment:
        rows = rows.filter(segment=asked.segment)
    if after is not None:
        later = rows.filter(Q(by_at__gt=after.by_at) | Q(by_at=after.by_at, id__gt=after.id))
        found = _read(later.order_by("by_at", "id"))
        shown, has_newer, has_older = found[:PAGE][::-1], len(found) > PAGE, True
    else:
        if before is not None:
            rows = rows.filter(Q(by_at__lt=before.by_at) | Q(by_at=before.by_at, id__lt=before.id))
        found = _read(rows.order_by("-by_at", "-id"))
        shown, has_newer, has_older = found[:PAGE], before is not None, len(found) > PAGE
    return RowsPage(
        rows=tuple(shown),
        older=shown[-1].place if shown and has_older else None,
        newer=shown[0].place if shown and has_newer else None,
    )


def open_promises(by: Actor, *, branch_id: UUID | None = None) -> tuple[PromiseRow, ...]:
    """Return what is open: at risk first, then what is due first; at most two hundred. Two queries."""
    rows = Promise.objects.visible_to(by)
    if branch_id is not None:
        rows = rows.filter(branch_id=branch_id)
    at_risk, others = (
        rows.filter(state=state).order_by("by_at", "id") for state in (PromiseState.AT_RISK, PromiseState.OPEN)
    )
    found = _read(at_risk, most=MOST_OPEN)
    return (*found, *_read(others, most=MOST_OPEN - len(found))) if len(found) < MOST_OPEN else tuple(found)


def missed_and_unowned(by: Actor, *, since: datetime) -> tuple[PromiseRow, ...]:
    """Return the misses since a moment whose cause nobody has named, the newest first. One query."""
    rows = Promise.objects.visible_to(by).filter(state=PromiseState.MISSED, cause="", by_at__gte=since)
    return tuple(_read(rows.order_by("-by_at", "-id"), most=PAGE))


def _read(rows: QuerySet[Any, Any], *, most: int = PAGE + 1) -> list[PromiseRow]:
    return [
        PromiseRow(
            id=row.id,
            kind=PromiseKind(row.kind),
            state=PromiseState(row.state),
            said=row.said,
            who=row.customer.name if row.customer else row.to_whom,
            call_id=row.call_id,
            call=row.call.ref if row.call else "",
            given_by=row.given_by_name,
            given_at=row.given_at,
            by_at=row.by_at,
            happened_at=row.happened_at,
            odds_share=row.odds_share,
            odds_now=row.odds_now,
            is_norm=row.is_norm,
            is_sooner=row.is_sooner,
            because=row.at_risk_because or row.ended_because,
            told_early_at=row.told_early_at,
            cause=Cause(row.cause) if row.cause else None,
        )
        for row in rows.select_related("customer", "call")[:most]
    ]
