"""What has changed in the record since the numbers were last reckoned? The history and the landed files tell."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F

from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.insight.models import CallFact, MachineRuns
from steadyhand.business.machines.models import Machine
from steadyhand.shared.actor import Actor
from steadyhand.shared.models import Batch, Change
from steadyhand.shared.rows import RowQuerySet

# An entry's moment is when its change began; it can be seen as much later as the change took. Looking back again over
# so long costs little, for what is reckoned twice writes nothing.
OVERLAP = timedelta(minutes=5)
# Of more things than this (the jobs stood still for a day, say) going through everything is as quick; and no database
# takes lists of any length.
MOST = 5_000
# Changes that reach further than some machines' calls: whose hours they are counted by.
_HOURS = ("dealership.calendar", "dealership.closedday", "dealership.branch")


@dataclass(frozen=True, slots=True)
class Noticed:
    """Machines whose calls must be reckoned anew, calls about none, and why everything must, if so."""

    machine_ids: frozenset[UUID] = field(default_factory=frozenset)
    call_ids: frozenset[UUID] = field(default_factory=frozenset)
    sweep_because: str = ""


def what_changed(by: Actor, *, since: datetime, swept_from: datetime | None = None) -> Noticed:
    """Return what the history says has changed. Eight queries.

    `swept_from`: when the last sweep through everything began; working hours that changed before are in it.
    """
    entries = Change.objects.of(by.tenant_id).filter(at__gte=since - OVERLAP)
    changed = _things(entries)
    if len(changed) > MOST:
        # Those of the overlap were told of the last time.
        changed = _things(entries.filter(at__gt=since))
    if len(changed) > MOST:
        return Noticed(sweep_because="much has changed")
    about: dict[str, set[UUID]] = {}
    for kind, row_id in changed:
        about.setdefault(kind, set()).add(row_id)
    calls = set(about.get("calls.call", ()))
    visits = Visit.objects.visible_to(by).filter(id__in=about.get("calls.visit", ()))
    calls |= set(visits.values_list("call_id", flat=True))
    machines = set(about.get("machines.machine", ()))
    contracts = Machine.objects.visible_to(by).filter(contract_id__in=about.get("customers.contract", ()))
    machines |= set(contracts.values_list("id", flat=True))
    # Their customer has gone to another branch; nothing was said about them.
    moved = MachineRuns.objects.of(by.tenant_id).filter(machine__customer_id__in=about.get("customers.customer", ()))
    moved = moved.exclude(branch_id=F("machine__customer__branch_id"))
    machines |= set(moved.values_list("machine_id", flat=True))
    where = dict(Call.objects.visible_to(by).filter(id__in=calls).values_list("id", "machine_id"))
    # A call that turned out to be another machine's leaves the first one's row of calls.
    before = CallFact.objects.visible_to(by).filter(call_id__in=calls, machine__isnull=False)
    machines |= {machine_id for machine_id in where.values() if machine_id is not None}
    machines |= {machine_id for machine_id in before.values_list("machine_id", flat=True) if machine_id is not None}
    are_hours_new = entries.filter(about_kind__in=_HOURS, at__gte=swept_from or since).exists()
    return Noticed(
        machine_ids=frozenset(machines),
        call_ids=frozenset(call_id for call_id, machine_id in where.items() if machine_id is None),
        sweep_because="working hours changed" if are_hours_new else "",
    )


def _things(entries: RowQuerySet[Change]) -> list[tuple[str, UUID]]:
    """Return what entries are about, and whether it is more than can be gone through thing by thing."""
    return list(entries.values_list("about_kind", "about_id").distinct()[: MOST + 1])


def has_landed_since(by: Actor, since: datetime) -> bool:
    """Tell whether files have landed since."""
    return Batch.objects.of(by.tenant_id).filter(landed_at__gte=since).exists()
