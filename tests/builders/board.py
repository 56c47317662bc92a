"""A day on the board: technicians with visits, planned through the real actions."""

from datetime import datetime, timedelta
from typing import Any

from tests.builders.desk import a_planned_visit
from tests.builders.record import a_call, a_technician

from steadyhand.business.calls.models import Visit
from steadyhand.business.people.models import Technician
from steadyhand.shared.clock import read_clock


def a_busy_day(at: datetime, *, technicians: int, visits: int) -> list[Visit]:
    """Return the visits of a day: so many technicians, each with so many visits, an hour and a half apart."""
    return [
        a_planned_visit(
            call=a_call(taken_at=read_clock()),
            technician=technician,
            at=at + timedelta(minutes=90 * place),
            now=read_clock(),
        )
        for technician in _people(technicians)
        for place in range(visits)
    ]


def _people(how_many: int) -> list[Technician]:
    names = ("Bruno Salas", "Keisha Monroe", "Annika Holm", "Tomas Reyes", "Sofia Petrakis", "Frank Osborne")
    rest = [f"Technician {number}" for number in range(how_many)]
    return [a_technician(name=name) for name in [*names, *rest][:how_many]]


def put_fields(visit: Visit, technician: Technician, at: datetime, **more: Any) -> dict[str, Any]:
    """Return what the board sends when a card is put: by the clock on the wall where `at` is."""
    when = {"on": at.date().isoformat(), "at": f"{at:%H:%M}", "minutes": 60}
    return {"technician": technician.id, "version": visit.version} | when | more
