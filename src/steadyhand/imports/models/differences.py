"""Where this record and the ERP say different things, and who is to be believed."""

from typing import ClassVar

from django.db import models

from steadyhand.business.dealership.models import Branch
from steadyhand.shared.rows import Row


class Difference(Row):
    """One field of one row of which the ERP says something else than we do, or a row that it lists no more."""

    branch_path: ClassVar[str] = "branch_id"

    class Sort(models.TextChoices):
        BOTH = "both", "changed on both sides"
        OURS = "ours", "changed here only"
        MISSING = "missing", "no longer in the ERP's list"

    class State(models.TextChoices):
        OPEN = "open", "to decide"
        KEPT = "kept", "ours kept"
        TAKEN = "taken", "theirs taken"
        # The ERP says the same as we do by now, or lists the row again.
        SETTLED = "settled", "settled by itself"

    branch = models.ForeignKey(
        Branch, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=20)
    row_id = models.UUIDField()
    ref = models.CharField(max_length=80)
    # A column of the kind's table; empty for a row that is missing.
    field = models.CharField(max_length=40, blank=True)
    sort = models.CharField(max_length=7, choices=Sort.choices)
    state = models.CharField(max_length=7, choices=State.choices, default=State.OPEN)
    # As a waiting change keeps values: ids as 32 hex digits, moments with their zone.
    before = models.JSONField(null=True, blank=True)
    ours = models.JSONField(null=True, blank=True)
    theirs = models.JSONField(null=True, blank=True)
    ours_by = models.CharField(max_length=200, blank=True)
    ours_at = models.DateTimeField(null=True, blank=True)
    file = models.CharField(max_length=255)
    line = models.PositiveIntegerField(default=0)
    found_at = models.DateTimeField()
    decided_by = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint("row_id", "field", "tenant_id", name="difference_once")]
        indexes = [
            models.Index(fields=["tenant_id", "state", "kind", "field"], name="difference_standing"),
            models.Index(fields=["branch"], name="difference_branch", condition=models.Q(branch__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.ref} {self.field}".strip()


class FieldRule(Row):
    """Who is believed about a field when both sides have changed it; without a rule we ask."""

    class Believes(models.TextChoices):
        ASK = "ask", "ask"
        ERP = "erp", "the ERP always wins"
        OURS = "ours", "ours always stays"

    kind = models.CharField(max_length=20)
    field = models.CharField(max_length=40)
    believes = models.CharField(max_length=4, choices=Believes.choices)

    class Meta:
        constraints = [models.UniqueConstraint("tenant_id", "kind", "field", name="field_rule_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.field}: {self.get_believes_display()}"
