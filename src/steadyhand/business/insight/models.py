"""What was reckoned: versions of the models' norms, what is known of each call, and monthly tallies of that."""

from typing import ClassVar

from django.db import models

from steadyhand.business.calls.callbacks.rules import Basis, Verdict
from steadyhand.business.calls.models import Call
from steadyhand.business.calls.rules import CallType
from steadyhand.business.dealership.models import Branch
from steadyhand.business.insight.reckoning.judging import LeftOut
from steadyhand.business.insight.reckoning.times import Gap
from steadyhand.business.machines.models import Machine, MachineModel
from steadyhand.shared.rows import Row


def _choices(words: type[Basis] | type[Verdict] | type[LeftOut] | type[Gap]) -> list[tuple[str, str]]:
    return [(word.value, word.value) for word in words]


class NormVersion(Row):
    """The models' norms as they were made one day. Never changed: a verdict names its version."""

    number = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    # For calls taken from then on; empty: for all calls, in place of every earlier version.
    counts_from = models.DateTimeField(null=True, blank=True)
    because = models.CharField(max_length=200)
    share = models.DecimalField(max_digits=5, decimal_places=4)
    memoryless_share = models.FloatField()
    intervals = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["number", "tenant_id"], name="norm_version_once")]

    def __str__(self) -> str:
        return f"version {self.number}"


class ModelNorm(Row):
    """A model's usual run between calls in one version, and how many calls would be too soon by chance."""

    version = models.ForeignKey(NormVersion, on_delete=models.CASCADE, related_name="+", db_index=False)
    # Empty: of machines whose model nobody knows.
    model = models.ForeignKey(
        MachineModel, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    mean_pages = models.FloatField(null=True, blank=True)
    mean_days = models.FloatField(null=True, blank=True)
    intervals = models.PositiveIntegerField()
    intervals_in_pages = models.PositiveIntegerField()
    # Chance floors with the wear that longer intervals show; empty where too few are known.
    fitted_in_pages = models.FloatField(null=True, blank=True)
    shape_in_pages = models.FloatField(null=True, blank=True)
    fitted_in_days = models.FloatField(null=True, blank=True)
    shape_in_days = models.FloatField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "model", "tenant_id"], name="model_norm_once")]

    def __str__(self) -> str:
        return f"{self.model or 'unknown model'}, {self.version}"


class CallFact(Row):
    """What the numbers know of one call, and what each of it rests on. Reckoned from the record, never typed."""

    branch_path: ClassVar[str] = "branch_id"

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="+", db_index=False)
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+", db_index=False)
    machine = models.ForeignKey(
        Machine, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    model = models.ForeignKey(
        MachineModel, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    call_type = models.CharField(max_length=12, choices=CallType.choices())
    is_cancelled = models.BooleanField()
    taken_at = models.DateTimeField()
    # The first day of the month in which it was taken, by the dealership's clock.
    month_on = models.DateField()
    # --- callbacks
    verdict = models.CharField(max_length=17, choices=_choices(Verdict))
    left_out = models.CharField(max_length=10, choices=_choices(LeftOut), blank=True)
    # The call or scheduled work that it came after; a plain id, so that nothing must be there before another.
    after_id = models.UUIDField(null=True, blank=True)
    basis = models.CharField(max_length=5, choices=_choices(Basis), blank=True)
    ran = models.FloatField(null=True, blank=True)
    limit = models.FloatField(null=True, blank=True)
    version = models.PositiveIntegerField(help_text="Of the norms; 0 where none was needed.")
    chance = models.FloatField(null=True, blank=True)
    chance_memoryless = models.FloatField(null=True, blank=True)
    came_back = models.BooleanField()
    pages = models.BigIntegerField(null=True, blank=True)
    pages_since = models.BigIntegerField(null=True, blank=True)
    # --- the work
    is_fixed_first = models.BooleanField(null=True, blank=True)
    is_held = models.BooleanField()
    visits_over = models.PositiveSmallIntegerField()
    visits_done = models.PositiveSmallIntegerField()
    # --- the waiting, in minutes of working hours
    response_minutes = models.PositiveIntegerField(null=True, blank=True)
    response_gap = models.CharField(max_length=9, choices=_choices(Gap), blank=True)
    downtime_minutes = models.PositiveIntegerField(null=True, blank=True)
    downtime_gap = models.CharField(max_length=9, choices=_choices(Gap), blank=True)
    term_minutes = models.PositiveIntegerField(null=True, blank=True)
    is_term_average = models.BooleanField()
    is_in_term = models.BooleanField(null=True, blank=True)
    segment = models.CharField(max_length=60, blank=True)
    phone = models.CharField(max_length=8, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call", "tenant_id"], name="call_fact_once")]
        indexes = [
            # The rows behind a number, newest first: most are found by walking back through the period …
            models.Index(fields=["tenant_id", "-taken_at", "-id"], name="call_fact_taken"),
            # … at one branch of many by its own …
            models.Index(fields=["branch", "-taken_at", "-id"], name="call_fact_branch"),
            # … and those of a rare verdict, of phone fixes and of agreed terms by their own stretch.
            models.Index(fields=["tenant_id", "verdict", "-taken_at", "-id"], name="call_fact_verdict"),
            models.Index(fields=["tenant_id", "phone", "-taken_at", "-id"], name="call_fact_phone"),
            models.Index(fields=["tenant_id", "is_in_term", "-taken_at", "-id"], name="call_fact_term"),
            models.Index(fields=["tenant_id", "model", "-taken_at", "-id"], name="call_fact_model"),
            models.Index(fields=["machine", "-taken_at"], name="call_fact_machine"),
            models.Index(fields=["tenant_id", "month_on"], name="call_fact_month"),
        ]

    def __str__(self) -> str:
        return f"{self.call}: {self.verdict}"


class MachineRuns(Row):
    """How far a machine ran between its counted calls, over its whole record, beside how often it came back."""

    branch_path: ClassVar[str] = "branch_id"

    machine = models.ForeignKey(Machine, on_delete=models.CASCADE, related_name="+", db_index=False)
    # Whose machine it was, and of which model, when it was reckoned. Looked up by two joins, a page of fifty read every
    # machine of a branch.
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+", db_index=False)
    model = models.ForeignKey(
        MachineModel, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    calls = models.PositiveIntegerField()
    callbacks = models.PositiveIntegerField()
    runs = models.PositiveIntegerField()
    run_pages = models.PositiveBigIntegerField()
    last_taken_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["machine", "tenant_id"], name="machine_runs_once")]
        indexes = [
            models.Index(fields=["tenant_id", "-callbacks", "-id"], name="machine_runs_callbacks"),
            models.Index(fields=["branch", "-callbacks", "-id"], name="machine_runs_branch"),
            models.Index(fields=["tenant_id", "model", "-callbacks", "-id"], name="machine_runs_model"),
            models.Index(fields=["branch", "model", "-callbacks", "-id"], name="machine_runs_branch_model"),
        ]

    def __str__(self) -> str:
        return f"{self.machine}: {self.callbacks} of {self.calls}"


class MonthTally(Row):
    """A month of one branch, or (branch empty) of the whole dealership. What each count means stands in counting.py."""

    branch_path: ClassVar[str] = "branch_id"

    month_on = models.DateField()
    branch = models.ForeignKey(
        Branch, on_delete=models.CASCADE, null=True, blank=True, related_name="+", db_index=False
    )
    # {name of a count: its value}
    counts = models.JSONField()
    # {"240": 3}: three calls took 240 minutes, to the width of the steps in waits.py.
    response = models.JSONField()
    downtime = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["tenant_id", "month_on", "branch"], name="month_tally_month")]

    def __str__(self) -> str:
        return f"{self.month_on:%Y-%m} {self.branch or 'all'}"


