"""A technician proposes a visit to a customer of theirs: which sort, when, why, and how long."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from steadyhand.business.calls.actions.propose_visit import CannotPropose, Wished, propose_visit
from steadyhand.business.calls.actions.withdraw_proposed import withdraw_proposed
from steadyhand.business.calls.proposals.keeping import CannotAnswer
from steadyhand.business.calls.proposals.queries import Proposed, proposal_called
from steadyhand.business.calls.proposals.rules import LEAST_MINUTES, MOST_MINUTES, PROPOSED_TYPES, WEEK, Reason
from steadyhand.business.calls.rules import CallType
from steadyhand.business.customers.queries.hours import branch_of_customer
from steadyhand.business.dealership.rules import Role
from steadyhand.business.machines.record import machine_card
from steadyhand.business.people.queries import technician_of_user
from steadyhand.business.people.sending import answerable_for
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import see_other, turn_back
from steadyhand.pages.common.record.editing import DayInput, OnceForm, date_said, shown
from steadyhand.pages.common.saying import saying_for
from steadyhand.pages.common.territory.lists import Row
from steadyhand.pages.common.without_signal import readable_today
from steadyhand.shared.once import do_once

UNPROCESSABLE = 422
LONGEST = 500
# Ours, until the technician says better: a look at a machine takes longer than a word with its people.
USUAL_MINUTES = {CallType.PREVENTIVE: 45, CallType.COURTESY: 20}
_SORTS = {CallType.PREVENTIVE: "Preventive: work on the machine", CallType.COURTESY: "Courtesy: a word with them"}
TECHNICIAN = frozenset({Role.TECHNICIAN})


class ProposeForm(OnceForm):
    """What visit is wished for. Everything is filled in but may be changed."""

    use_required_attribute = False

    call_type = forms.ChoiceField(
        label="What sort of visit?",
        choices=[(each.value, _SORTS[each]) for each in PROPOSED_TYPES],
        widget=forms.RadioSelect,
        error_messages={"required": "Tap what sort of visit it is."},
    )
    from_on = forms.DateField(label="On", widget=DayInput(), error_messages={"required": "Choose a day."})
    whole_week = forms.BooleanField(label="Or any day of the week from then on", required=False)
    minutes = forms.IntegerField(label="How long, in minutes", min_value=LEAST_MINUTES, max_value=MOST_MINUTES)
    why = forms.CharField(
        label="Why",
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 2}),
        help_text="For the desk and whoever goes. The customer doesn't read it.",
        error_messages={"required": "Why? A word is enough: the desk decides by it."},
    )
    machine = forms.UUIDField(required=False, widget=forms.HiddenInput)
    reason = forms.ChoiceField(required=False, choices=Reason.choices(), widget=forms.HiddenInput)

    def wished(self, customer_id: UUID) -> Wished:
        facts = self.cleaned_data
        from_on: date = facts["from_on"]
        return Wished(
            customer_id=customer_id,
            call_type=CallType(facts["call_type"]),
            from_on=from_on,
            until_on=from_on + WEEK if facts["whole_week"] else from_on,
            minutes=facts["minutes"],
            why=facts["why"],
            machine_id=facts["machine"],
            reason=Reason(facts["reason"] or Reason.OWN),
        )


def form_for(row: Row, reason: Reason, *, today: date, number: int) -> ProposeForm:
    """Return the form of a row, filled in with what the row says; `number` keeps its ids apart from others'."""
    return ProposeForm(initial=_initial(row.call_type, reason, row.why, row.machine_id, today), auto_id=f"p{number}-%s")


def _initial(call_type: CallType, reason: Reason, why: str, machine_id: UUID | None, today: date) -> dict[str, Any]:
    return {
        "call_type": call_type.value,
        "from_on": next_monday(today),
        "whole_week": True,
        "minutes": USUAL_MINUTES[call_type],
        "why": why,
        "machine": machine_id,
        "reason": reason.value,
    }


