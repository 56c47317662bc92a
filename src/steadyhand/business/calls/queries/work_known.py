"""How long does whose work take, how often is it finished at the first visit, and who has been where?"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, DurationField, ExpressionWrapper, F, Max, Q, Sum

from steadyhand.business.calls.models import Visit
from steadyhand.business.calls.rules import OUTCOMES, VisitState
from steadyhand.shared.clock import How

# Databases take only so many values in one condition.
CHUNK = 500
_KNOWN = (How.OBSERVED, How.ENTERED)


@dataclass(frozen=True, slots=True)
class WorkDone:
    """Visits of one technician for calls of one type to machines of one family with one problem code.

    `timed` of them have known times, together `minutes`; `first` were a call's first, `at_once` of these finished it.
    """

    technician_id: UUID
    call_type: str
    family: str
    code: str
    timed: int
    minutes: float
    first: int
    at_once: int


@dataclass(frozen=True, slots=True)
class BeenThere:
    """How often a technician has been at a site, and when last."""

    visits: int
    last_at: datetime


def work_done(tenant_id: UUID, branch_id: UUID, *, since: datetime, until: datetime) -> list[WorkDone]:
    """Return what a branch's visits of a span show. One query; a row a technician, type, family and code."""
    is_timed = Q(arrived_at_how__in=_KNOWN, finished_at_how__in=_KNOWN, finished_at__gt=F("arrived_at"))
    lasted = ExpressionWrapper(F("finished_at") - F("arrived_at"), output_field=DurationField())
    rows = (
        Visit.objects.of(tenant_id)
        .filter(
            call__branch_id=branch_id, planned_for__gte=since, planned_for__lt=until, state__in=OUTCOMES,
            technician__isnull=False,
        )
        .values("technician_id", "call__call_type", "call__machine__model__family", "call__problem_code__code")
        .annotate(
            timed=Count("id", filter=is_timed),
            lasted=Sum(lasted, filter=is_timed),
            first=Count("id", filter=Q(number=1)),
            at_once=Count("id", filter=Q(number=1, state=VisitState.DONE)),
        )
        .order_by()
    )  # fmt: skip
    return [
        WorkDone(
            technician_id=row["technician_id"],
            call_type=row["call__call_type"],
            family=row["call__machine__model__family"] or "",
            code=row["call__problem_code__code"] or "",
            timed=row["timed"],
            minutes=(row["lasted"] or timedelta()).total_seconds() / 60,
            first=row["first"],
            at_once=row["at_once"],
        )
        for row in rows
    ]


def been_there(tenant_id: UUID, site_ids: Collection[UUID], *, since: datetime) -> dict[tuple[UUID, UUID], BeenThere]:
    """Return by site and technician how often somebody was there since then. A query for 500 sites."""
    found: dict[tuple[UUID, UUID], BeenThere] = {}
    ids = sorted(site_ids)
    for start in range(0, len(ids), CHUNK):
        rows = (
            Visit.objects.of(tenant_id)
            .filter(
                call__site_id__in=ids[start : start + CHUNK], arrived_at__gte=since, technician__isnull=False,
                arrived_at_how__in=_KNOWN,
            )
            .values("call__site_id", "technician_id")
            .annotate(visits=Count("id"), last_at=Max("arrived_at"))
            .order_by()
        )  # fmt: skip
        found |= {
            (row["call__site_id"], row["technician_id"]): BeenThere(row["visits"], row["last_at"]) for row in rows
        }
    return found
