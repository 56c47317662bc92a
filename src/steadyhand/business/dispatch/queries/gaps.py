"""Which gaps of a plan were filled, and by which call?"""

from dataclasses import dataclass
from uuid import UUID

from steadyhand.business.calls.queries.fills_gaps import GapKind
from steadyhand.business.dispatch.day_plan.models import GapFilled
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True)
class Filled:
    """A gap that was filled. `visit_version` None: it was taken back."""

    id: UUID
    kind: GapKind
    about_id: UUID
    call_id: UUID
    call_number: str
    visit_id: UUID
    visit_version: int | None


def gaps_filled(by: Actor, plan_id: UUID) -> tuple[Filled, ...]:
    """Return what fills the gaps of a plan since it was accepted, and what did. One query."""
    rows = GapFilled.objects.visible_to(by).filter(plan_id=plan_id).order_by("id")
    columns = ("id", "kind", "about_id", "call_id", "call__ref", "visit_id", "visit_version")
    return tuple(Filled(gap_id, GapKind(kind), *rest) for gap_id, kind, *rest in rows.values_list(*columns))
