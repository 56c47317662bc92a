"""Which visits do technicians propose, how does each stand, and which calls were taken for one? Answers are values."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from steadyhand.business.calls.models import VisitProposal
from steadyhand.business.calls.proposals.rules import ProposalState, Reason
from steadyhand.business.calls.rules import CallState, CallType
from steadyhand.shared.actor import Actor
from steadyhand.shared.rows import RowQuerySet

PAGE = 50
# Databases take only so many values in one condition.
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposed visit as it stands."""

    id: UUID
    customer_id: UUID
    customer: str
    machine_id: UUID | None
    machine: str
    serial: str
    technician_id: UUID
    technician: str
    call_type: CallType
    reason: Reason
    why: str
    from_on: date
    until_on: date
    minutes: int
    proposed_at: datetime
    state: ProposalState
    answer: str
    answered_by: str
    answered_at: datetime | None
    call_id: UUID | None
    call: str
    call_state: CallState | None
    followup_id: UUID | None

    @property
    def is_waiting(self) -> bool:
        """Whether the desk has yet to answer."""
        return self.state is ProposalState.PROPOSED

    @property
    def is_open(self) -> bool:
        """Whether something is still to come of it: an answer, or the visit."""
        return self.is_waiting or (self.call_state is not None and self.call_state.is_open)


@dataclass(frozen=True, slots=True)
class WishedVisit:
    """What the plan may know of a call that was taken for a wish: for whom, on which days, how long."""

    proposal_id: UUID
    technician_id: UUID
    from_on: date
    until_on: date
    minutes: int
    why: str


def proposals_waiting(by: Actor, *, most: int = PAGE) -> tuple[Proposed, ...]:
    """Return what the desk has yet to answer at the actor's branches, the soonest wish first. One query."""
    rows = VisitProposal.objects.visible_to(by).filter(state=ProposalState.PROPOSED)
    return _proposed(rows.order_by("wished_until", "id")[:most])


def proposals_answered(by: Actor, *, since: datetime, most: int = PAGE) -> tuple[Proposed, ...]:
    """Return what was answered lately at the actor's branches, newest first. One query."""
    rows = VisitProposal.objects.visible_to(by).exclude(state=ProposalState.PROPOSED).filter(answered_at__gte=since)
    return _proposed(rows.order_by("-answered_at", "id")[:most])


def proposals_of(by: Actor, technician_id: UUID, *, most: int = PAGE) -> tuple[Proposed, ...]:
    """Return what a technician proposed, newest first. One query."""
    rows = VisitProposal.objects.visible_to(by).filter(technician_id=technician_id)
    return _proposed(rows.order_by("-proposed_at", "id")[:most])


def proposal_called(by: Actor, proposal_id: UUID) -> Proposed | None:
    """Return one at the actor's branches. One query."""
    return next(iter(_proposed(VisitProposal.objects.visible_to(by).filter(id=proposal_id))), None)


def wished_visits(tenant_id: UUID, call_ids: Collection[UUID]) -> dict[UUID, WishedVisit]:
    """Return which of these calls were taken for a technician's wish, by call. A query for 500."""
    found: dict[UUID, WishedVisit] = {}
    ordered = sorted(call_ids)
    for start in range(0, len(ordered), CHUNK):
        rows = VisitProposal.objects.of(tenant_id).filter(call_id__in=ordered[start : start + CHUNK])
        columns = ("call_id", "id", "technician_id", "wished_from", "wished_until", "minutes", "why")
        for call_id, *facts in rows.values_list(*columns):
            if call_id is not None:
                found[call_id] = WishedVisit(*facts)
    return found


def _proposed(rows: RowQuerySet[VisitProposal]) -> tuple[Proposed, ...]:
    return tuple(
        Proposed(
            id=row.id,
            customer_id=row.customer_id,
            customer=row.customer.name,
            machine_id=row.machine_id,
            machine=str(row.machine.model or row.machine) if row.machine else "",
            serial=row.machine.serial if row.machine else "",
            technician_id=row.technician_id,
            technician=row.technician.name,
            call_type=CallType(row.call_type),
            reason=Reason(row.reason),
            why=row.why,
            from_on=row.wished_from,
            until_on=row.wished_until,
            minutes=row.minutes,
            proposed_at=row.proposed_at,
            state=ProposalState(row.state),
            answer=row.answer,
            answered_by=row.answered_by,
            answered_at=row.answered_at,
            call_id=row.call_id,
            call=row.call.ref if row.call else "",
            call_state=CallState(row.call.state) if row.call else None,
            followup_id=row.followup_id,
        )
        for row in rows.select_related("customer", "machine__model", "technician", "call")
    )
