"""What was said between us and customers, the facts in it, what was held, owed, and handed to somebody to pass on."""

from typing import ClassVar

from django.db import models

from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.conversations.guard.findings import Label, Tier
from steadyhand.business.conversations.moments.moment import Moment, MomentState
from steadyhand.business.conversations.own_rules.models import OwnRule as OwnRule  # noqa: PLC0414  # one of them
from steadyhand.business.conversations.plain_words.models import PlainWording as PlainWording  # noqa: PLC0414  # one of them
from steadyhand.business.conversations.rules import (
    CorrectionEnd,
    Direction,
    FactKind,
    FactState,
    FindingEnd,
    HandedState,
    HeldEnd,
    Source,
    StatementState,
    Verdict,
)
from steadyhand.business.conversations.surveys.models import SurveyAnswer as SurveyAnswer  # noqa: PLC0414  # one of them
from steadyhand.business.customers.models import Contact, Customer, Site
from steadyhand.business.dealership.models import Branch, User
from steadyhand.business.dealership.rules import Role
from steadyhand.business.followups.models import FollowUp
from steadyhand.business.promises.models import Promise
from steadyhand.business.promises.rules import Channel
from steadyhand.shared.rows import Row


class Statement(Row):
    """Something said between us and a customer, in the very words; only added to, and only its state moves on."""

    branch_path: ClassVar[str] = "branch_id"

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+", db_index=False)
    # An unknown caller's call has no customer yet.
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    direction = models.CharField(max_length=9, choices=[(each.value, each.label) for each in Direction])
    state = models.CharField(max_length=9, choices=[(each.value, each.label) for each in StatementState])
    channel = models.CharField(max_length=9, choices=[(each.value, each.label) for each in Channel])
    # Which occasion of a call it belongs to; empty: none of them.
    moment = models.CharField(max_length=30, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    by_name = models.CharField(max_length=200)
    with_whom = models.CharField(max_length=200, blank=True)
    # Where it went or came from; empty where somebody spoke.
    address = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    words = models.TextField()
    language = models.CharField(max_length=12, default="en")

    # The held words that these went out instead of.
    stands_in_for = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    reply_to = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    # The outgoing message's key; empty: nothing was sent by the program.
    message_key = models.CharField(max_length=200, blank=True)
    # The Message-ID of an e-mail, by which answers are found.
    mail_ref = models.CharField(max_length=250, blank=True)
    # `[{"kind", "id", "words"}]`: the records that it rests on, in words for the timeline.
    rests_on = models.JSONField(default=list)
    # `[{"rule", "label", "words", "why"}]`: findings that the writer saw and kept.
    dismissed = models.JSONField(default=list)
    # The labels that were found in it, once it was looked at for the company's mirror.
    reviewed = models.JSONField(default=list)
    # When that was; empty: not yet. Only what one of us said and a customer knows is looked at.
    looked_at = models.DateTimeField(null=True)
    # In which role it was said, as it was then: the mirror counts departments, never people.
    department = models.CharField(max_length=20, choices=[(role.value, role.label) for role in Role], blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "tenant_id", "message_key", name="statement_message_once", condition=~models.Q(message_key="")
            ),
            models.CheckConstraint(condition=~models.Q(words=""), name="statement_says_something"),
        ]
        indexes = [
            models.Index(fields=["customer", "-at"], name="statement_customer"),
            models.Index(fields=["site", "-at"], name="statement_site", condition=models.Q(site__isnull=False)),
            models.Index(fields=["call", "-at"], name="statement_call", condition=models.Q(call__isnull=False)),
            models.Index(fields=["by", "-at"], name="statement_by"),
            models.Index(fields=["tenant_id", "-at"], name="statement_newest"),
            # An answer finds what it answers, and words find whom they were said to.
            models.Index(fields=["tenant_id", "mail_ref"], name="statement_mail", condition=~models.Q(mail_ref="")),
            models.Index(fields=["contact"], name="statement_contact", condition=models.Q(contact__isnull=False)),
            models.Index(fields=["visit"], name="statement_visit", condition=models.Q(visit__isnull=False)),
            models.Index(fields=["promise"], name="statement_promise", condition=models.Q(promise__isnull=False)),
            models.Index(
                fields=["stands_in_for"], name="statement_for", condition=models.Q(stands_in_for__isnull=False)
            ),
            models.Index(fields=["reply_to"], name="statement_reply", condition=models.Q(reply_to__isnull=False)),
            # What the mirror has yet to look at.
            models.Index(
                fields=["tenant_id", "-at"],
                name="statement_to_look_at",
                condition=models.Q(looked_at__isnull=True, by__isnull=False, state__in=("said", "released")),
            ),
        ]

    def __str__(self) -> str:
        return self.words