class ModelTally(Row):
    """A month of one model at one branch: the counts of counting.py under the same names, as columns to add up."""

    branch_path: ClassVar[str] = "branch_id"

    month_on = models.DateField()
    branch = models.ForeignKey(Branch, on_delete=models.CASCADE, related_name="+", db_index=False)
    # Empty: machines whose model nobody knows.
    model = models.ForeignKey(
        MachineModel, on_delete=models.CASCADE, null=True, blank=True, related_name="+", db_index=False
    )
    counted = models.PositiveIntegerField()
    callbacks = models.PositiveIntegerField()
    chance = models.FloatField()
    chance_memoryless = models.FloatField()
    early_life = models.PositiveIntegerField()
    after_maintenance = models.PositiveIntegerField()
    fixed_known = models.PositiveIntegerField()
    fixed_first = models.PositiveIntegerField()
    visited = models.PositiveIntegerField()
    held = models.PositiveIntegerField()
    runs = models.PositiveIntegerField()
    run_pages = models.PositiveBigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["tenant_id", "month_on", "branch"], name="model_tally_month")]

    def __str__(self) -> str:
        return f"{self.month_on:%Y-%m} {self.model or 'unknown model'}"


class TermAverage(Row):
    """The average response of a quarter, a segment and a term, where contracts ask for an average."""

    branch_path: ClassVar[str] = "branch_id"

    quarter_on = models.DateField()
    # Empty: the whole dealership.
    branch = models.ForeignKey(
        Branch, on_delete=models.CASCADE, null=True, blank=True, related_name="+", db_index=False
    )
    segment = models.CharField(max_length=60, blank=True)
    term_minutes = models.PositiveIntegerField()
    calls = models.PositiveIntegerField()
    response_minutes = models.PositiveBigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["tenant_id", "quarter_on", "branch"], name="term_average_quarter")]

    def __str__(self) -> str:
        return f"{self.quarter_on:%Y-%m} {self.segment}"


class StaleMonth(Row):
    """A month whose facts have changed since it was tallied. Marked again gives it another `mark`."""

    month_on = models.DateField()
    mark = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["month_on", "tenant_id"], name="stale_month_once")]

    def __str__(self) -> str:
        return f"{self.month_on:%Y-%m}"


class Reckoning(Row):
    """How far the reckoning has come: what of the history it has seen, and where a sweep through all machines is."""

    changes_seen_at = models.DateTimeField(null=True, blank=True)
    # When the norms were last looked at for a new month; one that says the same as before makes no version.
    norms_looked_at = models.DateTimeField(null=True, blank=True)
    # Empty while no sweep is due or under way; else why there is one.
    sweep_because = models.CharField(max_length=200, blank=True)
    sweep_begun_at = models.DateTimeField(null=True, blank=True)
    # A sweep goes through machines by id, then through calls about none by when they were taken.
    sweep_machine_id = models.UUIDField(null=True, blank=True)
    are_machines_swept = models.BooleanField(default=False)
    sweep_call_at = models.DateTimeField(null=True, blank=True)
    sweep_call_id = models.UUIDField(null=True, blank=True)
    # When the last sweep that came to its end began, when it ended, and how long it took.
    swept_from_at = models.DateTimeField(null=True, blank=True)
    swept_at = models.DateTimeField(null=True, blank=True)
    sweep_seconds = models.FloatField(default=0.0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant_id"], name="reckoning_once")]

    def __str__(self) -> str:
        return self.sweep_because or "up to date"