def next_monday(today: date) -> date:
    """Return the Monday to come: this week's days are mostly planned."""
    return today + timedelta(days=7 - today.weekday())


@open_to(TECHNICIAN)
@require_http_methods(["GET", "POST"])
@readable_today
def propose(request: SignedInRequest, customer_id: UUID) -> HttpResponse:
    """Propose a visit to one's own customer; the form of a list is sent here too."""
    saying, by = saying_for(request), request.actor
    customer = branch_of_customer(by, customer_id)
    me = technician_of_user(by.tenant_id, by.user_id) if by.user_id else None
    answers = answerable_for(by.tenant_id, [customer_id], on=saying.today).get(customer_id)
    if customer is None or me is None or (answers != me and request.method == "GET"):
        raise Http404
    is_sent = request.method == "POST"
    form = ProposeForm(request.POST) if is_sent else ProposeForm(initial=_asked(request.GET, saying.today))
    if is_sent and form.is_valid():

        def keep() -> dict[str, Any]:
            return {"id": propose_visit(by=by, wished=form.wished(customer_id), now=saying.now).hex}

        try:
            do_once(tenant_id=by.tenant_id, form_key=str(form.cleaned_data["form_key"]), now=saying.now, do=keep)
        except CannotPropose as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Proposed: a visit to {customer.name}. You hear what the desk says.")
            return see_other(f"{reverse('my-territory')}#proposed")
    machine_id = form["machine"].value()
    card = machine_card(by, machine_id) if isinstance(machine_id, UUID) else None
    context = {
        "customer": customer,
        "customer_id": customer_id,
        "machine": card.name if card else "",
        "form": form,
        "back": reverse("my-territory"),
    }
    return shown(request, "territory/propose.html", context, status=UNPROCESSABLE if form.errors else 200)


def _asked(asked: Mapping[str, str], today: date) -> dict[str, Any]:
    reason = asked.get("reason", "")
    try:
        machine_id = UUID(asked["machine"]) if asked.get("machine") else None
    except ValueError:
        machine_id = None
    return _initial(
        CallType.PREVENTIVE if machine_id else CallType.COURTESY,
        Reason(reason) if reason in set(Reason) else Reason.OWN,
        "",
        machine_id,
        today,
    )


@open_to(TECHNICIAN)
@require_POST
def take_back(request: SignedInRequest, proposal_id: UUID) -> HttpResponse:
    """Take back what one proposed, while nobody has answered."""
    saying, by = saying_for(request), request.actor
    proposed = proposal_called(by, proposal_id)
    if proposed is None or not is_own(request, proposed):
        raise Http404
    back = f"{reverse('my-territory')}#proposed"
    form = OnceForm(request.POST)
    if not form.is_valid():
        return turn_back(request, back, said="Nothing was taken back: open My territory anew and try again.")

    def do() -> dict[str, Any]:
        withdraw_proposed(by=by, proposal_id=proposal_id, now=saying.now)
        return {}

    try:
        do_once(tenant_id=by.tenant_id, form_key=str(form.cleaned_data["form_key"]), now=saying.now, do=do)
    except CannotAnswer as refused:
        return turn_back(request, back, said=str(refused))
    messages.success(request, f"Taken back: the visit to {proposed.customer}.")
    return see_other(back)


def is_own(request: SignedInRequest, proposed: Proposed) -> bool:
    """Tell whether the person signed in proposed it."""
    by = request.actor
    return by.user_id is not None and technician_of_user(by.tenant_id, by.user_id) == proposed.technician_id


def wish_said(proposed: Proposed) -> str:
    """Return what was wished for: `preventive visit, 7 December 2026, 45 minutes`, or any day of a week."""
    when = date_said(proposed.from_on)
    if proposed.until_on != proposed.from_on:
        when = f"any day from {when} to {date_said(proposed.until_on)}"
    return f"{proposed.call_type.label} visit, {when}, {proposed.minutes} minutes"
