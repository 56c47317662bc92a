"""What candidates answer of themselves: apart from all else that is known of them, and shown as frozen counts only."""

from typing import ClassVar
from uuid import uuid4

from django.db import models

from steadyhand.business.learning.fairness.releasing import Stage
from steadyhand.business.learning.models.hiring import Candidate
from steadyhand.shared.rows import Row


class FairnessQuestion(Row):
    """A question in the dealership's words. Worded anew it is another one: answers stay with what was asked."""

    code = models.CharField(max_length=40)
    asks = models.CharField(max_length=200)
    # In their order; sheets keep an answer's place.
    answers = models.JSONField()
    asked_since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "code", "tenant_id", condition=models.Q(ended_at__isnull=True), name="fairness_question_once"
            )
        ]

    def __str__(self) -> str:
        return self.asks


class FairnessAsk(Row):
    """A candidate was asked, by a link or on paper; not whether they answered, and not what."""

    branch_path: ClassVar[str] = "candidate__opening__branch_id"

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    by_mail = models.BooleanField()
    # What stands on the paper instead of a name.
    code = models.CharField(max_length=12)

    class Meta:
        constraints = [
            models.UniqueConstraint("candidate", "tenant_id", name="fairness_ask_once"),
            models.UniqueConstraint("code", "tenant_id", name="fairness_ask_code"),
        ]

    def __str__(self) -> str:
        return f"asked at {self.asked_at}"


class FairnessSheet(Row):
    """One candidate's answers: no name, no moment, and an id that says nothing of when it was made.

    `tie` leads back to the candidate for whoever holds the server's key, so that they can answer anew; it is cut once
    their way is over, and then only the answers and how far they came stay.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    tie = models.CharField(max_length=64, null=True)
    # By the question's id: the answer's place; null for "rather not say" or nothing.
    answers = models.JSONField(default=dict)
    stage = models.PositiveSmallIntegerField(null=True, choices=[(stage.value, stage.name) for stage in Stage])
    # The ids of questions of which its answer is in a release, or was left out of one.
    released = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint("tie", "tenant_id", name="fairness_sheet_tie"),
            models.CheckConstraint(
                condition=models.Q(tie__isnull=False, stage__isnull=True)
                | models.Q(tie__isnull=True, stage__isnull=False),
                name="fairness_sheet_tied_or_over",
            ),
        ]
        indexes = [models.Index(fields=["tenant_id", "stage"], name="fairness_sheet_over")]

    def __str__(self) -> str:
        return "a candidate's answers"


class FairnessRelease(Row):
    """Counts of one question that may be shown: frozen, of candidates of whom no other release counts this answer."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    question = models.ForeignKey(FairnessQuestion, on_delete=models.CASCADE, related_name="+", db_index=False)
    # By group: how many came to a stop at each stage.
    counts = models.JSONField()
    released_on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["question", "released_on"], name="fairness_release_newest")]

    def __str__(self) -> str:
        return f"released on {self.released_on}"
