"""Coaching: the hours for it, plans and their steps, ride-alongs, what was seen, and what was answered to that."""

from typing import ClassVar

from django.db import models

from steadyhand.business.dealership.models import Branch, User
from steadyhand.business.learning.coaching.cadence import Sort
from steadyhand.business.learning.coaching.rules import Answer, Source, TookOver
from steadyhand.business.people.models import Technician
from steadyhand.shared.clock import how_field
from steadyhand.shared.rows import Row


class CoachTime(Row):
    """Somebody who may observe, and the minutes a week they have said they have for it."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    minutes_a_week = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint("user", "tenant_id", name="coach_time_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.minutes_a_week} minutes a week"


class CoachingPlan(Row):
    """A technician's coaching after one training. `training` names it: `module:keep-your-word`, `wave:<roll-out>`."""

    branch_path: ClassVar[str] = "branch_id"

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+", db_index=False)
    technician = models.ForeignKey(Technician, on_delete=models.PROTECT, related_name="+", db_index=False)
    training = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    # Codes of the behaviours that it is about.
    behaviours = models.JSONField(default=list)
    # A Monday: of its first week.
    starts_on = models.DateField()
    opened_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint("technician", "training", "tenant_id", name="coaching_plan_once")]
        indexes = [models.Index(fields=["tenant_id", "ended_at"], name="coaching_plan_open")]

    def __str__(self) -> str:
        return self.title


class CoachingStep(Row):
    """A talk or ride-along of a plan: in which week, with whom, and what became of it."""

    branch_path: ClassVar[str] = "plan__branch_id"

    class Standing(models.TextChoices):
        PLANNED = "planned", "to come"
        DONE = "done", "done"
        GAVE_WAY = "gave_way", "gave way"
        LEFT_OUT = "left_out", "left out"

    plan = models.ForeignKey(CoachingPlan, on_delete=models.PROTECT, related_name="+", db_index=False)
    sort = models.CharField(max_length=5, choices=[(sort.value, sort.label) for sort in Sort])
    week = models.PositiveSmallIntegerField()
    # The Monday of that week.
    on = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    coach = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    standing = models.CharField(max_length=8, choices=Standing.choices, default=Standing.PLANNED)
    # Why it gave way or was left out.
    why = models.CharField(max_length=300, blank=True)
    # What was agreed in a talk; a ride-along says it itself.
    agreed = models.CharField(max_length=500, blank=True)
    done_at = models.DateTimeField(null=True)
    followup_id = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint("plan", "sort", "week", "tenant_id", name="coaching_step_once")]
        indexes = [models.Index(fields=["tenant_id", "standing", "on"], name="coaching_step_due")]

    def __str__(self) -> str:
        return f"{Sort(self.sort).label}, week {self.week}"


class RideAlong(Row):
    """One job on which somebody rode along: what was agreed, one thing to keep, one to change, and who signed."""

    branch_path: ClassVar[str] = "branch_id"

    class Signed(models.TextChoices):
        OWN = "own", "on their own phone"
        HERE = "here", "on the observer's phone"

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+", db_index=False)
    technician = models.ForeignKey(Technician, on_delete=models.PROTECT, related_name="+", db_index=False)
    observer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    source = models.CharField(max_length=8, choices=[(source.value, source.label) for source in Source])
    step_id = models.UUIDField(null=True)
    # The job: nothing of it has to be there later.
    visit_id = models.UUIDField()
    job = models.CharField(max_length=300)
    happened_at = models.DateTimeField()
    happened_at_how = how_field(blank=False)
    noted_at = models.DateTimeField()
    goal = models.CharField(max_length=300)
    took_over = models.CharField(max_length=6, choices=[(each.value, each.label) for each in TookOver])
    keep = models.CharField(max_length=500)
    change = models.CharField(max_length=500)
    signed_at = models.DateTimeField(null=True)
    signed = models.CharField(max_length=4, choices=Signed.choices, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["technician", "-happened_at"], name="ride_along_technician"),
            models.Index(fields=["tenant_id", "-happened_at"], name="ride_along_newest"),
        ]

    def __str__(self) -> str:
        return f"ride-along with {self.technician}"


class Observation(Row):
    """Whether a behaviour was seen on one job, by whose eyes. Only ever added to; the technician may answer each."""

    branch_path: ClassVar[str] = "technician__branch_id"

    technician = models.ForeignKey(Technician, on_delete=models.PROTECT, related_name="+", db_index=False)
    ride_along = models.ForeignKey(RideAlong, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    visit_id = models.UUIDField()
    job = models.CharField(max_length=300)
    source = models.CharField(max_length=8, choices=[(source.value, source.label) for source in Source])
    observer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    behaviour = models.CharField(max_length=60)
    answer = models.CharField(max_length=9, choices=[(answer.value, answer.label) for answer in Answer])
    note = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            # Somebody says a thing once of a job.
            models.UniqueConstraint(
                "visit_id", "behaviour", "observer", "source", "technician", "tenant_id", name="observation_once"
            )
        ]
        indexes = [
            models.Index(fields=["technician", "at"], name="observation_technician"),
            models.Index(fields=["tenant_id", "at"], name="observation_newest"),
            models.Index(fields=["ride_along"], name="observation_ride"),
        ]

    def __str__(self) -> str:
        return f"{self.behaviour}: {self.answer}"


class CoachingReply(Row):
    """What a technician answers to something that was said about them: a line, a ride-along, a talk."""

    technician = models.ForeignKey(Technician, on_delete=models.PROTECT, related_name="+", db_index=False)
    about_id = models.UUIDField()
    words = models.CharField(max_length=1000)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["technician", "about_id"], name="coaching_reply_about")]

    def __str__(self) -> str:
        return self.words
