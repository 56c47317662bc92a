"""While somebody is there anyway: what else is due at the site, nearly worn, or unread for too long?"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from steadyhand.business.calls.queries.maintenance import DueMachine, due_here
from steadyhand.business.calls.queries.wear import parts_fitted
from steadyhand.business.dealership.settings.values import values_of
from steadyhand.business.machines.settings import NEARLY_WORN_SHARE, SILENT_DAYS, SILENT_GAPS
from steadyhand.business.machines.upkeep.facts import meters_read
from steadyhand.business.machines.upkeep.silence import silence_of
from steadyhand.business.machines.upkeep.wear import Worn, nearly_worn
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True)
class SilentMeter:
    """A meter to read while one is there; None: nobody has ever read it."""

    label: str
    last_at: datetime | None


@dataclass(frozen=True, slots=True)
class WhileThere:
    """What could be done beside the call: maintenance anywhere at the site, the rest on the visit's own machine."""

    due: tuple[DueMachine, ...]
    worn: tuple[Worn, ...]
    silent: tuple[SilentMeter, ...]


def while_there(*, by: Actor, site_id: UUID | None, machine_id: UUID | None, today: date, now: datetime) -> WhileThere:
    """Return what else could be done where somebody is, in at most eight queries."""
    due = due_here(by, site_id=site_id, machine_id=machine_id, today=today)
    if machine_id is None:
        return WhileThere(due, (), ())
    meters = meters_read(by, machine_id)
    counts = {meter.kind: meter.readings for meter in meters if meter.readings}
    values = values_of(by.tenant_id, [NEARLY_WORN_SHARE, SILENT_DAYS, SILENT_GAPS])
    at_least, gaps = timedelta(days=values[SILENT_DAYS]), values[SILENT_GAPS]
    silences = (
        (meter, silence_of([read.at for read in meter.readings], at_least=at_least, usual_gaps=gaps, now=now))
        for meter in meters
    )
    return WhileThere(
        due=due,
        worn=nearly_worn(parts_fitted(by, machine_id), counts, from_share=float(values[NEARLY_WORN_SHARE])),
        silent=tuple(SilentMeter(meter.label, silence.last_at) for meter, silence in silences if silence),
    )
