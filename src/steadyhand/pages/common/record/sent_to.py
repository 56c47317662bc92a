"""Who is answerable for a customer, whom they want or not, and the forms for it. Nothing for customers' eyes."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from steadyhand.business.customers.queries.hours import CustomerAt, branch_of_customer
from steadyhand.business.dealership.rules import DESK, STEWARDS
from steadyhand.business.people.actions.make_answerable import make_answerable
from steadyhand.business.people.actions.note_wish import end_wish, note_wish
from steadyhand.business.people.customers import answerable_lines, customer_of_wish, wish_lines
from steadyhand.business.people.described import CannotBeSo
from steadyhand.business.people.queries import technicians_of
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.record.editing import DayInput, EditPage, date_said, edit, see_other
from steadyhand.pages.common.record.forms import RecordForm, one_of, text
from steadyhand.pages.common.saying import saying_for

form_view = require_http_methods(["GET", "POST"])
PLANNERS = DESK | STEWARDS
KINDS = [("never", "don't send"), ("only", "send only")]


class AnswerableForm(RecordForm):
    technician_id = one_of("Answerable", none="nobody")
    since_on = forms.DateField(label="Since", widget=DayInput())
    why = text("Why", 200, help_text="It goes into the history.")


class WishForm(RecordForm):
    kind = forms.ChoiceField(label="What", choices=KINDS)
    technician_id = one_of("Technician", none="choose", required=True)
    why = text("Why", 300, required=True, help_text="Facts, for whoever plans. Customers never see it.")


@open_to(PLANNERS)
@form_view
def answerable_change(request: SignedInRequest, customer_id: UUID) -> HttpResponse:
    """Say who is answerable for a customer from a day on."""
    customer, saying = _customer_or_404(request, customer_id), saying_for(request)
    offered = _technicians(request, saying.today)
    initial: dict[str, Any] = {"since_on": saying.today}
    form = AnswerableForm(request.POST or None, choices={"technician_id": offered}, initial=initial)

    def save() -> str:
        make_answerable(by=request.actor, customer_id=customer_id, now=saying.now, **form.facts())
        return _page_of(customer_id)

    intro = "Visits go to them where that makes a good day, and the customer stands in their territory."
    return edit(request, form, _page(customer_id, customer, f"Who answers for {customer.name}?", save, intro))


@open_to(PLANNERS)
@form_view
def wish_add(request: SignedInRequest, customer_id: UUID) -> HttpResponse:
    """Note whom not to send, or whom only."""
    customer, saying = _customer_or_404(request, customer_id), saying_for(request)
    form = WishForm(request.POST or None, choices={"technician_id": _technicians(request, saying.today)})

    def save() -> str:
        note_wish(by=request.actor, customer_id=customer_id, now=saying.now, **form.facts())
        return _page_of(customer_id)

    return edit(request, form, _page(customer_id, customer, f"Whom to send to {customer.name}", save))


@open_to(PLANNERS)
@require_POST
def wish_end(request: SignedInRequest, wish_id: UUID) -> HttpResponse:
    """Let a wish count no more; pressed twice, it has ended once."""
    customer_id = customer_of_wish(request.actor, wish_id)
    if customer_id is None:
        raise Http404
    saying = saying_for(request)
    try:
        end_wish(by=request.actor, wish_id=wish_id, on=saying.today, now=saying.now)
    except CannotBeSo as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "It counts no more.")
    return see_other(_page_of(customer_id))


def sent_to(request: SignedInRequest, customer_id: UUID) -> dict[str, Any]:
    """Return what a customer's page says about who is sent: and to planners the wishes. Two queries."""
    can_plan = request.actor.is_one_of(*PLANNERS)
    lines = answerable_lines(request.actor, customer_id)
    return {
        "can_plan": can_plan,
        "answerable": [{"name": line.technician or "nobody", "since": date_said(line.since_on)} for line in lines],
        "wishes": wish_lines(request.actor, customer_id) if can_plan else (),
    }


def _technicians(request: SignedInRequest, on: date) -> list[tuple[UUID, str]]:
    return [(each.id, each.name) for each in technicians_of(request.actor, on=on)]


def _page(customer_id: UUID, customer: CustomerAt, title: str, save: Any, intro: str = "") -> EditPage:
    back_url = _page_of(customer_id)
    return EditPage(title=title, back_url=back_url, back_said=customer.name, save=save, said="Saved.", intro=intro)


def _page_of(customer_id: UUID) -> str:
    return reverse("customer", args=[customer_id])


def _customer_or_404(request: SignedInRequest, customer_id: UUID) -> CustomerAt:
    customer = branch_of_customer(request.actor, customer_id)
    if customer is None:
        raise Http404
    return customer
