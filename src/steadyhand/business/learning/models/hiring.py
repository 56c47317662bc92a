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
    # They don't want the post any more, since; why, if they said.
    withdrew_at = models.DateTimeField(null=True)
    withdrew_why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            # Nobody was two candidates; by it whoever works here finds what was said of them when they were hired.
            models.UniqueConstraint(
                "technician",
                "tenant_id",
                name="candidate_technician",
                condition=models.Q(technician__isnull=False),
            ),
            # Who works here has not withdrawn.
            models.CheckConstraint(
                condition=models.Q(technician__isnull=True) | models.Q(withdrew_at__isnull=True),
                name="candidate_here_or_withdrawn",
            ),
        ]
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
    # When they meet, where that is agreed; until then nobody waits for the scorecard.
    meets_at = models.DateTimeField(null=True)
    meets_until = models.DateTimeField(null=True)
    handed_in_at = models.DateTimeField(null=True)
    followup_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("candidate", "rater", "tenant_id", name="scorecard_once"),
            models.CheckConstraint(
                condition=models.Q(meets_at__isnull=True, meets_until__isnull=True)
                | models.Q(meets_until__gt=models.F("meets_at")),
                name="scorecard_meets_for_a_time",
            ),
        ]
        indexes = [models.Index(fields=["rater", "handed_in_at"], name="scorecard_of_rater")]

    def __str__(self) -> str:
        return f"scorecard of {self.rater}"


class CandidateReading(Row):
    """Somebody has read what raters saw of a candidate, or what was decided: they can't be asked to look any more."""

    branch_path: ClassVar[str] = "candidate__opening__branch_id"

    class What(models.TextChoices):
        CARDS = "cards", "the scorecards"
        DECISION = "decision", "the decision"

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="+", db_index=False)
    reader = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    what = models.CharField(max_length=8, choices=What.choices)
    # So many scorecards were in when they read them: who reads on reads more.
    cards = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint("candidate", "reader", "what", "cards", "tenant_id", name="candidate_reading_once")
        ]

    def __str__(self) -> str:
        return f"{self.reader} read {self.get_what_display()}"


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
    # Their first day as it is planned, once they have begun as it was: the path's days are counted from it.
    starts_on = models.DateField(null=True)

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
        SKILL = "skill", "a level of a skill"
        MENTOR = "mentor", "a mentor"
        OWN = "own", "another way"

    decision = models.ForeignKey(HiringDecision, on_delete=models.CASCADE, related_name="+", db_index=False)
    criterion = models.CharField(max_length=60)
    way = models.CharField(max_length=11, choices=Way.choices)
    # In words, as it was said when it was decided; older lines have nothing but these.
    with_what = models.CharField(max_length=200)
    # What it names, by its way: a module's code; a vendor's line; a skill and its level; who teaches it.
    module = models.CharField(max_length=60, blank=True)
    vendor = models.CharField(max_length=100, blank=True)
    line = models.CharField(max_length=100, blank=True)
    skill = models.CharField(max_length=100, blank=True)
    level = models.PositiveSmallIntegerField(default=0)
    mentor = models.ForeignKey(Technician, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    # The pair that was proposed for it when they began.
    pair_id = models.UUIDField(null=True)
    due_on = models.DateField()
    # It was looked at and wasn't there: from then on only its day counts.
    was_put_off = models.BooleanField(default=False)
    check_by = models.CharField(max_length=300)
    done_at = models.DateTimeField(null=True)
    followup_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(level__lte=4) & (models.Q(level=0) | ~models.Q(skill="")), name="path_step_level"
            )
        ]
        indexes = [
            models.Index(fields=["decision", "due_on"], name="path_step_decision"),
            models.Index(fields=["tenant_id", "done_at", "due_on"], name="path_step_due"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion} until {self.due_on}"
