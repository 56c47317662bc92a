"""Day plans, what each would change, what is pinned, who goes along, and what dispatchers overruled and why."""

from typing import ClassVar

from django.db import models

from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.calls.queries.fills_gaps import GapKind
from steadyhand.business.dealership.models import Branch, User
from steadyhand.business.dispatch.day_plan.rules import Change, PlanState, Trigger, Usual
from steadyhand.business.people.models import Technician
from steadyhand.business.promises.models import Promise
from steadyhand.shared.rows import Row


class DayPlan(Row):
    """Who should go where at a branch on a day, as it was reckoned at one moment, and what became of it."""

    branch_path: ClassVar[str] = "branch_id"

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+", db_index=False)
    on = models.DateField()
    state = models.CharField(max_length=9, choices=PlanState.choices(), default=PlanState.PROPOSED)
    trigger = models.CharField(max_length=9, choices=Trigger.choices())
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    made_by_name = models.CharField(max_length=200)
    # Minutes of customers and technicians; what the day as it was assigned then cost by the same prices.
    cost_minutes = models.FloatField()
    cost_minutes_before = models.FloatField()
    # docs/reference/dispatch/day-plan.schema.json, which has a version of its own.
    document = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    accepted_at = models.DateTimeField(null=True)
    accepted_by_name = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by_name = models.CharField(max_length=200, blank=True)
    ended_because = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "tenant_id", "branch", "on", name="day_plan_one_proposal", condition=models.Q(state="proposed")
            ),
        ]
        indexes = [
            models.Index(fields=["branch", "on", "-made_at"], name="day_plan_of_day"),
            models.Index(fields=["made_by"], name="day_plan_maker", condition=models.Q(made_by__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"plan of {self.on}"


class PlannedVisit(Row):
    """One call in a plan: who goes and when, how it stood before, and what accepting it did."""

    branch_path: ClassVar[str] = "plan__branch_id"

    plan = models.ForeignKey(DayPlan, on_delete=models.CASCADE, related_name="+", db_index=False)
    change = models.CharField(max_length=9, choices=Change.choices())
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="+", db_index=False)
    call_version = models.PositiveIntegerField()
    # The visit that stood for it when the plan was made; empty for a call to plan.
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    visit_version = models.PositiveIntegerField(null=True)
    was_with = models.ForeignKey(Technician, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    was_planned_for = models.DateTimeField(null=True)
    was_minutes = models.PositiveIntegerField(null=True)
    was_along = models.ForeignKey(Technician, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    # Empty where nobody goes.
    technician = models.ForeignKey(Technician, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    goes_along = models.ForeignKey(Technician, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    begins_at = models.DateTimeField(null=True)
    minutes = models.PositiveIntegerField()
    # A promise that wouldn't be kept so.
    breaks = models.ForeignKey(Promise, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    # What accepting it made or changed, and the version that taking it back must name.
    done_visit = models.ForeignKey(Visit, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    done_version = models.PositiveIntegerField(null=True)
    # Accepting it put the promise at risk, so that taking it back takes it out again.
    put_at_risk = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint("plan", "call", "tenant_id", name="planned_visit_once")]
        indexes = [
            models.Index(fields=["call"], name="planned_visit_call"),
            models.Index(fields=["visit"], name="planned_visit_visit", condition=models.Q(visit__isnull=False)),
            models.Index(
                fields=["done_visit"], name="planned_visit_done", condition=models.Q(done_visit__isnull=False)
            ),
            models.Index(fields=["breaks"], name="planned_visit_breaks", condition=models.Q(breaks__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.call}: {Change(self.change).label}"


class GapFilled(Row):
    """A visit that a plan put into a gap, once the plan was accepted: the call that was taken for it, and its visit."""

    branch_path: ClassVar[str] = "plan__branch_id"

    plan = models.ForeignKey(DayPlan, on_delete=models.CASCADE, related_name="+", db_index=False)
    # The machine that was due, or the proposal, as the plan's document names it.
    kind = models.CharField(max_length=11, choices=[(each.value, each.value) for each in GapKind])
    about_id = models.UUIDField()
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="+", db_index=False)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="+", db_index=False)
    # What taking it back must name; set to empty once it was taken back.
    visit_version = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint("plan", "about_id", "tenant_id", name="gap_filled_once")]
        indexes = [
            models.Index(fields=["call"], name="gap_filled_call"),
            models.Index(fields=["visit"], name="gap_filled_visit"),
        ]

    def __str__(self) -> str:
        return f"{self.call} fills a gap"


class Pin(Row):
    """A call that stays with a technician on a day, and at its time if one is named, whatever a plan would like.

    Without a technician: nobody goes that day.
    """

    branch_path: ClassVar[str] = "call__branch_id"

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="+", db_index=False)
    on = models.DateField()
    technician = models.ForeignKey(Technician, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    begins_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=300, blank=True)
    pinned_at = models.DateTimeField()
    pinned_by_name = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint("call", "on", "tenant_id", name="pin_once")]

    def __str__(self) -> str:
        return f"pinned on {self.on}"


class GoesAlong(Row):
    """Whoever else comes to a visit that takes two."""

    branch_path: ClassVar[str] = "visit__call__branch_id"

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="+", db_index=False)
    technician = models.ForeignKey(Technician, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint("visit", "technician", "tenant_id", name="goes_along_once")]

    def __str__(self) -> str:
        return "goes along"


class Overrule(Row):
    """A dispatcher did otherwise than the plan: what they overruled, what that cost by our prices, and why."""

    branch_path: ClassVar[str] = "branch_id"

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+", db_index=False)
    on = models.DateField()
    plan = models.ForeignKey(DayPlan, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="+", db_index=False)
    planned_with = models.ForeignKey(Technician, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    planned_for = models.DateTimeField(null=True)
    # Empty: taken off the day.
    given_to = models.ForeignKey(Technician, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    given_for = models.DateTimeField(null=True)
    # A cost's name, `a_rule` or `nothing_weighed` (rules.py).
    weight = models.CharField(max_length=40)
    # How much dearer the day became, and what of it was that weight.
    more_minutes = models.FloatField()
    weight_minutes = models.FloatField(default=0)
    # Rules that are broken so, by name.
    breaks = models.JSONField(default=list)
    usual = models.CharField(max_length=20, choices=Usual.choices(), default=Usual.OWN_WORDS)
    # In their own words; may be empty beside a usual reason.
    why = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    by_name = models.CharField(max_length=200)
    # The move was undone: it stays to be read, and isn't counted.
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            # A month of a branch, or of all.
            models.Index(fields=["tenant_id", "at"], name="overrule_month"),
            models.Index(fields=["plan"], name="overrule_plan", condition=models.Q(plan__isnull=False)),
            models.Index(fields=["call"], name="overrule_call"),
            models.Index(fields=["by"], name="overrule_by", condition=models.Q(by__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.why or Usual(self.usual).label
