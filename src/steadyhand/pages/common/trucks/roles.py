"""Who may see and do what on trucks?"""

from steadyhand.business.dealership.rules import Role
from steadyhand.pages.common.stock.roles import READERS, WRITERS

TECHNICIAN = frozenset({Role.TECHNICIAN})
# Whoever gives or gets parts, and whoever settles what differs.
HANDERS = TECHNICIAN | WRITERS
# The desk looks on.
ONLOOKERS = HANDERS | READERS
