"""Where parts are, and how they came there; what open calls will probably need."""

from typing import ClassVar

from django.db import models

from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.dealership.models import Branch
from steadyhand.business.machines.models import Part
from steadyhand.business.people.models import Technician
from steadyhand.business.stock.ledger.rules import Kind
from steadyhand.business.stock.orders.models import Supplier as Supplier  # noqa: PLC0414  # tables of their own folders
from steadyhand.business.stock.orders.models import SupplierOrder as SupplierOrder  # noqa: PLC0414
from steadyhand.business.stock.orders.models import SupplierOrderLine as SupplierOrderLine  # noqa: PLC0414
from steadyhand.business.stock.par.models import ParLevel as ParLevel  # noqa: PLC0414  # tables of a folder of their own
from steadyhand.business.stock.par.models import ParLine as ParLine  # noqa: PLC0414
from steadyhand.business.stock.par.models import ParProposal as ParProposal  # noqa: PLC0414
from steadyhand.business.stock.par.models import PartSize as PartSize  # noqa: PLC0414
from steadyhand.business.stock.par.models import TruckLimits as TruckLimits  # noqa: PLC0414
from steadyhand.business.stock.requests.models import KitKept as KitKept  # noqa: PLC0414
from steadyhand.business.stock.requests.models import PartRequest as PartRequest  # noqa: PLC0414
from steadyhand.business.stock.requests.models import PartRequestStep as PartRequestStep  # noqa: PLC0414
from steadyhand.business.stock.requests.models import VisitLacked as VisitLacked  # noqa: PLC0414
from steadyhand.business.stock.rules import KitModelState
from steadyhand.business.stock.trucks.models import AuditPhoto as AuditPhoto  # noqa: PLC0414  # tables of a folder
from steadyhand.business.stock.trucks.models import Handover as Handover  # noqa: PLC0414
from steadyhand.business.stock.trucks.models import TruckAudit as TruckAudit  # noqa: PLC0414
from steadyhand.shared.clock import how_field
from steadyhand.shared.rows import ArrivingRow, Row


class Place(ArrivingRow):
    """Where parts can be: a branch's shelves, or a technician's truck. `ref` is the bin or warehouse number."""

    branch_path: ClassVar[str] = "branch_id"

    class Sort(models.TextChoices):
        BRANCH = "branch", "branch"
        TRUCK = "truck", "truck"

    sort = models.CharField(max_length=6, choices=Sort.choices)
    name = models.CharField(max_length=200)
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+", db_index=False)
    technician = models.ForeignKey(
        Technician, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    closed_on = models.DateField(null=True, blank=True)

    class Meta(ArrivingRow.Meta):
        constraints = [
            *ArrivingRow.Meta.constraints,
            models.UniqueConstraint("technician", "tenant_id", name="truck_once"),
            models.CheckConstraint(
                condition=models.Q(sort="truck", technician__isnull=False)
                | models.Q(sort="branch", technician__isnull=True),
                name="truck_has_technician",
            ),
        ]
        indexes = [models.Index(fields=["branch"], name="place_branch")]

    def __str__(self) -> str:
        return self.name


class Movement(Row):
    """One line of the ledger: only ever added, the database refuses the rest. Lines of one happening share `entry`."""

    branch_path: ClassVar[str] = "place__branch_id"

    entry = models.UUIDField()
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.label) for kind in Kind])
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+", db_index=False)
    other_place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="+", db_index=False)
    # Above nothing it came to the place, below it left.
    quantity = models.IntegerField()
    moved_at = models.DateTimeField()
    moved_at_how = how_field(blank=False)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    why = models.CharField(max_length=500, blank=True)
    said_by = models.CharField(max_length=200)

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(quantity=0), name="movement_moves")]
        indexes = [
            models.Index(fields=["place", "part", "moved_at"], name="movement_shelf"),
            models.Index(fields=["visit"], name="movement_visit"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity:+d} × {self.part}"


class Balance(Row):
    """How many of a part are at a place: the sum of its lines, kept beside them in the same transaction."""

    branch_path: ClassVar[str] = "place__branch_id"

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+", db_index=False)
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="+", db_index=False)
    on_hand = models.IntegerField(default=0)
    # Where on the shelf or in the truck.
    bin = models.CharField(max_length=40, blank=True)
    counted_at = models.DateTimeField(null=True, blank=True)
    movements_since = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint("place", "part", "tenant_id", name="balance_once")]
        indexes = [models.Index(fields=["tenant_id", "part"], name="balance_part")]

    def __str__(self) -> str:
        return f"{self.on_hand} × {self.part} at {self.place}"


class Counted(Row):
    """Somebody looked: how many there were, and how many the ledger had. Only ever added."""

    branch_path: ClassVar[str] = "place__branch_id"

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+", db_index=False)
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="+", db_index=False)
    found = models.PositiveIntegerField()
    expected = models.IntegerField()
    movements_since = models.PositiveIntegerField()
    counted_at = models.DateTimeField()
    counted_by = models.CharField(max_length=200)

    class Meta:
        indexes = [models.Index(fields=["place", "counted_at"], name="counted_place")]

    def __str__(self) -> str:
        return f"{self.found} of {self.expected} × {self.part}"


class KitModel(Row):
    """What foretells parts since a night on which it was fitted."""

    state = models.CharField(max_length=9, choices=[(state.value, state.value) for state in KitModelState])
    fitted_at = models.DateTimeField()
    # How many closed calls it saw, and how many of them taught what each sign is worth (0: the shipped weights).
    calls = models.PositiveIntegerField()
    weighed = models.PositiveIntegerField()
    # Beside the one that answered until then, on the same latest calls.
    measured = models.JSONField(default=dict)
    why = models.CharField(max_length=400)
    content = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint("tenant_id", name="kit_model_live_once", condition=models.Q(state="live")),
        ]
        indexes = [models.Index(fields=["tenant_id", "-fitted_at"], name="kit_model_newest")]

    def __str__(self) -> str:
        return f"kits from {self.calls} calls, {self.fitted_at:%Y-%m-%d}"


class KitForecast(Row):
    """What an open call will probably need: made anew whenever the call or the predictor changes."""

    branch_path: ClassVar[str] = "call__branch_id"

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="+", db_index=False)
    # The call as it was then, and by which predictor; empty: the shipped table alone.
    call_version = models.PositiveIntegerField()
    model = models.ForeignKey(KitModel, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    # The chance that no other part is needed than those packed.
    enough_share = models.FloatField()
    # [{"id", "number", "name", "chance", "why": […], "is_packed"}], the likeliest first.
    parts = models.JSONField(default=list)
    # [{"code", "name", "chance", "why": […]}]
    causes = models.JSONField(default=list)
    corrections = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint("call", "tenant_id", name="kit_forecast_once")]
        indexes = [
            models.Index(fields=["model"], name="kit_forecast_model"),
            models.Index(fields=["tenant_id", "made_at"], name="kit_forecast_made"),
        ]

    def __str__(self) -> str:
        return f"parts likely for {self.call_id}"
