"""When was a kind's model last fitted?"""

from datetime import datetime
from uuid import UUID

from django.db.models import Max

from steadyhand.business.promises.models import FittedModel
from steadyhand.business.promises.rules import PromiseKind


def last_fitted(tenant_id: UUID) -> dict[PromiseKind, datetime]:
    """Return when each kind's newest model was fitted, whatever became of it. One query."""
    rows = FittedModel.objects.of(tenant_id).order_by("kind").values_list("kind").annotate(newest=Max("fitted_at"))
    return {PromiseKind(kind): newest for kind, newest in rows}