class StatementFinding(Row):
    """What the guard finds in words that a customer knows, and how it ended. Whose words they are, only they say."""

    branch_path: ClassVar[str] = "statement__branch_id"

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="+", db_index=False)
    rule = models.CharField(max_length=100)
    label = models.CharField(max_length=20, choices=[(each.value, each.value) for each in Label])
    tier = models.CharField(max_length=7, choices=[(each.value, each.value) for each in Tier])
    # Which words of the statement it is about.
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    how = models.CharField(max_length=4, choices=[(each.value, each.label) for each in FindingEnd])
    # The reason of whoever kept it, if they gave one.
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(start__lt=models.F("end")), name="statement_finding_has_words"),
        ]
        indexes = [
            models.Index(fields=["statement"], name="statement_finding_statement"),
        ]

    def __str__(self) -> str:
        return self.rule


class HeldMessage(Row):
    """Words that the record contradicts: they wait for a manager, and for so long only."""

    branch_path: ClassVar[str] = "statement__branch_id"

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="+", db_index=False)
    followup = models.ForeignKey(FollowUp, on_delete=models.PROTECT, related_name="+", db_index=False)
    # Why, in a sentence for the manager; and `[{"words", "why", "record"}]`, what contradicts what.
    because = models.CharField(max_length=500)
    verdicts = models.JSONField(default=list)
    # What goes out if nobody decides: true whatever happens, and nothing internal.
    safe_words = models.TextField()
    held_at = models.DateTimeField()
    lets_go_at = models.DateTimeField()
    # What the message opens besides its words, once it leaves: the page's name and the id of a shared.Link.
    link_page = models.CharField(max_length=60, blank=True)
    link_id = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)
    how = models.CharField(max_length=9, choices=[(each.value, each.label) for each in HeldEnd], blank=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    ended_by_name = models.CharField(max_length=200, blank=True)
    why = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("statement", "tenant_id", name="held_message_once"),
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True, how="")
                | (models.Q(ended_at__isnull=False) & ~models.Q(how="")),
                name="held_message_ends_somehow",
            ),
        ]
        indexes = [
            models.Index(
                fields=["tenant_id", "lets_go_at"], name="held_message_open", condition=models.Q(ended_at__isnull=True)
            ),
            models.Index(fields=["followup"], name="held_message_followup"),
            models.Index(fields=["tenant_id", "-held_at"], name="held_message_newest"),
        ]

    def __str__(self) -> str:
        return self.because


