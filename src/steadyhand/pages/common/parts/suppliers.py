"""Who sells us parts: until when they take orders, how long they take, and where orders go."""

import re
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from steadyhand.business.stock.actions.keep_supplier import SupplierFacts, keep_supplier
from steadyhand.business.stock.orders.rules import MOST_LEAD_DAYS, CannotOrder
from steadyhand.business.stock.queries.orders import SupplierRow, supplier_called, suppliers
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import see_other
from steadyhand.pages.common.parts.one import lead_said
from steadyhand.pages.common.parts.roles import OFFICE_READERS, PARTS_DESK
from steadyhand.pages.common.record.editing import OnceForm, shown
from steadyhand.pages.common.record.forms import phone_field, text
from steadyhand.pages.common.saying import saying_for
from steadyhand.shared.once import do_once

UNPROCESSABLE = 422
_TIME = re.compile(r"^([01]?\d|2[0-3])[:.]([0-5]\d)$")


class SupplierForm(OnceForm):
    """What is known of a supplier."""

    use_required_attribute = False

    name = text("Name", 200, required=True)
    ref = text("Number", 80, required=True, help_text="Our number for them, as files have it.")
    email = forms.EmailField(
        label="E-mail for orders", required=False, help_text="Orders go there, with the lines as a CSV file."
    )
    phone = phone_field()
    account = text("Our number with them", 60)
    cut_off = text("Cut-off", 5, help_text="Orders until then leave the same day, such as 15:30. Empty: none is known.")
    takes_weekends = forms.BooleanField(label="They take orders on Saturdays and Sundays too", required=False)
    lead_days = forms.IntegerField(
        label="Working days they say it takes",
        min_value=0,
        max_value=MOST_LEAD_DAYS,
        initial=2,
        help_text="Their own word. What arrivals teach counts more with each parcel.",
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), f"Type a whole number from 0 to {MOST_LEAD_DAYS}."
        ),
    )
    makers = text("Makers whose parts they have", 300, help_text="Such as Norvik, Tessel. Empty: anybody’s.")
    is_retired = forms.BooleanField(label="We don’t order there any more", required=False)

    def clean_cut_off(self) -> int | None:
        typed = self.cleaned_data["cut_off"].strip()
        if not typed:
            return None
        found = _TIME.match(typed)
        if found is None:
            raise forms.ValidationError(f"“{typed}” is no time of the day; write it as 15:30.")
        return int(found[1]) * 60 + int(found[2])


@open_to(OFFICE_READERS)
@require_safe
def supplier_list(request: SignedInRequest) -> HttpResponse:
    """Show the suppliers with what arrivals have taught of each."""
    rows = suppliers(request.actor, with_retired=True)
    return shown(
        request,
        "parts_desk/suppliers.html",
        {
            "rows": [
                {
                    "url": reverse("supplier", args=[each.id]),
                    "name": each.name,
                    "cells": [
                        (_minutes(each.cut_off_minutes), ""),
                        (lead_said(each), ""),
                        (each.makers or "anybody’s", ""),
                        (each.email or each.phone, ""),
                        ({"word": "not any more", "kind": "held"} if each.is_retired else "ordered from", ""),
                    ],
                }
                for each in rows
            ],
            "columns": [
                ("Supplier", ""),
                ("Cut-off", ""),
                ("Takes", ""),
                ("Makers", ""),
                ("Orders go to", ""),
                ("", ""),
            ],
            "may_order": request.actor.is_one_of(*PARTS_DESK),
        },
    )


@open_to(PARTS_DESK)
@require_http_methods(["GET", "POST"])
def new(request: SignedInRequest) -> HttpResponse:
    """Put a supplier into the record."""
    return _page(request, None)


@open_to(PARTS_DESK)
@require_http_methods(["GET", "POST"])
def one(request: SignedInRequest, supplier_id: UUID) -> HttpResponse:
    """Show a supplier, and put right what is known of it."""
    known = supplier_called(request.actor, supplier_id)
    if known is None:
        raise Http404
    return _page(request, known)


def _page(request: SignedInRequest, known: SupplierRow | None) -> HttpResponse:
    by, saying = request.actor, saying_for(request)
    form = SupplierForm(request.POST if request.method == "POST" else None, initial=_initial(known))
    if request.method == "POST" and form.is_valid():
        facts = form.facts()
        facts["cut_off_minutes"] = facts.pop("cut_off")

        def do() -> dict[str, Any]:
            kept = keep_supplier(
                by=by, supplier_id=known.id if known else None, facts=SupplierFacts(**facts), now=saying.now
            )
            return {"id": kept.hex}

        try:
            do_once(tenant_id=by.tenant_id, form_key=str(form.cleaned_data["form_key"]), now=saying.now, do=do)
        except CannotOrder as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{facts['name']} is kept.")
            return see_other(reverse("suppliers"))
    context = {"form": form, "known": known, "lead": lead_said(known) if known else ""}
    return shown(request, "parts_desk/supplier.html", context, status=UNPROCESSABLE if form.errors else 200)


def _initial(known: SupplierRow | None) -> dict[str, Any]:
    if known is None:
        return {}
    return {
        "name": known.name,
        "ref": known.number,
        "email": known.email,
        "phone": known.phone,
        "account": known.account,
        "cut_off": _minutes(known.cut_off_minutes),
        "takes_weekends": known.takes_weekends,
        "lead_days": known.stated_days,
        "makers": known.makers,
        "is_retired": known.is_retired,
    }


def _minutes(minutes: int | None) -> str:
    return "" if minutes is None else f"{minutes // 60}:{minutes % 60:02}"
