"""What a dealership made of the library: an entry in its own words, one that isn't offered, one of its own."""

from django.db import models

from steadyhand.business.conversations.plain_words.library import LONGEST_CODES, LONGEST_TITLE, LONGEST_WORDS, Group
from steadyhand.shared.rows import Row


class PlainWording(Row):
    """A shipped entry as the dealership says it, or one of its own. Nothing is deleted: what isn't offered is hidden.

    `shipped` is the key of a shipped one, empty for their own; `words` are empty where the shipped wording stands.
    `codes` are those that one of their own goes with, as they were typed: `FUSER-WORN, 17-B`.
    """

    shipped = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=LONGEST_TITLE, blank=True)
    group = models.CharField(max_length=12, choices=[(each.value, each.label) for each in Group], blank=True)
    codes = models.CharField(max_length=LONGEST_CODES, blank=True)
    words = models.CharField(max_length=LONGEST_WORDS, blank=True)
    is_hidden = models.BooleanField(default=False)

    class Meta:
        app_label = "conversations"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "shipped"], name="plain_wording_shipped_once", condition=~models.Q(shipped="")
            ),
            models.CheckConstraint(
                name="plain_wording_says_something",
                condition=~models.Q(shipped="") | ~(models.Q(words="") | models.Q(title="") | models.Q(group="")),
            ),
        ]
        indexes = [models.Index(fields=["tenant_id"], name="plain_wording_tenant")]

    def __str__(self) -> str:
        return self.title or self.shipped
