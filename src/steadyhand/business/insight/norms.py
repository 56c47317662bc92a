"""Which norms count for a call? The newest version that was made for all calls, or for those from its day on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from steadyhand.business.calls.callbacks import norms as making
from steadyhand.business.calls.callbacks.chance import ChanceFloor
from steadyhand.business.calls.callbacks.rules import Norm
from steadyhand.business.insight.models import ModelNorm, NormVersion
from steadyhand.business.insight.reckoning.facts import NormSet


@dataclass(frozen=True, slots=True)
class Dated:
    """A version, and from when on it counts; None: for all calls."""

    norms: NormSet
    counts_from: datetime | None


class VersionedNorms:
    """The versions that still count for some call, newest first."""

    def __init__(self, versions: Sequence[Dated]) -> None:
        self._versions = versions

    @property
    def newest(self) -> NormSet | None:
        return self._versions[0].norms if self._versions else None

    def for_call(self, taken_at: datetime) -> NormSet | None:
        """Return the version that counts for a call taken then; None before any was made."""
        for dated in self._versions:
            if dated.counts_from is None or dated.counts_from <= taken_at:
                return dated.norms
        return None


def norms_in_force(tenant_id: UUID) -> VersionedNorms:
    """Return the versions that count: back to the last one that was made for all calls. Two queries."""
    versions = []
    for version in NormVersion.objects.of(tenant_id).order_by("-number"):
        versions.append(version)
        if version.counts_from is None:
            break
    rows = ModelNorm.objects.of(tenant_id).filter(version_id__in=[version.id for version in versions])
    models: dict[UUID, dict[str, making.ModelNorm]] = {version.id: {} for version in versions}
    for row in rows:
        found = as_made(row)
        models[row.version_id][found.model] = found
    return VersionedNorms([
        Dated(
            NormSet(version.number, float(version.share), version.memoryless_share, models[version.id]),
            version.counts_from,
        )
        for version in versions
    ])  # fmt: skip


def as_made(row: ModelNorm) -> making.ModelNorm:
    """Return a kept norm as the rules want it."""
    return making.ModelNorm(
        model=row.model_id.hex if row.model_id else "",
        norm=Norm(row.mean_pages, row.mean_days),
        intervals=row.intervals,
        intervals_in_pages=row.intervals_in_pages,
        floor_in_pages=ChanceFloor(0.0, row.fitted_in_pages, row.shape_in_pages),
        floor_in_days=ChanceFloor(0.0, row.fitted_in_days, row.shape_in_days),
    )
