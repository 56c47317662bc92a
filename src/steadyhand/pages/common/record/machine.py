"""One machine's page: what it is, where it stands, what covers it, what its meters show, what happened to it."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from steadyhand.business.calls.queries.calls_list import last_visits_at, open_calls_at
from steadyhand.business.customers.queries.contracts import contract_of
from steadyhand.business.customers.rules import cautions_of, entitlement_of
from steadyhand.business.dealership.rules import EVERYBODY
from steadyhand.business.machines.queries import meters_of
from steadyhand.business.machines.record import MachineCard, machine_card
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.record.customers import call_row
from steadyhand.pages.common.record.editing import date_said, shown
from steadyhand.pages.common.saying import saying_for


@open_to(EVERYBODY)
@require_GET
def machine(request: SignedInRequest, machine_id: UUID) -> HttpResponse:
    """Show everything about one machine."""
    card = machine_card(request.actor, machine_id)
    if card is None:
        raise Http404
    saying = saying_for(request)
    contract = contract_of(request.actor, card.described.contract_id) if card.described.contract_id else None
    context = {
        "card": card,
        "facts": _facts(card),
        "contract": contract,
        "entitlement": entitlement_of(contract, on=saying.today),
        "cautions": [
            caution.said
            for caution in cautions_of(contract, is_on_credit_hold=False, on=saying.today)
            if contract is not None
        ],
        "meters": [
            {
                "id": meter.id,
                "label": meter.label,
                "shown": f"{meter.last.shown:,}" if meter.last else "no reading yet",
                "when": saying.when(meter.last.read_at) if meter.last else "",
            }
            for meter in meters_of(request.actor, machine_id)
        ],
        "calls": [
            call_row(line, saying)
            for line in open_calls_at(request.actor, customer_id=card.customer_id, machine_id=machine_id)
        ],
        "visits": [
            {"visit": visit, "when": saying.when(visit.on)}
            for visit in last_visits_at(request.actor, customer_id=card.customer_id, machine_id=machine_id)
        ],
    }
    return shown(request, "record/machine.html", context)


def _facts(card: MachineCard) -> list[tuple[str, str]]:
    described = card.described
    facts = [
        ("Serial number", described.serial),
        ("Asset tag", described.asset_tag),
        ("Equipment number", card.number if card.number != described.serial else ""),
        ("Site", card.site),
        ("Address", card.address),
        ("Where it stands", card.stands_where),
        ("Network address", described.network_address),
        ("Family", card.family),
        ("Rated for", f"{card.rated_monthly_pages:,} pages a month" if card.rated_monthly_pages else ""),
        ("Expected life", f"{card.expected_life_pages:,} pages" if card.expected_life_pages else ""),
        ("Installed", date_said(described.installed_on)),
        ("Removed", date_said(described.removed_on)),
        ("Note", described.note),
    ]
    return [(label, value) for label, value in facts if value]
