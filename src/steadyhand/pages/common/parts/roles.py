"""Who asks for parts, who answers, and who orders?"""

from steadyhand.business.dealership.rules import DESK, Role

# The parts desk: it answers, orders and receives.
PARTS_DESK = frozenset({Role.PARTS, Role.SERVICE_MANAGER})
ASKERS = PARTS_DESK | DESK | {Role.TECHNICIAN}
# Whoever looks up where a part is.
READERS = ASKERS | {Role.PRINCIPAL}
OFFICE_READERS = READERS - {Role.TECHNICIAN}
