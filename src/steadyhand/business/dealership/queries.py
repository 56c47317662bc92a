"""Who is somebody, and what is this dealership? Answers are values, never model objects."""

from dataclasses import dataclass, fields, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Subquery

from steadyhand.business.dealership.models import Branch, Dealership, RoleHeld, User
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True)
class Firm:
    """A dealership: its name, where it is, how it tells the time, how customers reach it."""

    id: UUID
    name: str
    country: str
    region: str
    zone: str
    clock: str
    phone: str
    email: str
    is_demo: bool
    first_steps_put_away_at: datetime | None = None
    defaults_suit_since: datetime | None = None

    @property
    def shows_first_steps(self) -> bool:
        """Tell whether administrators still see the list of first steps; an invented dealership has nothing to do."""
        return not self.is_demo and self.first_steps_put_away_at is None


_FIRM = [field.name for field in fields(Firm)]


def actor_for(user_id: UUID) -> Actor:
    """Return who this user is when they act: their roles, and the branches they may see."""
    user = User.objects.only("id", "tenant_id", "name").get(pk=user_id)
    held = list(RoleHeld.objects.of(user.tenant_id).filter(user_id=user.id).values_list("role", "branch_id"))
    branches = [branch_id for _, branch_id in held]
    return Actor(
        tenant_id=user.tenant_id,
        user_id=user.id,
        name=user.name,
        roles=frozenset(role for role, _ in held),
        branch_ids=None if None in branches else frozenset(branch for branch in branches if branch),
        held=frozenset(held),
    )


def the_dealership(tenant_id: UUID) -> Firm:
    """Return what everybody may know of this dealership."""
    return Firm(**Dealership.objects.values(*_FIRM).get(pk=tenant_id))


def firm_of(by: Actor) -> Firm:
    """Return the actor's dealership by their own clock: their branches' zone if those share one. One query."""
    if by.branch_ids is None:
        return the_dealership(by.tenant_id)
    zones = Branch.objects.of(by.tenant_id).filter(id__in=by.branch_ids).values("zone")
    found = Dealership.objects.annotate(
        first_zone=Subquery(zones.order_by("zone")[:1]), last_zone=Subquery(zones.order_by("-zone")[:1])
    ).values(*_FIRM, "first_zone", "last_zone")
    row = found.get(pk=by.tenant_id)
    first, last = row.pop("first_zone"), row.pop("last_zone")
    firm = Firm(**row)
    return replace(firm, zone=first) if first and first == last else firm


def only_dealership() -> Firm | None:
    """Return the one dealership of this database, for pages before sign-in; None if there are none or several."""
    found = list(Dealership.objects.values(*_FIRM)[:2])
    return Firm(**found[0]) if len(found) == 1 else None


def is_any_dealership() -> bool:
    """Tell whether a dealership has been founded in this database."""
    return Dealership.objects.exists()


def own_branch(by: Actor) -> UUID | None:
    """Return the branch that has what somebody begins and no customer or visit places: their own, or the first."""
    own = sorted(branch_id for _, branch_id in by.held if branch_id)
    return own[0] if own else first_branch(by.tenant_id)


def first_branch(tenant_id: UUID) -> UUID | None:
    """Return the branch that has what belongs to none: an open one, the oldest."""
    branches = Branch.objects.of(tenant_id).order_by("is_closed", "id")
    return branches.values_list("id", flat=True).first()
