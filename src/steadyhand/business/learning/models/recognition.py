"""Thanks for a promise kept, a need handed over, help given; and what somebody answered to a card of today."""

from typing import ClassVar

from django.db import models

from steadyhand.business.dealership.models import Branch, User
from steadyhand.business.learning.recognition import Deed
from steadyhand.shared.rows import Row


class Thanks(Row):
    """Somebody was thanked for one thing that they did; or it was passed over, and is offered no more."""

    branch_path: ClassVar[str] = "branch_id"

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+", db_index=False)
    to = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    deed = models.CharField(max_length=8, choices=[(deed.value, deed.label) for deed in Deed])
    # The promise, need or call for help.
    about_id = models.UUIDField()
    what = models.CharField(max_length=300)
    words = models.CharField(max_length=500, blank=True)
    is_said = models.BooleanField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint("about_id", "to", "tenant_id", name="thanks_once")]
        indexes = [models.Index(fields=["to", "-at"], name="thanks_newest")]

    def __str__(self) -> str:
        return self.what


class TodayAnswer(Row):
    """A card of somebody's today that was put off until a day, or isn't wanted."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", db_index=False)
    key = models.CharField(max_length=80)
    # Empty: not useful, and not shown again.
    until_on = models.DateField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("user", "key", "tenant_id", name="today_answer_once")]

    def __str__(self) -> str:
        return self.key
