"""The newest position of whoever has switched that on. No history: a newer one takes its place."""

from typing import ClassVar

from django.db import models

from steadyhand.business.people.models import Technician
from steadyhand.shared.rows import Row


class LivePosition(Row):
    """A technician shares where they are until a moment; the row is gone once it is off or over."""

    branch_path: ClassVar[str] = "technician__branch_id"

    technician = models.ForeignKey(Technician, on_delete=models.PROTECT, related_name="+", db_index=False)
    since_at = models.DateTimeField()
    until_at = models.DateTimeField()
    # Empty until their phone has said where it is.
    at = models.DateTimeField(null=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    metres = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint("technician", "tenant_id", name="live_position_once")]
        indexes = [models.Index(fields=["tenant_id", "until_at"], name="live_position_over")]

    def __str__(self) -> str:
        return f"shared until {self.until_at:%H:%M}"
