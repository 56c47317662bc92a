"""Promises as they were given, what was said about them since, and the models that gave their times."""

from typing import ClassVar

from django.db import models

from steadyhand.business.calls.models import Call
from steadyhand.business.customers.models import Contact, Customer
from steadyhand.business.dealership.models import Branch, User
from steadyhand.business.followups.models import FollowUp
from steadyhand.business.machines.models import Part
from steadyhand.business.promises.rules import Cause, Channel, ModelState, PromiseKind, PromiseState, WordSort
from steadyhand.shared.rows import Row


class FittedModel(Row):
    """What gives the times of one kind since a night on which it was fitted; kept as long as a promise names it."""

    kind = models.CharField(max_length=8, choices=[(kind.value, kind.label) for kind in PromiseKind])
    state = models.CharField(max_length=9, choices=[(state.value, state.value) for state in ModelState])
    fitted_at = models.DateTimeField()
    # Which method, as the engine names it, and how much history it saw.
    method = models.CharField(max_length=60)
    closed_cases = models.PositiveIntegerField()
    open_cases = models.PositiveIntegerField()
    # Beside the model that answered until then, on the same latest cases: what each would have kept, and how long.
    measured = models.JSONField(default=dict)
    why = models.CharField(max_length=400)
    content = models.BinaryField()
    # Since when it knows what is open and what has closed: the same model, brought up to date.
    knows_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("tenant_id", "kind", name="model_live_once", condition=models.Q(state="live")),
        ]
        indexes = [models.Index(fields=["tenant_id", "kind", "-fitted_at"], name="model_newest")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.method} of {self.fitted_at:%Y-%m-%d}"


class Promise(Row):
    """A time given to a customer: what, by when, to whom, by whom, how, on what grounds and at what odds.

    `by_at` is what the customer heard. `expected_at` and `earliest_at` are for the house alone: what the plan expects,
    and the earliest time that the engine would have kept at its target.
    """

    branch_path: ClassVar[str] = "branch_id"

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=8, choices=[(kind.value, kind.label) for kind in PromiseKind])
    state = models.CharField(
        max_length=12, choices=[(state.value, state.label) for state in PromiseState], default=PromiseState.OPEN
    )
    # Its owner, clock and listeners. Empty for what was given before the record began.
    followup = models.ForeignKey(FollowUp, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    # An unknown caller's call has no customer yet.
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    part = models.ForeignKey(Part, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    # What it is about where neither call nor part says it all.
    about = models.CharField(max_length=300, blank=True)

    to_whom = models.CharField(max_length=200)
    channel = models.CharField(max_length=9, choices=[(channel.value, channel.label) for channel in Channel])
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    given_by_name = models.CharField(max_length=200)
    from_at = models.DateTimeField(null=True)
    by_at = models.DateTimeField()
    # The words in which the time was given: `Thursday, before 2`.
    said = models.CharField(max_length=200)

    # What the engine knew then. Hours count from `counted_from_at`, by the calendar that the branch keeps.
    model = models.ForeignKey(FittedModel, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    counted_from_at = models.DateTimeField()
    target_share = models.FloatField()
    odds_share = models.FloatField(null=True)
    earliest_at = models.DateTimeField(null=True)
    expected_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=400, blank=True)
    segment = models.CharField(max_length=120, blank=True)
    closed_cases = models.PositiveIntegerField(default=0)
    is_norm = models.BooleanField(default=False)
    features = models.JSONField(default=dict)
    # `{"shares": [...], "hours": [...]}`, the whole answer: it is watched by it, and the next model learns from it.
    forecast = models.JSONField(default=dict)
    # The contract's response term, where it ends before what was promised.
    beyond_term_at = models.DateTimeField(null=True)
    is_sooner = models.BooleanField(default=False)
    sooner_because = models.CharField(max_length=300, blank=True)

    # The promise that this one stands in for, and the first of them all; empty: this is the first.
    instead_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    first = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    odds_now = models.FloatField(null=True)
    watched_at = models.DateTimeField(null=True)
    at_risk_at = models.DateTimeField(null=True)
    # Inside: why it is in danger, as far as the record tells.
    at_risk_because = models.CharField(max_length=300, blank=True)
    # When the customer was first told that it will be later than promised.
    told_early_at = models.DateTimeField(null=True)

    ended_at = models.DateTimeField(null=True)
    happened_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=300, blank=True)
    cause = models.CharField(max_length=20, choices=[(cause.value, cause.label) for cause in Cause], blank=True)
    cause_words = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            # The open ones, few among all, by when they are due.
            models.Index(fields=["tenant_id", "state", "by_at"], name="promise_standing"),
            # The cohort of a month is what was promised for it, never what ended in it.
            models.Index(fields=["tenant_id", "by_at"], name="promise_due"),
            models.Index(fields=["call", "given_at"], name="promise_call", condition=models.Q(call__isnull=False)),
            models.Index(fields=["customer", "-given_at"], name="promise_customer"),
            models.Index(fields=["given_by", "-given_at"], name="promise_giver"),
            models.Index(fields=["followup"], name="promise_followup", condition=models.Q(followup__isnull=False)),
            models.Index(fields=["contact"], name="promise_contact", condition=models.Q(contact__isnull=False)),
            models.Index(fields=["part"], name="promise_part", condition=models.Q(part__isnull=False)),
            models.Index(fields=["model"], name="promise_model", condition=models.Q(model__isnull=False)),
            models.Index(fields=["instead_of"], name="promise_instead", condition=models.Q(instead_of__isnull=False)),
            models.Index(fields=["first"], name="promise_first", condition=models.Q(first__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(from_at__isnull=True) | models.Q(from_at__lte=models.F("by_at")),
                name="promise_window_forward",
            ),
            models.CheckConstraint(
                condition=models.Q(is_sooner=False) | ~models.Q(sooner_because=""), name="promise_sooner_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{PromiseKind(self.kind).label}: {self.said}"


class PromiseWord(Row):
    """What was said about a promise to whom it was given; only added to."""

    branch_path: ClassVar[str] = "promise__branch_id"

    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, related_name="+", db_index=False)
    sort = models.CharField(max_length=12, choices=[(sort.value, sort.value) for sort in WordSort])
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    channel = models.CharField(max_length=9, choices=[(channel.value, channel.label) for channel in Channel])
    words = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["promise", "at"], name="promise_word_when")]

    def __str__(self) -> str:
        return self.words


class Backtest(Row):
    """A log that somebody brought, to see how many promises the engine would have kept in it, and what came of it."""

    class State(models.TextChoices):
        BROUGHT = "brought", "choose the columns"
        WAITING = "waiting", "waiting for its turn"
        DONE = "done", "done"
        FAILED = "failed", "could not be replayed"

    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    asked_by_name = models.CharField(max_length=200)
    file_name = models.CharField(max_length=200)
    # As it was brought, packed.
    content = models.BinaryField()
    columns = models.JSONField(default=list)
    chosen = models.JSONField(default=dict)
    state = models.CharField(max_length=7, choices=State.choices, default=State.BROUGHT)
    problem = models.CharField(max_length=1000, blank=True)
    result = models.JSONField(default=dict)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["tenant_id", "-asked_at"], name="backtest_newest"),
            models.Index(fields=["asked_by"], name="backtest_asker"),
        ]

    def __str__(self) -> str:
        return self.file_name
