"""Customer files: accounts, their sites and people, their goals, and what their contracts entitle them to."""

from typing import TYPE_CHECKING

from steadyhand.imports.kinds.columns import choice, day, email, link, minutes, number, phone, ref, text, yes_no
from steadyhand.imports.kinds.shape import RowKind

if TYPE_CHECKING:
    from steadyhand.imports.taking.context import Context
    from steadyhand.imports.taking.rows import Rows


def _of_a_branch(rows: "Rows", context: "Context") -> None:
    context.give_branch(rows)


def _the_site_is_the_customer_s(rows: "Rows", _context: "Context") -> None:
    for index, (site, customer) in enumerate(zip(rows.link("site"), rows.link("customer"), strict=True)):
        if site and customer and site.customer_id != customer.id:
            rows.reject(
                index, "site", "This site belongs to another customer.", "Correct the site or the customer in this row."
            )


def _ends_after_it_starts(rows: "Rows", _context: "Context") -> None:
    for index, (start, end) in enumerate(zip(rows.cells("starts_on"), rows.cells("ends_on"), strict=True)):
        if start and end and end < start:
            rows.reject(
                index,
                "ends_on",
                f"The contract ends before it starts on {start.isoformat()}.",
                "Correct one of the two dates.",
            )


CUSTOMERS = RowKind(
    "customers",
    "customers",
    "customers.Customer",
    (
        ref("Customer number", "account number", "bill to number"),
        text("name", "Customer name", "customer", "company name", "bill to", required=True),
        link("branch", "Branch", "office", to="branches"),
        phone("phone", "Customer phone", "phone"),
        email("email", "Customer e-mail", "e-mail"),
        text("segment", "Segment", "industry", "customer type"),
        text("language", "Customer language", "language"),
        yes_no("is_on_credit_hold", "Credit hold", "on hold", "credit stop"),
        day("customer_since_on", "Customer since", "since"),
        text("note", "Customer note", "note"),
    ),
    subject=("customer", "account"),
    ref_from=("name",),
    complete=_of_a_branch,
)

SITES = RowKind(
    "sites",
    "sites",
    "customers.Site",
    (
        ref("Site number", "location number", "ship to number"),
        link("customer", "Customer", "customer number", "bill to", to="customers", required=True),
        text("name", "Site name", "site", "location name", "ship to"),
        text("street", "Street", "address", "address 1"),
        text("city", "City"),
        text("region", "Region", "state", "province"),
        text("postcode", "Postcode", "zip"),
        text("country", "Country", "country code"),
        number("latitude", "Latitude", "lat"),
        number("longitude", "Longitude", "lon", "lng"),
        phone("phone", "Site phone", "phone"),
        link("calendar", "Site calendar", "calendar", "opening hours", to="calendars"),
        text("how_to_get_in", "How to get in", "access", "directions"),
        text("clearance", "Clearance needed", "clearance", "badge needed"),
        text("door_code", "Door code", "gate code"),
    ),
    subject=("site", "location"),
    ref_from=("customer", "name", "street", "city"),
)

CONTACTS = RowKind(
    "contacts",
    "contacts",
    "customers.Contact",
    (
        ref("Contact number", "person number"),
        link("customer", "Customer", "customer number", to="customers", required=True),
        link("site", "Site", "site number", to="sites"),
        text("name", "Contact name", "contact", "person", required=True),
        text("job_title", "Job title", "position"),
        phone("phone", "Contact phone", "phone"),
        phone("mobile", "Mobile", "cell phone"),
        email("email", "Contact e-mail", "e-mail"),
        text("language", "Contact language", "language"),
        choice(
            "preferred_channel",
            "Preferred channel",
            "contact by",
            of={
                "phone": ("telephone", "call"),
                "email": ("e-mail", "mail"),
                "sms": ("text", "text message", "mobile"),
                "none": ("no contact", "do not contact", "please don't"),
            },
        ),
        yes_no("has_agreed_to_email", "Agreed to e-mail", "e-mail consent", "email opt in"),
        yes_no("has_agreed_to_sms", "Agreed to text messages", "sms consent", "sms opt in"),
        day("agreed_on", "Agreed on", "consent date"),
        yes_no("has_left", "Has left", "inactive"),
    ),
    subject=("contact", "person"),
    ref_from=("customer", "name"),
    complete=_the_site_is_the_customer_s,
)

GOALS = RowKind(
    "goals",
    "goals",
    "customers.Goal",
    (
        ref("Goal number"),
        link("customer", "Customer", "customer number", to="customers", required=True),
        text("words", "Goal in their words", "goal", required=True),
        text("said_by", "Said by", required=True),
        day("said_on", "Said on", "date", required=True),
        yes_no("is_reached", "Reached"),
    ),
    subject=("goal",),
    ref_from=("customer", "said_on", "words"),
)

CONTRACTS = RowKind(
    "contracts",
    "contracts",
    "customers.Contract",
    (
        ref("Contract number", "agreement number", required=True),
        link("customer", "Customer", "customer number", "bill to", to="customers", required=True),
        text("kind", "Contract kind", "contract type"),
        day("starts_on", "Contract starts on", "start date"),
        day("ends_on", "Contract ends on", "end date", "contract expires"),
        yes_no("covers_parts", "Covers parts", "parts included"),
        yes_no("covers_labour", "Covers labour", "labor included", "covers labor"),
        yes_no("covers_toner", "Covers toner", "toner included", "supplies included"),
        yes_no("covers_network", "Covers network", "network included"),
        yes_no("needs_purchase_order", "Needs purchase order", "PO required", "purchase order needed"),
        text("purchase_order", "Purchase order", "PO number"),
        minutes("response_minutes", "Response time in minutes", "response minutes", "response time"),
        choice(
            "response_term",
            "Response term",
            of={
                "each_call": ("each call", "per call", "maximum", "at most, for each call"),
                "quarterly_average": ("average", "quarterly average", "on average, over a quarter"),
            },
        ),
        link("calendar", "Contract calendar", "calendar", "service hours", to="calendars"),
        day("lease_ends_on", "Lease ends on", "lease end", "lease expires"),
        text("lessor", "Lessor", "leasing company"),
    ),
    subject=("contract", "agreement"),
    complete=_ends_after_it_starts,
)
