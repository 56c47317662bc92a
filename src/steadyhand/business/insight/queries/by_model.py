"""How do the models do, beside their norms and chance floors? And which machines come back most?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, Sum

from steadyhand.business.insight.figures import Figure, figure_of, together
from steadyhand.business.insight.metrics import METRICS
from steadyhand.business.insight.models import MachineRuns, ModelNorm, ModelTally, NormVersion
from steadyhand.business.insight.periods import Period
from steadyhand.business.machines.models import MachineModel
from steadyhand.shared.actor import Actor
from steadyhand.shared.rows import RowQuerySet

_COUNTS = (
    "counted", "callbacks", "chance", "chance_memoryless", "early_life", "after_maintenance", "fixed_known",
    "fixed_first", "visited", "held", "runs", "run_pages",
)  # fmt: skip
PAGE = 50


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the norms."""

    number: int
    made_at: datetime
    counts_from: datetime | None
    because: str
    share: float
    memoryless: float
    intervals: int


@dataclass(frozen=True, slots=True)
class NormOf:
    """A model's norm in a version. A fitted floor is None where too few runs are known."""

    mean_pages: float | None
    mean_days: float | None
    intervals: int
    intervals_in_pages: int
    fitted_in_pages: float | None
    fitted_in_days: float | None


@dataclass(frozen=True, slots=True)
class ModelLine:
    """A model in a period."""

    model_id: UUID | None
    model: str
    family: str
    callbacks: Figure
    first_time_fix: Figure
    held: Figure
    pages_between: Figure
    early_life: int
    after_maintenance: int
    norm: NormOf | None


@dataclass(frozen=True, slots=True)
class MachineLine:
    """A machine that called, over its whole record."""

    row_id: UUID
    machine_id: UUID
    machine: str
    serial: str
    customer: str
    customer_id: UUID
    calls: int
    callbacks: int
    runs: int
    pages_between: float | None
    usual_pages: float | None
    last_taken_at: datetime


@dataclass(frozen=True, slots=True)
class MachinePlace:
    callbacks: int
    id: UUID


@dataclass(frozen=True, slots=True)
class MachinesPage:
    machines: tuple[MachineLine, ...]
    next: MachinePlace | None
    previous: MachinePlace | None


def versions_of(by: Actor, *, most: int = 24) -> tuple[Version, ...]:
    """Return the versions of the norms, newest first."""
    rows = NormVersion.objects.of(by.tenant_id).order_by("-number")[:most]
    return tuple(
        Version(
            number=row.number,
            made_at=row.made_at,
            counts_from=row.counts_from,
            because=row.because,
            share=float(row.share),
            memoryless=row.memoryless_share,
            intervals=row.intervals,
        )
        for row in rows
    )


def models_in(
    by: Actor, period: Period, *, branch_id: UUID | None = None, version: int | None = None
) -> tuple[ModelLine, ...]:
    """Return every model that was called about, those above their floor first. Three queries.

    `version`: whose norms stand beside; the newest if none is given.
    """
    rows = ModelTally.objects.visible_to(by).filter(month_on__gte=period.starts_on, month_on__lt=period.until_on)
    if branch_id is not None:
        rows = rows.filter(branch_id=branch_id)
    sums = rows.values("model_id").annotate(**{f"n_{name}": Sum(name) for name in _COUNTS}).order_by("model_id")
    tallied: list[dict[str, Any]] = [dict(row) for row in sums]
    norms = _norms(by, version)
    named = MachineModel.objects.of(by.tenant_id).filter(id__in=[row["model_id"] for row in tallied if row["model_id"]])
    names = {row.id: (str(row), row.family) for row in named}
    lines = [_line(row, *names.get(row["model_id"], ("unknown model", "")), norms) for row in tallied]
    return tuple(sorted(lines, key=lambda line: (-_above(line), line.model)))


