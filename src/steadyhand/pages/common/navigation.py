"""Where can somebody go from here? One list, and each role's share of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from steadyhand.business.dealership.rules import DESK, EVERYBODY, OFFICE, STEWARDS, Role
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the navigation."""

    label: str
    url_name: str
    roles: frozenset[Role]
    # Under which word it stands where somebody has more places than one line of the office holds.
    group: str = ""


# While nothing is there yet, an administrator starts with what to do first.
FIRST_STEPS = Entry("First steps", "first-steps", frozenset({Role.ADMINISTRATOR}))
# In the order in which they stand; somebody's first entry is where they start.
ENTRIES: tuple[Entry, ...] = (
    Entry("My day", "technician-day", frozenset({Role.TECHNICIAN})),
    Entry("Before you drive", "before-driving", frozenset({Role.TECHNICIAN})),
    Entry("My truck", "my-truck", frozenset({Role.TECHNICIAN})),
    Entry("My territory", "my-territory", frozenset({Role.TECHNICIAN})),
    Entry("Today", "manager-today", frozenset({Role.SERVICE_MANAGER, Role.PRINCIPAL})),
    Entry("Numbers", "numbers", frozenset({Role.SERVICE_MANAGER, Role.PRINCIPAL})),
    Entry("Promises", "promises", frozenset({Role.SERVICE_MANAGER, Role.PRINCIPAL})),
    Entry("Open loops", "loops", frozenset({Role.SERVICE_MANAGER, Role.PRINCIPAL})),
    Entry("Board", "board", DESK),
    Entry("New call", "new-call", DESK),
    Entry("Inbox", "followups", EVERYBODY),
    Entry("Open promises", "promises-open", DESK, "Coming due"),
    # The desk comes here from its inbox: each of these is somebody's follow-up.
    Entry("Held and owed", "held-messages", frozenset({Role.SERVICE_MANAGER, Role.PRINCIPAL}), "Coming due"),
    Entry("For IT", "inbox-it", frozenset({Role.IT_SPECIALIST})),
    Entry("Parts asked for", "part-requests", frozenset({Role.PARTS})),
    Entry("Orders", "supplier-orders", frozenset({Role.PARTS})),
    # Dispatchers, whose row is full, come here from the catalogue.
    Entry("Shelves and trucks", "stock", frozenset({Role.PARTS, Role.SERVICE_MANAGER, Role.PRINCIPAL}), "Record"),
    Entry("What trucks carry", "stock-trucks", frozenset({Role.PARTS, Role.SERVICE_MANAGER, Role.PRINCIPAL}), "Record"),
    Entry("Ending soon", "inbox-sales", frozenset({Role.SALES, Role.SERVICE_MANAGER, Role.PRINCIPAL}), "Coming due"),
    Entry("Maintenance due", "pm-due", DESK | {Role.PRINCIPAL}, "Coming due"),
    Entry("Proposed visits", "proposed-visits", DESK | {Role.PRINCIPAL}, "Coming due"),
    Entry("My page", "me", frozenset({Role.TECHNICIAN})),
    Entry("What I noticed", "noticed", frozenset({Role.TECHNICIAN})),
    Entry("What I raised", "raised", frozenset({Role.TECHNICIAN})),
    Entry("Parts I asked for", "my-parts", frozenset({Role.TECHNICIAN})),
    # Where they write, they see it then; the office comes here from the list of what customers were told.
    Entry("My own words", "own-words", frozenset({Role.TECHNICIAN})),
    # Dispatchers, whose row is full, come here from the menu under their name.
    Entry("Learning", "learning", EVERYBODY - {Role.DISPATCHER}, "Record"),
    Entry("On call", "rota", EVERYBODY),
    Entry("Said about me", "about-me", frozenset({Role.TECHNICIAN})),
    Entry("Coaching with me", "coaching-mine", frozenset({Role.TECHNICIAN})),
    Entry("Coaching", "coaching", frozenset({Role.SERVICE_MANAGER, Role.PRINCIPAL}), "People"),
    Entry("Hiring", "hiring", frozenset({Role.SERVICE_MANAGER, Role.PRINCIPAL}), "People"),
    Entry("Adoption", "adoption", frozenset({Role.SERVICE_MANAGER, Role.PRINCIPAL}), "People"),
    # Dispatchers, whose row is full, come here from their own account.
    Entry("How we see it", "programme", EVERYBODY - {Role.DISPATCHER}, "People"),
    Entry("Customers", "customers", OFFICE),
    Entry("Calls", "calls", OFFICE),
    Entry("Catalogue", "models", DESK | STEWARDS | {Role.PARTS}, "Record"),
    Entry("Satisfaction", "satisfaction", frozenset({Role.SERVICE_MANAGER, Role.PRINCIPAL}), "Record"),
    Entry("Technicians", "technicians", DESK | STEWARDS, "Record"),
    Entry("Coverage", "coverage", frozenset({Role.SERVICE_MANAGER, Role.PRINCIPAL}), "People"),
    # The desk comes here from "Find words", where it writes to somebody.
    Entry("Plain words", "plain-words", EVERYBODY - {Role.DISPATCHER}, "Record"),
    Entry("Territories", "territories", frozenset({Role.SERVICE_MANAGER, Role.PRINCIPAL}), "Record"),
    # The desk comes here from a plan that it overrules.
    Entry("Plans overruled", "plans-overruled", frozenset({Role.SERVICE_MANAGER, Role.PRINCIPAL}), "Record"),
    Entry("Company's mirror", "mirror", frozenset({Role.SERVICE_MANAGER, Role.PRINCIPAL}), "Record"),
    Entry("Rules for words", "guard-rules", frozenset({Role.SERVICE_MANAGER}) | STEWARDS, "Set up"),
    Entry("Who answers needs", "need-routing", frozenset({Role.SERVICE_MANAGER}) | STEWARDS, "Set up"),
    Entry("Questions", "need-questions", frozenset({Role.SERVICE_MANAGER}) | STEWARDS, "Set up"),
    Entry("Phone guide", "phone-guide", STEWARDS, "Set up"),
    Entry("Words of messages", "moment-words", STEWARDS, "Set up"),
    # Whoever hires doesn't read them: the page refuses an administrator who does.
    Entry("Candidates' papers", "hiring-fairness-papers", frozenset({Role.ADMINISTRATOR}), "In and out"),
    Entry("People", "admin-people", STEWARDS, "Set up"),
    Entry("Branches", "admin-branches", STEWARDS, "Set up"),
    Entry("Settings", "settings", STEWARDS, "Set up"),
    Entry("Import", "imports", STEWARDS, "In and out"),
    Entry("ERP", "erp", STEWARDS | {Role.SERVICE_MANAGER}, "In and out"),
    Entry("Export", "exports", STEWARDS, "In and out"),
    Entry("Messages", "outgoing", STEWARDS, "In and out"),
    Entry("Webhooks", "webhooks", STEWARDS, "In and out"),
    Entry("Stuck work", "stuck", STEWARDS, "Watch"),
    Entry("History", "history", STEWARDS, "Watch"),
)


