"""Service calls, the visits made for them, what was found and what was used."""

from typing import ClassVar

from django.db import models

from steadyhand.business.calls.alerts.models import Alert as Alert  # noqa: PLC0414  # tables of a folder of their own
from steadyhand.business.calls.alerts.models import AlertStep as AlertStep  # noqa: PLC0414
from steadyhand.business.calls.proposals.models import VisitProposal as VisitProposal  # noqa: PLC0414
from steadyhand.business.calls.rules import CallState, CallType, CausedBy, Urgency, VisitState, WaitingFor
from steadyhand.business.customers.models import Contact, Customer, Site
from steadyhand.business.dealership.models import Branch
from steadyhand.business.machines.models import Machine, Part
from steadyhand.business.machines.upkeep.maintenance import Basis
from steadyhand.business.people.models import Technician
from steadyhand.shared.clock import how_field
from steadyhand.shared.rows import ArrivingRow, Row


class Code(ArrivingRow):
    """A problem, cause or correction code. `ref` is kind and code together: `problem:JAM`."""

    class Kind(models.TextChoices):
        PROBLEM = "problem", "problem"
        CAUSE = "cause", "cause"
        CORRECTION = "correction", "correction"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    code = models.CharField(max_length=30)
    name = models.CharField(max_length=200)
    # How it is said to a customer.
    plain_words = models.TextField(blank=True)
    # Empty: it says nothing, and the call's type decides whether the machine caused the call.
    caused_by = models.CharField(max_length=8, choices=CausedBy.choices(), blank=True)
    is_retired = models.BooleanField(default=False)

    class Meta(ArrivingRow.Meta):
        constraints = [
            *ArrivingRow.Meta.constraints,
            models.UniqueConstraint("tenant_id", "kind", "code", name="code_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Call(ArrivingRow):
    """A customer's request about one machine or site. `ref` is the call number."""

    branch_path: ClassVar[str] = "branch_id"

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+", db_index=False)
    call_type = models.CharField(max_length=12, choices=CallType.choices(), default=CallType.CORRECTIVE)
    state = models.CharField(max_length=10, choices=CallState.choices(), default=CallState.TO_PLAN)
    waiting_for = models.CharField(max_length=10, choices=WaitingFor.choices(), blank=True)
    # Whose call it is may be unknown when the phone rings; then what the caller said stands in.
    customer = models.ForeignKey(
        Customer, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    site = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    machine = models.ForeignKey(
        Machine, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    contact = models.ForeignKey(
        Contact, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    caller_name = models.CharField(max_length=200, blank=True)
    caller_phone = models.CharField(max_length=40, blank=True)
    said_about_machine = models.CharField(max_length=200, blank=True)
    problem = models.TextField()
    problem_code = models.ForeignKey(
        Code, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    urgency = models.CharField(max_length=10, choices=Urgency.choices(), default=Urgency.NORMAL)
    purchase_order = models.CharField(max_length=60, blank=True)
    taken_at = models.DateTimeField()
    taken_at_how = how_field(blank=False)
    taken_by = models.CharField(max_length=200, blank=True)
    # The contract's response term in working hours, worked out when the call was taken.
    respond_by = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_at_how = how_field()
    cancelled_because = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(ArrivingRow.Meta):
        indexes = [
            # The board: the open calls, few among millions. Not a partial index: SQLite takes one only when the query
            # repeats its condition in literals, and ours come as parameters (EXPLAIN says so).
            models.Index(fields=["tenant_id", "state", "taken_at"], name="call_standing"),
            models.Index(fields=["machine", "-taken_at"], name="call_machine"),
            models.Index(fields=["customer", "-taken_at"], name="call_customer"),
            models.Index(fields=["tenant_id", "-taken_at"], name="call_taken"),
            models.Index(fields=["site"], name="call_site", condition=models.Q(site__isnull=False)),
            models.Index(fields=["contact"], name="call_contact", condition=models.Q(contact__isnull=False)),
            # "What fixed this before?" starts from the problem code.
            models.Index(
                fields=["problem_code", "-taken_at"],
                name="call_problem_code",
                condition=models.Q(problem_code__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class Visit(ArrivingRow):
    """One trip for a call."""

    branch_path: ClassVar[str] = "call__branch_id"

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=12, choices=VisitState.choices(), default=VisitState.PLANNED)
    technician = models.ForeignKey(
        Technician, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    planned_for = models.DateTimeField(null=True, blank=True)
    planned_minutes = models.PositiveIntegerField(default=60)
    on_the_way_at = models.DateTimeField(null=True, blank=True)
    on_the_way_at_how = how_field()
    arrived_at = models.DateTimeField(null=True, blank=True)
    arrived_at_how = how_field()
    finished_at = models.DateTimeField(null=True, blank=True)
    finished_at_how = how_field()
    problem_code = models.ForeignKey(
        Code, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    cause_code = models.ForeignKey(
        Code, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    correction_code = models.ForeignKey(
        Code, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    # Two boxes: the first is for the customer's eyes, the second never is.
    told_customer = models.TextField(blank=True)
    stays_inside = models.TextField(blank=True)
    next_step = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(ArrivingRow.Meta):
        constraints = [
            *ArrivingRow.Meta.constraints,
            models.UniqueConstraint("call", "number", "tenant_id", name="visit_number_once"),
        ]
        indexes = [
            models.Index(fields=["technician", "planned_for"], name="visit_technician_day"),
            models.Index(fields=["tenant_id", "planned_for"], name="visit_day"),
        ]

    def __str__(self) -> str:
        return f"visit {self.number}"


class PartUsed(ArrivingRow):
    """A part that a visit used up."""

    branch_path: ClassVar[str] = "visit__call__branch_id"

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="+", db_index=False)
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="+", db_index=False)
    quantity = models.PositiveIntegerField(default=1)

    class Meta(ArrivingRow.Meta):
        indexes = [models.Index(fields=["visit"], name="part_used_visit")]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.part}"


class CustomerMessage(Row):
    """What a customer asked of us on the page behind their link, until somebody has answered."""

    branch_path: ClassVar[str] = "call__branch_id"

    class Kind(models.TextChoices):
        PLEASE_CALL = "please_call", "please call me"
        OTHER_TIME = "other_time", "that time doesn't suit me"

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    words = models.CharField(max_length=1000, blank=True)
    sent_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["call", "sent_at"], name="customer_message_call"),
            # "Who waits for an answer from us?": few among all.
            models.Index(
                fields=["tenant_id", "sent_at"],
                name="customer_message_open",
                condition=models.Q(answered_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.Kind(self.kind).label}"


class MaintenanceDue(Row):
    """When a machine's next maintenance is due: worked out from its calls and meters, and safe to work out again."""

    branch_path: ClassVar[str] = "machine__customer__branch_id"

    machine = models.ForeignKey(Machine, on_delete=models.PROTECT, related_name="+", db_index=False)
    due_on = models.DateField()
    basis = models.CharField(max_length=5, choices=[(basis.value, basis.value) for basis in Basis])
    # The last preventive visit; empty: none since the installation.
    last_on = models.DateField(null=True, blank=True)
    # Since then, as far as the meters have been read; empty: they don't tell.
    pages = models.PositiveBigIntegerField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["machine", "tenant_id"], name="maintenance_due_once")]
        # The most overdue first.
        indexes = [models.Index(fields=["tenant_id", "due_on", "id"], name="maintenance_due_first")]

    def __str__(self) -> str:
        return f"{self.machine}: due on {self.due_on:%Y-%m-%d}"


class SymptomQuestion(Row):
    """A question as this dealership asks it; it stands in for the shipped one of the same key, or is its own."""

    key = models.CharField(max_length=60)
    topic = models.CharField(max_length=40)
    words = models.CharField(max_length=200)
    # Empty: asked of every machine. Otherwise of families whose name has these words in it.
    family = models.CharField(max_length=100, blank=True)
    # A kind of meter that the machine must have.
    meter = models.CharField(max_length=10, blank=True)
    answers = models.JSONField()
    is_retired = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "tenant_id"], name="symptom_question_once")]

    def __str__(self) -> str:
        return self.words


class PhoneSteps(Row):
    """What this dealership tries on the phone for a problem code, in order; none: nothing, a visit is needed."""

    code = models.CharField(max_length=30)
    steps = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "tenant_id"], name="phone_steps_once")]

    def __str__(self) -> str:
        return self.code


class PhoneFix(Row):
    """What was tried on the phone for a call, and what came of it. Counted by itself, never as a visit."""

    branch_path: ClassVar[str] = "call__branch_id"

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="+", db_index=False)
    tried_at = models.DateTimeField()
    tried_by = models.CharField(max_length=200, blank=True)
    steps = models.JSONField(default=list)
    was_fixed = models.BooleanField()
    told_customer = models.TextField(blank=True)
    # The day on which somebody asks whether it still works; empty where it wasn't fixed.
    check_on = models.DateField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.CharField(max_length=200, blank=True)
    has_held = models.BooleanField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["call", "-tried_at"], name="phone_fix_call"),
            models.Index(fields=["tenant_id", "-tried_at"], name="phone_fix_tried"),
            # "Whom do we ring back today?": few among all.
            models.Index(
                fields=["tenant_id", "check_on"],
                name="phone_fix_to_check",
                condition=models.Q(checked_at__isnull=True, check_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return "fixed on the phone" if self.was_fixed else "tried on the phone"


class Attachment(Row):
    """What was recorded on a visit beside its closing: a photo, a voice note, who signed it off. Its file has no name.

    `words` say what a photo shows, or who signed; `sha256` is empty for a sign-off without a drawn signature.
    """

    branch_path: ClassVar[str] = "visit__call__branch_id"

    class Kind(models.TextChoices):
        PHOTO = "photo", "photo"
        VOICE = "voice", "voice note"
        SIGN_OFF = "sign_off", "sign-off"

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    taken_at = models.DateTimeField()
    taken_at_how = how_field(blank=False)
    taken_by = models.CharField(max_length=200)
    words = models.CharField(max_length=300, blank=True)
    media_type = models.CharField(max_length=40, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size_bytes = models.PositiveIntegerField(default=0)
    # Photos reach the customer's page only where somebody has said so.
    for_customer = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["visit", "taken_at"], name="attachment_visit"),
            # "Does another row still need this file?"
            models.Index(fields=["tenant_id", "sha256"], name="attachment_file"),
        ]

    def __str__(self) -> str:
        return self.words or self.get_kind_display()
