"""People files: technicians, what they can do and what they are certified for."""

from typing import TYPE_CHECKING

from steadyhand.business.people.described import is_time_of_day
from steadyhand.business.people.expiry import CannotReckon, ExpiryRule, expiry_of
from steadyhand.business.people.levels import Source
from steadyhand.business.people.models import Skill, Wish
from steadyhand.imports.kinds.columns import choice, day, email, link, phone, ref, text, whole
from steadyhand.imports.kinds.shape import RowKind

if TYPE_CHECKING:
    from steadyhand.imports.taking.context import Context
    from steadyhand.imports.taking.rows import Rows

TEACHES = 4


def _complete_technician(rows: "Rows", context: "Context") -> None:
    context.give_branch(rows)
    for index, level in enumerate(rows.cells("network_level")):
        if level is not None and not 0 <= level <= TEACHES:
            rows.reject(index, "network_level", f"{level} is no level.", "Write 0 (none) to 4 (teaches).")
    for index, (start, end) in enumerate(zip(rows.cells("started_on"), rows.cells("left_on"), strict=True)):
        if start and end and end < start:
            rows.reject(
                index, "left_on", f"They left before they started on {start.isoformat()}.", "Correct one of the dates."
            )
    for name in ("break_earliest", "break_latest"):
        for index, typed in enumerate(rows.cells(name)):
            if typed and not is_time_of_day(typed):
                rows.reject(index, name, f"“{typed}” is no time of day.", "Write it as 11:30, on a clock of 24 hours.")


def _skill_ends_after_it_began(rows: "Rows", _context: "Context") -> None:
    for index, (since, ends) in enumerate(zip(rows.cells("valid_from"), rows.cells("expires_on"), strict=True)):
        if since and ends and ends < since:
            told = f"It ends before it begins on {since.isoformat()}."
            rows.reject(index, "expires_on", told, "Correct one of the dates.")


def _complete_certificate(rows: "Rows", context: "Context") -> None:
    """Reckon the last day where the file says by which rule, and not the day itself."""
    ends = list(rows.cells("expires_on"))
    columns = (rows.cells(name) for name in ("rule", "got_on", "months", "grace_days"))
    for index, (rule, got, months, grace) in enumerate(zip(*columns, strict=True)):
        if not rule or rule == ExpiryRule.FIXED or ends[index]:
            continue
        try:
            found = expiry_of(ExpiryRule(rule), got_on=got, months=months, grace_days=grace or 0)
        except CannotReckon as reason:
            rows.reject(index, "rule", "Its last day can't be reckoned.", str(reason))
        else:
            ends[index] = found.last_on
    rows.set_cells("expires_on", ends)
    _expires_after_it_was_got(rows, context)


def _expires_after_it_was_got(rows: "Rows", _context: "Context") -> None:
    for index, (got, ends) in enumerate(zip(rows.cells("got_on"), rows.cells("expires_on"), strict=True)):
        if got and ends and ends < got:
            rows.reject(
                index, "expires_on", f"It expires before it was got on {got.isoformat()}.", "Correct one of the dates."
            )


TECHNICIANS = RowKind(
    "technicians",
    "technicians",
    "people.Technician",
    (
        ref("Technician number", "employee number"),
        text("name", "Technician name", "technician", required=True),
        link("branch", "Branch", "office", to="branches"),
        link("user", "Signs in as", "user", "login", to="users", is_soft=True),
        phone("phone", "Technician phone", "phone"),
        email("email", "Technician e-mail", "e-mail"),
        whole("network_level", "Network level"),
        text("languages", "Languages"),
        day("started_on", "Started on", "hire date"),
        day("left_on", "Left on", "termination date"),
        choice("day_starts_at", "Day starts at", "starts from", of={"branch": ("office", "depot"), "home": ()}),
        link("calendar", "Own working hours", "technician calendar", to="calendars"),
        whole("break_minutes", "Break in minutes", "break minutes"),
        text("break_earliest", "Break not before", "break earliest", example="11:30"),
        text("break_latest", "Break not after", "break latest", example="13:30"),
        whole("overtime_minutes", "Overtime limit in minutes", "overtime minutes"),
        text("clearances", "Clearances", "badges"),
    ),
    subject=("technician", "employee"),
    ref_from=("name",),
    complete=_complete_technician,
)

