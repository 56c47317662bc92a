"""A new version of the models' norms, from all that the dealership's machines have run between calls."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from math import exp
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.callbacks import norms as making
from steadyhand.business.calls.callbacks.chance import ChanceFloor
from steadyhand.business.calls.callbacks.rules import runs_between
from steadyhand.business.insight.models import ModelNorm, NormVersion
from steadyhand.business.insight.norms import norms_in_force
from steadyhand.business.insight.reading import RecordReader
from steadyhand.business.insight.reckoning.facts import NormSet
from steadyhand.business.insight.reckoning.judging import for_the_rule
from steadyhand.business.machines.upkeep.facts import machine_ids_after
from steadyhand.shared.actor import Actor

# Machines in one step: some hundred milliseconds of reading, some tens of writing.
CHUNK = 100
# Norms that moved less than this judge the same calls, but for a handful at the limit: ours.
MUCH_THE_SAME = 0.02


def make_norms(
    *, by: Actor, reader: RecordReader, share: Decimal, because: str, counts_from: datetime | None, now: datetime
) -> int:
    """Make a version from the whole record and return its number, or the newest one's if it would say the same.

    Reads everything and writes a row a model: at a million calls some minutes without a lock, then milliseconds.
    """
    maker = making.NormMaker()
    for machine_ids in chunks_of_machines(by, most=CHUNK):
        for machine in reader.machines_twice(machine_ids).machines:
            for _, interval in runs_between(for_the_rule(machine)):
                maker.add(interval)
    found = maker.norms(share=float(share))
    newest = norms_in_force(by.tenant_id).newest
    if newest is not None and newest.share == float(share) and is_much_the_same(newest.models, found):
        return newest.version
    return _keep(by, found, share=share, because=because, counts_from=counts_from, now=now).version


def chunks_of_machines(by: Actor, *, most: int, after: UUID | None = None) -> Iterator[list[UUID]]:
    """Yield all machines' ids in steps, in the order of ids."""
    while machine_ids := machine_ids_after(by, after, most=most):
        yield machine_ids
        after = machine_ids[-1]


def is_much_the_same(before: Mapping[str, making.ModelNorm], after: list[making.ModelNorm]) -> bool:
    """Tell whether every model's means are within two in a hundred of what they were, and no model is new."""
    return all(
        model.model in before
        and _is_near(before[model.model].norm.mean_pages, model.norm.mean_pages)
        and _is_near(before[model.model].norm.mean_days, model.norm.mean_days)
        for model in after
    )


def _is_near(before: float | None, after: float | None) -> bool:
    if before is None or after is None:
        return before is after
    return abs(after - before) <= MUCH_THE_SAME * before


@transaction.atomic
def _keep(
    by: Actor,
    found: list[making.ModelNorm],
    *,
    share: Decimal,
    because: str,
    counts_from: datetime | None,
    now: datetime,
) -> NormSet:
    last = NormVersion.objects.of(by.tenant_id).order_by("-number").values_list("number", flat=True).first()
    version = NormVersion.objects.create(
        tenant_id=by.tenant_id,
        number=(last or 0) + 1,
        made_at=now,
        counts_from=counts_from,
        because=because,
        share=share,
        # Of exponential runs with mean m a share of 1 − e^(−s) is shorter than s·m, whatever the model.
        memoryless_share=1.0 - exp(-float(share)),
        intervals=sum(model.intervals for model in found),
    )
    ModelNorm.objects.bulk_create([_row(by, version, model) for model in found])
    models = {model.model: model for model in found}
    return NormSet(version.number, float(share), version.memoryless_share, models)


def _row(by: Actor, version: NormVersion, model: making.ModelNorm) -> ModelNorm:
    in_pages, in_days = model.floor_in_pages, model.floor_in_days
    return ModelNorm(
        tenant_id=by.tenant_id,
        version=version,
        model_id=UUID(hex=model.model) if model.model else None,
        mean_pages=model.norm.mean_pages,
        mean_days=model.norm.mean_days,
        intervals=model.intervals,
        intervals_in_pages=model.intervals_in_pages,
        fitted_in_pages=_fitted(in_pages),
        shape_in_pages=in_pages.shape if in_pages else None,
        fitted_in_days=_fitted(in_days),
        shape_in_days=in_days.shape if in_days else None,
    )


def _fitted(floor: ChanceFloor | None) -> float | None:
    return floor.fitted if floor else None
