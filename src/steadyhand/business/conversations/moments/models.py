"""A moment's words as a dealership says them."""

from django.db import models

from steadyhand.business.conversations.moments.moment import Moment
from steadyhand.shared.rows import Row


class MomentWording(Row):
    """What a dealership made of a moment's words, a sentence a line; what is empty is as it was shipped."""

    moment = models.CharField(max_length=12, choices=[(each.value, each.label) for each in Moment])
    language = models.CharField(max_length=12, default="en")
    subject = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    mail = models.TextField(blank=True)

    class Meta:
        app_label = "conversations"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "language", "moment"], name="moment_wording_once"),
        ]

    def __str__(self) -> str:
        return self.moment
