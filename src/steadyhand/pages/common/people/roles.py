"""Who may see and change what is written down about people?"""

from steadyhand.business.dealership.rules import STEWARDS, Role

# Whoever answers for technicians.
LEADERS = STEWARDS | {Role.SERVICE_MANAGER}
# Who decides who learns what: administrators keep the record, and decide nothing about people.
DECIDERS = frozenset({Role.SERVICE_MANAGER, Role.PRINCIPAL})