def machines_page(
    by: Actor,
    *,
    branch_id: UUID | None = None,
    model_id: UUID | None = None,
    after: MachinePlace | None = None,
    before: MachinePlace | None = None,
) -> MachinesPage:
    """Return machines, those that came back most often first, by key. Two queries, one more for each further branch.

    A machine that has gone to another branch since it was reckoned stands on neither's page until it is again.
    """
    questions = _machines_of(by, branch_id, model_id)
    if before is not None:
        later = Q(callbacks__gte=before.callbacks) & ~Q(callbacks=before.callbacks, id__lte=before.id)
        found = _first(rows.filter(later).order_by("callbacks", "id") for rows in questions)
        shown, has_previous, has_next = found[:PAGE][::-1], len(found) > PAGE, True
    else:
        if after is not None:
            earlier = Q(callbacks__lte=after.callbacks) & ~Q(callbacks=after.callbacks, id__gte=after.id)
            questions = [rows.filter(earlier) for rows in questions]
        found = _first((rows.order_by("-callbacks", "-id") for rows in questions), is_backwards=True)
        shown, has_previous, has_next = found[:PAGE], after is not None, len(found) > PAGE
    norms = _norms(by, None) if shown else {}
    return MachinesPage(
        machines=tuple(
            _machine(row, norms.get(row.machine.model_id))
            for row in shown
            if row.branch_id == row.machine.customer.branch_id
        ),
        next=MachinePlace(shown[-1].callbacks, shown[-1].id) if shown and has_next else None,
        previous=MachinePlace(shown[0].callbacks, shown[0].id) if shown and has_previous else None,
    )


def _machines_of(by: Actor, branch_id: UUID | None, model_id: UUID | None) -> list[RowQuerySet[MachineRuns]]:
    """Return one question for each stretch of an index that the rows can lie in: of several branches, one each."""
    rows = MachineRuns.objects.visible_to(by).filter(calls__gt=0).select_related("machine__model", "machine__customer")
    if model_id is not None:
        rows = rows.filter(model_id=model_id)
    branch_ids = by.branch_ids if branch_id is None else (branch_id,)
    return [rows] if branch_ids is None else [rows.filter(branch_id=each) for each in sorted(branch_ids)]


def _first(questions: Iterable[RowQuerySet[MachineRuns]], *, is_backwards: bool = False) -> list[MachineRuns]:
    found = [row for rows in questions for row in rows[: PAGE + 1]]
    return sorted(found, key=lambda row: (row.callbacks, row.id), reverse=is_backwards)[: PAGE + 1]


def _norms(by: Actor, version: int | None) -> dict[UUID | None, NormOf]:
    versions = NormVersion.objects.of(by.tenant_id)
    chosen = versions.filter(number=version) if version is not None else versions.order_by("-number")[:1]
    return {
        row.model_id: NormOf(
            mean_pages=row.mean_pages,
            mean_days=row.mean_days,
            intervals=row.intervals,
            intervals_in_pages=row.intervals_in_pages,
            fitted_in_pages=row.fitted_in_pages,
            fitted_in_days=row.fitted_in_days,
        )
        for row in ModelNorm.objects.of(by.tenant_id).filter(version_id__in=list(chosen.values_list("id", flat=True)))
    }


def _line(row: dict[str, Any], model: str, family: str, norms: dict[UUID | None, NormOf]) -> ModelLine:
    counts = {name: row[f"n_{name}"] or 0 for name in _COUNTS}
    tallied = together([(counts, {}, {})])
    figures = {key: figure_of(METRICS[key], tallied) for key in _KEYS}
    return ModelLine(
        model_id=row["model_id"],
        model=model,
        family=family,
        callbacks=figures["callbacks"],
        first_time_fix=figures["first-time-fix"],
        held=figures["held-for-parts"],
        pages_between=figures["pages-between-calls"],
        early_life=counts["early_life"],
        after_maintenance=counts["after_maintenance"],
        norm=norms.get(row["model_id"]),
    )


def _above(line: ModelLine) -> float:
    """Return by how much a model is above its floor beyond doubt; models of which nothing is sure come last."""
    figure = line.callbacks
    if figure.interval is None or figure.floor is None:
        return -1.0
    return figure.interval.low - figure.floor


def _machine(row: MachineRuns, norm: NormOf | None) -> MachineLine:
    machine = row.machine
    return MachineLine(
        row_id=row.id,
        machine_id=machine.id,
        machine=str(machine.model) if machine.model else "machine of an unknown model",
        serial=machine.serial or machine.ref,
        customer=machine.customer.name,
        customer_id=machine.customer_id,
        calls=row.calls,
        callbacks=row.callbacks,
        runs=row.runs,
        pages_between=row.run_pages / row.runs if row.runs else None,
        usual_pages=norm.mean_pages if norm else None,
        last_taken_at=row.last_taken_at,
    )


_KEYS = ("callbacks", "first-time-fix", "held-for-parts", "pages-between-calls")
