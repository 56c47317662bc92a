"""Obstacles as they were raised, and calls for help: who was asked, and what became of it."""

from typing import ClassVar

from django.db import models

from steadyhand.business.customers.models import Customer
from steadyhand.business.dealership.models import Branch, User
from steadyhand.business.followups.models import FollowUp
from steadyhand.business.obstacles.rules import Effect, Sort
from steadyhand.shared.rows import Row


class Obstacle(Row):
    """What stopped somebody, and where. What became of it stands in its follow-up."""

    branch_path: ClassVar[str] = "branch_id"

    followup = models.ForeignKey(FollowUp, on_delete=models.PROTECT, related_name="+", db_index=False)
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+", db_index=False)
    raised_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    raised_at = models.DateTimeField()
    sort = models.CharField(max_length=12, choices=[(sort.value, sort.label) for sort in Sort])
    effect = models.CharField(max_length=8, choices=[(effect.value, effect.label) for effect in Effect])
    words = models.TextField(blank=True)
    # Where it was raised: nothing of it has to be there.
    visit_id = models.UUIDField(null=True)
    customer = models.ForeignKey(
        Customer, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    # The call as it read then: its number, machine and problem.
    call = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint("followup", "tenant_id", name="obstacle_followup_once")]
        indexes = [
            models.Index(fields=["raised_by", "-raised_at"], name="obstacle_raiser"),
            models.Index(fields=["customer"], name="obstacle_customer", condition=models.Q(customer__isnull=False)),
        ]

    def __str__(self) -> str:
        return Sort(self.sort).label


class HelpRequest(Row):
    """A technician in front of a machine asks for help. What became of it stands in its follow-up."""

    branch_path: ClassVar[str] = "branch_id"

    followup = models.ForeignKey(FollowUp, on_delete=models.PROTECT, related_name="+", db_index=False)
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+", db_index=False)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    visit_id = models.UUIDField()
    # The call as it read then: its number, machine and problem.
    call = models.CharField(max_length=400)
    words = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint("followup", "tenant_id", name="help_request_followup_once")]
        indexes = [
            models.Index(fields=["asked_by", "-asked_at"], name="help_request_asker"),
            models.Index(fields=["visit_id"], name="help_request_visit"),
        ]

    def __str__(self) -> str:
        return self.call


class HelpAsk(Row):
    """One colleague asked, why, and what they answered."""

    branch_path: ClassVar[str] = "request__branch_id"

    class Answer(models.TextChoices):
        WAITING = "waiting", "asked"
        TAKES = "takes", "calls"
        CANNOT = "cannot", "can't now"
        SILENT = "silent", "didn't answer"
        WITHDRAWN = "withdrawn", "not needed any more"

    request = models.ForeignKey(HelpRequest, on_delete=models.PROTECT, related_name="+", db_index=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveSmallIntegerField()
    why = models.CharField(max_length=300)
    asked_at = models.DateTimeField()
    # Until then it is theirs to answer; null for the last, whom nobody follows.
    waits_until = models.DateTimeField(null=True)
    answer = models.CharField(max_length=9, choices=Answer.choices, default=Answer.WAITING)
    answered_at = models.DateTimeField(null=True)
    # What it took of their day; counts as work.
    minutes = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint("request", "number", "tenant_id", name="help_ask_number")]
        indexes = [models.Index(fields=["user", "-asked_at"], name="help_ask_user")]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_answer_display()}"


class TakesQuestions(Row):
    """Somebody who may be asked though they are with a customer, until the end of their day."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    until = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("user", "tenant_id", name="takes_questions_user")]

    def __str__(self) -> str:
        return f"{self.user} until {self.until:%H:%M}"
