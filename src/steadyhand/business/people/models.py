"""Technicians, what they can do and what they are certified for."""

from typing import ClassVar

from django.db import models

from steadyhand.business.dealership.models import Branch, User
from steadyhand.shared.rows import ArrivingRow


class Technician(ArrivingRow):
    """Somebody who visits customers' machines. `ref` is the technician number."""

    branch_path: ClassVar[str] = "branch_id"

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+", db_index=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    name = models.CharField(max_length=200)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    network_level = models.PositiveSmallIntegerField(default=0, help_text="0 none … 4 teaches")
    languages = models.CharField(max_length=100, blank=True, help_text="Codes, as in en, es.")
    started_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)

    class Meta(ArrivingRow.Meta):
        constraints = [
            *ArrivingRow.Meta.constraints,
            models.UniqueConstraint("user", "tenant_id", name="technician_user"),
        ]

    def __str__(self) -> str:
        return self.name


class Skill(ArrivingRow):
    """How well a technician knows a family of machines or a craft."""

    branch_path: ClassVar[str] = "technician__branch_id"

    class Level(models.IntegerChoices):
        NONE = 0, "none"
        LEARNING = 1, "learning"
        ASSISTED = 2, "assisted"
        INDEPENDENT = 3, "independent"
        TEACHES = 4, "teaches"

    technician = models.ForeignKey(Technician, on_delete=models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=100)
    level = models.PositiveSmallIntegerField(choices=Level.choices)

    class Meta(ArrivingRow.Meta):
        constraints = [
            *ArrivingRow.Meta.constraints,
            models.UniqueConstraint("technician", "name", "tenant_id", name="skill_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.get_level_display()}"


class Certification(ArrivingRow):
    """A vendor's certificate for a product line, and until when it holds."""

    branch_path: ClassVar[str] = "technician__branch_id"

    technician = models.ForeignKey(Technician, on_delete=models.PROTECT, related_name="+", db_index=False)
    vendor = models.CharField(max_length=100)
    line = models.CharField(max_length=100)
    got_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)

    class Meta(ArrivingRow.Meta):
        indexes = [models.Index(fields=["technician"], name="certification_technician")]

    def __str__(self) -> str:
        return f"{self.vendor} {self.line}"
