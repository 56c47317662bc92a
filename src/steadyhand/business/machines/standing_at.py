"""How many machines stand at each site, by family?"""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from steadyhand.business.machines.models import Machine
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True)
class StandingAt:
    """Machines of one kind at one site; the certificate and skill they ask for in small letters (empty: none)."""

    customer_id: UUID
    customer: str
    site_id: UUID
    family: str
    certificate_line: str
    skill_name: str
    skill_level: int
    machines: int


def standing_at(by: Actor, branch_id: UUID) -> list[StandingAt]:
    """Return what stands at a branch's customers' sites today, by customer's name. One query."""
    here = Machine.objects.visible_to(by).filter(
        customer__branch_id=branch_id, site__isnull=False, removed_on__isnull=True
    )
    columns = (
        "customer_id", "customer__name", "site_id", "model__family", "model__certificate_line", "model__skill_name",
        "model__skill_level",
    )  # fmt: skip
    rows = here.values(*columns).annotate(machines=Count("id")).order_by("customer__name", *columns)
    return [
        StandingAt(
            customer_id,
            name,
            site_id,
            family or "",
            (line or "").casefold(),
            (skill or "").casefold(),
            level or 0,
            count,
        )
        for customer_id, name, site_id, family, line, skill, level, count in rows.values_list(*columns, "machines")
    ]
