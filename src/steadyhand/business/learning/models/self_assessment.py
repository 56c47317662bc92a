"""How people see the programme, a quarter at a time. Who has answered is kept apart from what was answered."""

from typing import ClassVar
from uuid import uuid4

from django.db import models

from steadyhand.business.dealership.models import Branch, User
from steadyhand.business.learning.self_assessment.rules import Side
from steadyhand.shared.rows import Row


class AssessmentReceipt(Row):
    """Somebody has answered this quarter's questions; not what."""

    branch_path: ClassVar[str] = "branch_id"

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+", db_index=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", db_index=False)
    # Its first day.
    quarter_on = models.DateField()
    side = models.CharField(max_length=10, choices=[(side.value, side.label) for side in Side])

    class Meta:
        constraints = [models.UniqueConstraint("user", "quarter_on", "tenant_id", name="assessment_receipt_once")]
        indexes = [models.Index(fields=["tenant_id", "quarter_on"], name="assessment_receipt_quarter")]

    def __str__(self) -> str:
        return f"{self.user}, {self.quarter_on}"


class AssessmentSheet(Row):
    """One person's answers, nobody's name, no moment: its id says nothing of when it was made."""

    branch_path: ClassVar[str] = "branch_id"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+", db_index=False)
    quarter_on = models.DateField()
    side = models.CharField(max_length=10, choices=[(side.value, side.label) for side in Side])
    # By the question's key: 1 to 5, or null for "I can't say".
    answers = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["tenant_id", "quarter_on"], name="assessment_sheet_quarter")]

    def __str__(self) -> str:
        return f"{self.side}, {self.quarter_on}"


class AssessmentClosing(Row):
    """A quarter's answers are closed before their day: from then on they are shown, and nobody adds to them."""

    quarter_on = models.DateField()
    closed_at = models.DateTimeField()
    closed_by = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint("quarter_on", "tenant_id", name="assessment_closing_once")]

    def __str__(self) -> str:
        return f"{self.quarter_on}, closed"
