"""Who may look at shelves, and who writes their lines?"""

from steadyhand.business.dealership.rules import DESK, Role

WRITERS = frozenset({Role.PARTS, Role.SERVICE_MANAGER})
READERS = WRITERS | DESK | {Role.PRINCIPAL}
# Who sees what trucks looked like.
LOOKERS = WRITERS | {Role.PRINCIPAL}