class FactTold(Row):
    """A fact that a customer was told: in which words, who says so, on what record, and whether it is still so."""

    branch_path: ClassVar[str] = "statement__branch_id"

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=10, choices=[(each.value, each.label) for each in FactKind])
    # Where the words stand in the statement; both 0 where they were not part of a text.
    start = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField(default=0)
    words = models.CharField(max_length=300)
    # The same as values: `from_at` and `until_at` of a time, a serial, a name, how a part stands.
    value = models.JSONField(default=dict)
    verdict = models.CharField(max_length=11, choices=[(each.value, each.value) for each in Verdict])
    source_kind = models.CharField(max_length=20, choices=[(each.value, each.value) for each in Source], blank=True)
    # Not a key: the record may belong to a part that this one doesn't know.
    source_id = models.UUIDField(null=True)
    # "Supplier's confirmation, 10:42".
    source_words = models.CharField(max_length=300, blank=True)
    giver = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    giver_name = models.CharField(max_length=200, blank=True)
    given_at = models.DateTimeField()
    state = models.CharField(
        max_length=9, choices=[(each.value, each.value) for each in FactState], default=FactState.STANDS
    )
    # Since when its state is what it is; empty: since it was told.
    since = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(start__lte=models.F("end")), name="fact_told_span_forward"),
            models.CheckConstraint(
                condition=models.Q(source_kind="") | models.Q(source_id__isnull=False), name="fact_told_source_named"
            ),
        ]
        indexes = [
            models.Index(fields=["statement"], name="fact_told_statement"),
            # What the sweep looks at: those on a record that may still change.
            models.Index(fields=["tenant_id", "state", "source_kind"], name="fact_told_watched"),
            models.Index(fields=["source_id"], name="fact_told_source", condition=models.Q(source_id__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.words


class Correction(Row):
    """Owed to a customer who was told something that is so no longer; it ends by telling them."""

    branch_path: ClassVar[str] = "fact__statement__branch_id"

    fact = models.ForeignKey(FactTold, on_delete=models.PROTECT, related_name="+", db_index=False)
    followup = models.ForeignKey(FollowUp, on_delete=models.PROTECT, related_name="+", db_index=False)
    was = models.CharField(max_length=300)
    now_is = models.CharField(max_length=300)
    ready_text = models.TextField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    how = models.CharField(max_length=10, choices=[(each.value, each.value) for each in CorrectionEnd], blank=True)
    # By which the customer knows.
    told_by = models.ForeignKey(Statement, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "fact", "tenant_id", name="correction_open_once", condition=models.Q(closed_at__isnull=True)
            ),
            # The customer was told, or there is nothing to tell them any more.
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True, told_by__isnull=True, how="")
                | models.Q(closed_at__isnull=False, told_by__isnull=False, how=CorrectionEnd.TOLD.value)
                | models.Q(
                    closed_at__isnull=False,
                    told_by__isnull=True,
                    how__in=(CorrectionEnd.TRUE_AGAIN.value, CorrectionEnd.OVER.value),
                ),
                name="correction_ends_by_telling",
            ),
        ]
        indexes = [
            models.Index(fields=["fact"], name="correction_fact"),
            models.Index(fields=["followup"], name="correction_followup"),
            models.Index(fields=["told_by"], name="correction_told_by", condition=models.Q(told_by__isnull=False)),
            models.Index(
                fields=["tenant_id", "opened_at"], name="correction_open", condition=models.Q(closed_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.was} → {self.now_is}"


class HandedFact(Row):
    """A fact that a colleague hands a technician to pass on to a customer, and what became of it."""

    branch_path: ClassVar[str] = "branch_id"

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+", db_index=False)
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="+", db_index=False)
    # Whoever passes it on.
    technician = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    words = models.CharField(max_length=300)
    source_words = models.CharField(max_length=300)
    giver = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    giver_name = models.CharField(max_length=200)
    # In which role they gave it: untrue ones are counted by it, never by person.
    department = models.CharField(max_length=20, choices=[(role.value, role.label) for role in Role])
    handed_at = models.DateTimeField()
    passed_on = models.ForeignKey(Statement, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    passed_on_at = models.DateTimeField(null=True)
    state = models.CharField(
        max_length=9, choices=[(each.value, each.label) for each in HandedState], default=HandedState.STANDING
    )
    untrue_at = models.DateTimeField(null=True)
    untrue_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    untrue_because = models.CharField(max_length=500, blank=True)
    followup = models.ForeignKey(FollowUp, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    # Before the customer hears it: whoever stood there with the untrue words knows how it is.
    technician_told_at = models.DateTimeField(null=True)
    corrected_at = models.DateTimeField(null=True)
    corrected_by = models.ForeignKey(Statement, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    # How it is, in a sentence.
    truth = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(corrected_at__isnull=True)
                | models.Q(technician_told_at__isnull=False, technician_told_at__lte=models.F("corrected_at")),
                name="handed_fact_technician_first",
            ),
        ]
        indexes = [
            models.Index(fields=["call", "-handed_at"], name="handed_fact_call"),
            models.Index(fields=["technician", "-handed_at"], name="handed_fact_technician"),
            models.Index(fields=["customer"], name="handed_fact_customer", condition=models.Q(customer__isnull=False)),
            # Counts by department.
            models.Index(fields=["tenant_id", "-handed_at"], name="handed_fact_newest"),
            models.Index(fields=["passed_on"], name="handed_fact_passed", condition=models.Q(passed_on__isnull=False)),
            models.Index(fields=["followup"], name="handed_fact_followup", condition=models.Q(followup__isnull=False)),
            models.Index(
                fields=["corrected_by"], name="handed_fact_corrected", condition=models.Q(corrected_by__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.words


class CallMoment(Row):
    """One of the fifteen occasions of a call, as it came: whether the customer hears of it by message, and why not."""

    branch_path: ClassVar[str] = "call__branch_id"

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="+", db_index=False)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    # What it is the moment of, so that it comes once: `en_route:<visit>`.
    key = models.CharField(max_length=120)
    moment = models.CharField(max_length=12, choices=[(each.value, each.label) for each in Moment])
    happened_at = models.DateTimeField()
    state = models.CharField(max_length=7, choices=[(each.value, each.label) for each in MomentState])
    # In words for a page: why it went, waits, or stands on the customer's page only.
    because = models.CharField(max_length=300)
    decided_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    # No message tells them of it although it matters.
    needs_a_call = models.BooleanField(default=False)
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint("tenant_id", "key", name="call_moment_once"),
            models.CheckConstraint(
                condition=models.Q(state=MomentState.WAITING.value, due_at__isnull=False)
                | (~models.Q(state=MomentState.WAITING.value) & models.Q(due_at__isnull=True)),
                name="call_moment_waits_until",
            ),
        ]
        indexes = [
            models.Index(fields=["call", "happened_at"], name="call_moment_call"),
            models.Index(
                fields=["tenant_id", "due_at"], name="call_moment_due", condition=models.Q(due_at__isnull=False)
            ),
            models.Index(fields=["visit"], name="call_moment_visit", condition=models.Q(visit__isnull=False)),
            models.Index(
                fields=["statement"], name="call_moment_statement", condition=models.Q(statement__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.key


class MomentWording(Row):
    """What a dealership made of a moment's words, a sentence a line; what is empty is as it was shipped."""

    moment = models.CharField(max_length=12, choices=[(each.value, each.label) for each in Moment])
    language = models.CharField(max_length=12, default="en")
    subject = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    mail = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "language", "moment"], name="moment_wording_once"),
        ]

    def __str__(self) -> str:
        return self.moment
