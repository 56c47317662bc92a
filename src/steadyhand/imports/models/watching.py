"""The folder that the ERP writes into: where it is, what its files are, and what came."""

from django.db import models

from steadyhand.shared.rows import Row


class WatchedFolder(Row):
    """A dealership's folder beside its ERP; its files are looked for in `in/` below it (watching/places.py)."""

    # A name below STEADYHAND_ERP, never a path.
    name = models.CharField(max_length=60)
    is_on = models.BooleanField(default=True)
    # Nothing for so long is said on the manager's page.
    silent_after_minutes = models.PositiveIntegerField(default=240)
    # So long files lie in done/ and failed/.
    keep_days = models.PositiveIntegerField(default=30)
    # Calls closed here since then go out for billing; empty: none do.
    bills_since = models.DateTimeField(null=True, blank=True)
    # How far the history has been read for calls to bill.
    billed_until = models.DateTimeField(null=True, blank=True)
    # What lay in in/ at the last look: {"calls.csv": {"size": …, "changed": …, "since": …, "first": …}}.
    sightings = models.JSONField(default=dict, blank=True)
    # What in/ holds that can't be taken, in sentences.
    strange = models.JSONField(default=list, blank=True)
    set_up_at = models.DateTimeField()
    looked_at = models.DateTimeField(null=True, blank=True)
    # Why the last look failed; empty if it didn't.
    problem = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint("tenant_id", name="watched_folder_once")]

    def __str__(self) -> str:
        return self.name


class SavedMapping(Row):
    """Which files of the folder are what: a pattern for their names, and an entry as mappings have it."""

    pattern = models.CharField(max_length=120)
    kind = models.CharField(max_length=20)
    entry = models.JSONField()
    # Each file lists all rows there are: one that isn't in it is missing in the ERP.
    lists_all = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)

    class Meta:
        indexes = [models.Index(fields=["tenant_id", "pattern"], name="saved_mapping_pattern")]

    def __str__(self) -> str:
        return f"{self.pattern}: {self.kind}"


class Delivery(Row):
    """A file taken from the watched folder, and what became of it."""

    class State(models.TextChoices):
        TAKEN = "taken", "being read"
        LANDED = "landed", "landed"
        FAILED = "failed", "failed"

    name = models.CharField(max_length=255)
    kind = models.CharField(max_length=20, blank=True)
    size_bytes = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=6, choices=State.choices, default=State.TAKEN)
    # The import that reads it; empty once nothing is left to look at there.
    run_id = models.UUIDField(null=True, blank=True)
    taken_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    read = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    differing = models.PositiveIntegerField(default=0)
    problem = models.TextField(blank=True)
    # Under which name it lies in done/ or failed/; empty where the same file lies there already.
    kept_as = models.CharField(max_length=255, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["tenant_id", "-taken_at"], name="delivery_taken"),
            models.Index(fields=["tenant_id", "name", "-taken_at"], name="delivery_name"),
            models.Index(fields=["tenant_id", "state"], name="delivery_open", condition=models.Q(state="taken")),
        ]

    def __str__(self) -> str:
        return self.name
