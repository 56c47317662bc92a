"""What does the closing form offer? Codes, what fixed the same problem before, and what the visit has noted so far."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from steadyhand.business.calls.models import Call, Code, PartUsed, Visit
from steadyhand.business.calls.rules import CallState, CallType, VisitState
from steadyhand.business.calls.suggesting import is_clear, is_usual, usual_quantity
from steadyhand.business.machines.queries import PartFound
from steadyhand.shared.actor import Actor

# The newest calls with this problem, on whatever model: enough to see what usually fixes it, and read in a moment
# however many there are. (2,000 took 20 to 30 ms at half a million calls, on each page of a closing.)
CALLS_LOOKED_AT = 600
MOST_SUGGESTED = 3
# Of each fix the newest visits: enough to see which parts it takes.
VISITS_LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class CodeChoice:
    """A code that may be chosen."""

    id: UUID
    name: str
    # How it is said to a customer; may be empty.
    plain_words: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class UsualPart:
    """A part that a fix usually takes: `times` of `of` visits with that fix used it."""

    part: PartFound
    quantity: int
    times: int
    of: int


@dataclass(frozen=True, slots=True)
class Fix:
    """A cause and correction that ended this problem before: `times` of `of` visits. `where` says on what."""

    cause: CodeChoice | None
    correction: CodeChoice
    times: int
    of: int
    where: str
    parts: tuple[UsualPart, ...] = ()

    @property
    def is_clear(self) -> bool:
        """It ended the problem so often that it may be selected beforehand."""
        return is_clear(self.times, self.of)


@dataclass(frozen=True, slots=True)
class PartLine:
    """A part the visit has used."""

    part: PartFound
    quantity: int


@dataclass(frozen=True, slots=True)
class ClosingFacts:
    """A visit as its closing form starts."""

    visit_id: UUID
    call_id: UUID
    version: int
    state: VisitState
    call_state: CallState
    call_type: CallType
    call_number: str
    site_id: UUID | None
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


class _Codes(NamedTuple):
    """What a visit was found to be, and what fixed it."""

    cause_id: UUID | None
    cause: str
    cause_words: str
    cause_code: str
    correction_id: UUID
    correction: str
    correction_words: str
    correction_code: str


def closing_of(actor: Actor, visit_id: UUID, *, with_fixes: bool = True) -> ClosingFacts | None:
    """Return what a closing starts from, in at most nine queries; None where the actor can't see the visit.

    Whoever suggests nothing asks without fixes: to count what fixed a problem before is most of the work.
    """
    visits = Visit.objects.visible_to(actor).filter(id=visit_id)
    visit = visits.select_related("call__machine__model").first()
    if visit is None:
        return None
    call, machine = visit.call, visit.call.machine
    codes = Code.objects.of(actor.tenant_id).filter(is_retired=False).order_by("name", "id")
    rows = codes.values_list("kind", "id", "name", "plain_words", "code")
    choices = [(kind, CodeChoice(code_id, name, said, code)) for kind, code_id, name, said, code in rows]
    return ClosingFacts(
        visit_id=visit.id,
        call_id=call.id,
        version=visit.version,
        state=VisitState(visit.state),
        call_state=CallState(call.state),
        call_type=CallType(call.call_type),
        call_number=call.ref,
        site_id=call.site_id,
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
        fixes=_fixes(actor, call) if with_fixes else (),
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
    # All branches of the dealership: what fixes a jam in Cleveland fixes it in Columbus.
    alike = Call.objects.of(actor.tenant_id).filter(problem_code_id=call.problem_code_id).exclude(id=call.id)
    newest = alike.order_by("-taken_at").values_list("id", "machine__model_id", "machine__model__family")
    on_model, on_family = [], []
    for call_id, model_id, family in newest[:CALLS_LOOKED_AT]:
        if model_id == model.id:
            on_model.append(call_id)
        elif family == model.family:
            on_family.append(call_id)
    fixes = _counted(actor, on_model, where=f"on a {model}")
    if fixes or not model.family:
        return fixes
    return _counted(actor, on_family, where=f"on the {model.family} family")


def _counted(actor: Actor, call_ids: Sequence[UUID], *, where: str) -> tuple[Fix, ...]:
    """Return what ended these calls most often."""
    if not call_ids:
        return ()
    fixed = Visit.objects.of(actor.tenant_id).filter(
        call_id__in=call_ids,
        state=VisitState.DONE,
        correction_code__is_retired=False,
    )
    causes = ("cause_code_id", "cause_code__name", "cause_code__plain_words", "cause_code__code")
    corrections = (
        "correction_code_id",
        "correction_code__name",
        "correction_code__plain_words",
        "correction_code__code",
    )
    visits_of: dict[_Codes, list[UUID]] = defaultdict(list)
    for visit_id, *pair in fixed.order_by("-id").values_list("id", *causes, *corrections):
        visits_of[_Codes(*pair)].append(visit_id)
    of = sum(len(visits) for visits in visits_of.values())
    usual = sorted(visits_of.items(), key=lambda item: (-len(item[1]), item[0].correction))[:MOST_SUGGESTED]
    parts = _usual_parts(actor, [visits[:VISITS_LOOKED_AT] for _, visits in usual])
    return tuple(
        Fix(
            cause=CodeChoice(codes.cause_id, codes.cause, codes.cause_words, codes.cause_code)
            if codes.cause_id
            else None,
            correction=CodeChoice(codes.correction_id, codes.correction, codes.correction_words, codes.correction_code),
            times=len(visits),
            of=of,
            where=where,
            parts=used,
        )
        for (codes, visits), used in zip(usual, parts, strict=True)
    )


def _usual_parts(actor: Actor, fixes: Sequence[Sequence[UUID]]) -> list[tuple[UsualPart, ...]]:
    """Return what the visits of each fix usually took, the most usual first; one query."""
    fix_of = {visit_id: place for place, visits in enumerate(fixes) for visit_id in visits}
    used = PartUsed.objects.of(actor.tenant_id).filter(visit_id__in=list(fix_of))
    rows = used.values_list("visit_id", "quantity", "part_id", "part__ref", "part__name")
    taken: list[dict[PartFound, list[int]]] = [defaultdict(list) for _ in fixes]
    for visit_id, quantity, part_id, number, name in rows if fix_of else ():
        taken[fix_of[visit_id]][PartFound(part_id, number, name)].append(quantity)
    return [
        tuple(
            UsualPart(part, usual_quantity(quantities), times=len(quantities), of=len(visits))
            for part, quantities in sorted(parts.items(), key=lambda item: (-len(item[1]), item[0].name))
            if is_usual(len(quantities), len(visits))
        )
        for visits, parts in zip(fixes, taken, strict=True)
    ]
