"""What a candidate hears from us: by when, in which words, or by whom on the phone. It goes with their data."""

from typing import ClassVar

from django.db import models

from steadyhand.business.dealership.models import User
from steadyhand.business.learning.hiring.letters import Letter
from steadyhand.business.learning.models.hiring import Candidate
from steadyhand.shared.rows import Row


class AnswerOwed(Row):
    """By when a candidate hears from us; the follow-up watches it until they were answered, or don't want the post."""

    branch_path: ClassVar[str] = "candidate__opening__branch_id"

    class Outcome(models.TextChoices):
        ANSWERED = "answered", "answered"
        WITHDREW = "withdrew", "doesn't want the post any more"

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="+", db_index=False)
    by_on = models.DateField()
    followup_id = models.UUIDField(null=True)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("candidate", "tenant_id", name="answer_owed_once"),
            models.CheckConstraint(
                condition=models.Q(outcome="", ended_at__isnull=True)
                | (~models.Q(outcome="") & models.Q(ended_at__isnull=False)),
                name="answer_owed_or_over",
            ),
        ]

    def __str__(self) -> str:
        return f"hears by {self.by_on}"


class CandidateAnswer(Row):
    """Exactly what a candidate was sent, or that somebody told them by phone."""

    branch_path: ClassVar[str] = "candidate__opening__branch_id"

    class Way(models.TextChoices):
        MAIL = "mail", "sent by e-mail"
        PHONE = "phone", "told by phone"
        BY_HAND = "hand", "sent by hand"

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="+", db_index=False)
    letter = models.CharField(max_length=6, choices=[(each.value, each.label) for each in Letter])
    way = models.CharField(max_length=6, choices=Way.choices)
    address = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    words = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    # When it was sent, or spoken.
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["candidate", "at"], name="candidate_answer_newest")]

    def __str__(self) -> str:
        return Letter(self.letter).label
