"""Follow-ups: what each is, everything that happened to it, who listens, and what they were told."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from steadyhand.business.customers.models import Customer, Site
from steadyhand.business.dealership.models import Branch, User
from steadyhand.business.followups.rules.files import FileKind
from steadyhand.business.followups.rules.kinds import ClockName
from steadyhand.business.followups.rules.standing import State
from steadyhand.shared.rows import Row


class FollowUp(Row):
    """Something open, or that was: what its events have led to. Only keeping/book.py writes it.

    Everything here but the title, and what it is about, can be worked out from the events; `steadyhand check` does.
    """

    branch_path: ClassVar[str] = "branch_id"

    kind = models.CharField(max_length=30)
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+", db_index=False)
    customer = models.ForeignKey(
        Customer, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    # Its own hours, if it has any, are those by which the first word is counted.
    site = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    title = models.CharField(max_length=200)
    # The record that it stands for, in the words of its table: `needs.need`.
    about_kind = models.CharField(max_length=40, blank=True)
    about_id = models.UUIDField(null=True)

    state = models.CharField(max_length=6, choices=[(state.value, state.value) for state in State])
    # How many things have happened to it.
    events = models.PositiveIntegerField()
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    is_unattended = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    last_at = models.DateTimeField()
    owned_since = models.DateTimeField()
    open_since = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    contacted_at = models.DateTimeField(null=True)
    waiting_since = models.DateTimeField(null=True)
    step_promised_at = models.DateTimeField(null=True)
    step_due_at = models.DateTimeField(null=True)
    step_words = models.TextField(blank=True)
    # [[from, until], …] and [[clock, per cent], …].
    pauses = models.JSONField(default=list)
    reached = models.JSONField(default=list)
    outcome = models.CharField(max_length=30, blank=True)
    why = models.TextField(blank=True)
    comes_back_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    # The clock that runs out first, when it does, and when somebody is told next. Of what has ended, nothing.
    due_clock = models.CharField(max_length=12, blank=True, choices=[(name.value, name.label) for name in ClockName])
    due_at = models.DateTimeField(null=True)
    climbs_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="followup_open_runs",
                condition=~Q(state="open")
                | Q(due_at__isnull=False, climbs_at__isnull=False, outcome="", merged_into__isnull=True),
            ),
            models.CheckConstraint(
                name="followup_ends_with_a_reason",
                condition=~Q(state="ended") | (~Q(outcome="") & ~Q(why="") & Q(due_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="followup_merges_into_another",
                condition=~Q(state="merged") | Q(merged_into__isnull=False, due_at__isnull=True),
            ),
            models.CheckConstraint(name="followup_not_into_itself", condition=~Q(merged_into=models.F("id"))),
            models.CheckConstraint(name="followup_state", condition=Q(state__in=[state.value for state in State])),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "owner", "due_at"], name="followup_owner", condition=Q(state="open")),
            models.Index(fields=["tenant_id", "branch", "due_at"], name="followup_branch", condition=Q(state="open")),
            # By this the sweep finds what should have been told and wasn't, whichever dealership's.
            models.Index(fields=["climbs_at"], name="followup_climbs", condition=Q(state="open")),
            models.Index(fields=["comes_back_at"], name="followup_comes", condition=Q(comes_back_at__isnull=False)),
            models.Index(fields=["tenant_id", "last_at"], name="followup_last"),
            models.Index(fields=["customer", "-opened_at"], name="followup_customer"),
            models.Index(fields=["site"], name="followup_site", condition=Q(site__isnull=False)),
            models.Index(fields=["about_id"], name="followup_about", condition=Q(about_id__isnull=False)),
            models.Index(fields=["merged_into"], name="followup_merged", condition=Q(merged_into__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.title


class FollowUpEvent(Row):
    """Something that happened to a follow-up. Only ever added, and chained: a change to any of them shows."""

    branch_path: ClassVar[str] = "followup__branch_id"

    followup = models.ForeignKey(FollowUp, on_delete=models.PROTECT, related_name="+", db_index=False)
    # From 1: within the follow-up, and among all events of the dealership.
    number = models.PositiveIntegerField()
    place = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=20)
    at = models.DateTimeField()
    by_id = models.UUIDField(null=True)
    by_name = models.CharField(max_length=200)
    words = models.TextField(blank=True)
    facts = models.JSONField(default=dict)
    # SHA-256 over this event and the digest before it, in hex (rules/chain.py).
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint("followup", "number", "tenant_id", name="followup_event_number"),
            models.UniqueConstraint("tenant_id", "place", name="followup_event_place"),
        ]
        indexes = [
            # What customers answered is few among everything that happens.
            models.Index(
                fields=["tenant_id", "at"], name="followup_event_answer", condition=Q(kind__in=["confirmed", "denied"])
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} by {self.by_name}"


class FollowUpBook(Row):
    """Where a dealership's chain of events ends. Whoever writes an event has this row to themselves."""

    last_place = models.PositiveBigIntegerField(default=0)
    last_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint("tenant_id", name="followup_book_once")]

    def __str__(self) -> str:
        return f"{self.last_place} events"


