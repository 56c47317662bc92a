"""Runs of imports: who brought which files, how far they are, and what came of it."""

from typing import ClassVar

from django.db import models

from steadyhand.business.dealership.models import Branch
from steadyhand.shared.rows import Row


class ImportRun(Row):
    """One import, from its files to its landing. Files and reports lie in its folder (runs/folders.py)."""

    branch_path: ClassVar[str] = "branch_id"

    class State(models.TextChoices):
        QUEUED = "queued", "waiting"
        CHECKING = "checking", "being checked"
        CHECKED = "checked", "checked"
        LANDING = "landing", "being landed"
        LANDED = "landed", "landed"
        DISCARDED = "discarded", "discarded"
        FAILED = "failed", "failed"

    class Wants(models.TextChoices):
        """What is to happen next: a dry run, or the landing."""

        CHECK = "check", "check"
        LAND = "land", "land"

    # Whose files these are, where whoever brought them looks after one branch; empty for those of the whole dealership.
    branch = models.ForeignKey(
        Branch, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    state = models.CharField(max_length=9, choices=State.choices, default=State.QUEUED)
    wants = models.CharField(max_length=5, choices=Wants.choices, default=Wants.CHECK)
    accepts_good_rows = models.BooleanField(default=False)
    # It came by the watched folder: what somebody changed here is asked about, never overwritten (differences/).
    is_from_folder = models.BooleanField(default=False)
    # Somebody waits at a terminal: if that process dies, its run is discarded rather than taken up again.
    is_attended = models.BooleanField(default=False)
    # [{"name": "customers.csv", "kept_as": "0.csv"}], in the order in which they were brought.
    files = models.JSONField(default=list)
    mapping = models.JSONField(default=list)
    report = models.JSONField(default=dict)
    problem = models.TextField(blank=True)
    rows_read = models.PositiveIntegerField(default=0)
    rows_guessed = models.PositiveIntegerField(default=0)
    batch_id = models.UUIDField(null=True, blank=True)
    # New calendars and branches, closed until the landing: [["dealership.branch", "0197…"]].
    frame = models.JSONField(default=list, blank=True)
    # Who works on it, and until when that is believed without a sign of life.
    worker = models.UUIDField(null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    made_by_id = models.UUIDField(null=True, blank=True)
    made_by = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["tenant_id", "-made_at"], name="import_run_made"),
            models.Index(
                fields=["state", "leased_until"],
                name="import_run_open",
                condition=models.Q(state__in=["queued", "checking", "landing"]),
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(str(file["name"]) for file in self.files)
