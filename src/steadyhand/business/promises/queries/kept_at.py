"""How often was a time kept that customers were promised? By customer, of what is over."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from steadyhand.business.promises.models import Promise
from steadyhand.business.promises.rules import PromiseState
from steadyhand.shared.actor import Actor


def kept_at(by: Actor, customer_ids: Collection[UUID], *, since: datetime) -> dict[UUID, tuple[int, int]]:
    """Return of these customers how many promises were kept, of how many that were due since; whoever gave them.

    Those without any are left out. One query.
    """
    over = Promise.objects.visible_to(by).filter(
        customer_id__in=customer_ids, by_at__gte=since, state__in=(PromiseState.KEPT, PromiseState.MISSED)
    )
    counted = over.values_list("customer_id").annotate(
        kept=Count("id", filter=Q(state=PromiseState.KEPT)), of=Count("id")
    )
    return {customer_id: (kept, of) for customer_id, kept, of in counted.order_by("customer_id")}
