"""Which machines have become due for maintenance? Gone through in steps, so that call taking never waits."""

from datetime import datetime

from steadyhand.business.calls.actions.reckon_maintenance import reckon_maintenance
from steadyhand.business.dealership.running import all_firms
from steadyhand.business.machines.upkeep.facts import machine_ids_after
from steadyhand.shared.actor import the_system

# Some tens of milliseconds each on SQLite, where call taking waits for a write.
CHUNK = 200
WHO = "the maintenance plan"


def reckon_all_maintenance(_now: datetime) -> int:
    """Work out every machine's next maintenance anew; return how many changed."""
    changed = 0
    for firm in all_firms():
        by, after = the_system(firm.id, WHO), None
        while ids := machine_ids_after(by, after, most=CHUNK):
            changed += reckon_maintenance(by=by, machine_ids=ids)
            after = ids[-1]
    return changed
