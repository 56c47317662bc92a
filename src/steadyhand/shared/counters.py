"""What is the next human number? Counted per dealership in the same transaction, without a database sequence."""

from uuid import UUID

from django.db import transaction
from django.db.models import F

from steadyhand.shared.models import Counter


@transaction.atomic
def next_number(tenant_id: UUID, name: str, *, start: int = 1) -> int:
    """Return the next number under this name. Two callers never get the same one: the row is locked by its update."""
    Counter.objects.bulk_create(
        [Counter(tenant_id=tenant_id, name=name, last=start - 1)],
        ignore_conflicts=True,
    )
    mine = Counter.objects.filter(tenant_id=tenant_id, name=name)
    mine.update(last=F("last") + 1)
    return mine.values_list("last", flat=True).get()
