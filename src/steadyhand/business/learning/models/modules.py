"""What somebody read, drilled, answered and brought along. Modules and drills are named by the codes of their files."""

from typing import ClassVar

from django.db import models

from steadyhand.business.dealership.models import Branch, User
from steadyhand.business.learning.cards.scheduling import Answer
from steadyhand.shared.rows import Row

LONGEST_CODE = 60


class ModuleReading(Row):
    """Somebody reads a module, as it was in one version. A newer version is another row: what was read stays read."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    module = models.CharField(max_length=LONGEST_CODE)
    version = models.PositiveSmallIntegerField()
    # The section at which they were last; empty at the beginning.
    place = models.CharField(max_length=40, blank=True)
    started_at = models.DateTimeField()
    last_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint("user", "module", "version", "tenant_id", name="module_reading_once")]

    def __str__(self) -> str:
        return f"{self.module} {self.version}"


class DrillTry(Row):
    """One try at a drill, with what came of it as it was said then: drills may change, a try doesn't."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    module = models.CharField(max_length=LONGEST_CODE)
    drill = models.CharField(max_length=LONGEST_CODE)
    at = models.DateTimeField()
    # From 0, in their order; empty where words of one's own were wanted.
    chosen = models.JSONField(default=list)
    words = models.TextField(blank=True)
    # How each point of the rubric stood, what the guard found, or which behaviours the way through showed and missed.
    outcome = models.JSONField(default=dict)
    doubt = models.TextField(blank=True)
    doubt_id = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["user", "-at"], name="drill_try_of_user")]

    def __str__(self) -> str:
        return self.drill


class CardAnswer(Row):
    """One answer to a card: only ever added to, and what everything about cards is reckoned from."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    card = models.CharField(max_length=LONGEST_CODE)
    answer = models.CharField(max_length=6, choices=[(each.value, each.label) for each in Answer])
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["user", "card", "at"], name="card_answer_of_user")]

    def __str__(self) -> str:
        return f"{self.card}: {self.answer}"


class CardState(Row):
    """When a card is due again, as reckoned from its answers; may be thrown away and reckoned anew."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    card = models.CharField(max_length=LONGEST_CODE)
    stability_days = models.FloatField()
    difficulty = models.FloatField()
    last_at = models.DateTimeField()
    due_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("user", "card", "tenant_id", name="card_state_once")]

    def __str__(self) -> str:
        return f"{self.card} due {self.due_at:%Y-%m-%d}"


class Placement(Row):
    """The answers of somebody's placement drill. Modules it shows as known are open to drills and cards at once."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    # Question → the answer chosen, from 0.
    chosen = models.JSONField(default=dict)
    known = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["user", "-at"], name="placement_of_user")]

    def __str__(self) -> str:
        return f"{self.user} on {self.at:%Y-%m-%d}"


class OwnCase(Row):
    """A case from somebody's own week, for a module; others read it only where they share it."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    module = models.CharField(max_length=LONGEST_CODE)
    words = models.TextField()
    is_shared = models.BooleanField(default=False)
    at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["user", "-at"], name="own_case_of_user")]

    def __str__(self) -> str:
        return self.words[:60]


class OutsideCourse(Row):
    """A course or certificate from elsewhere, with its evidence."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    title = models.CharField(max_length=200)
    provider = models.CharField(max_length=200)
    finished_on = models.DateField()
    hours = models.PositiveSmallIntegerField(null=True)
    words = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    media_type = models.CharField(max_length=40, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["user", "-finished_on"], name="outside_course_of_user"),
            models.Index(fields=["recorded_by"], name="outside_course_recorder"),
        ]

    def __str__(self) -> str:
        return self.title


class HuddleHeld(Row):
    """A branch stood together for a quarter of an hour over one module."""

    branch_path: ClassVar[str] = "branch_id"

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+", db_index=False)
    module = models.CharField(max_length=LONGEST_CODE)
    held_on = models.DateField()
    led_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    words = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["branch", "-held_on"], name="huddle_of_branch"),
            models.Index(fields=["led_by"], name="huddle_leader"),
        ]

    def __str__(self) -> str:
        return f"{self.module} on {self.held_on}"


class HuddlePresence(Row):
    """Somebody who stood there."""

    branch_path: ClassVar[str] = "huddle__branch_id"

    huddle = models.ForeignKey(HuddleHeld, on_delete=models.PROTECT, related_name="+", db_index=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint("huddle", "user", "tenant_id", name="huddle_presence_once")]
        indexes = [models.Index(fields=["user"], name="huddle_presence_user")]

    def __str__(self) -> str:
        return f"{self.user} at {self.huddle}"


class OwnWhy(Row):
    """The principal's own module. Each wording and each yearly confirmation is a row."""

    why = models.TextField()
    for_whom = models.TextField()
    is_not = models.TextField()
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    is_confirmation = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["tenant_id", "-at"], name="own_why_latest"),
            models.Index(fields=["written_by"], name="own_why_writer"),
        ]

    def __str__(self) -> str:
        return f"{self.written_by} on {self.at:%Y-%m-%d}"
