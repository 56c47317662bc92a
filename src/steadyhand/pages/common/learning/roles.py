"""Who leads people who learn, and who writes the principal's module?"""

from steadyhand.business.dealership.rules import Role

LEADERS = frozenset({Role.SERVICE_MANAGER, Role.PRINCIPAL})
WRITERS = frozenset({Role.PRINCIPAL})
