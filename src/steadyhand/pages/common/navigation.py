"""Where can somebody go from here? One list, and each role's share of it."""

from dataclasses import dataclass

from steadyhand.business.dealership.rules import DESK, EVERYBODY, OFFICE, STEWARDS, Role
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the navigation."""

    label: str
    url_name: str
    roles: frozenset[Role]


# While nothing is there yet, an administrator starts with what to do first.
FIRST_STEPS = Entry("First steps", "first-steps", frozenset({Role.ADMINISTRATOR}))
# In the order in which they stand; somebody's first entry is where they start.
ENTRIES: tuple[Entry, ...] = (
    Entry("My day", "technician-day", frozenset({Role.TECHNICIAN})),
    Entry("Today", "manager-today", frozenset({Role.SERVICE_MANAGER, Role.PRINCIPAL})),
    Entry("Numbers", "numbers", frozenset({Role.SERVICE_MANAGER, Role.PRINCIPAL})),
    Entry("Promises", "promises", frozenset({Role.SERVICE_MANAGER, Role.PRINCIPAL})),
    Entry("Open loops", "loops", frozenset({Role.SERVICE_MANAGER, Role.PRINCIPAL})),
    Entry("Board", "board", DESK),
    Entry("New call", "new-call", DESK),
    Entry("Inbox", "followups", EVERYBODY),
    Entry("Open promises", "promises-open", DESK),
    Entry("For IT", "inbox-it", frozenset({Role.IT_SPECIALIST})),
    Entry("Parts wanted", "inbox-parts", frozenset({Role.PARTS})),
    Entry("Ending soon", "inbox-sales", frozenset({Role.SALES, Role.SERVICE_MANAGER, Role.PRINCIPAL})),
    Entry("Maintenance due", "pm-due", DESK | {Role.PRINCIPAL}),
    Entry("What I noticed", "noticed", frozenset({Role.TECHNICIAN})),
    Entry("What I raised", "raised", frozenset({Role.TECHNICIAN})),
    Entry("Who answers needs", "need-routing", frozenset({Role.SERVICE_MANAGER}) | STEWARDS),
    Entry("Questions", "need-questions", frozenset({Role.SERVICE_MANAGER}) | STEWARDS),
    Entry("On call", "rota", EVERYBODY),
    Entry("Customers", "customers", OFFICE),
    Entry("Calls", "calls", OFFICE),
    Entry("Catalogue", "models", DESK | STEWARDS | {Role.PARTS}),
    Entry("Technicians", "technicians", DESK | STEWARDS),
    Entry("Phone guide", "phone-guide", STEWARDS),
    Entry("People", "admin-people", STEWARDS),
    Entry("Branches", "admin-branches", STEWARDS),
    Entry("Settings", "settings", STEWARDS),
    Entry("Import", "imports", STEWARDS),
    Entry("ERP", "erp", STEWARDS | {Role.SERVICE_MANAGER}),
    Entry("Export", "exports", STEWARDS),
    Entry("Messages", "outgoing", STEWARDS),
    Entry("Webhooks", "webhooks", STEWARDS),
    Entry("Stuck work", "stuck", STEWARDS),
    Entry("History", "history", STEWARDS),
)


def navigation_for(actor: Actor, *, shows_first_steps: bool) -> list[Entry]:
    entries = (FIRST_STEPS, *ENTRIES) if shows_first_steps else ENTRIES
    return [entry for entry in entries if actor.is_one_of(*entry.roles)]
