"""The forms that change customers, their sites, people, goals and contracts."""

from collections.abc import Callable
from dataclasses import asdict
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from steadyhand.business.customers.actions.add_contact import add_contact
from steadyhand.business.customers.actions.add_contract import add_contract
from steadyhand.business.customers.actions.add_customer import add_customer
from steadyhand.business.customers.actions.add_site import add_site
from steadyhand.business.customers.actions.change_contact import change_contact
from steadyhand.business.customers.actions.change_contract import change_contract
from steadyhand.business.customers.actions.change_customer import change_customer
from steadyhand.business.customers.actions.change_goal import change_goal
from steadyhand.business.customers.actions.change_site import change_site
from steadyhand.business.customers.actions.note_goal import note_goal
from steadyhand.business.customers.described import (
    DescribedContact,
    DescribedContract,
    DescribedCustomer,
    DescribedGoal,
    DescribedSite,
)
from steadyhand.business.customers.queries.described import (
    described_contact,
    described_contract,
    described_customer,
    described_goal,
    described_site,
)
from steadyhand.business.customers.queries.record import CustomerCard, customer_card
from steadyhand.business.dealership.branches import branch_of, branches_of
from steadyhand.business.dealership.directory import calendar_lines
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.record.editing import EDITORS, EditPage, edit
from steadyhand.pages.common.record.forms import (
    Choices,
    ContactForm,
    ContractForm,
    CustomerForm,
    GoalChangeForm,
    GoalForm,
    NewContractForm,
    SiteForm,
)
from steadyhand.pages.common.saying import saying_for

form_view = require_http_methods(["GET", "POST"])


@open_to(EDITORS)
@form_view
def customer_add(request: SignedInRequest) -> HttpResponse:
    saying = saying_for(request)
    branches = branches_of(request.actor)
    form = CustomerForm(
        request.POST or None,
        choices={"branch_id": [(branch.id, branch.name) for branch in branches]},
        initial={"branch_id": branches[0].id} if len(branches) == 1 else {},
    )

    def save() -> str:
        facts = DescribedCustomer(**form.facts())
        added = add_customer(by=request.actor, facts=facts, country=saying.country, now=saying.now)
        return reverse("customer", args=[added])

    page = EditPage(
        title="Add a customer",
        back_url=reverse("customers"),
        back_said="Customers",
        save=save,
        said="The customer is in the record.",
        button="Add the customer",
    )
    return edit(request, form, page)


@open_to(EDITORS)
@form_view
def customer_change(request: SignedInRequest, customer_id: UUID) -> HttpResponse:
    saying = saying_for(request)
    described = described_customer(request.actor, customer_id)
    if described is None:
        raise Http404
    offered = {branch.id: branch.name for branch in branches_of(request.actor)}
    if own := branch_of(request.actor, described.branch_id):
        offered.setdefault(own.id, own.name)
    form = CustomerForm(request.POST or None, choices={"branch_id": offered.items()}, changes=asdict(described))

    def save() -> str:
        facts = DescribedCustomer(**form.facts())
        change_customer(
            by=request.actor,
            customer_id=customer_id,
            facts=facts,
            country=saying.country,
            now=saying.now,
            opened=form.opened(),
        )
        return _page_of(customer_id)

    return edit(request, form, _about(customer_id, described.name, f"Change {described.name}", save))


@open_to(EDITORS)
@form_view
def site_add(request: SignedInRequest, customer_id: UUID) -> HttpResponse:
    saying = saying_for(request)
    card = _card_or_404(request, customer_id)
    form = SiteForm(request.POST or None, choices={"calendar_id": _calendars(request)})

    def save() -> str:
        facts = DescribedSite(**form.facts())
        add_site(by=request.actor, customer_id=customer_id, facts=facts, country=saying.country, now=saying.now)
        return _page_of(customer_id, "#sites")

    return edit(request, form, _about(customer_id, card.name, f"Add a site of {card.name}", save))


@open_to(EDITORS)
@form_view
def site_change(request: SignedInRequest, site_id: UUID) -> HttpResponse:
    saying = saying_for(request)
    found = described_site(request.actor, site_id)
    if found is None:
        raise Http404
    customer_id, described = found
    form = SiteForm(
        request.POST or None,
        choices={"calendar_id": _calendars(request)},
        changes=asdict(described),
    )

    def save() -> str:
        facts = DescribedSite(**form.facts())
        change_site(
            by=request.actor, site_id=site_id, facts=facts, country=saying.country, now=saying.now, opened=form.opened()
        )
        return _page_of(customer_id, "#sites")

    name = described.name or described.street or described.city
    return edit(request, form, _about(customer_id, "The customer", f"Change the site {name}", save))


