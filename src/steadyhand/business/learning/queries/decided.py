"""What was decided about a candidate, with which path, and how do its lines stand?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from steadyhand.business.learning.hiring.rules import Verdict, weeks_between
from steadyhand.business.learning.models import HiringDecision, PathStep
from steadyhand.business.learning.queries.coaches import LEADS
from steadyhand.business.learning.queries.ready import ready_lines
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True)
class Step:
    """A line of a path. `checked_at` None: still to come."""

    id: UUID
    criterion: str
    way: str
    with_what: str
    due_on: date
    check: str
    checked_at: datetime | None
    # From the first day as it was planned; None on paths older than that day.
    weeks: int | None
    mentor: str
    # What shows that it is there; empty where nothing does yet.
    ready: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided, by whom, why, and with which path. `starts_on`: their first day, as it was planned."""

    id: UUID
    verdict: Verdict
    why: str
    reasons: Mapping[str, str]
    by: str
    at: datetime
    starts_on: date | None
    path: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class PathLineFacts:
    """A line of somebody's path, with whose it is."""

    technician: str
    candidate_id: UUID
    step: Step


def decision_on(by: Actor, candidate_id: UUID, *, on: date) -> Decision | None:
    """Return the latest decision on a candidate at a branch that the actor leads. Seven queries at most."""
    rows = HiringDecision.objects.visible_to(by.within(LEADS)).filter(candidate_id=candidate_id)
    row = rows.select_related("by").order_by("-at", "-id").first()
    if row is None:
        return None
    rows_of_path = PathStep.objects.of(by.tenant_id).filter(decision=row).order_by("due_on", "id")
    steps = list(rows_of_path.select_related("decision__candidate__technician", "mentor"))
    ready = ready_lines(by.tenant_id, steps, on=on)
    path = tuple(_step(step, ready.get(step.id, "")) for step in steps)
    return Decision(row.id, Verdict(row.verdict), row.why, row.reasons, row.by.name, row.at, row.starts_on, path)


def path_line(by: Actor, step_id: UUID, *, on: date) -> PathLineFacts | None:
    """Return a line of a path at a branch that the actor leads, or None. Six queries at most."""
    rows = PathStep.objects.visible_to(by.within(LEADS)).select_related("decision__candidate__technician", "mentor")
    row = rows.filter(id=step_id).first()
    if row is None:
        return None
    candidate = row.decision.candidate
    ready = ready_lines(by.tenant_id, [row], on=on).get(row.id, "")
    return PathLineFacts(candidate.technician.name if candidate.technician else "", candidate.id, _step(row, ready))


def _step(row: PathStep, ready: str) -> Step:
    starts_on = row.decision.starts_on
    return Step(
        id=row.id,
        criterion=row.criterion,
        way=PathStep.Way(row.way).label,
        with_what=row.with_what,
        due_on=row.due_on,
        check=row.check_by,
        checked_at=row.done_at,
        weeks=weeks_between(starts_on, row.due_on) if starts_on else None,
        mentor=row.mentor.name if row.mentor else "",
        ready=ready,
    )
