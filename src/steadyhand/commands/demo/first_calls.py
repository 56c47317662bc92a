"""What Lakeside's first visits of the last weeks were packed by: kept as if each arrival had kept its own."""

from datetime import datetime, timedelta
from uuid import UUID

from steadyhand.business.calls.queries.asking_parts import first_visits_over
from steadyhand.business.stock.actions.keep_kit import keep_foretold
from steadyhand.business.stock.fitted import live_predictor
from steadyhand.business.stock.history import catalogue_of, history_of
from steadyhand.business.stock.kits.cases import Done
from steadyhand.shared.actor import Actor

# Some weeks more than the ledger of the demo: of those only the truck is unknown.
DAYS = 35
LATEST = 1_500


def tell_first_calls(by: Actor, *, now: datetime) -> None:
    """Foretell, for calls that needed a second visit, what each needed as it was known when it was taken."""
    live = live_predictor(by.tenant_id)
    visits = first_visits_over(by, since=now - timedelta(days=DAYS))
    if live is None or not visits:
        return
    _, numbers = catalogue_of(by)
    done = history_of(by, most=LATEST)
    of_call = {each.call.key: each for each in done}
    of_machine: dict[str, list[Done]] = {}
    for each in done:
        of_machine.setdefault(each.call.machine, []).append(each)
    kits: dict[UUID, tuple[datetime, list[str]]] = {}
    for visit in visits:
        job = of_call.get(visit.call_id.hex)
        if job is None:
            continue
        found = live.predictor.predict(job.call, history=of_machine[job.call.machine], with_why=False)
        kits[visit.visit_id] = (visit.at, [numbers[each.name].id.hex for each in found.kit if each.name in numbers])
    keep_foretold(by=by, kits=kits)
