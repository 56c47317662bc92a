"""Tables that know nothing about the business: history, batches, counters, keys for finding, links, answers, jobs."""

from typing import ClassVar

from django.db import models

from steadyhand.shared.rows import Row


class Change(Row):
    """One entry of the history: who changed what, when and why. Only ever added; the database refuses the rest."""

    at = models.DateTimeField()
    by_id = models.UUIDField(null=True)
    by_name = models.CharField(max_length=200)
    about_kind = models.CharField(max_length=40)
    about_id = models.UUIDField()
    verb = models.CharField(max_length=60)
    why = models.TextField(blank=True)
    was = models.JSONField(default=dict)
    became = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["tenant_id", "about_id", "at"], name="change_about"),
            models.Index(fields=["tenant_id", "at"], name="change_at"),
            # What somebody who rarely changes anything did: without it all the others' entries are read past.
            models.Index(fields=["tenant_id", "by_id", "at"], name="change_by"),
        ]

    def __str__(self) -> str:
        return f"{self.by_name}: {self.verb}"


class Batch(Row):
    """Rows that arrive together. Until `landed_at` is set nobody but the importer sees them."""

    opened_at = models.DateTimeField()
    landed_at = models.DateTimeField(null=True)
    source = models.CharField(max_length=300)

    class Meta:
        indexes = [
            # Asked by every query on arriving rows: nearly always empty, so it must be tiny.
            models.Index(fields=["id"], name="batch_under_way", condition=models.Q(landed_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.source


class WaitingChange(Row):
    """A change to a row that already exists, waiting for its batch to land."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="+")
    table = models.CharField(max_length=60)
    row_id = models.UUIDField()
    was = models.JSONField()
    becomes = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["tenant_id", "batch", "table"], name="waiting_change_batch")]

    def __str__(self) -> str:
        return f"{self.table} {self.row_id}"


class Counter(Row):
    """The last human number given out under a name: `call` → 10 023."""

    name = models.CharField(max_length=40)
    last = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint("tenant_id", "name", name="counter_name")]

    def __str__(self) -> str:
        return f"{self.name} {self.last}"


class FindingKey(models.Model):
    """A word under which something is found (lookup.py). The key is the row: no id of its own.

    The primary key's index holds the whole row in both databases (migration 0006), so that looking through many keys
    reads nothing else.
    """

    branch_path: ClassVar[str] = ""

    pk = models.CompositePrimaryKey("tenant_id", "key", "target_id")
    tenant_id = models.UUIDField()
    key = models.CharField(max_length=64)
    target_id = models.UUIDField()
    target_kind = models.CharField(max_length=1)
    # What the row belongs to, itself if to nothing: who may see that may find it.
    home_id = models.UUIDField()
    batch_id = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["tenant_id", "target_id", "key"], name="finding_key_target")]

    def __str__(self) -> str:
        return self.key


class KeptAnswer(Row):
    """What a form's first sending led to, so that the second leads to the same (once.py)."""

    form_key = models.CharField(max_length=64)
    answer = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("tenant_id", "form_key", name="kept_answer_form")]

    def __str__(self) -> str:
        return self.form_key


class Link(Row):
    """A way in without a password, for one purpose and one thing, until it expires or is revoked (links.py)."""

    purpose = models.CharField(max_length=40)
    about_id = models.UUIDField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    first_seen_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["tenant_id", "about_id"], name="link_about")]

    def __str__(self) -> str:
        return f"{self.purpose} until {self.expires_at:%Y-%m-%d}"


class OutgoingMessage(Row):
    """A message to one person, written in the transaction it tells of, and what became of it (outbox/).

    Whoever reads the database alone can't follow its link: the address is made when the message leaves.
    """

    class State(models.TextChoices):
        QUEUED = "queued", "waiting to go"
        SENT = "sent", "sent"
        FAILED = "failed", "not sent"

    # What it is and to whom: the same key twice is the same message, here and at the gateway.
    key = models.CharField(max_length=120)
    channel = models.CharField(max_length=10)
    recipient = models.CharField(max_length=254)
    recipient_name = models.CharField(max_length=200)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    link = models.ForeignKey(Link, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    # The name of the address that the link's token opens.
    link_page = models.CharField(max_length=40, blank=True)
    about_id = models.UUIDField()
    queued_at = models.DateTimeField()
    # Of no use after this; it then fails instead of surprising somebody.
    expires_at = models.DateTimeField()
    state = models.CharField(max_length=6, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    # When it is tried (again); its job decides, this is for whoever looks.
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    # Why it has not gone (yet), in a sentence.
    problem = models.TextField(blank=True)
    gateway_ref = models.CharField(max_length=200, blank=True)
    # [{"name", "media_type", "text"}]: what goes along with an e-mail as a file.
    attached = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint("tenant_id", "key", name="outgoing_message_key")]
        indexes = [
            # What waits and what failed is few among all. Not partial: calls.models says why.
            models.Index(fields=["tenant_id", "state", "-queued_at", "-id"], name="outgoing_message_state"),
            models.Index(fields=["tenant_id", "about_id"], name="outgoing_message_about"),
            models.Index(fields=["tenant_id", "recipient", "-queued_at", "-id"], name="outgoing_message_to"),
            models.Index(fields=["tenant_id", "-queued_at", "-id"], name="outgoing_message_newest"),
            models.Index(fields=["link"], name="outgoing_message_link", condition=models.Q(link__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.channel} to {self.recipient_name}"


class Job(Row):
    """Something to be done at its moment by one worker, and what became of it (queue/). A row is also a timer.

    Open rows are found by `free_at` alone: from when a worker may take one. That is its moment at first, the end of the
    lease while somebody has it, and the end of the pause after a failure.
    """

    class State(models.TextChoices):
        OPEN = "open", "waiting"
        DONE = "done", "done"
        DEAD = "dead", "given up"

    kind = models.CharField(max_length=60)
    args = models.JSONField()
    # Null: it has none. An open job has its key for itself; ended ones may share it.
    key = models.CharField(max_length=160, null=True)
    cause = models.UUIDField(null=True)
    put_at = models.DateTimeField()
    due_at = models.DateTimeField()
    free_at = models.DateTimeField()
    state = models.CharField(max_length=4, choices=State.choices, default=State.OPEN)
    attempts = models.PositiveSmallIntegerField(default=0)
    # Whoever has it; only by this can it be ended.
    token = models.UUIDField(null=True)
    # An attempt went outside then, and hasn't come back to say how that ended.
    outside_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    # Swept away after this; what is given up stays.
    forget_at = models.DateTimeField(null=True)
    # Why it isn't done (yet), in a sentence.
    problem = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "key"], name="job_key", condition=models.Q(state="open"))
        ]
        indexes = [
            # Partial, so that a million clocks that wait cost the claim nothing, and what is done isn't in it at all.
            # SQLite takes them only when a query says the state as a literal: queue/taking.py does.
            models.Index(fields=["free_at"], name="job_free", condition=models.Q(state="open")),
            models.Index(fields=["free_at"], name="job_tried", condition=models.Q(state="open", attempts__gt=0)),
            models.Index(fields=["forget_at"], name="job_forget", condition=models.Q(state="done")),
            models.Index(fields=["tenant_id", "-ended_at"], name="job_dead", condition=models.Q(state="dead")),
        ]

    def __str__(self) -> str:
        return f"{self.kind} at {self.due_at:%Y-%m-%d %H:%M}"
