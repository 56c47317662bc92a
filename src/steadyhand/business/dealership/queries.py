"""Who is somebody, and what is this dealership? Answers are values, never model objects."""

from uuid import UUID

from steadyhand.business.dealership.models import Dealership, RoleHeld, User
from steadyhand.shared.actor import Actor


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
    )


def the_dealership(tenant_id: UUID) -> Dealership:
    """Return the dealership's own row."""
    return Dealership.objects.get(pk=tenant_id)
