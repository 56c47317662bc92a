"""Ladders, what posts need, courses, people's own pages, and mentoring pairs. Claims and certificates: ../models.py."""

from typing import ClassVar

from django.db import models

from steadyhand.business.people.growth.rules import PairState, SkillKind
from steadyhand.shared.rows import Row

LONGEST_WORDS = 2000


class Ladder(Row):
    """What the levels of a skill mean here, in a sentence each; a skill without one has its kind's shipped ladder."""

    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=8, choices=SkillKind.choices())
    # Five sentences, from level 0 to 4.
    rungs = models.JSONField()
    # How many people should be able to work alone in it; two, so that nobody is the only one.
    wanted = models.PositiveSmallIntegerField(default=2)

    class Meta:
        constraints = [models.UniqueConstraint("name", "tenant_id", name="ladder_once")]

    def __str__(self) -> str:
        return self.name


class RoleNeed(Row):
    """What a post asks for, in the dealership's own list: it has one once it has changed the shipped one."""

    post = models.CharField(max_length=40)
    code = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    looks_like = models.CharField(max_length=500)
    # Empty where no skill of the matrix stands for it.
    skill = models.CharField(max_length=100, blank=True)
    level = models.PositiveSmallIntegerField(default=0)
    is_must = models.BooleanField()
    # Empty: it can hardly be learned here, so whoever comes brings it.
    weeks_to_learn = models.PositiveSmallIntegerField(null=True, blank=True)
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint("post", "code", "tenant_id", name="role_need_once")]

    def __str__(self) -> str:
        return self.title


class Course(Row):
    """A course or another way to a level or a certificate, with what it takes: the cheapest training is found by it."""

    name = models.CharField(max_length=200)
    skill = models.CharField(max_length=100, blank=True)
    to_level = models.PositiveSmallIntegerField(default=0)
    vendor = models.CharField(max_length=100, blank=True)
    line = models.CharField(max_length=100, blank=True)
    hours = models.PositiveSmallIntegerField()
    weeks = models.PositiveSmallIntegerField()
    cost_cents = models.PositiveIntegerField(default=0)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint("name", "tenant_id", name="course_once")]

    def __str__(self) -> str:
        return self.name


class Profile(Row):
    """The post that somebody has, and what they want to learn, in their own words."""

    branch_path: ClassVar[str] = "technician__branch_id"

    technician = models.ForeignKey("people.Technician", on_delete=models.PROTECT, related_name="+", db_index=False)
    post = models.CharField(max_length=40, blank=True)
    goals = models.TextField(blank=True, max_length=LONGEST_WORDS)

    class Meta:
        constraints = [models.UniqueConstraint("technician", "tenant_id", name="profile_once")]

    def __str__(self) -> str:
        return f"profile of {self.technician}"


class RecordRead(Row):
    """Somebody else opened a technician's record: only ever added to, and shown to the technician."""

    branch_path: ClassVar[str] = "technician__branch_id"

    technician = models.ForeignKey("people.Technician", on_delete=models.PROTECT, related_name="+", db_index=False)
    reader = models.ForeignKey("dealership.User", on_delete=models.PROTECT, related_name="+", db_index=False)
    reader_name = models.CharField(max_length=200)
    read_at = models.DateTimeField()
    what = models.CharField(max_length=60)

    class Meta:
        indexes = [models.Index(fields=["technician", "-read_at"], name="record_read_latest")]

    def __str__(self) -> str:
        return f"{self.reader_name} read {self.what}"


class LineAnswer(Row):
    """What a technician says to a line about them: only ever added to, and shown beside it."""

    branch_path: ClassVar[str] = "technician__branch_id"

    technician = models.ForeignKey("people.Technician", on_delete=models.PROTECT, related_name="+", db_index=False)
    about_kind = models.CharField(max_length=20)
    about_id = models.UUIDField()
    words = models.CharField(max_length=LONGEST_WORDS)
    said_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["technician", "about_id"], name="line_answer_about")]

    def __str__(self) -> str:
        return self.words[:40]


class Evidence(Row):
    """A file that shows a claim or a certificate to be so: a photo, or a PDF as it came."""

    branch_path: ClassVar[str] = "technician__branch_id"

    technician = models.ForeignKey("people.Technician", on_delete=models.PROTECT, related_name="+", db_index=False)
    about_id = models.UUIDField()
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=40)
    size_bytes = models.PositiveIntegerField()
    added_at = models.DateTimeField()
    added_by_name = models.CharField(max_length=200)

    class Meta:
        indexes = [
            models.Index(fields=["technician", "about_id"], name="evidence_about"),
            models.Index(fields=["tenant_id", "sha256"], name="evidence_file"),
        ]

    def __str__(self) -> str:
        return self.name


class Pair(Row):
    """A learner and whoever they learn with, from a proposal to its end."""

    branch_path: ClassVar[str] = "learner__branch_id"

    learner = models.ForeignKey("people.Technician", on_delete=models.PROTECT, related_name="+", db_index=False)
    mentor = models.ForeignKey("people.Technician", on_delete=models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=8, choices=PairState.choices())
    # Why these two, as it was reckoned or said.
    why = models.CharField(max_length=500)
    # At most three, each with the skill it is about (empty: none of the matrix).
    goals = models.JSONField(default=list)
    proposed_at = models.DateTimeField()
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "learner",
                "tenant_id",
                name="pair_one_at_a_time",
                condition=models.Q(state__in=("proposed", "running")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.learner} with {self.mentor}"


class Worksheet(Row):
    """What one of a pair writes about a week; each has their own, both read both."""

    branch_path: ClassVar[str] = "pair__learner__branch_id"

    pair = models.ForeignKey(Pair, on_delete=models.PROTECT, related_name="+", db_index=False)
    # The Monday of the week.
    week_on = models.DateField()
    is_mentors = models.BooleanField()
    by_name = models.CharField(max_length=200)
    # The day of that week on which they sat together; empty: they didn't.
    met_on = models.DateField(null=True)
    went_well = models.TextField(blank=True, max_length=LONGEST_WORDS)
    was_hard = models.TextField(blank=True, max_length=LONGEST_WORDS)
    next_step = models.TextField(blank=True, max_length=LONGEST_WORDS)
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint("pair", "week_on", "is_mentors", "tenant_id", name="worksheet_once_a_week")
        ]

    def __str__(self) -> str:
        return f"week of {self.week_on}"


class RideDay(Row):
    """A day on which a learner rides with their mentor: planned on purpose, and dispatch plans no visit for them."""

    branch_path: ClassVar[str] = "pair__learner__branch_id"

    pair = models.ForeignKey(Pair, on_delete=models.PROTECT, related_name="+", db_index=False)
    on = models.DateField()
    # What is to be learned on it.
    about = models.CharField(max_length=200, blank=True)
    planned_by_name = models.CharField(max_length=200)
    planned_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "pair", "on", "tenant_id", name="ride_day_once", condition=models.Q(taken_back_at__isnull=True)
            )
        ]
        indexes = [models.Index(fields=["tenant_id", "on"], name="ride_day_on")]

    def __str__(self) -> str:
        return f"rides along on {self.on}"
