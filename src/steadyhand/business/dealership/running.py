"""What does whoever runs this server ask, across its dealerships? For commands and jobs, which nobody signed in to."""

from dataclasses import dataclass, fields
from uuid import UUID

from steadyhand.business.dealership.models import Branch, Calendar, Dealership, RoleHeld, User
from steadyhand.business.dealership.queries import Firm


@dataclass(frozen=True, slots=True)
class SignsIn:
    """Somebody who may sign in. `roles` are words: "dispatcher", or "dispatcher at COL" where it is one branch."""

    id: UUID
    tenant_id: UUID
    dealership: str
    name: str
    email: str
    is_active: bool
    roles: tuple[str, ...]


def all_firms() -> list[Firm]:
    """Return every dealership of this database, oldest first."""
    names = [field.name for field in fields(Firm)]
    return [Firm(**row) for row in Dealership.objects.order_by("id").values(*names)]


def branch_codes(tenant_id: UUID) -> dict[str, UUID]:
    """Return the dealership's branches by their codes."""
    return dict(Branch.objects.of(tenant_id).order_by("code").values_list("code", "id"))


def zones_in_use() -> set[str]:
    """Return every time zone that somebody lives by."""
    zones = set()
    for firm in all_firms():
        zones.add(firm.zone)
        for rows in (Branch.objects.of(firm.id), Calendar.objects.of(firm.id)):
            zones.update(rows.values_list("zone", flat=True))
    return zones


def people_who_sign_in(*, email: str | None = None) -> list[SignsIn]:
    """Return who may sign in, by dealership and name; only those with this address, if one is given."""
    firms = {firm.id: firm.name for firm in all_firms()}
    users = User.objects.all() if email is None else User.objects.filter(email__iexact=email.strip())
    found = []
    for tenant_id, dealership in firms.items():
        held: dict[UUID, list[str]] = {}
        rows = RoleHeld.objects.of(tenant_id).order_by("role").select_related("branch")
        for role in rows:
            held.setdefault(role.user_id, []).append(f"{role} at {role.branch.code}" if role.branch else str(role))
        mine = users.filter(tenant_id=tenant_id).order_by("name")
        for user_id, name, address, is_active in mine.values_list("id", "name", "email", "is_active"):
            roles = tuple(held.get(user_id, ()))
            found.append(SignsIn(user_id, tenant_id, dealership, name, address, is_active, roles))
    return found
