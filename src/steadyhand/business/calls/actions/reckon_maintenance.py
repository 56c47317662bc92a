"""Machines ran on, or were maintained: work out anew when their next maintenance is due."""

from collections.abc import Collection
from datetime import datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from steadyhand.business.calls.models import MaintenanceDue, Visit
from steadyhand.business.calls.rules import CallType, VisitState
from steadyhand.business.dealership.queries import the_dealership
from steadyhand.business.machines.upkeep.facts import InCycle, counts_of, in_cycle
from steadyhand.business.machines.upkeep.maintenance import next_maintenance
from steadyhand.business.machines.upkeep.running import Counts, Run, run_since
from steadyhand.shared.actor import Actor
from steadyhand.shared.clock import How

COLUMNS = ("due_on", "basis", "last_on", "pages")


@transaction.atomic
def reckon_maintenance(*, by: Actor, machine_ids: Collection[UUID]) -> int:
    """Bring the due rows of these machines to what calls and meters say; return how many changed.

    What is worked out has no history: it follows from rows that have one. A machine that left the field, or whose
    model has no cycle, is due for nothing.
    """
    machines = in_cycle(by, machine_ids)
    known = {row.machine_id: row for row in MaintenanceDue.objects.visible_to(by).filter(machine_id__in=machine_ids)}
    if not machines and not known:
        return 0
    here = ZoneInfo(the_dealership(by.tenant_id).zone)
    last = _last_maintained(by, [machine.id for machine in machines])
    counts = counts_of(by, [machine.id for machine in machines])
    wanted = {}
    for machine in machines:
        row = _row(machine, last.get(machine.id), counts.get(machine.id, {}), here)
        if row is not None:
            row.tenant_id = by.tenant_id
            wanted[machine.id] = row
    changed = [row for machine_id, row in wanted.items() if not _is_same(known.get(machine_id), row)]
    gone = [row.id for machine_id, row in known.items() if machine_id not in wanted]
    MaintenanceDue.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["machine", "tenant_id"], update_fields=COLUMNS
    )
    MaintenanceDue.objects.of(by.tenant_id).filter(id__in=gone).delete()
    return len(changed) + len(gone)


def _last_maintained(by: Actor, machine_ids: Collection[UUID]) -> dict[UUID, datetime]:
    """Return when each machine's last preventive visit ended, as far as anybody knows the day."""
    visits = Visit.objects.visible_to(by).filter(
        call__machine_id__in=machine_ids, call__call_type=CallType.PREVENTIVE, state=VisitState.DONE
    )
    found: dict[UUID, datetime] = {}
    columns = ("call__machine_id", "finished_at", "finished_at_how", "call__taken_at", "call__taken_at_how")
    for machine_id, finished_at, finished_how, taken_at, taken_how in visits.values_list(*columns):
        times = ((finished_at, finished_how), (taken_at, taken_how))
        at = next((at for at, how in times if at is not None and how != How.DEFAULTED), None)
        if at is not None and machine_id is not None:
            found[machine_id] = max(at, found.get(machine_id, at))
    return found


def _row(machine: InCycle, last_at: datetime | None, counts: Counts, here: ZoneInfo) -> MaintenanceDue | None:
    installed_on = machine.installed_on
    since = last_at or (datetime.combine(installed_on, time(), tzinfo=here) if installed_on else None)
    last_on = since.astimezone(here).date() if since else None
    run = run_since(counts, since)
    if run is not None:
        # Days are those on the wall here: late in the evening it is tomorrow elsewhere.
        run = Run(run.pages, run.since.astimezone(here), run.until.astimezone(here))
    due = next_maintenance(machine.cycle, last_on=last_on, run=run)
    if due is None:
        return None
    return MaintenanceDue(
        machine_id=machine.id,
        due_on=due.due_on,
        basis=due.basis,
        last_on=last_on if last_at else None,
        pages=due.pages,
    )


def _is_same(known: MaintenanceDue | None, row: MaintenanceDue) -> bool:
    return known is not None and all(getattr(known, name) == getattr(row, name) for name in COLUMNS)
