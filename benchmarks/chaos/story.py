"""What people and importers work on: machines to call about, visits to close, files to import."""

import csv
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from benchmarks.browser import Browser
from benchmarks.chaos.people import OnSite
from steadyhand.business.calls.actions.arrive import arrive
from steadyhand.business.calls.actions.plan_visit import plan_visit
from steadyhand.business.calls.actions.start_travel import start_travel
from steadyhand.business.calls.models import Code
from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.dealership.running import people_who_sign_in
from steadyhand.business.machines.models import Machine, Meter, MeterReading
from steadyhand.business.people.queries import technicians_of
from steadyhand.commands.demo.cast import PASSWORD
from steadyhand.flows.visit.take_call import take_call
from steadyhand.shared.actor import Actor

DISPATCHER = "Dana Whitfield"
TECHNICIANS = ("Bruno Salas", "Keisha Monroe", "Tomas Reyes")
# Enough to arrive in several chunks, few enough that seventy of them take minutes.
CUSTOMERS, CALLS = 300, 9_000


class Story:
    """The demo dealership, as chaos uses it."""

    def __init__(self) -> None:
        self._people = {person.name: person for person in people_who_sign_in()}
        self.dana = self._actor(DISPATCHER)
        self.tenant_id = self.dana.tenant_id
        machines = Machine.objects.of(self.tenant_id).filter(site__customer__branch__code="COL")
        self.machines: list[tuple[UUID, UUID]] = list(machines.order_by("ref").values_list("customer_id", "id"))
        codes = Code.objects.of(self.tenant_id).filter(kind=Code.Kind.CORRECTION, code="CLEANED")
        self._correction_id: UUID = codes.values_list("id", flat=True).get()
        self._next = 0

    def _actor(self, name: str) -> Actor:
        return actor_for(self._people[name].id)

    def signed_in(self, name: str, address: str) -> Browser:
        browser = Browser(address)
        if not browser.sign_in(self._people[name].email, PASSWORD):
            raise LookupError(f"{name} can't sign in to {address}.")
        return browser

    def visits_on_site(self, technician: str, number: int, *, now: datetime) -> list[OnSite]:
        """Return visits at which this technician stands, made by the real flows."""
        ids = {row.name: row.id for row in technicians_of(self.dana, on=now.date())}
        by = self._actor(technician)
        found = []
        for _ in range(number):
            customer_id, machine_id = self.machines[self._next % len(self.machines)]
            self._next += 1
            taken = take_call(
                by=self.dana, problem="Lines on every page", customer_id=customer_id, machine_id=machine_id, now=now
            )
            visit = plan_visit(
                by=self.dana, call_id=taken.id, version=1, technician_id=ids[technician], starts_at=now, now=now
            )
            start_travel(by=by, visit_id=visit.id, version=visit.version, now=now)
            arrive(by=by, visit_id=visit.id, version=visit.version + 1, now=now)
            found.append(self._on_site(visit.id, visit.version + 2, machine_id))
        return found

    def _on_site(self, visit_id: UUID, version: int, machine_id: UUID) -> OnSite:
        meter = Meter.objects.of(self.tenant_id).filter(machine_id=machine_id).order_by("kind").first()
        if meter is None:
            raise LookupError("Every machine of the demo has a meter; this one has none.")
        last = MeterReading.objects.of(self.tenant_id).filter(meter=meter).order_by("-read_at").first()
        return OnSite(visit_id, version, meter.id, (last.shown if last else 0) + 1, self._correction_id)


def write_import_files(folder: Path, prefix: str, *, now: datetime) -> list[Path]:
    """Write customers, machines and calls whose numbers begin with the prefix."""
    folder.mkdir(parents=True)
    taken = now - timedelta(days=40)
    tables: dict[str, list[dict[str, str]]] = {
        "customers": [
            {"Customer number": f"{prefix}{index}", "Customer name": f"Imported {prefix} {index}", "Branch": "COL"}
            for index in range(CUSTOMERS)
        ],
        "machines": [
            {"Machine number": f"{prefix}{index}", "Serial number": f"{prefix}S{index}", "Customer": f"{prefix}{index}"}
            for index in range(CUSTOMERS)
        ],
        "calls": [
            {
                "Call number": f"{prefix}{index}",
                "Customer": f"{prefix}{index % CUSTOMERS}",
                "Machine": f"{prefix}{index % CUSTOMERS}",
                "Problem": "Lines on every page",
                "Call state": "closed",
                "Taken at": f"{taken + timedelta(minutes=index):%Y-%m-%d %H:%M}",
                "Closed at": f"{taken + timedelta(minutes=index + 300):%Y-%m-%d %H:%M}",
            }
            for index in range(CALLS)
        ],
    }
    paths = []
    for name, rows in tables.items():
        path = folder / f"{name}.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)
        paths.append(path)
    return paths
