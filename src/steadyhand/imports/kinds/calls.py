"""Call files: codes, calls with their history, visits made and proposed, and the parts they used."""

from steadyhand.business.calls.models import Code
from steadyhand.business.calls.proposals.rules import PROPOSED_TYPES, ProposalState, Reason
from steadyhand.business.calls.rules import CallState, CallType, CausedBy, Choice, Urgency, VisitState, WaitingFor
from steadyhand.imports.kinds.calls_checks import (
    carried_by_a_call,
    carried_by_a_visit,
    complete_call,
    complete_code,
    complete_part_used,
    complete_proposal,
    complete_visit,
)
from steadyhand.imports.kinds.columns import (
    choice,
    day,
    known_moment,
    link,
    minutes,
    moment,
    ref,
    text,
    whole,
    yes_no,
)
from steadyhand.imports.kinds.machines import meter_columns
from steadyhand.imports.kinds.shape import Column, RowKind

CALL_TYPE_WORDS = {
    "corrective": ("repair", "break fix", "service", "emergency"),
    "phone_fix": ("phone", "remote", "help desk"),
    "preventive": ("pm", "preventive maintenance", "maintenance"),
    "install": ("installation", "delivery", "setup"),
    "pickup_move": ("pickup", "pick up", "move", "removal"),
    "network": ("it", "connectivity"),
    "supplies": ("toner", "supply"),
    "training": ("user training",),
    "shop": ("shop repair", "workshop"),
    "courtesy": ("courtesy call",),
}
CAUSED_BY_WORDS = {
    "machine": ("equipment", "device", "mechanical", "hardware"),
    "network": ("it", "connectivity", "software", "computer"),
    "operator": ("user", "customer", "training", "operator error"),
    "supplies": ("toner", "paper", "media"),
    "else": ("other", "building", "power"),
}
STATE_WORDS = {
    "to_plan": ("open", "new", "unassigned"),
    "planned": ("scheduled", "assigned", "dispatched"),
    "under_way": ("in progress", "on site"),
    "waiting": ("on hold", "pending"),
    "closed": ("complete", "completed", "done", "finished", "resolved", "invoiced"),
    "cancelled": ("canceled", "void"),
}
OUTCOME_WORDS = {
    "done": ("complete", "completed", "closed", "fixed"),
    "parts": ("waiting for parts", "hfp", "incomplete"),
    "it": ("it",),
    "hands": ("second technician",),
    "cancelled": ("canceled",),
}
URGENCY_WORDS = {
    "standstill": ("down", "machine down", "critical", "emergency", "1"),
    "urgent": ("high", "2"),
    "normal": ("medium", "standard", "3"),
    "can_wait": ("low", "4", "5"),
}


