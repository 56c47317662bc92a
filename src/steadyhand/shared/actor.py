"""Who is asking, and what may they see?"""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who changes or reads things: a person who signed in, or the system itself.

    `branch_ids` is None for those who see every branch of their dealership.
    """

    tenant_id: UUID
    user_id: UUID | None
    name: str
    roles: frozenset[str] = field(default_factory=frozenset)
    branch_ids: frozenset[UUID] | None = None
    # Each role with the branch it is held at, None for all of them: a dispatcher of one may be a technician of another.
    held: frozenset[tuple[str, UUID | None]] = field(default_factory=frozenset)

    def is_one_of(self, *roles: str) -> bool:
        return not self.roles.isdisjoint(roles)

    def is_one_of_at(self, branch_id: UUID, *roles: str) -> bool:
        """Tell whether one of these roles is held at this branch, or at all."""
        return any(role in roles and where in (branch_id, None) for role, where in self.held)

    def within(self, roles: Collection[str]) -> "Actor":
        """Return the same person, who now sees only the branches where they hold one of these roles."""
        where = {branch_id for role, branch_id in self.held if role in roles}
        return replace(self, branch_ids=None if None in where else frozenset(each for each in where if each))

    def can_see_branch(self, branch_id: UUID) -> bool:
        return self.branch_ids is None or branch_id in self.branch_ids


def the_system(tenant_id: UUID, name: str) -> Actor:
    """Return an actor for work that nobody signed in asked for, named so that history can say what did it."""
    return Actor(tenant_id=tenant_id, user_id=None, name=name)
