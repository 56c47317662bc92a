"""Levels of trucks with all their versions, what limits a truck, how large a part is, and what was proposed."""

from typing import ClassVar

from django.db import models

from steadyhand.business.dealership.models import Branch
from steadyhand.business.machines.models import Part
from steadyhand.business.stock.par.rules import LineState, ProposalState
from steadyhand.shared.rows import ArrivingRow, Row


class ParLevel(Row):
    """How many of a part a place is to hold, since when, and on whose word. A new word ends the one before."""

    branch_path: ClassVar[str] = "place__branch_id"

    # By name: models.py, which holds places, brings these tables in.
    place = models.ForeignKey("stock.Place", on_delete=models.PROTECT, related_name="+", db_index=False)
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="+", db_index=False)
    # 0: not carried, on purpose.
    level = models.PositiveSmallIntegerField()
    set_at = models.DateTimeField()
    set_by_name = models.CharField(max_length=200)
    why = models.CharField(max_length=600, blank=True)
    # The line of a proposal that was accepted; empty where somebody said it by hand.
    line_id = models.UUIDField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "place", "part", "tenant_id", name="par_level_one_now", condition=models.Q(ended_at__isnull=True)
            ),
        ]
        indexes = [
            models.Index(fields=["place", "part", "set_at"], name="par_level_versions"),
            models.Index(fields=["tenant_id", "part"], name="par_level_part"),
        ]

    def __str__(self) -> str:
        return f"{self.level} × {self.part} at {self.place}"


class TruckLimits(Row):
    """What a truck can take; empty where nothing limits it."""

    branch_path: ClassVar[str] = "place__branch_id"

    place = models.ForeignKey("stock.Place", on_delete=models.PROTECT, related_name="+", db_index=False)
    most_cents = models.PositiveBigIntegerField(null=True, blank=True)
    most_weight_g = models.PositiveIntegerField(null=True, blank=True)
    most_volume_ml = models.PositiveIntegerField(null=True, blank=True)
    most_slots = models.PositiveIntegerField(null=True, blank=True)
    # Working days from one restocking to the next.
    restock_days = models.PositiveSmallIntegerField(default=5)

    class Meta:
        constraints = [models.UniqueConstraint("place", "tenant_id", name="truck_limits_once")]

    def __str__(self) -> str:
        return f"limits of {self.place}"


class PartSize(ArrivingRow):
    """How much room a part takes, and how long it takes to come."""

    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="+", db_index=False)
    weight_g = models.PositiveIntegerField(null=True, blank=True)
    volume_ml = models.PositiveIntegerField(null=True, blank=True)
    # So many of it share a slot or drawer.
    units_a_slot = models.PositiveSmallIntegerField(null=True, blank=True)
    # Working days from the supplier.
    lead_days = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta(ArrivingRow.Meta):
        constraints = [
            *ArrivingRow.Meta.constraints,
            models.UniqueConstraint("part", "tenant_id", name="part_size_once"),
        ]

    def __str__(self) -> str:
        return f"size of {self.part}"


class ParProposal(Row):
    """Which levels the trucks of a branch should have, as reckoned on one night, and what came of it."""

    branch_path: ClassVar[str] = "branch_id"

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=9, choices=ProposalState.choices(), default=ProposalState.OPEN)
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=200)
    # Past calls that it was learnt from, and calls a month that need parts.
    past_calls = models.PositiveIntegerField(default=0)
    calls_a_month = models.FloatField(default=0)
    # Money for all its trucks; what the levels before and the proposed ones are worth.
    most_cents = models.PositiveBigIntegerField(default=0)
    cents_before = models.PositiveBigIntegerField(default=0)
    cents = models.PositiveBigIntegerField(default=0)
    # Shares of calls that need parts and find them all aboard; no levels within the limits pass the last.
    finished_before = models.FloatField(default=0)
    finished = models.FloatField(default=0)
    at_most = models.FloatField(default=0)
    # Why there is none.
    problem = models.CharField(max_length=400, blank=True)
    # [{"of_budget", "cents", "finished"}]: what other sums of money would bring.
    curve = models.JSONField(default=list)
    # By place id: {"calls_a_month", "finished_before", "finished", "cents_before", "cents", "weight_g", "volume_ml",
    # "slots"}
    trucks = models.JSONField(default=dict)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "branch", "tenant_id", name="par_proposal_one_open", condition=models.Q(state="open")
            ),
        ]
        indexes = [models.Index(fields=["branch", "-made_at"], name="par_proposal_newest")]

    def __str__(self) -> str:
        return f"levels proposed on {self.made_at:%Y-%m-%d}"


class ParLine(Row):
    """One part on one truck in a proposal: its level before and proposed, why, and what somebody answered."""

    branch_path: ClassVar[str] = "proposal__branch_id"

    proposal = models.ForeignKey(ParProposal, on_delete=models.CASCADE, related_name="+", db_index=False)
    place = models.ForeignKey("stock.Place", on_delete=models.PROTECT, related_name="+", db_index=False)
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="+", db_index=False)
    was = models.PositiveSmallIntegerField()
    level = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=9, choices=LineState.choices(), default=LineState.OPEN)
    # Calls a month that need it; of last year's calls of this truck that did, how many would have been finished.
    calls_a_month = models.FloatField()
    last_year = models.PositiveIntegerField()
    finished_before = models.FloatField()
    finished = models.FloatField()
    why = models.CharField(max_length=600)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint("proposal", "place", "part", "tenant_id", name="par_line_once")]
        indexes = [models.Index(fields=["place", "part"], name="par_line_shelf")]

    def __str__(self) -> str:
        return f"{self.was} → {self.level} × {self.part}"
