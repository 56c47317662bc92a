"""Who answers which needs? Rules in their order, one form to add another."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from steadyhand.business.customers.queries.called import customers_called
from steadyhand.business.dealership.directory import branch_lines, people_page
from steadyhand.business.dealership.rules import Role
from steadyhand.business.needs.actions.set_routing import CannotRoute, Rule, add_rule, order_rules, remove_rule
from steadyhand.business.needs.queries.rules_list import routing_rules
from steadyhand.business.needs.rules import Sort
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import see_other, turn_back
from steadyhand.pages.common.record.editing import OnceForm, shown
from steadyhand.shared.actor import Actor
from steadyhand.shared.clock import read_clock
from steadyhand.shared.once import do_once

UNPROCESSABLE = 422
ROUTERS = frozenset({Role.SERVICE_MANAGER, Role.PRINCIPAL, Role.ADMINISTRATOR})
ANSWERING = (Role.SALES, Role.IT_SPECIALIST, Role.PARTS, Role.DISPATCHER, Role.SERVICE_MANAGER)
# As many people as a select holds without becoming a search.
MOST_PEOPLE = 200


class RuleForm(OnceForm):
    """One rule: which needs, and whose they are."""

    use_required_attribute = False

    sort = forms.ChoiceField(label="Needs of this kind", required=False)
    branch = forms.ChoiceField(label="At", required=False)
    customer = forms.CharField(
        label="Of the customer", required=False, max_length=200, help_text="A name or number; empty for all of them."
    )
    whose = forms.ChoiceField(label="Go to", error_messages={"required": "Choose who answers."})

    def __init__(self, by: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        people = [each for each in people_page(by, most=MOST_PEOPLE).people if each.is_active]
        self.fields["sort"].choices = [("", "Any"), *((sort.value, sort.label) for sort in Sort)]  # type: ignore[attr-defined]
        branches = [(str(line.id), line.described.name) for line in branch_lines(by)]
        self.fields["branch"].choices = [("", "All branches"), *branches]  # type: ignore[attr-defined]
        self.fields["whose"].choices = [  # type: ignore[attr-defined]
            ("", "Choose"),
            ("Whoever has least to do", [(role.value, f"of {role.label}") for role in ANSWERING]),
            ("Somebody by name", [(str(person.id), person.name) for person in people]),
        ]

    def clean_customer(self) -> UUID | None:
        """Return the one customer that is meant."""
        typed = self.cleaned_data["customer"].strip()
        if not typed:
            return None
        found = customers_called(self.by, typed, most=3)
        exact = [each for each in found if typed.casefold() in (each.name.casefold(), each.ref.casefold())]
        meant = exact or found
        if len(meant) != 1:
            names = ", ".join(each.name for each in found)
            said = (
                f"Several are called like that: {names}. Type the customer number."
                if found
                else (f"No customer is called “{typed}”: type the name or number as it stands in the list.")
            )
            raise forms.ValidationError(said)
        return meant[0].id

    def rule(self) -> Rule:
        facts = self.cleaned_data
        is_role = facts["whose"] in {role.value for role in ANSWERING}
        return Rule(
            sort=Sort(facts["sort"]) if facts["sort"] else None,
            branch_id=UUID(facts["branch"]) if facts["branch"] else None,
            customer_id=facts["customer"],
            user_id=None if is_role else UUID(facts["whose"]),
            role=facts["whose"] if is_role else "",
        )


@open_to(ROUTERS)
@require_http_methods(["GET", "POST"])
def routing(request: SignedInRequest) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = RuleForm(request.actor, data)
    if data is not None and form.is_valid():
        now = read_clock()
        try:
            do_once(
                tenant_id=request.actor.tenant_id,
                form_key=str(form.cleaned_data["form_key"]),
                now=now,
                do=lambda: {"rule": add_rule(by=request.actor, rule=form.rule(), now=now).hex},
            )
        except CannotRoute as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The rule is kept; it counts from the next need on.")
            return see_other(reverse("need-routing"))
    context = {"form": form, "rules": routing_rules(request.actor)}
    return shown(request, "needs/routing.html", context, status=UNPROCESSABLE if form.errors else 200)


@open_to(ROUTERS)
@require_POST
def rule_change(request: SignedInRequest, rule_id: UUID) -> HttpResponse:
    """Move a rule up, or take it away."""
    ids = [line.id for line in routing_rules(request.actor)]
    if rule_id not in ids:
        raise Http404
    try:
        if request.POST.get("do") == "up":
            place = ids.index(rule_id)
            ids.insert(max(place - 1, 0), ids.pop(place))
            order_rules(by=request.actor, ids=ids, now=read_clock())
            said = "It counts sooner now."
        else:
            remove_rule(by=request.actor, rule_id=rule_id, now=read_clock())
            said = "The rule is gone; needs that it sent stay where they are."
    except CannotRoute as refused:
        return turn_back(request, reverse("need-routing"), said=str(refused))
    messages.success(request, said)
    return see_other(reverse("need-routing"))
