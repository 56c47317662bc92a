"""Which promises were due in a time, counted by kind, segment, month, branch or cause? One query each."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, F, FloatField, Q, QuerySet
from django.db.models.functions import Round, TruncMonth

from steadyhand.business.insight.kept.tally import COUNTED, Bin, Tally, binned, median
from steadyhand.business.promises.models import FittedModel, Promise
from steadyhand.business.promises.rules import Cause, ModelState, PromiseKind, PromiseState
from steadyhand.shared.actor import Actor
from steadyhand.shared.rows import RowQuerySet

JUDGED = (PromiseState.KEPT, PromiseState.MISSED)
ENDED = (*JUDGED, PromiseState.RENEGOTIATED, PromiseState.WITHDRAWN)
# Of more misses than these the median doesn't move any more.
MOST_LEADS = 20_000
_KEPT, _MISSED = Q(state=PromiseState.KEPT), Q(state=PromiseState.MISSED)
_FIRST = Q(instead_of__isnull=True)
_COUNTS = {
    "kept": _KEPT,
    "missed": _MISSED,
    "renegotiated": Q(state=PromiseState.RENEGOTIATED),
    "withdrawn": Q(state=PromiseState.WITHDRAWN),
    # More of the promised time was left than had gone by.
    "early": _KEPT & Q(left__gt=F("gone")),
    "announced": _MISSED & Q(told_early_at__lte=F("by_at")),
    "sooner_kept": _KEPT & Q(is_sooner=True),
    "sooner_missed": _MISSED & Q(is_sooner=True),
    "first_kept": _KEPT & _FIRST,
    "first_due": _FIRST & Q(state__in=(*JUDGED, PromiseState.RENEGOTIATED)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohort:
    """What was promised for a time, of a branch, a kind or a person's where one is chosen."""

    since: datetime
    until: datetime
    branch_id: UUID | None = None
    kind: PromiseKind | None = None
    given_by_id: UUID | None = None

    def by_now(self, now: datetime) -> "Cohort":
        """Return what was due of it by now: who was early must not be counted before those who may still be late."""
        return replace(self, until=min(self.until, now))


def promised_for(by: Actor, cohort: Cohort) -> RowQuerySet[Promise]:
    """Return the promises of a cohort that have ended."""
    rows = Promise.objects.visible_to(by).filter(by_at__gte=cohort.since, by_at__lt=cohort.until, state__in=ENDED)
    if cohort.branch_id is not None:
        rows = rows.filter(branch_id=cohort.branch_id)
    if cohort.kind is not None:
        rows = rows.filter(kind=cohort.kind)
    return rows if cohort.given_by_id is None else rows.filter(given_by_id=cohort.given_by_id)


def tally_of(by: Actor, cohort: Cohort) -> Tally:
    """Return a cohort, counted. One query."""
    found = _with_times(promised_for(by, cohort)).aggregate(**_counts())
    return Tally(**{name: found[name] for name in COUNTED})


def by_kind(by: Actor, cohort: Cohort) -> dict[PromiseKind, Tally]:
    return {PromiseKind(str(key)): tally for key, tally in _grouped(by, cohort, "kind").items()}


def by_segment(by: Actor, cohort: Cohort) -> dict[str, Tally]:
    """Return a cohort by what the engine holds to be alike."""
    return {str(key): tally for key, tally in _grouped(by, cohort, "segment").items()}


def by_branch(by: Actor, cohort: Cohort) -> dict[UUID, Tally]:
    return {UUID(str(key)): tally for key, tally in _grouped(by, cohort, "branch_id").items()}


def by_month(by: Actor, cohort: Cohort, *, zone: str) -> dict[date, Tally]:
    """Return a cohort by the month of the promised day, by a clock, the first one first."""
    rows = promised_for(by, cohort).annotate(month=TruncMonth("by_at", tzinfo=ZoneInfo(zone)))
    found = _with_times(rows).order_by("month").values("month").annotate(**_counts())
    return {row["month"].date(): Tally(**{name: row[name] for name in COUNTED}) for row in found}


