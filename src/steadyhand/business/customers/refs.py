"""Which number does a row get that nobody numbered? The next free one of its kind."""

from uuid import UUID

from steadyhand.shared.counters import next_number
from steadyhand.shared.rows import ArrivingRow


def free_ref(model: type[ArrivingRow], tenant_id: UUID, *, prefix: str) -> str:
    """Return a number such as `C-12` that no row of this kind has; the dealership's own files may use the same form."""
    rows = model.objects
    while True:
        ref = f"{prefix}-{next_number(tenant_id, model._meta.model_name or prefix)}"
        if not rows.of(tenant_id).filter(ref=ref).exists():
            return ref
