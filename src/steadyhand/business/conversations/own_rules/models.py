"""A rule of a dealership's own, as it was typed. Lists are texts, an entry a line."""

from django.db import models

from steadyhand.business.conversations.guard.findings import Label, Tier
from steadyhand.shared.rows import Row


class OwnRule(Row):
    """What shouldn't reach a customer, by the dealership's own reckoning. Nothing is deleted: it is switched off."""

    name = models.CharField(max_length=60)
    label = models.CharField(max_length=20, choices=[(each.value, each.value) for each in Label])
    tier = models.CharField(max_length=7, choices=[(each.value, each.value) for each in Tier])
    # Are they words as they are said, or patterns?
    is_pattern = models.BooleanField(default=False)
    patterns = models.TextField()
    unless = models.TextField(blank=True)
    why = models.CharField(max_length=300)
    say_instead = models.CharField(max_length=600)
    must_hit = models.TextField()
    must_miss = models.TextField()
    is_off = models.BooleanField(default=False)
    # Whoever has read an older version reads it anew.
    version = models.PositiveIntegerField(default=1)

    class Meta:
        app_label = "conversations"
        constraints = [models.UniqueConstraint(fields=["tenant_id", "name"], name="own_rule_name_once")]

    def __str__(self) -> str:
        return self.name
