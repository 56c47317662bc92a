"""Closed calls on their way to the ERP, to be billed there."""

from typing import ClassVar

from django.db import models

from steadyhand.business.calls.models import Call
from steadyhand.business.dealership.models import Branch
from steadyhand.shared.rows import Row


class BillingBatch(Row):
    """One numbered file of closed calls of one branch, as it was written: writing it again gives the same bytes."""

    branch_path: ClassVar[str] = "branch_id"

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    calls = models.PositiveIntegerField()
    corrections = models.PositiveIntegerField(default=0)
    lines = models.PositiveIntegerField()
    content = models.TextField()
    # Empty until the file lies in out/.
    written_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint("tenant_id", "number", name="billing_batch_number")]
        indexes = [
            models.Index(fields=["branch"], name="billing_batch_branch"),
            models.Index(
                fields=["tenant_id", "number"],
                name="billing_batch_to_write",
                condition=models.Q(written_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def file_name(self) -> str:
        return f"billing-{self.number:06}.csv"


class BilledCall(Row):
    """A call as it once went out: correction 0 is the first time, each later one replaces what went before."""

    branch_path: ClassVar[str] = "batch__branch_id"

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="+", db_index=False)
    batch = models.ForeignKey(BillingBatch, on_delete=models.PROTECT, related_name="+", db_index=False)
    correction = models.PositiveSmallIntegerField(default=0)
    # A print of all its lines: the same state never goes out twice.
    fingerprint = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint("call", "correction", "tenant_id", name="billed_call_once")]
        indexes = [models.Index(fields=["batch"], name="billed_call_batch")]

    def __str__(self) -> str:
        return f"{self.call} ({self.correction})"
