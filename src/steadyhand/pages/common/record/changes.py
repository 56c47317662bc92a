"""Who changed this customer or this machine, when and why?"""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from steadyhand.business.customers.queries.record import customer_card, rows_of_customer
from steadyhand.business.dealership.entries import entries_about
from steadyhand.business.machines.record import machine_card, rows_of_machine
from steadyhand.business.people.customers import rows_about_customer
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.record.editing import EDITORS, shown
from steadyhand.pages.common.record.telling import told
from steadyhand.pages.common.saying import saying_for


@open_to(EDITORS)
@require_GET
def customer_changes(request: SignedInRequest, customer_id: UUID) -> HttpResponse:
    """Show what was changed about a customer, its sites, people, contracts and goals, and who is sent."""
    card = customer_card(request.actor, customer_id)
    if card is None:
        raise Http404
    ids = rows_of_customer(request.actor, customer_id) | rows_about_customer(request.actor, customer_id)
    return _shown(request, card.name, reverse("customer", args=[customer_id]), ids)


@open_to(EDITORS)
@require_GET
def machine_changes(request: SignedInRequest, machine_id: UUID) -> HttpResponse:
    """Show what was changed about a machine and its meters."""
    card = machine_card(request.actor, machine_id)
    if card is None:
        raise Http404
    ids = rows_of_machine(request.actor, machine_id)
    return _shown(request, card.name, reverse("machine", args=[machine_id]), ids)


def _shown(request: SignedInRequest, name: str, back_url: str, ids: frozenset[UUID]) -> HttpResponse:
    entries = told(entries_about(request.actor, ids), request.actor, saying_for(request), names={})
    return shown(request, "record/history.html", {"name": name, "back_url": back_url, "entries": entries})
