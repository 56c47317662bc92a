"""Who was alerted to a call after hours, when, and what they answered."""

from typing import ClassVar

from django.db import models

from steadyhand.business.calls.alerts.rules import AlertState, Answer, Rung
from steadyhand.business.dealership.models import User
from steadyhand.shared.rows import Row


class Alert(Row):
    """An urgent call that somebody is wanted for before the branch opens again."""

    branch_path: ClassVar[str] = "call__branch_id"

    call = models.ForeignKey("calls.Call", on_delete=models.PROTECT, related_name="+", db_index=False)
    began_at = models.DateTimeField()
    because = models.CharField(max_length=200)
    # When the branch opens: from then on the call is the desk's.
    until = models.DateTimeField()
    state = models.CharField(max_length=5, choices=AlertState.choices(), default=AlertState.OPEN)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            # However often a call is heard to be urgent, one alert at a time is under way for it.
            models.UniqueConstraint(
                "call", "tenant_id", name="alert_under_way_once", condition=models.Q(state__in=["open", "taken"])
            )
        ]
        indexes = [
            models.Index(fields=["call", "-began_at"], name="alert_call"),
            models.Index(fields=["tenant_id", "state", "began_at"], name="alert_standing"),
        ]

    def __str__(self) -> str:
        return self.because


class AlertStep(Row):
    """One person alerted. `counts_from` is when their minutes to answer began."""

    branch_path: ClassVar[str] = "alert__call__branch_id"

    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveSmallIntegerField()
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    # As history names them, whatever they are called later.
    name = models.CharField(max_length=200)
    rung = models.CharField(max_length=20, choices=Rung.choices())
    alerted_at = models.DateTimeField()
    counts_from = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=6, choices=Answer.choices(), blank=True, default=Answer.NONE)
    answered_at = models.DateTimeField(null=True, blank=True)
    # "by the link", "signed in".
    answered_how = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            # Two workers that move on at the same moment: the database lets one of them.
            models.UniqueConstraint("alert", "number", "tenant_id", name="alert_step_once")
        ]
        indexes = [models.Index(fields=["tenant_id", "user", "-alerted_at"], name="alert_step_user")]

    def __str__(self) -> str:
        return f"{self.name}, {self.get_rung_display()}"
