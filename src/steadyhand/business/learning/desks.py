"""Which edition of a module is somebody's? By the roles they hold; who goes to customers reads it as it stands."""

from collections.abc import Collection

from steadyhand.business.dealership.rules import Role

# In this order: somebody who drives and also leads reads what they do at a customer's.
_DESKS = (
    ("", frozenset({Role.TECHNICIAN, Role.IT_SPECIALIST})),
    ("dispatch", frozenset({Role.DISPATCHER})),
    ("parts", frozenset({Role.PARTS})),
    ("sales", frozenset({Role.SALES})),
    ("managers", frozenset({Role.SERVICE_MANAGER, Role.PRINCIPAL, Role.ADMINISTRATOR})),
)
SAID = {
    "dispatch": "At the dispatch desk",
    "parts": "In the parts room",
    "sales": "In sales",
    "managers": "If you lead",
}


def desk_of(roles: Collection[str]) -> str:
    """Return whose edition somebody reads: one of `content.modules.EDITIONS`, or nothing for the module itself."""
    return next((desk for desk, held in _DESKS if not held.isdisjoint(roles)), "")