def _spelled(choices: type[Choice], words: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {each.value: (each.label, *words.get(each.value, ())) for each in choices}


def _code(kind: str, label: str, *synonyms: str) -> Column:
    return link(f"{kind}_code", label, *synonyms, to="codes", within=f"{kind}:")


def _visit_columns(prefix: str) -> tuple[Column, ...]:
    """Return what is said of a visit, in a file of visits or in a call's own row."""
    return (
        link("technician", f"{prefix}Technician", "technician number", to="technicians"),
        moment("planned_for", f"{prefix}Planned for", "scheduled", "schedule date", "due"),
        minutes("planned_minutes", f"{prefix}Planned minutes"),
        *known_moment("on_the_way_at", f"{prefix}On the way at", "dispatched at", "travel start"),
        *known_moment("arrived_at", f"{prefix}Arrived at", "arrival", "on site at", "start time"),
        *known_moment("finished_at", f"{prefix}Finished at", "departure", "end time", "departed"),
        _code("cause", f"{prefix}Cause code", "cause"),
        _code("correction", f"{prefix}Correction code", "correction", "repair code", "resolution code"),
        text("told_customer", f"{prefix}Told the customer", "customer remark"),
        text("stays_inside", f"{prefix}Stays inside", "internal remark", "technician remark", "work performed"),
        text("next_step", f"{prefix}Next step"),
    )


CODES = RowKind(
    "codes",
    "problem, cause and correction codes",
    "calls.Code",
    (
        choice(
            "kind",
            "Code kind",
            "code type",
            of={each.value: (f"{each.value} code",) for each in Code.Kind},
            required=True,
        ),
        text("code", "Code", required=True),
        text("name", "Code name", "description", required=True),
        text("plain_words", "In plain words", "customer wording"),
        choice("caused_by", "Caused by", "responsibility", of=_spelled(CausedBy, CAUSED_BY_WORDS)),
        yes_no("is_retired", "Retired", "inactive"),
    ),
    subject=("code",),
    complete=complete_code,
)

CALLS = RowKind(
    "calls",
    "calls",
    "calls.Call",
    (
        ref("Call number", "call id", "work order number", "ticket number", "service order", required=True),
        link("branch", "Branch", "office", to="branches"),
        link("customer", "Customer", "customer number", "bill to", to="customers"),
        link("site", "Site", "site number", "location", to="sites"),
        link("machine", "Machine", "machine number", "serial number", "equipment", to="machines"),
        link("contact", "Contact", "contact number", to="contacts"),
        text("caller_name", "Caller name", "caller", "called in by"),
        text("caller_phone", "Caller phone", "callback number"),
        text("said_about_machine", "Said about the machine"),
        choice("call_type", "Call type", "type", of=_spelled(CallType, CALL_TYPE_WORDS)),
        choice("state", "Call state", "status", of=_spelled(CallState, STATE_WORDS)),
        choice("waiting_for", "Waiting for", of=_spelled(WaitingFor, {})),
        text("problem", "Problem", "description", "symptom", "reason", "complaint"),
        _code("problem", "Problem code", "symptom code"),
        choice("urgency", "Urgency", "priority", of=_spelled(Urgency, URGENCY_WORDS)),
        text("purchase_order", "Purchase order", "PO number"),
        *known_moment("taken_at", "Taken at", "call date", "opened", "date opened", "created", required=True),
        text("taken_by", "Taken by", "dispatcher", "entered by"),
        moment("respond_by", "Respond by", "response due"),
        *known_moment("closed_at", "Closed at", "closed", "date closed", "completed"),
        text("cancelled_because", "Cancelled because", "cancel reason"),
        *(Column(column.field, link=column.link, within=column.within) for column in _visit_columns("Visit: ")),
        *meter_columns(" at the visit"),
    ),
    subject=("call",),
    must_agree=frozenset(("taken_at",)),
    keeps_work=True,
    complete=complete_call,
    carries=carried_by_a_call,
)

VISITS = RowKind(
    "visits",
    "visits",
    "calls.Visit",
    (
        ref("Visit number"),
        link("call", "Call", "call number", to="calls", required=True),
        whole("number", "Which visit", "visit", "sequence"),
        choice("state", "Visit state", "outcome", "status", of=_spelled(VisitState, OUTCOME_WORDS)),
        *_visit_columns(""),
        _code("problem", "Problem code", "symptom code"),
        *meter_columns(" at the visit"),
    ),
    subject=("visit",),
    ref_from=("call", "number"),
    also_known_by=("call", "number"),
    keeps_work=True,
    complete=complete_visit,
    carries=carried_by_a_visit,
)

PARTS_USED = RowKind(
    "parts_used",
    "parts used",
    "calls.PartUsed",
    (
        ref("Usage number"),
        link("visit", "Visit", "visit number", to="visits", required=True),
        link("part", "Part", "part number", "item number", to="parts", required=True),
        whole("quantity", "Quantity"),
    ),
    subject=("part used", "usage"),
    ref_from=("visit", "part"),
    complete=complete_part_used,
)

PROPOSALS = RowKind(
    "proposals",
    "proposed visits",
    "calls.VisitProposal",
    (
        ref("Proposal number"),
        link("customer", "Customer", "customer number", to="customers", required=True),
        link("site", "Site", "site number", to="sites"),
        link("machine", "Machine", "machine number", "serial number", to="machines"),
        link("technician", "Proposed by", "technician", "technician number", to="technicians", required=True),
        choice(
            "call_type",
            "Proposed visit",
            "call type",
            of={each.value: (each.label, *CALL_TYPE_WORDS[each.value]) for each in PROPOSED_TYPES},
            required=True,
        ),
        choice("reason", "Proposed from list", of=_spelled(Reason, {})),
        text("why", "Proposed because", "why", "reason", required=True),
        day("wished_from", "Wished from", "wished on", required=True),
        day("wished_until", "Wished until"),
        whole("minutes", "Wished minutes", "minutes"),
        moment("proposed_at", "Proposed at", "proposed", required=True),
        choice("state", "Proposal state", "standing", of=_spelled(ProposalState, {})),
        moment("answered_at", "Proposal answered at"),
        text("answered_by", "Proposal answered by"),
        text("answer", "Proposal's answer", "answer"),
        link("call", "Call", "call number", to="calls"),
    ),
    subject=("proposal", "proposed visit"),
    ref_from=("customer", "technician", "proposed_at"),
    keeps_work=True,
    complete=complete_proposal,
)
