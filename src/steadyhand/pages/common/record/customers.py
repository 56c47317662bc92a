"""The customers of somebody's branches, and one customer's page."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from steadyhand.business.calls.queries.calls_list import CallLine, calls_page
from steadyhand.business.calls.rules import CallState
from steadyhand.business.customers.queries.contracts import contracts_of
from steadyhand.business.customers.queries.record import CustomerCard, customer_card, customers_by_name
from steadyhand.business.customers.rules import ContractFacts, cautions_of, entitlement_of
from steadyhand.business.dealership.rules import EVERYBODY, OFFICE
from steadyhand.business.machines.record import machines_of
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.record.editing import date_said, shown
from steadyhand.pages.common.record.sent_to import sent_to
from steadyhand.pages.common.saying import Saying, saying_for, to_dial
from steadyhand.pages.common.standings import CALL_KINDS

NEWEST_CALLS = 8


@open_to(OFFICE)
@require_GET
def customers(request: SignedInRequest) -> HttpResponse:
    """Show a page of customers by name."""
    saying = saying_for(request)
    found = customers_by_name(request.actor, after=uuid_or_none(request.GET.get("after", "")))
    rows = [
        {
            "url": reverse("customer", args=[line.id]),
            "name": line.name,
            "cells": [
                (line.number, ""),
                (line.branch, ""),
                (saying.phone(line.phone), ""),
                ({"word": "credit hold", "kind": "risk"} if line.is_on_credit_hold else "", ""),
            ],
        }
        for line in found.lines
    ]
    start = reverse("customers")
    context = {
        "rows": rows,
        "columns": [("Name", ""), ("Number", ""), ("Branch", ""), ("Phone", ""), ("Caution", "")],
        "previous_url": start if "after" in request.GET else "",
        "next_url": f"{start}?after={found.next_after}" if found.next_after else "",
    }
    return shown(request, "record/customers.html", context)


@open_to(EVERYBODY)
@require_GET
def customer(request: SignedInRequest, customer_id: UUID) -> HttpResponse:
    """Show everything about one customer."""
    card = customer_card(request.actor, customer_id)
    if card is None:
        raise Http404
    saying = saying_for(request)
    contracts = contracts_of(request.actor, customer_id)
    calls = calls_page(request.actor, customer_id=customer_id, most=NEWEST_CALLS)
    on_hold = cautions_of(None, is_on_credit_hold=card.is_on_credit_hold, on=saying.today)
    context = {
        "card": card,
        "facts": _facts(card, saying),
        "caution": on_hold[0].said if card.is_on_credit_hold else "",
        "sites": [
            {"line": line, "phone": saying.phone(line.phone), "dial": to_dial(line.phone)} for line in card.sites
        ],
        "contacts": [_contact(line, saying) for line in card.contacts],
        "goals": [{"line": line, "said_on": date_said(line.said_on)} for line in card.goals],
        "contracts": [_contract(contract, saying) for contract in contracts],
        "machines": machines_of(request.actor, customer_id),
        "calls": [call_row(line, saying) for line in calls.calls],
        "has_more_calls": calls.older is not None,
        **sent_to(request, customer_id),
    }
    return shown(request, "record/customer.html", context)


def call_row(line: CallLine, saying: Saying) -> dict[str, Any]:
    """Return one call as the record's pages show it."""
    # A file may have closed it while it waited: what it waited for is then old news.
    waits_for = line.waiting_for if line.state is CallState.WAITING else None
    word = f"waiting for {waits_for.label}" if waits_for else line.state.label
    return {"line": line, "when": saying.when(line.taken_at), "word": word, "kind": CALL_KINDS[line.state]}


def _facts(card: CustomerCard, saying: Saying) -> list[tuple[str, str]]:
    facts = [
        ("Number", card.number),
        ("Branch", card.branch),
        ("Phone", saying.phone(card.phone)),
        ("E-mail", card.email),
        ("Segment", card.segment),
        ("Customer since", date_said(card.customer_since_on)),
        ("Note", card.note),
    ]
    return [(label, value) for label, value in facts if value]


def _contact(line: Any, saying: Saying) -> dict[str, Any]:
    agreed = [word for word, has in (("e-mails", line.has_agreed_to_email), ("texts", line.has_agreed_to_sms)) if has]
    when = f" on {date_said(line.agreed_on)}" if line.agreed_on else ""
    return {
        "line": line,
        "numbers": [(saying.phone(number), to_dial(number)) for number in (line.mobile, line.phone) if number],
        "agreed": f"agreed to {' and '.join(agreed)}{when}" if agreed else "",
        # "please don't" says more than how; the others are said as a wish.
        "wish": f"by {line.preferred_channel}" if line.preferred_channel != "please don't" else "please don't",
    }


def _contract(contract: ContractFacts, saying: Saying) -> dict[str, Any]:
    cautions = cautions_of(contract, is_on_credit_hold=False, on=saying.today)
    return {
        "facts": contract,
        "runs": " – ".join(part for part in (date_said(contract.starts_on), date_said(contract.ends_on)) if part),
        "says": entitlement_of(contract, on=saying.today),
        "cautions": [caution.said for caution in cautions],
        "lease": date_said(contract.lease_ends_on),
    }


def uuid_or_none(typed: str) -> UUID | None:
    """Return the id in an address; an address that somebody mistyped starts the list anew."""
    try:
        return UUID(typed)
    except ValueError:
        return None