# More than this many words stand in two lines at 1400 pixels; below it nothing is folded away.
MOST_IN_A_ROW = 11


@dataclass(frozen=True, slots=True)
class Place:
    """A word in the row of the office: a page, or (`several` isn't empty) a menu of several."""

    label: str
    url: str
    is_current: bool
    several: tuple["Place", ...] = ()

    @property
    def here(self) -> str:
        """Return the word of the page inside on which somebody is; empty where it is none of them."""
        return next((each.label for each in self.several if each.is_current), "")


def in_a_row(placed: Sequence[tuple[Entry, str, bool]]) -> list[Place]:
    """Return entries, each with its address and whether somebody is there, as they stand in one line.

    A group stands where its first entry would; one with a single entry is that entry.
    """
    places = [Place(entry.label, url, is_current) for entry, url, is_current in placed]
    if len(places) <= MOST_IN_A_ROW:
        return places
    grouped: dict[str, list[Place]] = {}
    for (entry, *_), place in zip(placed, places, strict=True):
        grouped.setdefault(entry.group or entry.url_name, []).append(place)
    return [
        several[0] if len(several) == 1 else Place(word, "", any(each.is_current for each in several), tuple(several))
        for word, several in grouped.items()
    ]


def navigation_for(actor: Actor, *, shows_first_steps: bool) -> list[Entry]:
    entries = (FIRST_STEPS, *ENTRIES) if shows_first_steps else ENTRIES
    return [entry for entry in entries if actor.is_one_of(*entry.roles)]
