"""May these rights be given or taken? What inviting, changing and deactivating all check."""

from collections.abc import Collection
from uuid import UUID

from steadyhand.business.dealership.described import CannotRunItSo, RoleAt
from steadyhand.business.dealership.models import Branch, RoleHeld, User
from steadyhand.business.dealership.rules import Role
from steadyhand.shared.actor import Actor


def check_roles(by: Actor, roles: Collection[RoleAt]) -> None:
    """Refuse rights that the actor can't give.

    Raises:
        CannotRunItSo: none at all, at a branch that isn't theirs, or everywhere though they see only some branches.
    """
    if not roles:
        raise CannotRunItSo("Everybody needs at least one role; choose what they are here for, or deactivate them.")
    asked = {role.branch_id for role in roles if role.branch_id}
    known = set(Branch.objects.visible_to(by).filter(id__in=asked).values_list("id", flat=True))
    if asked - known or (by.branch_ids is not None and any(role.branch_id is None for role in roles)):
        raise CannotRunItSo("You can give rights at your own branches only; choose among them.")


def check_may_change(by: Actor, user: User) -> None:
    """Refuse to touch somebody whose rights reach beyond the actor's branches.

    Raises:
        CannotRunItSo: they work at a branch that the actor doesn't see.
    """
    held = RoleHeld.objects.of(user.tenant_id).filter(user=user).values_list("branch_id", flat=True)
    if by.branch_ids is not None and any(branch_id not in by.branch_ids for branch_id in held):
        raise CannotRunItSo(
            f"{user.name} also works at branches that aren't yours; ask an administrator of all of them."
        )


def check_an_administrator_is_left(tenant_id: UUID, *, without: User) -> None:
    """Refuse a step after which nobody could give rights at all branches.

    Raises:
        CannotRunItSo: this is the last administrator of all branches who can sign in.
    """
    everywhere = RoleHeld.objects.of(tenant_id).filter(role=Role.ADMINISTRATOR, branch__isnull=True)
    # Locked, so that two administrators can't remove each other at the same moment.
    holders = {held.user_id for held in everywhere.select_for_update()}
    others = User.objects.of(tenant_id).filter(id__in=holders - {without.id}, is_active=True)
    # Whoever hasn't chosen a password yet can't give rights to anybody.
    if without.id in holders and not any(user.has_usable_password() for user in others):
        raise CannotRunItSo(
            f"{without.name} is the last administrator; make somebody else administrator of all branches first."
        )


def roles_said(user: User) -> list[str]:
    """Return what somebody may do, in words: `dispatcher at Columbus`."""
    held = RoleHeld.objects.of(user.tenant_id).filter(user=user).select_related("branch").order_by("role", "branch_id")
    return [f"{row} at {row.branch.name}" if row.branch else f"{row} at all branches" for row in held]


def give_roles(user: User, roles: Collection[RoleAt]) -> None:
    """Let somebody hold exactly these roles."""
    RoleHeld.objects.of(user.tenant_id).filter(user=user).delete()
    everywhere = {role.role for role in roles if role.branch_id is None}
    # Held everywhere, a role at one branch says nothing more.
    kept = {role for role in roles if role.branch_id is None or role.role not in everywhere}
    for role in sorted(kept, key=lambda each: (each.role, str(each.branch_id))):
        RoleHeld.objects.create(tenant_id=user.tenant_id, user=user, role=role.role, branch_id=role.branch_id)
