"""A training that begins in waves of drawn order, its plan frozen before the start."""

from typing import ClassVar

from django.db import models

from steadyhand.business.dealership.models import Branch
from steadyhand.business.people.models import Technician
from steadyhand.shared.rows import Row


class Rollout(Row):
    """What is rolled out to whom, when each wave begins, and by which draw. Nothing of it changes once it is frozen."""

    branch_path: ClassVar[str] = "branch_id"

    # Empty: technicians of all branches.
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    title = models.CharField(max_length=200)
    module = models.CharField(max_length=60)
    behaviours = models.JSONField(default=list)
    # The Monday on which counting begins; the first wave is trained after the baseline.
    starts_on = models.DateField()
    baseline_weeks = models.PositiveSmallIntegerField()
    waves = models.PositiveSmallIntegerField()
    weeks_a_wave = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()
    # Set as one: drawn, frozen, and what it was then (SHA-256 of all of it).
    seed = models.PositiveBigIntegerField(null=True)
    frozen_at = models.DateTimeField(null=True)
    frozen_by = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="rollout_frozen_whole",
                condition=models.Q(seed__isnull=True, frozen_at__isnull=True, digest="")
                | (models.Q(seed__isnull=False, frozen_at__isnull=False) & ~models.Q(digest="")),
            )
        ]
        indexes = [models.Index(fields=["tenant_id", "-starts_on"], name="rollout_newest")]

    def __str__(self) -> str:
        return self.title


class RolloutMember(Row):
    """Somebody who takes part, and, once it is drawn, in which wave; 0 until then."""

    branch_path: ClassVar[str] = "technician__branch_id"

    rollout = models.ForeignKey(Rollout, on_delete=models.CASCADE, related_name="+", db_index=False)
    technician = models.ForeignKey(Technician, on_delete=models.PROTECT, related_name="+", db_index=False)
    wave = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint("rollout", "technician", "tenant_id", name="rollout_member_once")]

    def __str__(self) -> str:
        return f"{self.technician}, wave {self.wave}"


class RolloutChange(Row):
    """A wave that began on another Monday than was drawn, and why. Only added to: the draw itself stays."""

    branch_path: ClassVar[str] = "rollout__branch_id"

    rollout = models.ForeignKey(Rollout, on_delete=models.CASCADE, related_name="+", db_index=False)
    wave = models.PositiveSmallIntegerField()
    trained_on = models.DateField()
    because = models.CharField(max_length=300)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["rollout", "at"], name="rollout_change_latest")]

    def __str__(self) -> str:
        return f"wave {self.wave} begins {self.trained_on}"