class FollowUpListener(Row):
    """Somebody who hears what becomes of a follow-up."""

    branch_path: ClassVar[str] = "followup__branch_id"

    followup = models.ForeignKey(FollowUp, on_delete=models.PROTECT, related_name="+", db_index=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("followup", "user", "tenant_id", name="followup_listener_once")]
        indexes = [models.Index(fields=["user", "followup"], name="followup_listener_user")]

    def __str__(self) -> str:
        return str(self.user)


class FollowUpNews(Row):
    """One event told to one person: at once, or with the day's digest; on their page either way."""

    branch_path: ClassVar[str] = "followup__branch_id"

    class How(models.TextChoices):
        AT_ONCE = "at_once", "at once"
        DIGEST = "digest", "once a day"

    followup = models.ForeignKey(FollowUp, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    how = models.CharField(max_length=8, choices=How.choices)
    seen_at = models.DateTimeField(null=True)
    digested_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            # At most once a change, however often a worker comes back to it.
            models.UniqueConstraint("followup", "number", "user", "tenant_id", name="followup_news_once")
        ]
        indexes = [
            models.Index(fields=["user", "at"], name="followup_news_unseen", condition=Q(seen_at__isnull=True)),
            models.Index(fields=["user", "at"], name="followup_news_at_once", condition=Q(how="at_once")),
            models.Index(
                fields=["tenant_id", "user"],
                name="followup_news_digest",
                condition=Q(how="digest", digested_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.number}"


class FollowUpFile(Row):
    """A photo or voice note that goes with a follow-up. It stays inside: no customer is ever shown one.

    Without `sha256` it is on its way: the words were faster than the file, which is still on somebody's phone.
    """

    branch_path: ClassVar[str] = "followup__branch_id"

    followup = models.ForeignKey(FollowUp, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=5, choices=[(kind.value, kind.label) for kind in FileKind])
    handed_in_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    handed_in_at = models.DateTimeField()
    # Of the file as it left the phone, which keeps it until we say that we have this one; what is kept here has lost
    # where it was taken, and so has another.
    handed_sha256 = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64, blank=True)
    media_type = models.CharField(max_length=40, blank=True)
    size_bytes = models.PositiveIntegerField(default=0)
    arrived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            # However often it is sent.
            models.UniqueConstraint("followup", "handed_sha256", "tenant_id", name="followup_file_once"),
            models.CheckConstraint(
                name="followup_file_arrives_whole",
                condition=Q(sha256="", arrived_at__isnull=True) | (~Q(sha256="") & Q(arrived_at__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(fields=["handed_in_by", "handed_sha256"], name="followup_file_awaited"),
            # "Does another row still need this file?"
            models.Index(fields=["tenant_id", "sha256"], name="followup_file_content"),
        ]

    def __str__(self) -> str:
        return f"{FileKind(self.kind).label} of {self.followup}"
