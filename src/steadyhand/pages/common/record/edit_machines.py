"""The forms that change machines."""

from dataclasses import asdict
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from steadyhand.business.customers.described import CannotKeep
from steadyhand.business.customers.queries.contracts import contracts_of
from steadyhand.business.customers.queries.record import CustomerCard, customer_card, place_by_number
from steadyhand.business.machines.actions.add_machine import add_machine
from steadyhand.business.machines.actions.change_machine import change_machine
from steadyhand.business.machines.actions.move_machine import move_machine
from steadyhand.business.machines.described import DescribedMachine
from steadyhand.business.machines.record import MachineCard, machine_card, models_to_choose
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.record.editing import EDITORS, EditPage, edit
from steadyhand.pages.common.record.forms import Choices, MachineForm, NewMachineForm, PlaceForm
from steadyhand.shared.clock import read_clock

form_view = require_http_methods(["GET", "POST"])


@open_to(EDITORS)
@form_view
def machine_add(request: SignedInRequest, customer_id: UUID) -> HttpResponse:
    customer = _customer_or_404(request, customer_id)
    form = NewMachineForm(request.POST or None, choices={**_kinds(request, customer_id), "site_id": _sites(customer)})

    def save() -> str:
        facts = form.facts()
        site_id, stands_where = facts.pop("site_id"), facts.pop("stands_where")
        added = add_machine(
            by=request.actor,
            customer_id=customer_id,
            site_id=site_id,
            stands_where=stands_where,
            facts=DescribedMachine(**facts),
            now=read_clock(),
        )
        return reverse("machine", args=[added])

    page = EditPage(
        title=f"Add a machine at {customer.name}",
        back_url=reverse("customer", args=[customer_id]),
        back_said=customer.name,
        save=save,
        said="The machine is in the record.",
        button="Add the machine",
    )
    return edit(request, form, page)


@open_to(EDITORS)
@form_view
def machine_change(request: SignedInRequest, machine_id: UUID) -> HttpResponse:
    card = _machine_or_404(request, machine_id)
    form = MachineForm(request.POST or None, choices=_kinds(request, card.customer_id), changes=asdict(card.described))

    def save() -> str:
        facts = DescribedMachine(**form.facts())
        change_machine(by=request.actor, machine_id=machine_id, facts=facts, now=read_clock(), opened=form.opened())
        return reverse("machine", args=[machine_id])

    page = EditPage(
        title=f"Change {card.name}",
        back_url=reverse("machine", args=[machine_id]),
        back_said=card.name,
        save=save,
        said="Saved.",
    )
    return edit(request, form, page)


@open_to(EDITORS)
@form_view
def machine_move(request: SignedInRequest, machine_id: UUID) -> HttpResponse:
    """Move a machine to another site or room of its customer, or to another customer."""
    card = _machine_or_404(request, machine_id)
    customer = _customer_or_404(request, card.customer_id)
    form = PlaceForm(
        request.POST or None,
        choices={"site_id": _sites(customer)},
        changes={"site_id": card.site_id, "stands_where": card.stands_where},
    )

    def save() -> str:
        facts = form.facts()
        customer_id = card.customer_id
        if number := facts.pop("customer_number"):
            customer_id, facts["site_id"] = _place_of(request, number)
        move_machine(
            by=request.actor,
            machine_id=machine_id,
            customer_id=customer_id,
            now=read_clock(),
            opened=form.opened(),
            **facts,
        )
        return reverse("machine", args=[machine_id])

    page = EditPage(
        title=f"Move {card.name}",
        back_url=reverse("machine", args=[machine_id]),
        back_said=card.name,
        save=save,
        said="The machine stands there now.",
        button="Move it",
    )
    return edit(request, form, page)


def _place_of(request: SignedInRequest, number: str) -> tuple[UUID, UUID | None]:
    """Return the customer of this number and its site, where it has only one.

    Raises:
        CannotKeep: no customer that the actor sees has the number.
    """
    place = place_by_number(request.actor, number)
    if place is None:
        raise CannotKeep(f"No customer of yours has the number {number}: look it up under Customers.")
    customer_id, site_ids = place
    return customer_id, site_ids[0] if len(site_ids) == 1 else None


def _kinds(request: SignedInRequest, customer_id: UUID) -> dict[str, Choices]:
    return {
        "model_id": [(model.id, model.name) for model in models_to_choose(request.actor)],
        "contract_id": [
            (contract.id, " ".join(part for part in (contract.number, contract.kind) if part))
            for contract in contracts_of(request.actor, customer_id)
        ],
    }


def _sites(customer: CustomerCard) -> Choices:
    return [(site.id, site.name) for site in customer.sites]


def _customer_or_404(request: SignedInRequest, customer_id: UUID) -> CustomerCard:
    customer = customer_card(request.actor, customer_id)
    if customer is None:
        raise Http404
    return customer


def _machine_or_404(request: SignedInRequest, machine_id: UUID) -> MachineCard:
    card = machine_card(request.actor, machine_id)
    if card is None:
        raise Http404
    return card
