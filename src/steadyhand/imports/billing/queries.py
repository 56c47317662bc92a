"""Which batches of closed calls have gone out to the ERP?"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from steadyhand.imports.models import BilledCall, BillingBatch
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One batch: its file, whose calls, and whether it lies in out/."""

    id: UUID
    number: int
    file_name: str
    branch: str
    made_at: datetime
    calls: int
    corrections: int
    lines: int
    written_at: datetime | None


def batch_lines(by: Actor, *, below: int | None = None, call_number: str = "", most: int = 50) -> list[BatchLine]:
    """Return the newest batches first: those below a number, or those that hold a call."""
    rows = BillingBatch.objects.visible_to(by).defer("content").select_related("branch").order_by("-number")
    if below is not None:
        rows = rows.filter(number__lt=below)
    if call_number:
        with_it = BilledCall.objects.visible_to(by).filter(call__ref=call_number)
        rows = rows.filter(id__in=with_it.values("batch_id"))
    return [
        BatchLine(
            id=row.id,
            number=row.number,
            file_name=row.file_name,
            branch=row.branch.name,
            made_at=row.made_at,
            calls=row.calls,
            corrections=row.corrections,
            lines=row.lines,
            written_at=row.written_at,
        )
        for row in rows[:most]
    ]


def batch_file(by: Actor, batch_id: UUID) -> tuple[str, str] | None:
    """Return a batch's file name and content, None where it isn't the actor's to see."""
    row = BillingBatch.objects.visible_to(by).filter(id=batch_id).first()
    return (row.file_name, row.content) if row else None
