"""Needs, as they were noticed, and the rules by which each finds who answers it."""

from typing import ClassVar

from django.db import models

from steadyhand.business.customers.models import Contact, Customer, Site
from steadyhand.business.dealership.models import Branch, User
from steadyhand.business.dealership.rules import Role
from steadyhand.business.followups.models import FollowUp
from steadyhand.business.machines.models import Machine
from steadyhand.business.needs.rules import Leave, Sort, Source
from steadyhand.shared.rows import Row


class Need(Row):
    """What somebody noticed at a customer, with the customer's leave. What became of it stands in its follow-up."""

    branch_path: ClassVar[str] = "customer__branch_id"

    followup = models.ForeignKey(FollowUp, on_delete=models.PROTECT, related_name="+", db_index=False)
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+", db_index=False)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    machine = models.ForeignKey(
        Machine, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    contact = models.ForeignKey(
        Contact, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    visit_id = models.UUIDField(null=True)
    sort = models.CharField(max_length=12, choices=[(sort.value, sort.label) for sort in Sort])
    words = models.TextField(blank=True)
    leave = models.CharField(max_length=8, choices=[(leave.value, leave.label) for leave in Leave])
    best_time = models.CharField(max_length=120, blank=True)
    if_nothing = models.CharField(max_length=300)
    by_on = models.DateField()
    noticed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    noticed_at = models.DateTimeField()
    # Where the customer asked for it: their call, or the message on its page, and their words as they stood there.
    source = models.CharField(
        max_length=8, choices=[(source.value, source.value) for source in Source], default=Source.SEEN
    )
    source_call_id = models.UUIDField(null=True)
    source_message_id = models.UUIDField(null=True)
    source_words = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint("followup", "tenant_id", name="need_followup_once")]
        indexes = [
            models.Index(fields=["customer", "-noticed_at"], name="need_customer"),
            models.Index(fields=["site"], name="need_site", condition=models.Q(site__isnull=False)),
            models.Index(fields=["machine"], name="need_machine", condition=models.Q(machine__isnull=False)),
            models.Index(fields=["contact"], name="need_contact", condition=models.Q(contact__isnull=False)),
            models.Index(fields=["noticed_by", "-noticed_at"], name="need_noticer"),
            models.Index(
                fields=["source_call_id"], name="need_source_call", condition=models.Q(source_call_id__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{Sort(self.sort).label}: {self.customer}"


class Question(Row):
    """What a dealership made of a shipped question, or one of its own. Nothing is deleted: what isn't asked is hidden.

    `shipped` is the name of a shipped one, empty for its own; `words` are empty where the shipped wording stands.
    """

    sort = models.CharField(max_length=12, choices=[(sort.value, sort.label) for sort in Sort])
    shipped = models.CharField(max_length=40, blank=True)
    words = models.CharField(max_length=200, blank=True)
    is_hidden = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "sort", "shipped"], name="question_shipped_once", condition=~models.Q(shipped="")
            ),
            models.CheckConstraint(
                name="question_says_something", condition=~models.Q(shipped="") | ~models.Q(words="")
            ),
        ]
        indexes = [models.Index(fields=["tenant_id", "sort"], name="question_sort")]

    def __str__(self) -> str:
        return self.words or self.shipped


class RoutingRule(Row):
    """Who answers needs of a sort, at a branch, of a customer; empty means any. The first that fits counts."""

    branch_path: ClassVar[str] = "branch_id"

    place = models.PositiveSmallIntegerField()
    sort = models.CharField(max_length=12, blank=True, choices=[(sort.value, sort.label) for sort in Sort])
    branch = models.ForeignKey(
        Branch, on_delete=models.CASCADE, null=True, blank=True, related_name="+", db_index=False
    )
    customer = models.ForeignKey(
        Customer, on_delete=models.CASCADE, null=True, blank=True, related_name="+", db_index=False
    )
    # Somebody by name, or whoever of a role has least to do.
    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, blank=True, related_name="+", db_index=False)
    role = models.CharField(max_length=20, blank=True, choices=[(role.value, role.label) for role in Role])

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="routing_rule_names_somebody",
                condition=models.Q(user__isnull=False, role="") | (models.Q(user__isnull=True) & ~models.Q(role="")),
            )
        ]
        indexes = [
            models.Index(fields=["tenant_id", "place"], name="routing_rule_place"),
            models.Index(fields=["customer"], name="routing_rule_customer", condition=models.Q(customer__isnull=False)),
            models.Index(fields=["user"], name="routing_rule_user", condition=models.Q(user__isnull=False)),
            models.Index(fields=["branch"], name="routing_rule_branch", condition=models.Q(branch__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.place}. {self.sort or 'any need'}"
