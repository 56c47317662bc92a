"""What a plan put into a gap has become a call with a visit: kept, so that it can be taken back with the plan."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.queries.fills_gaps import GapKind
from steadyhand.business.dispatch.day_plan.models import GapFilled
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change


@transaction.atomic
def keep_gap_filled(
    *,
    by: Actor,
    plan_id: UUID,
    kind: GapKind,
    about_id: UUID,
    call_id: UUID,
    visit_id: UUID,
    visit_version: int,
    now: datetime,
) -> None:
    """Keep which call and visit fill a gap of a plan."""
    row = GapFilled.objects.create(
        tenant_id=by.tenant_id, plan_id=plan_id, kind=kind, about_id=about_id, call_id=call_id, visit_id=visit_id,
        visit_version=visit_version,
    )  # fmt: skip
    record_change(row, by=by, at=now, verb="filled a gap of a day's plan", became={"kind": kind, "call": call_id})


@transaction.atomic
def keep_gap_emptied(*, by: Actor, gap_id: UUID, now: datetime) -> None:
    """Keep that a gap's visit was taken back with its plan."""
    row = GapFilled.objects.visible_to(by).get(id=gap_id)
    GapFilled.objects.filter(**row.where()).update(visit_version=None)
    record_change(row, by=by, at=now, verb="emptied a gap of a day's plan", was={"call": row.call_id})
