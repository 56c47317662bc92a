"""Models, machines, their meters, and the parts catalogue."""

from typing import ClassVar

from django.db import models

from steadyhand.business.customers.models import Contract, Customer, Site
from steadyhand.shared.clock import how_field
from steadyhand.shared.rows import ArrivingRow


class MachineModel(ArrivingRow):
    """A maker's model. `ref` is the name the dealership uses for it."""

    maker = models.CharField(max_length=100, blank=True)
    name = models.CharField(max_length=100)
    family = models.CharField(max_length=100, blank=True)
    segment = models.CharField(max_length=40, blank=True)
    has_colour = models.BooleanField(default=False)
    expected_life_pages = models.PositiveBigIntegerField(null=True, blank=True)
    rated_monthly_pages = models.PositiveIntegerField(null=True, blank=True)
    # Its maintenance is due after so many pages or days, whichever comes first; empty: it wants none by that.
    pm_every_pages = models.PositiveIntegerField(null=True, blank=True)
    pm_every_days = models.PositiveIntegerField(null=True, blank=True)
    # What a visit to one of them needs: a certificate for this line, this skill at least so well, two people.
    certificate_line = models.CharField(max_length=100, blank=True)
    skill_name = models.CharField(max_length=100, blank=True)
    skill_level = models.PositiveSmallIntegerField(default=0)
    needs_two = models.BooleanField(default=False)

    class Meta(ArrivingRow.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.maker} {self.name}".strip()


class Machine(ArrivingRow):
    """A machine in the field. `ref` is the equipment number, or the serial number where there is none."""

    branch_path: ClassVar[str] = "customer__branch_id"

    serial = models.CharField(max_length=60, blank=True)
    asset_tag = models.CharField(max_length=60, blank=True)
    model = models.ForeignKey(
        MachineModel, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+", db_index=False)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    contract = models.ForeignKey(
        Contract, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    stands_where = models.CharField(max_length=200, blank=True, help_text="Floor, room, desk.")
    network_address = models.CharField(max_length=100, blank=True)
    installed_on = models.DateField(null=True, blank=True)
    removed_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta(ArrivingRow.Meta):
        indexes = [
            models.Index(fields=["customer"], name="machine_customer"),
            models.Index(fields=["site"], name="machine_site", condition=models.Q(site__isnull=False)),
            models.Index(fields=["contract"], name="machine_contract", condition=models.Q(contract__isnull=False)),
            models.Index(fields=["tenant_id", "serial"], name="machine_serial"),
        ]

    def __str__(self) -> str:
        return self.serial or self.ref


class Meter(ArrivingRow):
    """One of a machine's counters."""

    branch_path: ClassVar[str] = "machine__customer__branch_id"

    class Kind(models.TextChoices):
        MONO = "mono", "mono"
        COLOUR = "colour", "colour"
        LARGE = "large", "large format"
        SCAN = "scan", "scan"
        TOTAL = "total", "total"

    machine = models.ForeignKey(Machine, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=6, choices=Kind.choices)
    digits = models.PositiveSmallIntegerField(default=8, help_text="After this many nines it starts again at 0.")

    class Meta(ArrivingRow.Meta):
        constraints = [
            *ArrivingRow.Meta.constraints,
            models.UniqueConstraint("machine", "kind", "tenant_id", name="meter_kind_once"),
        ]

    def __str__(self) -> str:
        return self.kind


class MeterReading(ArrivingRow):
    """What a meter showed.

    `pages_total` counts on through roll-overs and exchanged counters; all arithmetic uses it.
    """

    branch_path: ClassVar[str] = "meter__machine__customer__branch_id"

    class Verdict(models.TextChoices):
        PLAUSIBLE = "plausible", "plausible"
        ROLLED_OVER = "rolled_over", "rolled over"
        EXCHANGED = "exchanged", "counter exchanged"
        DOUBTFUL = "doubtful", "doubtful: not used"

    meter = models.ForeignKey(Meter, on_delete=models.PROTECT, related_name="+", db_index=False)
    read_at = models.DateTimeField()
    read_at_how = how_field(blank=False)
    shown = models.PositiveBigIntegerField()
    pages_total = models.PositiveBigIntegerField(null=True, blank=True)
    verdict = models.CharField(max_length=11, choices=Verdict.choices, default=Verdict.PLAUSIBLE)
    doubt = models.CharField(max_length=200, blank=True)
    # The visit on which it was read; a plain id, for visits belong to a part above this one.
    visit_id = models.UUIDField(null=True, blank=True)

    class Meta(ArrivingRow.Meta):
        indexes = [models.Index(fields=["meter", "read_at"], name="reading_meter")]

    def __str__(self) -> str:
        return f"{self.shown:,}"


class Part(ArrivingRow):
    """An item of the parts catalogue. `ref` is its item number."""

    name = models.CharField(max_length=200)
    maker = models.CharField(max_length=100, blank=True)
    fits_family = models.CharField(max_length=100, blank=True)
    price_cents = models.PositiveBigIntegerField(null=True, blank=True)
    cost_cents = models.PositiveBigIntegerField(null=True, blank=True)
    life_pages = models.PositiveBigIntegerField(null=True, blank=True)
    is_consumable = models.BooleanField(default=False)

    class Meta(ArrivingRow.Meta):
        pass

    def __str__(self) -> str:
        return self.name
