"""Months whose call facts have changed are counted anew."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Sum

from steadyhand.business.insight.counting import aggregates
from steadyhand.business.insight.models import CallFact, ModelTally, MonthTally, StaleMonth, TermAverage
from steadyhand.business.insight.waits import step_of
from steadyhand.shared.actor import Actor

QUARTER_MONTHS = 3
_MODEL_COUNTS = (
    "counted", "callbacks", "chance", "chance_memoryless", "early_life", "after_maintenance", "fixed_known",
    "fixed_first", "visited", "held", "runs", "run_pages",
)  # fmt: skip
Steps = dict[str, int]


def tally_stale_months(*, by: Actor) -> int:
    """Count the stale months of a dealership anew; return how many there were."""
    stale = list(StaleMonth.objects.of(by.tenant_id).order_by("month_on").values_list("month_on", "mark"))
    for month_on, mark in stale:
        _tally(by, month_on, mark)
    for quarter_on in sorted({_quarter(month_on) for month_on, _ in stale}):
        _average(by, quarter_on)
    return len(stale)


def _tally(by: Actor, month_on: date, mark: UUID) -> None:
    """Count first, which takes long and locks nothing, then put the new rows in the old ones' place."""
    facts = CallFact.objects.of(by.tenant_id).filter(month_on=month_on)
    branches: list[dict[str, Any]] = [
        dict(row) for row in facts.values("branch_id").annotate(**aggregates()).order_by("branch_id")
    ]
    waits = {name: _steps(by, month_on, name) for name in ("response", "downtime")}
    months = [
        MonthTally(
            tenant_id=by.tenant_id,
            month_on=month_on,
            branch_id=branch_id,
            counts=counts,
            **{name: steps.get(branch_id, {}) for name, steps in waits.items()},
        )
        for branch_id, counts in _with_the_whole(branches)
    ]
    grouped = facts.values("branch_id", "model_id").annotate(**aggregates(_MODEL_COUNTS))
    by_model: list[dict[str, Any]] = [dict(row) for row in grouped.order_by("branch_id", "model_id")]
    models = [
        ModelTally(
            tenant_id=by.tenant_id,
            month_on=month_on,
            branch_id=row["branch_id"],
            model_id=row["model_id"],
            **{name: row[f"n_{name}"] for name in _MODEL_COUNTS},
        )
        for row in by_model
        if row["n_counted"] or row["n_fixed_known"]
    ]
    with transaction.atomic():
        MonthTally.objects.of(by.tenant_id).filter(month_on=month_on).delete()
        ModelTally.objects.of(by.tenant_id).filter(month_on=month_on).delete()
        MonthTally.objects.bulk_create(months)
        ModelTally.objects.bulk_create(models)
        # Marked again meanwhile: then another mark stands there, and the month is counted once more.
        StaleMonth.objects.of(by.tenant_id).filter(month_on=month_on, mark=mark).delete()


def _with_the_whole(branches: list[dict[str, Any]]) -> Iterable[tuple[UUID | None, dict[str, Any]]]:
    """Yield each branch's counts, and under None those of all of them together."""
    whole: dict[str, Any] = {}
    for row in branches:
        counts = {name.removeprefix("n_"): value for name, value in row.items() if name != "branch_id"}
        whole = {name: whole.get(name, 0) + value for name, value in counts.items()}
        yield row["branch_id"], counts
    if branches:
        yield None, whole


def _steps(by: Actor, month_on: date, name: str) -> dict[UUID | None, Steps]:
    """Return how often each waiting time occurred, by branch and (under None) in all."""
    column = f"{name}_minutes"
    rows = CallFact.objects.of(by.tenant_id).filter(month_on=month_on, **{f"{column}__isnull": False})
    found: dict[UUID | None, Steps] = {}
    counted = rows.values("branch_id", column).annotate(count=Count("pk")).order_by()
    for branch_id, minutes, count in counted.values_list("branch_id", column, "count"):
        step = str(step_of(minutes))
        for key in (branch_id, None):
            steps = found.setdefault(key, {})
            steps[step] = steps.get(step, 0) + count
    return {key: dict(sorted(steps.items(), key=lambda item: int(item[0]))) for key, steps in found.items()}


def _average(by: Actor, quarter_on: date) -> None:
    """Work out the averages of a quarter, where contracts ask for one."""
    until = _quarter(quarter_on + timedelta(days=31 * QUARTER_MONTHS))
    rows = CallFact.objects.of(by.tenant_id).filter(
        month_on__gte=quarter_on, month_on__lt=until, is_term_average=True, response_minutes__isnull=False
    )
    grouped = rows.values("branch_id", "segment", "term_minutes").annotate(
        calls=Count("pk"), minutes=Sum("response_minutes")
    )
    found: dict[tuple[UUID | None, str, int], tuple[int, int]] = {}
    each: list[dict[str, Any]] = [dict(row) for row in grouped.order_by()]
    for row in each:
        for branch_id in (row["branch_id"], None):
            key = (branch_id, row["segment"], row["term_minutes"])
            calls, minutes = found.get(key, (0, 0))
            found[key] = (calls + row["calls"], minutes + row["minutes"])
    with transaction.atomic():
        TermAverage.objects.of(by.tenant_id).filter(quarter_on=quarter_on).delete()
        TermAverage.objects.bulk_create(
            TermAverage(
                tenant_id=by.tenant_id,
                quarter_on=quarter_on,
                branch_id=branch_id,
                segment=segment,
                term_minutes=term,
                calls=calls,
                response_minutes=minutes,
            )
            for (branch_id, segment, term), (calls, minutes) in found.items()
        )


def _quarter(on: date) -> date:
    return on.replace(month=on.month - (on.month - 1) % QUARTER_MONTHS, day=1)
