"""What does somebody who was hired with a path learn, by when, and how far are they? For themselves and who leads."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from steadyhand.business.learning.hiring.kit import kit_from
from steadyhand.business.learning.hiring.rules import weeks_between
from steadyhand.business.learning.models import HiringDecision, PathStep
from steadyhand.business.learning.queries.ready import ready_lines
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a path as it stands. `ready` says what shows that it is there; empty where nothing does yet."""

    id: UUID
    gap: str
    way: str
    way_said: str
    with_what: str
    module: str
    certificate: str
    skill: str
    level: int
    mentor: str
    due_on: date
    # From the first day as it was planned; None on paths older than that day.
    weeks: int | None
    check: str
    checked_at: datetime | None
    ready: str

    @property
    def is_open(self) -> bool:
        return self.checked_at is None


@dataclass(frozen=True, slots=True)
class Path:
    """Somebody's path: why they were hired with it, in words that could be said to them, and its lines by their day."""

    technician_id: UUID
    technician: str
    # As whom they sign in; None where they don't.
    user_id: UUID | None
    candidate_id: UUID
    why: str
    decided_by: str
    decided_at: datetime
    starts_on: date | None
    lines: tuple[Line, ...]

    @property
    def coming(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.is_open)

    @property
    def ends_on(self) -> date | None:
        return max((line.due_on for line in self.lines), default=None)


def path_of(by: Actor, technician_id: UUID, *, on: date) -> Path | None:
    """Return the path of a technician; None where they weren't hired with one. Some seven queries.

    The page has looked whether the actor may read it: it is their own, or they lead.
    """
    return paths_of(by, [technician_id], on=on).get(technician_id)


def paths_of(by: Actor, technicians: Collection[UUID] | None, *, on: date) -> dict[UUID, Path]:
    """Return the paths of these technicians (None: all at the actor's branches), by their id. Some seven queries."""
    decisions = HiringDecision.objects.of(by.tenant_id).filter(candidate__technician__isnull=False)
    if technicians is None:
        decisions = HiringDecision.objects.visible_to(by).filter(candidate__technician__isnull=False)
    else:
        decisions = decisions.filter(candidate__technician_id__in=technicians)
    # The latest stands; the ones before it are only to be read.
    stands = {row.candidate_id: row for row in decisions.select_related("by").order_by("at", "id")}
    if not stands:
        return {}
    rows = PathStep.objects.of(by.tenant_id).filter(decision__in=[row.id for row in stands.values()])
    related = rows.select_related("decision__candidate__technician", "decision__candidate__opening", "mentor")
    steps = list(related.order_by("due_on", "id"))
    ready = ready_lines(by.tenant_id, steps, on=on)
    of_one: dict[UUID, list[PathStep]] = defaultdict(list)
    for step in steps:
        of_one[step.decision_id].append(step)
    found = {}
    for decision_id, lines in of_one.items():
        path = _path(stands[lines[0].decision.candidate_id], lines, ready)
        if path is not None and decision_id:
            found[path.technician_id] = path
    return found


def _path(decision: HiringDecision, steps: list[PathStep], ready: dict[UUID, str]) -> Path | None:
    candidate = steps[0].decision.candidate
    technician = candidate.technician
    if technician is None:
        return None
    titles = {each.code: each.title for each in kit_from(candidate.opening.kit, "kit").criteria}
    return Path(
        technician_id=technician.id,
        technician=technician.name,
        user_id=technician.user_id,
        candidate_id=candidate.id,
        why="" if candidate.erased_at else decision.why,
        decided_by=decision.by.name,
        decided_at=decision.at,
        starts_on=decision.starts_on,
        lines=tuple(
            _line(step, titles.get(step.criterion, step.criterion), decision.starts_on, ready.get(step.id, ""))
            for step in steps
        ),
    )


def _line(step: PathStep, gap: str, starts_on: date | None, ready: str) -> Line:
    return Line(
        id=step.id,
        gap=gap,
        way=step.way,
        way_said=PathStep.Way(step.way).label,
        with_what=step.with_what,
        module=step.module,
        certificate=f"{step.vendor} {step.line}".strip(),
        skill=step.skill,
        level=step.level,
        mentor=step.mentor.name if step.mentor else "",
        due_on=step.due_on,
        weeks=weeks_between(starts_on, step.due_on) if starts_on else None,
        check=step.check_by,
        checked_at=step.done_at,
        ready=ready,
    )
