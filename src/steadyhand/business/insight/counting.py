"""Which call facts does each count count? The same conditions make the tallies and find the rows behind a number."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from django.db.models import Aggregate, Count, F, FloatField, IntegerField, Q, Sum, Value
from django.db.models.functions import Coalesce

from steadyhand.business.calls.callbacks.rules import SCHEDULED, Basis, Verdict
from steadyhand.business.calls.rules import CallType
from steadyhand.business.insight.reckoning.judging import LeftOut
from steadyhand.business.insight.reckoning.times import Gap

CALLBACKS = (Verdict.CALLBACK, Verdict.EARLY_LIFE, Verdict.AFTER_MAINTENANCE)
# A call told twice counts once, so one taken while another was open is none of these.
JUDGED = (Verdict.FIRST, Verdict.ORIGINAL, *CALLBACKS)


@dataclass(frozen=True, slots=True)
class Condition:
    """Which facts: those with one of these values in a column that has an index, as far as the rest holds too.

    Without a column the rows are common enough to be met by walking through the period.
    """

    column: str = ""
    values: tuple[Any, ...] = ()
    rest: Q = field(default_factory=Q)

    @property
    def q(self) -> Q:
        return Q(**{f"{self.column}__in": self.values}) & self.rest if self.column else self.rest

    def apart(self) -> list["Condition"]:
        """Return a condition for each value: asked for several at once, SQLite sorts all rows there ever were."""
        if not self.column:
            return [self]
        return [replace(self, values=(value,)) for value in self.values]


def _counted(rest: Q | None = None) -> Condition:
    return Condition("verdict", JUDGED, rest or Q())


def _of(*verdicts: Verdict) -> Condition:
    return Condition("verdict", verdicts)


def _phone(*words: str) -> Condition:
    return Condition("phone", words)


def _term(*answers: bool) -> Condition:
    return Condition("is_in_term", answers)


def _where(rest: Q | None = None, **facts: Any) -> Condition:
    return Condition(rest=(rest or Q()) & Q(**facts))


COUNTS: Mapping[str, Condition] = MappingProxyType({
    "calls": _where(),
    "cancelled": _where(is_cancelled=True),
    "corrective": _where(call_type=CallType.CORRECTIVE, is_cancelled=False),
    # --- callbacks: corrective calls that the machine caused
    "counted": _counted(),
    "first": _of(Verdict.FIRST),
    "original": _of(Verdict.ORIGINAL),
    "callbacks": _of(Verdict.CALLBACK),
    "early_life": _of(Verdict.EARLY_LIFE),
    "after_maintenance": _of(Verdict.AFTER_MAINTENANCE),
    "still_open": _of(Verdict.STILL_OPEN),
    "not_by_machine": _where(left_out=LeftOut.CAUSE),
    "machine_unknown": _where(left_out=LeftOut.NO_MACHINE),
    "time_unknown": _where(left_out=LeftOut.TIME),
    "on_days": _counted(Q(basis=Basis.DAYS)),
    # --- the trade's
    "trade_originals": _of(Verdict.FIRST, Verdict.ORIGINAL),
    "trade_callbacks": _of(*CALLBACKS),
    "trade_scheduled": _where(call_type__in=sorted(SCHEDULED), is_cancelled=False),
    # --- the work
    "fixed_known": _where(is_fixed_first__isnull=False),
    "fixed_first": _where(is_fixed_first=True),
    "effective_known": _counted(Q(is_fixed_first__isnull=False)),
    "effective": _counted(Q(is_fixed_first=True, came_back=False)),
    "visited": _counted(Q(visits_over__gt=0)),
    "held": _counted(Q(is_held=True)),
    "runs": _counted(Q(pages_since__isnull=False)),
    "with_visits": _where(visits_over__gt=0),
    "all_visits_done": _where(visits_over__gt=0, visits_done=F("visits_over")),
    # --- the waiting
    "response_known": _where(response_minutes__isnull=False),
    "response_unknown": _where(~Q(response_gap__in=("", Gap.NOT_YET)), response_minutes__isnull=True),
    "downtime_known": _where(downtime_minutes__isnull=False),
    "downtime_unknown": _where(~Q(downtime_gap__in=("", Gap.NOT_YET)), downtime_minutes__isnull=True),
    "term_known": _term(True, False),
    "term_kept": _term(True),
    # --- the phone
    "phone_tried": _phone("tried", "fixed", "held", "not_held"),
    "phone_fixed": _phone("fixed", "held", "not_held"),
    "phone_checked": _phone("held", "not_held"),
    "phone_held": _phone("held"),
})  # fmt: skip

# name: what is added up, over which facts
SUMS: Mapping[str, tuple[str, Condition]] = MappingProxyType({
    "chance": ("chance", _counted()),
    "chance_memoryless": ("chance_memoryless", _counted()),
    "run_pages": ("pages_since", _counted()),
    "visits_over": ("visits_over", _where()),
    "visits_done": ("visits_done", _where()),
})  # fmt: skip

WHOLE = frozenset(("run_pages", "visits_over", "visits_done"))


def aggregates(names: Collection[str] | None = None) -> dict[str, Aggregate | Coalesce]:
    """Return the aggregates that make counts and sums, all or those named."""
    found: dict[str, Aggregate | Coalesce] = {}
    for name, condition in COUNTS.items():
        if names is None or name in names:
            found[f"n_{name}"] = Count("pk", filter=condition.q) if condition.q else Count("pk")
    for name, (column, condition) in SUMS.items():
        if names is None or name in names:
            kind: Any = IntegerField() if name in WHOLE else FloatField()
            found[f"n_{name}"] = Coalesce(Sum(column, filter=condition.q or None), Value(0), output_field=kind)
    return found
