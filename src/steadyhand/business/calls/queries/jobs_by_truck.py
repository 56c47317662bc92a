"""Whose truck came to which calls, and what did each of them use? For choosing what trucks carry."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from steadyhand.business.calls.models import Call, PartUsed, Visit
from steadyhand.business.calls.queries.jobs_done import NEED_PARTS
from steadyhand.business.calls.rules import CallState
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True)
class TruckJob:
    """A call that is over. `first` are units by part of the visit on which somebody first came, `later` of the others.

    `model` is the machine's family, or its own name where no family is known.
    """

    call_id: UUID
    technician_id: UUID
    taken_at: datetime
    model: str
    call_type: str
    cause_code: str
    first: Mapping[UUID, int]
    later: Mapping[UUID, int]


def jobs_by_truck(by: Actor, *, since: datetime) -> list[TruckJob]:
    """Return the calls taken since then that are over and that somebody came for, oldest first. Three queries."""
    done = Call.objects.visible_to(by).filter(state=CallState.CLOSED, call_type__in=NEED_PARTS, taken_at__gte=since)
    columns = ("id", "taken_at", "call_type", "machine__model__family", "machine__model__name")
    calls = list(done.order_by("taken_at", "id").values_list(*columns))
    whose: dict[UUID, tuple[UUID, UUID]] = {}
    causes: dict[UUID, str] = {}
    visits = Visit.objects.visible_to(by).filter(
        call__taken_at__gte=since, technician__isnull=False, finished_at__isnull=False
    )
    rows = visits.order_by("number").values_list("call_id", "id", "technician_id", "cause_code__code")
    for call_id, visit_id, technician_id, cause in rows:
        if technician_id is not None:
            whose.setdefault(call_id, (visit_id, technician_id))
        causes[call_id] = cause or causes.get(call_id, "")
    first: dict[UUID, dict[UUID, int]] = defaultdict(lambda: defaultdict(int))
    later: dict[UUID, dict[UUID, int]] = defaultdict(lambda: defaultdict(int))
    used = PartUsed.objects.visible_to(by).filter(visit__call__taken_at__gte=since, quantity__gt=0)
    for call_id, visit_id, part_id, quantity in used.order_by("id").values_list(
        "visit__call_id", "visit_id", "part_id", "quantity"
    ):
        if call_id in whose:
            into = first if whose[call_id][0] == visit_id else later
            into[call_id][part_id] += quantity
    return [
        TruckJob(
            call_id=call_id,
            technician_id=whose[call_id][1],
            taken_at=taken_at,
            model=family or name or "",
            call_type=call_type,
            cause_code=causes.get(call_id, ""),
            first=first.get(call_id, {}),
            later=later.get(call_id, {}),
        )
        for call_id, taken_at, call_type, family, name in calls
        if call_id in whose
    ]
