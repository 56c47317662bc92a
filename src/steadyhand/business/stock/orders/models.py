"""Suppliers, and what is on order from them. What came of it stands in the ledger."""

from datetime import date
from typing import ClassVar

from django.db import models

from steadyhand.business.dealership.models import Branch
from steadyhand.business.machines.models import Part
from steadyhand.business.stock.orders.rules import OrderState, SentBy
from steadyhand.shared.rows import ArrivingRow


class Supplier(ArrivingRow):
    """Whoever sells us parts. `ref` is the supplier's number in our books."""

    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    # Our number with them.
    account = models.CharField(max_length=60, blank=True)
    # Orders that reach them by then leave the same day; minutes after midnight by the clock of our branch.
    cut_off_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    takes_weekends = models.BooleanField(default=False)
    # What they say themselves; what we learn from arrivals stands beside it.
    lead_days = models.PositiveSmallIntegerField(default=2)
    # Whose parts they have, as `Brother, Ricoh`; empty: anybody's.
    makers = models.CharField(max_length=300, blank=True)
    is_retired = models.BooleanField(default=False)

    class Meta(ArrivingRow.Meta):
        pass

    def __str__(self) -> str:
        return self.name


class SupplierOrder(ArrivingRow):
    """What is ordered in one go. `ref` is the order's number; the supplier finds it on the parcel."""

    branch_path: ClassVar[str] = "branch_id"

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+", db_index=False)
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+", db_index=False)
    # Where it is to be brought.
    place = models.ForeignKey("stock.Place", on_delete=models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(
        max_length=9, choices=[(state.value, state.label) for state in OrderState], default=OrderState.DRAFT
    )
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    ordered_at = models.DateTimeField(null=True, blank=True)
    ordered_by = models.CharField(max_length=200, blank=True)
    sent_by = models.CharField(max_length=9, choices=[(each.value, each.label) for each in SentBy], blank=True)
    # What we expect, and what they have said themselves.
    expected_on = models.DateField(null=True, blank=True)
    confirmed_on = models.DateField(null=True, blank=True)
    their_number = models.CharField(max_length=60, blank=True)
    arrived_at = models.DateTimeField(null=True, blank=True)
    cancelled_because = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(ArrivingRow.Meta):
        constraints = [
            *ArrivingRow.Meta.constraints,
            # However many put a part on it at once, there is one order a supplier to add to.
            models.UniqueConstraint(
                "supplier", "place", "tenant_id", name="order_draft_once", condition=models.Q(state="draft")
            ),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "state", "expected_on"], name="supplier_order_standing"),
            models.Index(fields=["supplier", "-ordered_at"], name="supplier_order_newest"),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def due_on(self) -> date | None:
        """The day on which it should be here: theirs if they named one."""
        return self.confirmed_on or self.expected_on


class SupplierOrderLine(ArrivingRow):
    """So many of a part on an order, for a request or for the shelf. `ref` is the order's number and the line's."""

    branch_path: ClassVar[str] = "order__branch_id"

    order = models.ForeignKey(SupplierOrder, on_delete=models.PROTECT, related_name="+", db_index=False)
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="+", db_index=False)
    quantity = models.PositiveIntegerField()
    received = models.PositiveIntegerField(default=0)
    cost_cents = models.PositiveBigIntegerField(null=True, blank=True)
    request = models.ForeignKey(
        "stock.PartRequest", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    # Taken off the order again: nothing of it comes.
    is_off = models.BooleanField(default=False)
    arrived_at = models.DateTimeField(null=True, blank=True)

    class Meta(ArrivingRow.Meta):
        constraints = [
            *ArrivingRow.Meta.constraints,
            models.CheckConstraint(condition=models.Q(quantity__gt=0), name="order_line_some"),
        ]
        indexes = [
            models.Index(fields=["order"], name="order_line_order"),
            models.Index(fields=["request"], name="order_line_request", condition=models.Q(request__isnull=False)),
            models.Index(fields=["part"], name="order_line_part"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.part}"
