"""What customers answered once their call was over."""

from typing import ClassVar

from django.db import models

from steadyhand.business.calls.models import Call
from steadyhand.business.conversations.surveys.rules import SCORES, WordKept, Works
from steadyhand.business.followups.models import FollowUp
from steadyhand.shared.rows import Row


class SurveyAnswer(Row):
    """How it went, as a call's customer says; one a call. As it was before stands in what they told us."""

    branch_path: ClassVar[str] = "call__branch_id"

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="+", db_index=False)
    works = models.CharField(max_length=6, choices=[(each.value, each.label) for each in Works])
    word_kept = models.CharField(max_length=9, choices=[(each.value, each.label) for each in WordKept])
    score = models.PositiveSmallIntegerField(choices=list(SCORES.items()))
    words = models.TextField(blank=True)
    answered_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)
    # Of a poor answer: the service manager's. It stays although they change their mind.
    followup = models.ForeignKey(FollowUp, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        app_label = "conversations"
        constraints = [
            models.UniqueConstraint("call", "tenant_id", name="survey_answer_once"),
            models.CheckConstraint(
                condition=models.Q(score__gte=min(SCORES), score__lte=max(SCORES)), name="survey_answer_of_five"
            ),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "-answered_at"], name="survey_answer_newest"),
            models.Index(
                fields=["followup"], name="survey_answer_followup", condition=models.Q(followup__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.score} of 5"
