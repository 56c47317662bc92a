"""What a hire was marked, kept beyond their candidacy: numbers by question, without raters and without words."""

from typing import ClassVar

from django.db import models

from steadyhand.business.learning.models.hiring import Opening
from steadyhand.business.people.models import Technician
from steadyhand.shared.rows import Row


class KeptMarks(Row):
    """The marks of somebody who was hired, once their candidate's data is erased. It goes with the technician."""

    branch_path: ClassVar[str] = "technician__branch_id"

    technician = models.ForeignKey(Technician, on_delete=models.CASCADE, related_name="+", db_index=False)
    # For the kit, and with it the words of its criteria.
    opening = models.ForeignKey(Opening, on_delete=models.PROTECT, related_name="+", db_index=False)
    # By question of the kit: the marks in their own order, so that no place in it stands for a rater.
    marks = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint("technician", "opening", "tenant_id", name="kept_marks_once")]
        indexes = [models.Index(fields=["opening"], name="kept_marks_opening")]

    def __str__(self) -> str:
        return f"marks of {self.technician}"
