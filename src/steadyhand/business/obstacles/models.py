"""Obstacles, as they were raised."""

from typing import ClassVar

from django.db import models

from steadyhand.business.customers.models import Customer
from steadyhand.business.dealership.models import Branch, User
from steadyhand.business.followups.models import FollowUp
from steadyhand.business.obstacles.rules import Effect, Sort
from steadyhand.shared.rows import Row


class Obstacle(Row):
    """What stopped somebody, and where. What became of it stands in its follow-up."""

    branch_path: ClassVar[str] = "branch_id"

    followup = models.ForeignKey(FollowUp, on_delete=models.PROTECT, related_name="+", db_index=False)
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+", db_index=False)
    raised_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    raised_at = models.DateTimeField()
    sort = models.CharField(max_length=12, choices=[(sort.value, sort.label) for sort in Sort])
    effect = models.CharField(max_length=8, choices=[(effect.value, effect.label) for effect in Effect])
    words = models.TextField(blank=True)
    # Where it was raised: nothing of it has to be there.
    visit_id = models.UUIDField(null=True)
    customer = models.ForeignKey(
        Customer, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    # The call as it read then: its number, machine and problem.
    call = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint("followup", "tenant_id", name="obstacle_followup_once")]
        indexes = [
            models.Index(fields=["raised_by", "-raised_at"], name="obstacle_raiser"),
            models.Index(fields=["customer"], name="obstacle_customer", condition=models.Q(customer__isnull=False)),
        ]

    def __str__(self) -> str:
        return Sort(self.sort).label
