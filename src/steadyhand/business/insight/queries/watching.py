"""For how long after a repair would a machine's next call count as a callback? By its model's norm, in days."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from steadyhand.business.insight.models import ModelNorm, NormVersion
from steadyhand.business.machines.models import Machine
from steadyhand.shared.actor import Actor


def watched_for(by: Actor, machine_ids: Collection[UUID]) -> dict[UUID, timedelta]:
    """Return the limit of each machine whose model has a norm in the newest version. Two queries.

    Days, though the rule prefers pages: while somebody telephones nobody knows what the meter shows.
    """
    models = dict(Machine.objects.visible_to(by).filter(id__in=machine_ids).values_list("id", "model_id"))
    newest = NormVersion.objects.of(by.tenant_id).order_by("-number").values("id")[:1]
    norms = ModelNorm.objects.of(by.tenant_id).filter(
        version_id__in=newest, model_id__in={*models.values()} - {None}, mean_days__isnull=False
    )
    limits = {
        model_id: timedelta(days=float(share) * days)
        for model_id, share, days in norms.values_list("model_id", "version__share", "mean_days")
        if days is not None
    }
    return {machine_id: limits[model_id] for machine_id, model_id in models.items() if model_id in limits}
