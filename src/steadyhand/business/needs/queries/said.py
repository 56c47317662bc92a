"""What has a customer said to needs before, and how many were raised with them lately?"""

from datetime import datetime
from uuid import UUID

from steadyhand.business.followups.queries.ended import ended_about
from steadyhand.business.needs.models import Need
from steadyhand.business.needs.rules import Leave, Said, Sort

A_NO = "chose_not"


def noes_of(tenant_id: UUID, customer_id: UUID) -> tuple[Said, ...]:
    """Return what a customer has said no to, and on which day. Two queries."""
    needs = dict(Need.objects.of(tenant_id).filter(customer_id=customer_id).values_list("followup_id", "sort"))
    ended = ended_about(tenant_id, needs, outcome=A_NO)
    return tuple(Said(Sort(needs[followup_id]), ended_at.date()) for followup_id, ended_at in ended.items())


def raised_since(tenant_id: UUID, customer_id: UUID, *, since: datetime) -> int:
    """Return how many needs were raised with a customer who hadn't asked for them. One query."""
    rows = Need.objects.of(tenant_id).filter(customer_id=customer_id, noticed_at__gte=since)
    return rows.exclude(leave=Leave.ASKED).count()
