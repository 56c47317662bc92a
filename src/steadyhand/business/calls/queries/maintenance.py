"""Which machines are due for maintenance, at a site or at all? Answers are values, never model objects."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q

from steadyhand.business.calls.models import Call, MaintenanceDue, Visit
from steadyhand.business.calls.rules import CallState, CallType, VisitState
from steadyhand.business.dealership.settings.values import value_of
from steadyhand.business.machines.settings import MAINTENANCE_AHEAD_DAYS
from steadyhand.business.machines.upkeep.maintenance import Basis
from steadyhand.shared.actor import Actor
from steadyhand.shared.rows import RowQuerySet

PAGE = 50
DAY = timedelta(days=1)
# Databases take only so many values in one condition.
CHUNK = 500
# As many as somebody's list keeps; it shows the longest overdue of them.
MOST_DUE = 200
# A technician has time for one or two more; a hospital's other eighty are the office's list.
MOST_AT_SITE = 5
OPEN = [state for state in CallState if state.is_open]
UNDER_WAY = [state for state in VisitState if not state.is_over]


@dataclass(frozen=True, slots=True)
class OpenMaintenance:
    """A preventive call that is open already, and the visit planned for it."""

    call_id: UUID
    number: str
    visit_id: UUID | None


@dataclass(frozen=True, slots=True)
class DueMachine:
    """A machine whose maintenance is due. `pages` ran since `last_on`, or since the installation where that is None."""

    row_id: UUID
    machine_id: UUID
    machine: str
    serial: str
    stands_where: str
    customer_id: UUID
    customer: str
    place: str
    branch: str
    due_on: date
    basis: Basis
    last_on: date | None
    pages: int | None
    every_pages: int | None
    every_days: int | None
    open_call: OpenMaintenance | None


@dataclass(frozen=True, slots=True)
class DuePlace:
    """Where a page of the list ends or begins: the keys of one row."""

    due_on: date
    id: UUID


@dataclass(frozen=True, slots=True)
class DuePage:
    """A page of the list, most overdue first, and where its neighbours begin."""

    machines: tuple[DueMachine, ...]
    later: DuePlace | None
    earlier: DuePlace | None


def due_page(
    by: Actor,
    *,
    today: date,
    branch_id: UUID | None = None,
    after: DuePlace | None = None,
    before: DuePlace | None = None,
    most: int = PAGE,
) -> DuePage:
    """Return machines due by today, the longest overdue first; four queries, by key and never by counting."""
    rows = _due(by, today)
    if branch_id is not None:
        rows = rows.filter(machine__customer__branch_id=branch_id)
    if before is not None:
        rows = rows.filter(due_on__lte=before.due_on).exclude(due_on=before.due_on, id__gte=before.id)
        found = list(rows.order_by("-due_on", "-id")[: most + 1])
        shown, has_earlier, has_later = found[:most][::-1], len(found) > most, True
    else:
        if after is not None:
            rows = rows.filter(due_on__gte=after.due_on).exclude(due_on=after.due_on, id__lte=after.id)
        found = list(rows.order_by("due_on", "id")[: most + 1])
        shown, has_earlier, has_later = found[:most], after is not None, len(found) > most
    return DuePage(
        machines=_machines(by, shown),
        later=DuePlace(shown[-1].due_on, shown[-1].id) if shown and has_later else None,
        earlier=DuePlace(shown[0].due_on, shown[0].id) if shown and has_earlier else None,
    )


def due_here(by: Actor, *, site_id: UUID | None, machine_id: UUID | None, today: date) -> tuple[DueMachine, ...]:
    """Return what is due at a site, or on one machine where no site is known; at most three queries."""
    here = Q(machine__site_id=site_id) if site_id else Q(machine_id=machine_id)
    if site_id is None and machine_id is None:
        return ()
    return _machines(by, list(_due(by, today).filter(here).order_by("due_on", "id")[:MOST_AT_SITE]))


def due_of(by: Actor, machine_ids: Collection[UUID], *, until: date) -> tuple[DueMachine, ...]:
    """Return which of these machines are due by a day, the longest overdue first; three queries for 500 machines."""
    rows: list[MaintenanceDue] = []
    ordered = sorted(machine_ids)
    for start in range(0, len(ordered), CHUNK):
        due = MaintenanceDue.objects.visible_to(by).filter(machine_id__in=ordered[start : start + CHUNK])
        due = due.filter(due_on__lte=until, machine__removed_on__isnull=True)
        rows += due.select_related("machine__model", "machine__site", "machine__customer__branch")
    rows.sort(key=lambda row: (row.due_on, row.id))
    return _machines(by, rows[:MOST_DUE])


def due_machine(by: Actor, machine_id: UUID, *, today: date) -> DueMachine | None:
    """Return one machine's maintenance, or None where it isn't due or not theirs to see."""
    return next(iter(_machines(by, list(_due(by, today).filter(machine_id=machine_id)))), None)


def open_maintenance(by: Actor, machine_ids: Collection[UUID]) -> dict[UUID, OpenMaintenance]:
    """Return the preventive calls that are open for these machines; one query."""
    calls = Call.objects.visible_to(by).filter(
        machine_id__in=machine_ids, call_type=CallType.PREVENTIVE, state__in=OPEN
    )
    found = {}
    for call_id, ref, machine_id in calls.order_by("taken_at").values_list("id", "ref", "machine_id"):
        found[machine_id] = (call_id, ref)
    visits = Visit.objects.visible_to(by).filter(call_id__in=[call_id for call_id, _ in found.values()])
    planned = dict(visits.filter(state__in=UNDER_WAY).values_list("call_id", "id")) if found else {}
    return {
        machine_id: OpenMaintenance(call_id, ref, planned.get(call_id))
        for machine_id, (call_id, ref) in found.items()
        if machine_id is not None
    }


def _due(by: Actor, today: date) -> RowQuerySet[MaintenanceDue]:
    """Return what is due today, or as many days ahead as the dealership wants to hear of it."""
    until = today + value_of(by.tenant_id, MAINTENANCE_AHEAD_DAYS) * DAY
    rows = MaintenanceDue.objects.visible_to(by).filter(due_on__lte=until, machine__removed_on__isnull=True)
    return rows.select_related("machine__model", "machine__site", "machine__customer__branch")


def _machines(by: Actor, rows: Collection[MaintenanceDue]) -> tuple[DueMachine, ...]:
    calls = open_maintenance(by, [row.machine_id for row in rows]) if rows else {}
    return tuple(_machine(row, calls.get(row.machine_id)) for row in rows)


def _machine(row: MaintenanceDue, open_call: OpenMaintenance | None) -> DueMachine:
    machine, model = row.machine, row.machine.model
    return DueMachine(
        row_id=row.id,
        machine_id=machine.id,
        machine=str(model or machine),
        serial=machine.serial,
        stands_where=machine.stands_where,
        customer_id=machine.customer_id,
        customer=machine.customer.name,
        place=str(machine.site) if machine.site else "",
        branch=machine.customer.branch.name,
        due_on=row.due_on,
        basis=Basis(row.basis),
        last_on=row.last_on,
        pages=row.pages,
        every_pages=model.pm_every_pages if model else None,
        every_days=model.pm_every_days if model else None,
        open_call=open_call,
    )
