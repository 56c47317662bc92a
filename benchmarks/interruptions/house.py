"""A dealership of its own for each seed: its people by role, its hours, its customers as they come up."""

from dataclasses import dataclass, field
from uuid import UUID

from steadyhand.business.customers.models import Customer
from steadyhand.business.dealership.models import Branch, Calendar, Dealership, RoleHeld, User
from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.dealership.rules import Role
from steadyhand.shared.actor import Actor
from steadyhand.shared.identity import new_id

ZONE = "America/New_York"
# The simulator's own opening hours.
HOURS = {day: ["08:00-17:00"] for day in ("mon", "tue", "wed", "thu", "fri")}


@dataclass
class House:
    """Who works there."""

    tenant_id: UUID
    branch: Branch
    people: dict[Role, list[User]]
    customers: dict[str, UUID] = field(default_factory=dict)

    def one(self, role: Role, number: int = 0) -> Actor:
        held = self.people[role]
        return actor_for(held[number % len(held)].id)

    def everybody(self) -> dict[UUID, Role]:
        return {user.id: role for role, users in self.people.items() for user in users}

    def customer(self, key: str) -> UUID:
        """Return the customer that the simulator calls by this key."""
        if key not in self.customers:
            made = Customer.objects.create(tenant_id=self.tenant_id, ref=key, name=key, branch=self.branch)
            self.customers[key] = made.id
        return self.customers[key]


def found_house(people: dict[str, int]) -> House:
    """Found a dealership that shares nothing with any other in the database."""
    firm = Dealership.objects.create(name="Harrow & Finch", country="US", zone=ZONE)
    calendar = Calendar.objects.create(tenant_id=firm.id, name="Weekdays", zone=ZONE, weekly=HOURS)
    branch = Branch.objects.create(tenant_id=firm.id, code="ONE", name="One", zone=ZONE, calendar=calendar)
    held: dict[Role, list[User]] = {}
    for name, many in people.items():
        role = Role(name)
        for number in range(many):
            # An account nobody ever signed in to would be the last choice for everything.
            user = User(tenant_id=firm.id, email=f"{new_id().hex}@harrow.example", name=f"{role.label} {number + 1}")
            user.password = "kept"  # noqa: S105  # no password: nobody signs in with this
            user.save()
            RoleHeld.objects.create(tenant_id=firm.id, user=user, role=role, branch=None)
            held.setdefault(role, []).append(user)
    return House(firm.id, branch, held)
