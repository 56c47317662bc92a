"""What did each call need, what was it and what put it right? And which calls are still open?"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from steadyhand.business.calls.models import Call, PartUsed, Visit
from steadyhand.business.calls.rules import CallState, CallType
from steadyhand.shared.actor import Actor

# Those on which parts are used. The rest is deliveries, lessons and courtesy.
NEED_PARTS = (CallType.CORRECTIVE, CallType.PREVENTIVE, CallType.NETWORK, CallType.SHOP)
# A house of two hundred technicians for four years.
MOST = 1_000_000
_COLUMNS = (
    "id", "machine_id", "machine__model__maker", "machine__model__name", "machine__model__family", "call_type",
    "problem_code__code", "problem", "taken_at", "closed_at", "version",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class JobDone:
    """A call about a machine, and what came of it; `closed_at` is None while it is open. Parts are item numbers."""

    call_id: UUID
    machine_id: UUID
    model: str
    family: str
    call_type: str
    problem_code: str
    problem: str
    taken_at: datetime
    closed_at: datetime | None
    version: int
    parts: tuple[str, ...] = ()
    cause_code: str = ""
    correction_code: str = ""


def jobs_done(by: Actor, *, most: int = MOST, machine_ids: Collection[UUID] | None = None) -> list[JobDone]:
    """Return the newest calls that are over, of all machines or of some, oldest first. Three queries."""
    rows = Call.objects.visible_to(by).filter(
        state=CallState.CLOSED, closed_at__isnull=False, call_type__in=NEED_PARTS, machine__model__isnull=False
    )
    if machine_ids is not None:
        rows = rows.filter(machine_id__in=machine_ids)
    found = list(rows.order_by("-taken_at", "-id").values_list(*_COLUMNS)[:most])
    found.reverse()
    if not found:
        return []
    is_of = Q(call__machine_id__in=machine_ids) if machine_ids is not None else Q(call__taken_at__gte=found[0][8])
    parts = _parts(by, is_of)
    codes = _codes(by, is_of)
    return [_job(row, parts.get(row[0], ()), codes.get(row[0], ("", ""))) for row in found]


def jobs_open(by: Actor, call_ids: Collection[UUID]) -> list[JobDone]:
    """Return those of these calls that are open and about a machine whose model is known. One query."""
    states = [state for state in CallState if state.is_open]
    rows = Call.objects.visible_to(by).filter(
        id__in=call_ids, state__in=states, call_type__in=NEED_PARTS, machine__model__isnull=False
    )
    return [_job(row, (), ("", "")) for row in rows.order_by("taken_at", "id").values_list(*_COLUMNS)]


def open_versions(by: Actor) -> dict[UUID, int]:
    """Return each open call on which parts may be used, with the version it is at. One query."""
    states = [state for state in CallState if state.is_open]
    rows = Call.objects.visible_to(by).filter(state__in=states, call_type__in=NEED_PARTS, machine__model__isnull=False)
    return dict(rows.order_by("-taken_at").values_list("id", "version"))


def _parts(by: Actor, is_of: Q) -> dict[UUID, tuple[str, ...]]:
    used: dict[UUID, dict[str, None]] = defaultdict(dict)
    rows = PartUsed.objects.visible_to(by).filter(_through_visit(is_of), quantity__gt=0)
    for call_id, number in rows.order_by("visit__number", "id").values_list("visit__call_id", "part__ref"):
        used[call_id][number] = None
    return {call_id: tuple(numbers) for call_id, numbers in used.items()}


def _codes(by: Actor, is_of: Q) -> dict[UUID, tuple[str, str]]:
    """Return the cause and correction that a call's last visit wrote down."""
    codes: dict[UUID, tuple[str, str]] = {}
    rows = Visit.objects.visible_to(by).filter(is_of).order_by("number")
    for call_id, cause, correction in rows.values_list("call_id", "cause_code__code", "correction_code__code"):
        before = codes.get(call_id, ("", ""))
        codes[call_id] = (cause or before[0], correction or before[1])
    return codes


def _through_visit(is_of: Q) -> Q:
    return Q(**{f"visit__{name}": value for name, value in is_of.children})  # type: ignore[misc]  # one condition


def _job(row: tuple[Any, ...], parts: tuple[str, ...], codes: tuple[str, str]) -> JobDone:
    call_id, machine_id, maker, name, family, call_type, code, problem, taken_at, closed_at, version = row
    return JobDone(
        call_id=call_id,
        machine_id=machine_id,
        model=f"{maker} {name}".strip(),
        family=family or "",
        call_type=call_type,
        problem_code=code or "",
        problem=problem or "",
        taken_at=taken_at,
        closed_at=closed_at,
        version=version,
        parts=parts,
        cause_code=codes[0],
        correction_code=codes[1],
    )