@open_to(EDITORS)
@form_view
def contact_add(request: SignedInRequest, customer_id: UUID) -> HttpResponse:
    saying = saying_for(request)
    card = _card_or_404(request, customer_id)
    form = ContactForm(request.POST or None, choices={"site_id": _sites(card)})

    def save() -> str:
        facts = DescribedContact(**form.facts())
        add_contact(by=request.actor, customer_id=customer_id, facts=facts, country=saying.country, now=saying.now)
        return _page_of(customer_id, "#people")

    return edit(request, form, _about(customer_id, card.name, f"Add a person at {card.name}", save))


@open_to(EDITORS)
@form_view
def contact_change(request: SignedInRequest, contact_id: UUID) -> HttpResponse:
    saying = saying_for(request)
    found = described_contact(request.actor, contact_id)
    if found is None:
        raise Http404
    customer_id, described = found
    card = _card_or_404(request, customer_id)
    form = ContactForm(request.POST or None, choices={"site_id": _sites(card)}, changes=asdict(described))

    def save() -> str:
        facts = DescribedContact(**form.facts())
        change_contact(
            by=request.actor,
            contact_id=contact_id,
            facts=facts,
            country=saying.country,
            now=saying.now,
            opened=form.opened(),
        )
        return _page_of(customer_id, "#people")

    return edit(request, form, _about(customer_id, card.name, f"Change {described.name}", save))


@open_to(EDITORS)
@form_view
def goal_add(request: SignedInRequest, customer_id: UUID) -> HttpResponse:
    saying = saying_for(request)
    card = _card_or_404(request, customer_id)
    form = GoalForm(request.POST or None, initial={"said_on": saying.today})

    def save() -> str:
        note_goal(by=request.actor, customer_id=customer_id, now=saying.now, **form.facts())
        return _page_of(customer_id, "#goals")

    return edit(request, form, _about(customer_id, card.name, f"Note a goal of {card.name}", save))


@open_to(EDITORS)
@form_view
def goal_change(request: SignedInRequest, goal_id: UUID) -> HttpResponse:
    """Put a goal right, or say that it is reached."""
    saying = saying_for(request)
    found = described_goal(request.actor, goal_id)
    if found is None:
        raise Http404
    customer_id, described = found
    card = _card_or_404(request, customer_id)
    form = GoalChangeForm(request.POST or None, changes=asdict(described))

    def save() -> str:
        facts = DescribedGoal(**form.facts())
        change_goal(by=request.actor, goal_id=goal_id, facts=facts, now=saying.now, opened=form.opened())
        return _page_of(customer_id, "#goals")

    return edit(request, form, _about(customer_id, card.name, f"Change a goal of {card.name}", save))


@open_to(EDITORS)
@form_view
def contract_add(request: SignedInRequest, customer_id: UUID) -> HttpResponse:
    saying = saying_for(request)
    card = _card_or_404(request, customer_id)
    form = NewContractForm(request.POST or None, choices={"calendar_id": _calendars(request)})

    def save() -> str:
        facts = form.facts()
        number = facts.pop("number")
        contract = DescribedContract(**facts)
        add_contract(by=request.actor, customer_id=customer_id, number=number, facts=contract, now=saying.now)
        return _page_of(customer_id, "#contracts")

    return edit(request, form, _about(customer_id, card.name, f"Add a contract of {card.name}", save))


@open_to(EDITORS)
@form_view
def contract_change(request: SignedInRequest, contract_id: UUID) -> HttpResponse:
    saying = saying_for(request)
    found = described_contract(request.actor, contract_id)
    if found is None:
        raise Http404
    customer_id, number, described = found
    form = ContractForm(
        request.POST or None,
        choices={"calendar_id": _calendars(request)},
        changes=asdict(described),
    )

    def save() -> str:
        facts = DescribedContract(**form.facts())
        change_contract(by=request.actor, contract_id=contract_id, facts=facts, now=saying.now, opened=form.opened())
        return _page_of(customer_id, "#contracts")

    return edit(request, form, _about(customer_id, "The customer", f"Change contract {number}", save))


def _about(customer_id: UUID, name: str, title: str, save: Callable[[], str]) -> EditPage:
    """Return a page whose way back is the customer."""
    return EditPage(title=title, back_url=_page_of(customer_id), back_said=name, save=save, said="Saved.")


def _page_of(customer_id: UUID, part: str = "") -> str:
    return reverse("customer", args=[customer_id]) + part


def _card_or_404(request: SignedInRequest, customer_id: UUID) -> CustomerCard:
    card = customer_card(request.actor, customer_id)
    if card is None:
        raise Http404
    return card


def _sites(card: CustomerCard) -> Choices:
    return [(site.id, site.name) for site in card.sites]


def _calendars(request: SignedInRequest) -> Choices:
    lines = calendar_lines(request.actor, since=saying_for(request).today)
    return [(line.id, line.described.name) for line in lines]
