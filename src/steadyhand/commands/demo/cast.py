"""Who works at Lakeside Office Machines, and what waits for each of them?"""

from dataclasses import dataclass

from steadyhand.business.dealership.rules import Role
from steadyhand.simulator.landing.founding import PASSWORD

__all__ = [
    "BRANCHES",
    "DEALERSHIP",
    "EVERYBODY",
    "MAIL",
    "PASSWORD",
    "PEOPLE",
    "TECHNICIANS",
    "ZONE",
    "Person",
    "Place",
]

DEALERSHIP = "Lakeside Office Machines"
ZONE = "America/New_York"
MAIL = "lakeside.example"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who signs in; `branch` empty means every branch."""

    name: str
    role: Role
    branch: str
    waits: str = ""

    @property
    def email(self) -> str:
        return f"{self.name.split(maxsplit=1)[0].casefold()}@{MAIL}"


@dataclass(frozen=True, slots=True)
class Place:
    """A branch of the demo."""

    code: str
    name: str
    street: str
    phone: str


BRANCHES = (
    Place("COL", "Columbus", "410 Ferris Mill Road", "(614) 555-0100"),
    Place("DAY", "Dayton", "27 Orchard Depot Street", "(937) 555-0100"),
)

# One of each role, in the order in which somebody new might try them.
PEOPLE = (
    Person("Dana Whitfield", Role.DISPATCHER, "", "the board: calls to plan, a standstill on top"),
    Person("Bruno Salas", Role.TECHNICIAN, "COL", "today's visits, the next one prepared"),
    Person("Ruth Okafor", Role.SERVICE_MANAGER, "", "what needs her today, open loops"),
    Person("Priya Raman", Role.IT_SPECIALIST, "", "scan problems handed on to IT"),
    Person("Walt Jensen", Role.PARTS, "", "calls that wait for a part"),
    Person("Elena Marsh", Role.SALES, "", "needs to answer, leases that end soon"),
    Person("Joan Pruitt", Role.ADMINISTRATOR, "", "people, branches, imports"),
    Person("Howard Lindqvist", Role.PRINCIPAL, "", "the whole dealership"),
)

# The other technicians; they sign in the same way.
TECHNICIANS = (
    Person("Keisha Monroe", Role.TECHNICIAN, "COL"),
    Person("Tomas Reyes", Role.TECHNICIAN, "COL"),
    Person("Annika Holm", Role.TECHNICIAN, "COL"),
    Person("Darnell Hughes", Role.TECHNICIAN, "COL"),
    Person("Mei Tanaka", Role.TECHNICIAN, "DAY"),
    Person("Frank Osborne", Role.TECHNICIAN, "DAY"),
    Person("Sofia Petrakis", Role.TECHNICIAN, "DAY"),
)
EVERYBODY = (*PEOPLE, *TECHNICIANS)
