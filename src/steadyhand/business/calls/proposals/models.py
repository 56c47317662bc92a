"""Visits as technicians proposed them, and what the desk said."""

from typing import ClassVar

from django.db import models

from steadyhand.business.calls.proposals.rules import PROPOSED_TYPES, ProposalState, Reason
from steadyhand.business.calls.rules import CallType
from steadyhand.business.customers.models import Customer, Site
from steadyhand.business.followups.models import FollowUp
from steadyhand.business.machines.models import Machine
from steadyhand.business.people.models import Technician
from steadyhand.shared.rows import ArrivingRow


class VisitProposal(ArrivingRow):
    """A preventive or courtesy visit that a technician would like to make, and when.

    `wished_from` and `wished_until` are the same for a day. Its owner, clock and listeners are its follow-up's; one
    that came in a file has none, for its clock ran elsewhere. Taken on, `call` is the optional work of the plan.
    """

    branch_path: ClassVar[str] = "customer__branch_id"

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+", db_index=False)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    machine = models.ForeignKey(
        Machine, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    technician = models.ForeignKey(Technician, on_delete=models.PROTECT, related_name="+", db_index=False)
    call_type = models.CharField(
        max_length=12, choices=[(each.value, each.label) for each in PROPOSED_TYPES], default=CallType.COURTESY
    )
    reason = models.CharField(max_length=11, choices=Reason.choices(), default=Reason.OWN)
    why = models.CharField(max_length=500)
    wished_from = models.DateField()
    wished_until = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    proposed_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=ProposalState.choices(), default=ProposalState.PROPOSED)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=200, blank=True)
    answer = models.CharField(max_length=500, blank=True)
    call = models.ForeignKey(
        "calls.Call", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    followup = models.ForeignKey(
        FollowUp, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )

    class Meta(ArrivingRow.Meta):
        app_label = "calls"
        constraints = [
            *ArrivingRow.Meta.constraints,
            models.CheckConstraint(
                name="proposal_wish_forward", condition=models.Q(wished_from__lte=models.F("wished_until"))
            ),
            models.CheckConstraint(
                name="proposal_declined_says_why", condition=~models.Q(state="declined") | ~models.Q(answer="")
            ),
        ]
        indexes = [
            # The open ones, few among all, by when they are wished.
            models.Index(fields=["tenant_id", "state", "wished_until"], name="proposal_standing"),
            models.Index(fields=["technician", "-proposed_at"], name="proposal_technician"),
            models.Index(fields=["customer", "-proposed_at"], name="proposal_customer"),
            models.Index(fields=["call"], name="proposal_call", condition=models.Q(call__isnull=False)),
            models.Index(fields=["site"], name="proposal_site", condition=models.Q(site__isnull=False)),
            models.Index(fields=["machine"], name="proposal_machine", condition=models.Q(machine__isnull=False)),
            models.Index(fields=["followup"], name="proposal_followup", condition=models.Q(followup__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{CallType(self.call_type).label} visit, {self.technician}"
