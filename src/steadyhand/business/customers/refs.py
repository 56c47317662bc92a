"""Which number does a row get that nobody numbered, and what if somebody else took a number a moment ago?"""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import IntegrityError, transaction

from steadyhand.business.customers.described import CannotKeep
from steadyhand.shared.counters import next_number
from steadyhand.shared.rows import ArrivingRow


def free_ref(model: type[ArrivingRow], tenant_id: UUID, *, prefix: str) -> str:
    """Return a number such as `C-12` that no row of this kind has; the dealership's own files may use the same form."""
    rows = model.objects
    while True:
        ref = f"{prefix}-{next_number(tenant_id, model._meta.model_name or prefix)}"
        if not rows.of(tenant_id).filter(ref=ref).exists():
            return ref


@contextmanager
def unless_taken(said: str) -> Iterator[None]:
    """Write a numbered row. Of two who give the same number at once the database lets one; the other is told.

    Raises:
        CannotKeep: the number, said as `Customer number C-12`, was taken meanwhile, perhaps by a file that arrives.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as doubled:
        raise CannotKeep(f"{said} is taken since a moment ago; look it up, or choose another.") from doubled
