"""Who has fixed such a problem before, and who is with a customer now?"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.calls.rules import VisitState

# The newest calls with this problem: enough to see who knows it, and read in a moment however many there are.
CALLS_LOOKED_AT = 400
# A visit that is under way was planned for about now; one that was left open days ago keeps nobody.
AROUND_NOW = timedelta(days=1)
UNDER_WAY = (VisitState.ON_THE_WAY, VisitState.ON_SITE)


@dataclass(slots=True)
class Fixed:
    """How often somebody fixed a problem on the model and on its family, and when last."""

    on_model: int = 0
    on_family: int = 0
    last_on: date | None = None


def who_fixed(
    tenant_id: UUID, *, problem_code_id: UUID, model_id: UUID, family: str, technicians: Collection[UUID]
) -> dict[UUID, Fixed]:
    """Return who of these technicians ended calls with this problem, by their id. Two queries."""
    alike = Call.objects.of(tenant_id).filter(problem_code_id=problem_code_id).order_by("-taken_at")
    newest = alike.values_list("id", "machine__model_id", "machine__model__family")[:CALLS_LOOKED_AT]
    is_on_model = {
        call_id: its_model == model_id
        for call_id, its_model, its_family in newest
        if its_model == model_id or (family and its_family == family)
    }
    done = Visit.objects.of(tenant_id).filter(
        call_id__in=list(is_on_model), state=VisitState.DONE, technician_id__in=technicians
    )
    found: dict[UUID, Fixed] = {}
    for call_id, technician_id, finished_at in done.values_list("call_id", "technician_id", "finished_at"):
        fixed = found.setdefault(technician_id, Fixed())
        if is_on_model[call_id]:
            fixed.on_model += 1
        else:
            fixed.on_family += 1
        if finished_at is not None:
            fixed.last_on = max(fixed.last_on or date.min, finished_at.date())
    return found


def who_is_under_way(tenant_id: UUID, technicians: Collection[UUID], *, now: datetime) -> frozenset[UUID]:
    """Return those of these technicians who are with a customer or driving to one. One query."""
    # Without the day every visit that they ever made would be looked at.
    rows = Visit.objects.of(tenant_id).filter(
        technician_id__in=technicians,
        state__in=UNDER_WAY,
        planned_for__gte=now - AROUND_NOW,
        planned_for__lt=now + AROUND_NOW,
    )
    return frozenset(found for found in rows.values_list("technician_id", flat=True) if found)
