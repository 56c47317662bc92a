"""Parts that were asked for, every step of each, and what a visit had with it."""

from typing import ClassVar

from django.db import models

from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.dealership.models import Branch, User
from steadyhand.business.followups.models import FollowUp
from steadyhand.business.machines.models import Part
from steadyhand.business.people.models import Technician
from steadyhand.business.stock.requests.rules import Lacked, RequestState, Step, WhyRefused
from steadyhand.shared.rows import Row


class PartRequest(Row):
    """One part that somebody asked for. The parts of a call share its follow-up: owner, clock, listeners."""

    branch_path: ClassVar[str] = "branch_id"

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+", db_index=False)
    followup = models.ForeignKey(FollowUp, on_delete=models.PROTECT, related_name="+", db_index=False)
    # Empty: for a truck or shelf, not for a call.
    call = models.ForeignKey(Call, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="+", db_index=False)
    quantity = models.PositiveIntegerField(default=1)
    # Whose truck it goes onto; empty: it stays on the shelf until somebody goes.
    technician = models.ForeignKey(Technician, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    asked_by_name = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    reason = models.CharField(max_length=500, blank=True)
    wanted_on = models.DateField(null=True)
    state = models.CharField(
        max_length=10, choices=[(state.value, state.label) for state in RequestState], default=RequestState.ASKED
    )
    why_refused = models.CharField(max_length=12, choices=[(why.value, why.label) for why in WhyRefused], blank=True)
    # Where it comes from while it changes hands, or came from; and the ledger's lines of that.
    source = models.ForeignKey("stock.Place", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    entry = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(quantity__gt=0), name="part_request_some"),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "state", "asked_at"], name="part_request_standing"),
            models.Index(fields=["call"], name="part_request_call", condition=models.Q(call__isnull=False)),
            models.Index(fields=["followup"], name="part_request_followup"),
            models.Index(fields=["visit"], name="part_request_visit", condition=models.Q(visit__isnull=False)),
            models.Index(fields=["asked_by", "-asked_at"], name="part_request_asker"),
            models.Index(fields=["technician", "-asked_at"], name="part_request_for"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.part}"


class PartRequestStep(Row):
    """What happened to a part that was asked for: only ever added, the database refuses the rest."""

    branch_path: ClassVar[str] = "request__branch_id"

    request = models.ForeignKey(PartRequest, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=12, choices=[(step.value, step.label) for step in Step])
    # Where it stood before, and since.
    was = models.CharField(max_length=10, blank=True)
    became = models.CharField(max_length=10)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    by_name = models.CharField(max_length=200)
    words = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint("request", "number", "tenant_id", name="part_request_step_number")]

    def __str__(self) -> str:
        return Step(self.step).label


class KitKept(Row):
    """What was foretold for a visit when somebody arrived: never changed. What was aboard then, the ledger knows."""

    branch_path: ClassVar[str] = "visit__call__branch_id"

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="+", db_index=False)
    kept_at = models.DateTimeField()
    # The ids of the parts in the kit, as hex, the likeliest first.
    parts = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint("visit", "tenant_id", name="kit_kept_once")]

    def __str__(self) -> str:
        return f"foretold for {self.visit_id}"


class VisitLacked(Row):
    """What was missing on a visit that ended unfinished, in one tap by whoever was there: where no row says it."""

    branch_path: ClassVar[str] = "visit__call__branch_id"

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="+", db_index=False)
    lacked = models.CharField(max_length=12, choices=[(each.value, each.label) for each in Lacked])
    said_at = models.DateTimeField()
    said_by = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint("visit", "tenant_id", name="visit_lacked_once")]

    def __str__(self) -> str:
        return Lacked(self.lacked).label
