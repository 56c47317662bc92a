"""Hiring: openings, candidates whose data expires, scorecards, decisions, and the path of who is hired with gaps."""

from typing import ClassVar

from django.db import models

from steadyhand.business.dealership.models import Branch, User
from steadyhand.business.learning.hiring.rules import Verdict
from steadyhand.business.people.models import Technician
from steadyhand.shared.rows import Row


class Opening(Row):
    """A post to be filled. It keeps the kit that it was opened with: all its candidates are asked the same."""

    branch_path: ClassVar[str] = "branch_id"

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+", db_index=False)
    post = models.CharField(max_length=40)
    title = models.CharField(max_length=120)
    # As hiring/kit.py reads it.
    kit = models.JSONField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["tenant_id", "closed_at"], name="opening_open")]

    def __str__(self) -> str:
        return self.title


class Candidate(Row):
    """Somebody who would like to work here. After `keep_until` all that is known of them goes."""

    branch_path: ClassVar[str] = "opening__branch_id"

    opening = models.ForeignKey(Opening, on_delete=models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=120)
    reached_by = models.CharField(max_length=200, blank=True)
    came_at = models.DateTimeField()
    keep_until = models.DateField()
    erased_at = models.DateTimeField(null=True)
    # Whom they became.
    technician = models.ForeignKey(Technician, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        indexes = [
            models.Index(fields=["opening", "name"], name="candidate_opening"),
            models.Index(fields=["tenant_id", "erased_at", "keep_until"], name="candidate_expiring"),
        ]

    def __str__(self) -> str:
        return self.name


class Scorecard(Row):
    """What one rater saw. Until it is handed in, it is theirs alone, and they see nobody else's."""

    branch_path: ClassVar[str] = "candidate__opening__branch_id"

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="+", db_index=False)
    rater = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    # By item of the kit: 1 to 5, or null for "not assessed".
    marks = models.JSONField(default=dict)
    notes = models.JSONField(default=dict)
    asked_at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True)
    followup_id = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint("candidate", "rater", "tenant_id", name="scorecard_once")]
        indexes = [models.Index(fields=["rater", "handed_in_at"], name="scorecard_of_rater")]

    def __str__(self) -> str:
        return f"scorecard of {self.rater}"


class HiringDecision(Row):
    """What was decided and why; a later one replaces it, and it stays to be read."""

    branch_path: ClassVar[str] = "candidate__opening__branch_id"

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="+", db_index=False)
    verdict = models.CharField(max_length=4, choices=[(each.value, each.label) for each in Verdict])
    why = models.CharField(max_length=1000)
    # By criterion, where somebody gave one.
    reasons = models.JSONField(default=dict)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["candidate", "-at"], name="hiring_decision_newest")]

    def __str__(self) -> str:
        return Verdict(self.verdict).label


class PathStep(Row):
    """One gap of a decision's path: with what it is learnt, by when, how that is checked, and what became of it."""

    branch_path: ClassVar[str] = "decision__candidate__opening__branch_id"

    class Way(models.TextChoices):
        MODULE = "module", "a module"
        CERTIFICATE = "certificate", "a course or certificate"
        MENTOR = "mentor", "a mentor"

    decision = models.ForeignKey(HiringDecision, on_delete=models.CASCADE, related_name="+", db_index=False)
    criterion = models.CharField(max_length=60)
    way = models.CharField(max_length=11, choices=Way.choices)
    with_what = models.CharField(max_length=200)
    due_on = models.DateField()
    check_by = models.CharField(max_length=300)
    done_at = models.DateTimeField(null=True)
    followup_id = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["decision", "due_on"], name="path_step_decision"),
            models.Index(fields=["tenant_id", "done_at", "due_on"], name="path_step_due"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion} until {self.due_on}"
