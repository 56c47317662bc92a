"""What a dealership asks for a post, version by version: the newest counts, none is ever changed or taken away."""

from django.db import models

from steadyhand.business.dealership.models import User
from steadyhand.shared.rows import Row


class KitVersion(Row):
    """A post's questions and work samples as they were saved once. A post without a row goes by what ships."""

    post = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField()
    # As hiring/contents.py reads it.
    content = models.JSONField()
    # It goes by what ships, also by what a later release ships; `content` is what that was on the day.
    is_shipped = models.BooleanField(default=False)
    why = models.CharField(max_length=300)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint("post", "number", "tenant_id", name="kit_version_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="kit_version_counts_from_one"),
        ]

    def __str__(self) -> str:
        return f"kit {self.post}, version {self.number}"
