"""Who is asking, and what may they see?"""

from dataclasses import dataclass, field
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

    def is_one_of(self, *roles: str) -> bool:
        return not self.roles.isdisjoint(roles)

    def can_see_branch(self, branch_id: UUID) -> bool:
        return self.branch_ids is None or branch_id in self.branch_ids


def the_system(tenant_id: UUID, name: str) -> Actor:
    """Return an actor for work that nobody signed in asked for, named so that history can say what did it."""
    return Actor(tenant_id=tenant_id, user_id=None, name=name)
