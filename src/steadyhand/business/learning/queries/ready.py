"""Which lines of a path are ready to be checked? By what is written down, and never by somebody's own word."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from steadyhand.business.learning.hiring.means import Way
from steadyhand.business.learning.models import DrillTry, ModuleReading, PathStep
from steadyhand.business.people.claims import Known
from steadyhand.business.people.growth.evidence import Held, held_by, known_by
from steadyhand.shared.actor import the_system

Learnt = dict[tuple[UUID, str], datetime]


@dataclass(frozen=True, slots=True)
class _Shown:
    """What is written down of the people who walk these paths."""

    read: Learnt
    drilled: frozenset[tuple[UUID, str]]
    known: dict[UUID, dict[str, Known]]
    held: dict[UUID, tuple[Held, ...]]


def ready_lines(tenant_id: UUID, steps: Collection[PathStep], *, on: date) -> dict[UUID, str]:
    """Return of these lines those that are ready, each with what shows it in a few words. Five queries at most.

    Each comes with its decision's candidate and their technician. A module is through once it was read and one of its
    drills done, however that went: how somebody answers is theirs alone.
    """
    walked = [step for step in steps if not step.done_at and not step.was_put_off]
    shown = _shown(tenant_id, [step for step in walked if step.decision.candidate.technician_id], on)
    found = {step.id: _because(step, shown) for step in walked}
    return {step_id: words for step_id, words in found.items() if words}


def _shown(tenant_id: UUID, steps: Collection[PathStep], on: date) -> _Shown:
    technicians = {step.decision.candidate.technician_id for step in steps} - {None}
    users = {user for step in steps if step.module and (user := _user_of(step))}
    read: Learnt = {}
    drilled: set[tuple[UUID, str]] = set()
    if users:
        readings = ModuleReading.objects.of(tenant_id).filter(user_id__in=users, done_at__isnull=False)
        for user_id, module, at in readings.order_by("-done_at").values_list("user_id", "module", "done_at"):
            if at is not None:
                read[user_id, module] = at
        drilled = set(DrillTry.objects.of(tenant_id).filter(user_id__in=users).values_list("user_id", "module"))
    wants_skill = any(step.skill for step in steps)
    wants_paper = any(step.line for step in steps)
    ids = [each for each in technicians if each is not None]
    by = the_system(tenant_id, "Steadyhand")
    return _Shown(
        read,
        frozenset(drilled),
        known_by(by, ids, on=on) if wants_skill else {},
        held_by(by, ids, on=on) if wants_paper else {},
    )


def _user_of(step: PathStep) -> UUID | None:
    technician = step.decision.candidate.technician
    return technician.user_id if technician else None


def _because(step: PathStep, shown: _Shown) -> str:
    technician_id, user_id = step.decision.candidate.technician_id, _user_of(step)
    if technician_id is None:
        return ""
    if step.way == Way.MODULE and user_id is not None:
        at = shown.read.get((user_id, step.module))
        return f"read on {at.day} {at:%B}, and drilled" if at and (user_id, step.module) in shown.drilled else ""
    if step.way == Way.CERTIFICATE and step.line:
        wanted = (step.vendor.casefold(), step.line.casefold())
        paper = next((each for each in shown.held.get(technician_id, ()) if each.named == wanted), None)
        if paper is None:
            return ""
        return f"certified since {paper.got_on.day} {paper.got_on:%B %Y}" if paper.got_on else "certified"
    if step.skill:
        known = shown.known.get(technician_id, {}).get(step.skill.casefold())
        if known is not None and known.best is not None and known.level >= step.level:
            return f"{known.name} at level {known.level} by {known.best.claim.source.label}"
    return ""