SKILLS = RowKind(
    "skills",
    "skills",
    "people.Skill",
    (
        ref("Skill number"),
        link("technician", "Technician", "technician number", to="technicians", required=True),
        text("name", "Skill", "skill name", "knows", required=True),
        choice(
            "level",
            "Skill level",
            "level",
            of={str(level.value): (level.label,) for level in Skill.Level},
            required=True,
        ),
        choice(
            "source",
            "How it is known",
            "skill source",
            of={
                Source.OBSERVED.value: ("seen at work", "ride-along"),
                Source.TEST.value: ("a test", "exam"),
                Source.CERTIFICATE.value: ("a certificate",),
                Source.SELF.value: ("their own word", "self-rated"),
            },
        ),
        day("valid_from", "Skill counts from", "rated on", "assessed on"),
        day("expires_on", "Skill counts until", "skill expires on"),
        text("evidence", "Evidence", "skill evidence", "proof"),
        text("by_name", "Skill said by", "assessed by", "rated by"),
        day("revoked_on", "Skill revoked on"),
        text("revoked_by_name", "Skill revoked by"),
        text("revoked_why", "Why the skill was revoked"),
    ),
    subject=("skill",),
    # A line without these is the file's own word, which a later file corrects; with a day it is a claim more.
    ref_from=("technician", "name", "source", "valid_from"),
    must_agree=frozenset(("name", "level", "source", "valid_from")),
    complete=_skill_ends_after_it_began,
)

CERTIFICATIONS = RowKind(
    "certifications",
    "certifications",
    "people.Certification",
    (
        ref("Certification number", "certificate number"),
        link("technician", "Technician", "technician number", to="technicians", required=True),
        text("vendor", "Vendor", "manufacturer", "issuer", required=True),
        text("line", "Product line", "line", "certified for", required=True),
        day("got_on", "Certified on", "issue date", "date certified"),
        day("expires_on", "Expires on", "expiry date", "valid until"),
        text("programme", "Programme", "certificate programme"),
        text("number", "Number on the certificate", "licence number"),
        choice(
            "rule",
            "How it expires",
            "expiry rule",
            of={
                ExpiryRule.FIXED.value: ("fixed date",),
                ExpiryRule.MONTHS.value: ("after months",),
                ExpiryRule.YEAR_END.value: ("year end", "end of year"),
                ExpiryRule.NONE.value: ("never",),
            },
        ),
        whole("months", "Holds for months", "validity in months"),
        whole("grace_days", "Days of grace", "grace"),
    ),
    subject=("certification", "certificate"),
    ref_from=("technician", "vendor", "line", "got_on"),
    complete=_complete_certificate,
)

ANSWERABLE = RowKind(
    "answerable",
    "answerable technicians",
    "people.Answerable",
    (
        ref("Answerable number"),
        link("customer", "Customer", "customer number", to="customers", required=True),
        link("technician", "Answerable technician", "technician", "territory technician", to="technicians"),
        day("since_on", "Answerable since", "since", required=True),
    ),
    subject=("answerable", "territory"),
    ref_from=("customer", "since_on"),
    also_known_by=("customer", "since_on"),
)

WISHES = RowKind(
    "wishes",
    "wishes about technicians",
    "people.Wish",
    (
        ref("Wish number"),
        link("customer", "Customer", "customer number", to="customers", required=True),
        link("technician", "Technician", "technician number", to="technicians", required=True),
        choice(
            "kind",
            "Wish",
            "send or not",
            of={Wish.Kind.NEVER.value: ("don't send", "not"), Wish.Kind.ONLY.value: ("send only",)},
            required=True,
        ),
        text("why", "Why", "reason", required=True),
        day("ended_on", "Wish ended on", "ended"),
    ),
    subject=("wish",),
    ref_from=("customer", "technician", "kind"),
)
