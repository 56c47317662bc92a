"""Parts on their way from hand to hand, and looks at trucks. They belong to the stock application."""

from typing import ClassVar

from django.db import models

from steadyhand.business.calls.models import Call
from steadyhand.business.followups.models import FollowUp
from steadyhand.business.machines.models import Part
from steadyhand.business.stock.trucks.rules import HandoverState, Side
from steadyhand.shared.rows import Row


class Handover(Row):
    """So many of a part go from one place to another of the same branch, and both sides say how many.

    The ledger's lines are written when the receiver says what came; what both don't agree on is put right when the
    question is settled. Until then the parts are spoken for: nobody else is offered them.
    """

    branch_path: ClassVar[str] = "from_place__branch_id"

    from_place = models.ForeignKey("stock.Place", on_delete=models.PROTECT, related_name="+", db_index=False)
    to_place = models.ForeignKey("stock.Place", on_delete=models.PROTECT, related_name="+", db_index=False)
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="+", db_index=False)
    # What was asked for or offered.
    quantity = models.PositiveSmallIntegerField()
    # For which call, where it is for one.
    call = models.ForeignKey(Call, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    why = models.CharField(max_length=500, blank=True)
    begun_side = models.CharField(max_length=8, choices=[(side.value, side.value) for side in Side])
    begun_by = models.CharField(max_length=200)
    begun_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=HandoverState.choices(), default=HandoverState.WAITS)
    given = models.PositiveSmallIntegerField(null=True, blank=True)
    given_by = models.CharField(max_length=200, blank=True)
    given_at = models.DateTimeField(null=True, blank=True)
    received = models.PositiveSmallIntegerField(null=True, blank=True)
    received_by = models.CharField(max_length=200, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=200, blank=True)
    answer = models.CharField(max_length=500, blank=True)
    followup = models.ForeignKey(
        FollowUp, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )

    class Meta:
        app_label = "stock"
        constraints = [
            models.CheckConstraint(condition=models.Q(quantity__gt=0), name="handover_of_some"),
            models.CheckConstraint(
                condition=~models.Q(from_place=models.F("to_place")), name="handover_between_two_places"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="declined") | ~models.Q(answer=""), name="handover_declined_says_why"
            ),
        ]
        indexes = [
            # The open ones, few among all.
            models.Index(fields=["tenant_id", "state", "begun_at"], name="handover_standing"),
            models.Index(fields=["from_place", "-begun_at"], name="handover_from"),
            models.Index(fields=["to_place", "-begun_at"], name="handover_to"),
            models.Index(fields=["call"], name="handover_call", condition=models.Q(call__isnull=False)),
            models.Index(fields=["followup"], name="handover_followup", condition=models.Q(followup__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.part} from {self.from_place} to {self.to_place}"


class TruckAudit(Row):
    """Somebody looked at a whole truck: what they found, line by line. One a truck and month."""

    branch_path: ClassVar[str] = "place__branch_id"

    place = models.ForeignKey("stock.Place", on_delete=models.PROTECT, related_name="+", db_index=False)
    # The first day of its month.
    month = models.DateField()
    # Each line's key and an Answer.
    answers = models.JSONField(default=dict)
    words = models.CharField(max_length=500, blank=True)
    looked_at = models.DateTimeField()
    looked_by = models.CharField(max_length=200)

    class Meta:
        app_label = "stock"
        constraints = [models.UniqueConstraint("place", "month", "tenant_id", name="audit_once")]
        indexes = [models.Index(fields=["tenant_id", "-month"], name="audit_month")]

    def __str__(self) -> str:
        return f"{self.place}, {self.month:%B %Y}"


class AuditPhoto(Row):
    """What the truck looked like. Its file has no name, and no place where it was taken."""

    branch_path: ClassVar[str] = "audit__place__branch_id"

    audit = models.ForeignKey(TruckAudit, on_delete=models.PROTECT, related_name="+", db_index=False)
    words = models.CharField(max_length=300, blank=True)
    media_type = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    size_bytes = models.PositiveIntegerField(default=0)
    taken_at = models.DateTimeField()
    taken_by = models.CharField(max_length=200)

    class Meta:
        app_label = "stock"
        constraints = [models.UniqueConstraint("audit", "sha256", "tenant_id", name="audit_photo_once")]
        indexes = [models.Index(fields=["tenant_id", "sha256"], name="audit_photo_file")]

    def __str__(self) -> str:
        return self.words or "photo of a truck"
