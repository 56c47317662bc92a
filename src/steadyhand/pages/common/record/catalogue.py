"""The models and parts that the dealership knows, and the forms that change them."""

from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from steadyhand.business.dealership.rules import OFFICE, Role
from steadyhand.business.machines.actions.add_model import add_model
from steadyhand.business.machines.actions.add_part import add_part
from steadyhand.business.machines.actions.change_model import change_model
from steadyhand.business.machines.actions.change_part import change_part
from steadyhand.business.machines.catalogue import model_line, model_lines, part_line, parts_page
from steadyhand.business.machines.described import DescribedModel, DescribedPart
from steadyhand.business.people.record import LEVELS
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.record.customers import uuid_or_none
from steadyhand.pages.common.record.editing import EDITORS, EditPage, OnceForm, edit, shown
from steadyhand.pages.common.record.forms import text
from steadyhand.shared.clock import read_clock

form_view = require_http_methods(["GET", "POST"])
# The parts clerk keeps the catalogue; models are everybody's who may change the record.
CATALOGUERS = EDITORS | {Role.PARTS}
MOST_PAGES = 10**9
MOST_CENTS = 10**10


def count(label: str, *, help_text: str = "", most: int = MOST_PAGES) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=1, max_value=most, help_text=help_text)


class MoneyField(forms.DecimalField):
    """An amount as people type it, `12.50`, kept in cents."""

    def __init__(self, label: str) -> None:
        super().__init__(label=label, required=False, min_value=0, max_value=MOST_CENTS // 100, decimal_places=2)

    def clean(self, value: Any) -> Any:
        amount = super().clean(value)
        return None if amount is None else int(amount * 100)

    def prepare_value(self, value: Any) -> Any:
        """Show kept cents as an amount; what somebody typed stays as typed."""
        return f"{value / 100:.2f}" if isinstance(value, int) else value


class ModelForm(OnceForm):
    maker = text("Maker", 100)
    name = text("Model", 100, required=True)
    ref = text("Name in your files", 80, required=True, help_text="By this name imports find it.")
    family = text("Family", 100, help_text="Models that share parts and faults.")
    segment = text("Segment", 40)
    has_colour = forms.BooleanField(label="Prints colour", required=False)
    rated_monthly_pages = count(
        "Rated pages a month", help_text="Meter readings are judged by it: a digit too many is noticed."
    )
    expected_life_pages = count("Expected life, in pages")
    pm_every_pages = count("Maintenance after so many pages", help_text="Empty for none by pages.")
    pm_every_days = count("Maintenance after so many days", most=3650, help_text="Whichever comes first.")
    certificate_line = text(
        "A visit needs a certificate for", 100, help_text="The product line, as technicians' certificates name it."
    )
    skill_name = text("A visit needs the skill", 100, help_text="As technicians' skills name it. Empty for none.")
    skill_level = forms.TypedChoiceField(
        label="At least", choices=LEVELS, coerce=int, required=False, empty_value="0", initial=0
    )
    needs_two = forms.BooleanField(label="Two people are needed", required=False)

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        # A form sent without the level asks for none.
        facts["skill_level"] = level = int(facts.get("skill_level") or 0)
        if facts.get("skill_name") and not level:
            self.add_error("skill_level", "How well must they know it? Choose a level above none, or empty the skill.")
        if level and not facts.get("skill_name"):
            self.add_error("skill_name", "Which skill at this level? Name it, or choose none.")
        return facts


class PartForm(OnceForm):
    ref = text("Item number", 80, required=True)
    name = text("Name", 200, required=True)
    maker = text("Maker", 100)
    fits_family = text("Fits the family", 100)
    price_cents = MoneyField("Price")
    cost_cents = MoneyField("Cost")
    life_pages = count("Life, in pages")
    is_consumable = forms.BooleanField(label="Used up: toner, staples", required=False)


@open_to(OFFICE)
@require_GET
def models(request: SignedInRequest) -> HttpResponse:
    """Show the models by maker and name."""
    rows = [
        {
            "url": reverse("model-change", args=[line.id]) if request.actor.is_one_of(*EDITORS) else "",
            "name": f"{line.described.maker} {line.described.name}".strip(),
            "cells": [
                (line.described.family, ""),
                (_pages(line.described.rated_monthly_pages), "number"),
                (_pages(line.described.expected_life_pages), "number"),
                (_maintenance(line.described), ""),
            ],
        }
        for line in model_lines(request.actor)
    ]
    columns = [
        ("Model", ""),
        ("Family", ""),
        ("Rated a month", "number"),
        ("Expected life", "number"),
        ("Maintenance", ""),
    ]
    return shown(request, "record/models.html", {"rows": rows, "columns": columns})


@open_to(OFFICE)
@require_GET
def parts(request: SignedInRequest) -> HttpResponse:
    """Show a page of the parts catalogue, or what was looked for in it."""
    typed = request.GET.get("q", "").strip()
    page = parts_page(request.actor, typed=typed, after=uuid_or_none(request.GET.get("after", "")))
    can_edit = request.actor.is_one_of(*CATALOGUERS)
    rows = [
        {
            "url": reverse("part-change", args=[line.id]) if can_edit else "",
            "name": line.described.name,
            "cells": [
                (line.described.ref, ""),
                (line.described.maker, ""),
                (line.described.fits_family, ""),
                (_amount(line.described.price_cents), "number"),
                (_pages(line.described.life_pages), "number"),
            ],
        }
        for line in page.lines
    ]
    start = reverse("parts")
    kept = {"q": typed} if typed else {}
    context = {
        "typed": typed,
        "rows": rows,
        "can_edit": can_edit,
        "columns": [
            ("Part", ""),
            ("Item number", ""),
            ("Maker", ""),
            ("Fits", ""),
            ("Price", "number"),
            ("Life, pages", "number"),
        ],
        "previous_url": f"{start}?{urlencode(kept)}" if "after" in request.GET else "",
        "next_url": f"{start}?{urlencode({**kept, 'after': page.next_after})}" if page.next_after else "",
    }
    return shown(request, "record/parts.html", context)


@open_to(EDITORS)
@form_view
def model_add(request: SignedInRequest) -> HttpResponse:
    form = ModelForm(request.POST or None)

    def save() -> str:
        add_model(by=request.actor, facts=DescribedModel(**form.facts()), now=read_clock())
        return reverse("models")

    return edit(request, form, _page("models", "Models", "Add a model", save, "The model is in the record."))


@open_to(EDITORS)
@form_view
def model_change(request: SignedInRequest, model_id: UUID) -> HttpResponse:
    line = model_line(request.actor, model_id)
    if line is None:
        raise Http404
    form = ModelForm(request.POST or None, changes=asdict(line.described))

    def save() -> str:
        facts = DescribedModel(**form.facts())
        change_model(by=request.actor, model_id=model_id, facts=facts, now=read_clock(), opened=form.opened())
        return reverse("models")

    return edit(request, form, _page("models", "Models", f"Change {line.described.name}", save))


@open_to(CATALOGUERS)
@form_view
def part_add(request: SignedInRequest) -> HttpResponse:
    form = PartForm(request.POST or None)

    def save() -> str:
        add_part(by=request.actor, facts=DescribedPart(**form.facts()), now=read_clock())
        return reverse("parts")

    return edit(request, form, _page("parts", "Parts", "Add a part", save, "The part is in the catalogue."))


@open_to(CATALOGUERS)
@form_view
def part_change(request: SignedInRequest, part_id: UUID) -> HttpResponse:
    line = part_line(request.actor, part_id)
    if line is None:
        raise Http404
    form = PartForm(request.POST or None, changes=asdict(line.described))

    def save() -> str:
        facts = DescribedPart(**form.facts())
        change_part(by=request.actor, part_id=part_id, facts=facts, now=read_clock(), opened=form.opened())
        return reverse("parts")

    return edit(request, form, _page("parts", "Parts", f"Change {line.described.name}", save))


def _page(back: str, back_said: str, title: str, save: Any, said: str = "Saved.") -> EditPage:
    return EditPage(title=title, back_url=reverse(back), back_said=back_said, save=save, said=said)


def _pages(number: int | None) -> str:
    return "" if number is None else f"{number:,}"


def _amount(cents: int | None) -> str:
    return "" if cents is None else f"{cents / 100:,.2f}"


def _maintenance(described: DescribedModel) -> str:
    every = []
    if described.pm_every_pages:
        every.append(f"{described.pm_every_pages:,} pages")
    if described.pm_every_days:
        every.append(f"{described.pm_every_days} days")
    return f"every {' or '.join(every)}" if every else ""