def causes_of(by: Actor, cohort: Cohort) -> tuple[tuple[Cause | None, int], ...]:
    """Return how often each cause was named for a miss, the most frequent first; None: not named yet. One query."""
    rows = promised_for(by, cohort).filter(state=PromiseState.MISSED)
    found = rows.order_by("cause").values_list("cause").annotate(Count("id"))
    named = [(Cause(cause) if cause else None, count) for cause, count in found]
    return tuple(sorted(named, key=lambda each: (each[0] is None, -each[1], str(each[0]))))


def lead_minutes(by: Actor, cohort: Cohort) -> float | None:
    """Return how long before the promised time half of those heard who were told early, in minutes. One query."""
    rows = promised_for(by, cohort).filter(told_early_at__lte=F("by_at"))
    rows = rows.filter(state__in=(PromiseState.MISSED, PromiseState.RENEGOTIATED))
    pairs = rows.order_by("-by_at").values_list("by_at", "told_early_at")[:MOST_LEADS]
    return median(sorted((by_at - told_at).total_seconds() / 60 for by_at, told_at in pairs if told_at))


def reliability_of(by: Actor, cohort: Cohort) -> tuple[Bin, ...]:
    """Return what was kept of promises by the odds at which they were given. One query."""
    rows = promised_for(by, cohort).filter(state__in=JUDGED, odds_share__isnull=False)
    # A thousandth is finer than any bin, and makes a thousand rows of a million. PostgreSQL rounds to whole numbers.
    rounded = rows.annotate(thousandths=Round(F("odds_share") * 1000.0, output_field=FloatField()))
    counted = (
        rounded.order_by("thousandths").values("thousandths").annotate(kept=Count("id", filter=_KEPT), due=Count("id"))
    )
    return binned((row["thousandths"] / 1000, row["kept"], row["due"]) for row in counted)


def still_open(by: Actor, cohort: Cohort) -> int:
    """Count what was promised for this time and hasn't ended."""
    rows = Promise.objects.visible_to(by).filter(by_at__gte=cohort.since, by_at__lt=cohort.until)
    rows = rows.filter(state__in=(PromiseState.OPEN, PromiseState.AT_RISK))
    return (rows if cohort.branch_id is None else rows.filter(branch_id=cohort.branch_id)).count()


@dataclass(frozen=True, slots=True)
class ModelInUse:
    """A fitted model: what answers since when and on what it rests, or what was fitted and held back."""

    id: UUID
    kind: PromiseKind
    state: ModelState
    fitted_at: datetime
    method: str
    closed_cases: int
    open_cases: int
    why: str


def models_of(by: Actor, *, most: int = 12) -> tuple[ModelInUse, ...]:
    """Return the models that answer now, then the newest others. Two queries."""
    rows = FittedModel.objects.of(by.tenant_id).order_by("kind", "-fitted_at")
    facts = ("id", "kind", "state", "fitted_at", "method", "closed_cases", "open_cases", "why")
    live = rows.filter(state=ModelState.LIVE).values_list(*facts)
    others = rows.exclude(state=ModelState.LIVE).order_by("-fitted_at").values_list(*facts)[:most]
    return tuple(ModelInUse(row[0], PromiseKind(row[1]), ModelState(row[2]), *row[3:]) for row in [*live, *others])


def _with_times(rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    timed: QuerySet[Any, Any] = rows.annotate(left=F("by_at") - F("happened_at"), gone=F("happened_at") - F("given_at"))
    return timed


def _counts() -> Mapping[str, Count]:
    return {name: Count("id", filter=which) for name, which in _COUNTS.items()}


def _grouped(by: Actor, cohort: Cohort, path: str) -> dict[object, Tally]:
    found = _with_times(promised_for(by, cohort)).order_by(path).values(path).annotate(**_counts())
    return {row[path]: Tally(**{name: row[name] for name in COUNTED}) for row in found}
