"""What does the closing form offer? Codes, what fixed the same problem before, and what the visit has noted so far."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from steadyhand.business.calls.models import Call, Code, PartUsed, Visit
from steadyhand.business.calls.rules import CallState, CallType, VisitState
from steadyhand.business.machines.queries import PartFound
from steadyhand.shared.actor import Actor

# The newest calls with this problem, enough to see what usually fixes it and read in a moment.
CALLS_LOOKED_AT = 2_000
MOST_SUGGESTED = 3


@dataclass(frozen=True, slots=True)
class CodeChoice:
    """A code that may be chosen."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A cause and correction that ended this problem before: `times` of `of` visits. `where` says on what."""

    cause: CodeChoice | None
    correction: CodeChoice
    times: int
    of: int
    where: str


@dataclass(frozen=True, slots=True)
class PartLine:
    """A part the visit has used."""

    part: PartFound
    quantity: int


@dataclass(frozen=True, slots=True)
class ClosingFacts:
    """A visit as its closing form starts."""

    visit_id: UUID
    version: int
    state: VisitState
    call_state: CallState
    call_type: CallType
    call_number: str
    machine_id: UUID | None
    model_family: str
    arrived_at: datetime | None
    finished_at: datetime | None
    cause_code_id: UUID | None
    correction_code_id: UUID | None
    told_customer: str
    stays_inside: str
    next_step: str
    causes: tuple[CodeChoice, ...]
    corrections: tuple[CodeChoice, ...]
    fixes: tuple[Fix, ...]
    parts: tuple[PartLine, ...]


def closing_of(actor: Actor, visit_id: UUID) -> ClosingFacts | None:
    """Return what a closing starts from, in at most six queries; None where the actor can't see the visit."""
    visits = Visit.objects.visible_to(actor).filter(id=visit_id)
    visit = visits.select_related("call__machine__model").first()
    if visit is None:
        return None
    call, machine = visit.call, visit.call.machine
    codes = Code.objects.of(actor.tenant_id).filter(is_retired=False).order_by("name", "id")
    choices = [(code.kind, CodeChoice(code.id, code.name)) for code in codes]
    return ClosingFacts(
        visit_id=visit.id,
        version=visit.version,
        state=VisitState(visit.state),
        call_state=CallState(call.state),
        call_type=CallType(call.call_type),
        call_number=call.ref,
        machine_id=call.machine_id,
        model_family=machine.model.family if machine and machine.model else "",
        arrived_at=visit.arrived_at,
        finished_at=visit.finished_at,
        cause_code_id=visit.cause_code_id,
        correction_code_id=visit.correction_code_id,
        told_customer=visit.told_customer,
        stays_inside=visit.stays_inside,
        next_step=visit.next_step,
        causes=tuple(choice for kind, choice in choices if kind == Code.Kind.CAUSE),
        corrections=tuple(choice for kind, choice in choices if kind == Code.Kind.CORRECTION),
        fixes=_fixes(actor, call),
        parts=parts_used_on(actor, visit_id),
    )


def parts_used_on(actor: Actor, visit_id: UUID) -> tuple[PartLine, ...]:
    used = PartUsed.objects.visible_to(actor).filter(visit_id=visit_id).select_related("part")
    return tuple(
        PartLine(PartFound(row.part_id, row.part.ref, row.part.name), row.quantity)
        for row in used.order_by("part__name", "id")
    )


def _fixes(actor: Actor, call: Call) -> tuple[Fix, ...]:
    """Return what fixed this problem on this model, or where nothing is known of it, on its family."""
    model = call.machine.model if call.machine else None
    if call.problem_code_id is None or model is None:
        return ()
    fixes = _counted(actor, call, Q(call__machine__model_id=model.id), where=f"on a {model}")
    if fixes or not model.family:
        return fixes
    return _counted(actor, call, Q(call__machine__model__family=model.family), where=f"on the {model.family} family")


def _counted(actor: Actor, call: Call, on: Q, *, where: str) -> tuple[Fix, ...]:
    # All branches of the dealership: what fixes a jam in Cleveland fixes it in Columbus.
    newest = Call.objects.of(actor.tenant_id).filter(problem_code_id=call.problem_code_id).exclude(id=call.id)
    newest_ids = newest.order_by("-taken_at").values("id")[:CALLS_LOOKED_AT]
    fixed = Visit.objects.of(actor.tenant_id).filter(
        on,
        call_id__in=newest_ids,
        state=VisitState.DONE,
        correction_code__is_retired=False,
    )
    pairs = fixed.values_list("cause_code_id", "cause_code__name", "correction_code_id", "correction_code__name")
    counted = Counter(pairs)
    of = counted.total()
    usual = sorted(counted.items(), key=lambda item: (-item[1], item[0][3]))[:MOST_SUGGESTED]
    return tuple(
        Fix(
            cause=CodeChoice(cause_id, cause_name) if cause_id else None,
            correction=CodeChoice(correction_id, correction_name),
            times=times,
            of=of,
            where=where,
        )
        for (cause_id, cause_name, correction_id, correction_name), times in usual
    )
