"""What was handed to technicians to pass on, and how often it wasn't so, by department: never by person."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from steadyhand.business.conversations.models import HandedFact
from steadyhand.business.conversations.rules import HandedState
from steadyhand.business.dealership.rules import Role
from steadyhand.shared.actor import Actor
from steadyhand.shared.rows import RowQuerySet


@dataclass(frozen=True, slots=True)
class Handed:
    """A fact that somebody is to pass on, with whose word it is and how it stands."""

    id: UUID
    branch_id: UUID
    call_id: UUID
    call: str
    customer: str
    technician_id: UUID
    technician: str
    words: str
    giver_id: UUID
    giver: str
    department: Role
    source_words: str
    handed_at: datetime
    passed_on_at: datetime | None
    state: HandedState
    untrue_because: str
    truth: str
    technician_told_at: datetime | None
    followup_id: UUID | None


@dataclass(frozen=True, slots=True)
class OfDepartment:
    """How many facts a department handed over, and how many of them weren't so."""

    department: Role
    handed: int
    untrue: int


def handed_on_call(by: Actor, call_id: UUID) -> tuple[Handed, ...]:
    """Return what was handed over on a call, newest first. One query."""
    return _handed(HandedFact.objects.visible_to(by).filter(call_id=call_id))


def untrue_waiting(by: Actor) -> tuple[Handed, ...]:
    """Return what isn't so and hasn't been put right yet at the actor's branches, newest first. One query."""
    return _handed(HandedFact.objects.visible_to(by).filter(state=HandedState.UNTRUE))


def one_handed(by: Actor, handed_id: UUID) -> Handed | None:
    """Return one; None where the actor neither sees its branch nor gave or got it. One query."""
    rows = HandedFact.objects.of(by.tenant_id).filter(id=handed_id)
    if by.branch_ids is not None:
        mine = Q(giver_id=by.user_id) | Q(technician_id=by.user_id)
        rows = rows.filter(mine | Q(branch_id__in=by.branch_ids))
    return next(iter(_handed(rows)), None)


def untrue_by_department(by: Actor, *, since: datetime, until: datetime) -> tuple[OfDepartment, ...]:
    """Return how much each department handed over in a span, and how much of it wasn't so. One query."""
    rows = HandedFact.objects.visible_to(by).filter(handed_at__gte=since, handed_at__lt=until)
    counted = rows.values("department").annotate(
        handed=Count("id"), untrue=Count("id", filter=Q(untrue_at__isnull=False))
    )
    found = counted.order_by("department").values_list("department", "handed", "untrue")
    return tuple(OfDepartment(Role(department), handed, untrue) for department, handed, untrue in found)


def _handed(rows: RowQuerySet[HandedFact]) -> tuple[Handed, ...]:
    return tuple(
        Handed(
            id=row.id,
            branch_id=row.branch_id,
            call_id=row.call_id,
            call=row.call.ref,
            customer=row.customer.name if row.customer else "",
            technician_id=row.technician_id,
            technician=row.technician.name,
            words=row.words,
            giver_id=row.giver_id,
            giver=row.giver_name,
            department=Role(row.department),
            source_words=row.source_words,
            handed_at=row.handed_at,
            passed_on_at=row.passed_on_at,
            state=HandedState(row.state),
            untrue_because=row.untrue_because,
            truth=row.truth,
            technician_told_at=row.technician_told_at,
            followup_id=row.followup_id,
        )
        for row in rows.select_related("call", "customer", "technician").order_by("-handed_at", "-id")
    )
