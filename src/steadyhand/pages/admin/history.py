"""Who changed what, when and why? Filtered by person, kind and day, a page at a time."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from steadyhand.business.calls.queries.finding import numbers_of_calls
from steadyhand.business.customers.queries.finding import names_of_contacts, names_of_customers, names_of_sites
from steadyhand.business.dealership.directory import names_of_people
from steadyhand.business.dealership.entries import Entry, entries_page, people_to_choose
from steadyhand.business.dealership.rules import STEWARDS
from steadyhand.business.machines.record import names_of_machines
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.record.editing import DayInput, date_said, shown
from steadyhand.pages.common.record.forms import one_of
from steadyhand.pages.common.saying import Saying, SkippedHour, saying_for
from steadyhand.shared.actor import Actor
from steadyhand.shared.working_hours import BadHours, weekly_from_json, weekly_in_words

KINDS = {
    "customers.customer": "customers",
    "customers.site": "sites",
    "customers.contact": "people at customers",
    "customers.contract": "contracts",
    "customers.goal": "goals",
    "machines.machine": "machines",
    "machines.meterreading": "meter readings",
    "calls.call": "calls",
    "calls.visit": "visits",
    "dealership.user": "people here",
    "dealership.branch": "branches",
    "dealership.calendar": "working hours",
}
NAMES: Mapping[str, Callable[[Actor, Collection[UUID]], dict[UUID, str]]] = {
    "customers.customer": names_of_customers,
    "customers.site": names_of_sites,
    "customers.contact": names_of_contacts,
    "machines.machine": names_of_machines,
    "calls.call": numbers_of_calls,
    "dealership.user": names_of_people,
}
PAGES = {"customers.customer": "customer", "machines.machine": "machine", "calls.call": "call"}
UUID_LIKE = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}", re.IGNORECASE)
# A text longer than this is a note; the history shows that it changed and how it begins.
LONGEST = 120


class FilterForm(forms.Form):
    person = one_of("Person", none="everybody")
    kind = forms.ChoiceField(label="What", required=False, choices=[("", "everything"), *KINDS.items()])
    day = forms.DateField(label="Day", required=False, widget=DayInput())

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        field.choices = [*field.choices, *((str(user_id), name) for user_id, name in people)]


@open_to(STEWARDS)
@require_GET
def history(request: SignedInRequest) -> HttpResponse:
    """Show the entries, newest first.

    An entry belongs to no branch, so whoever sees only some branches sees what they changed themselves.
    """
    saying = saying_for(request)
    is_of_all = request.actor.branch_ids is None
    form = FilterForm(request.GET, people=people_to_choose(request.actor) if is_of_all else ())
    asked = form.cleaned_data if form.is_valid() else {}
    day = asked.get("day")
    page = entries_page(
        request.actor,
        user_id=asked.get("person") if is_of_all else request.actor.user_id,
        kind=asked.get("kind") or "",
        starts_at=_begins(saying, day) if day else None,
        until=_begins(saying, day + timedelta(days=1)) if day else None,
        before=_uuid_or_none(request.GET.get("before", "")),
    )
    kept = {name: request.GET[name] for name in ("person", "kind", "day") if request.GET.get(name)}
    start = reverse("history")
    names = _names(request, page.entries)
    context = {
        "form": form,
        "is_of_all": is_of_all,
        "entries": [_shown(entry, saying, names.get(entry.about_id, "")) for entry in page.entries],
        "previous_url": f"{start}?{urlencode(kept)}" if "before" in request.GET else "",
        "next_url": f"{start}?{urlencode({**kept, 'before': page.next_before})}" if page.next_before else "",
    }
    return shown(request, "admin/history.html", context)


def _names(request: SignedInRequest, entries: Iterable[Entry]) -> dict[UUID, str]:
    """Return what the entries are about, by name: one query for each kind of row on the page."""
    ids: dict[str, set[UUID]] = defaultdict(set)
    for entry in entries:
        ids[entry.about_kind].add(entry.about_id)
    names: dict[UUID, str] = {}
    for kind, names_of in NAMES.items():
        if kind in ids:
            names |= names_of(request.actor, ids[kind])
    return names


def _shown(entry: Entry, saying: Saying, name: str) -> dict[str, Any]:
    page = PAGES.get(entry.about_kind)
    return {
        "entry": entry,
        "name": name,
        "when": saying.when(entry.at),
        "kind": KINDS.get(entry.about_kind, ""),
        "url": reverse(page, args=[entry.about_id]) if page else "",
        "changes": _changes(entry, saying),
    }


def _changes(entry: Entry, saying: Saying) -> list[tuple[str, str, str]]:
    """Return what differs, each as its name, what it was and what it became, in words."""
    lines = []
    # By name: the databases give the facts back in orders of their own.
    for name in sorted({*entry.was, *entry.became}):
        label = name.removesuffix("_id").replace("_", " ")
        was, became = (_said(facts.get(name), saying) for facts in (entry.was, entry.became))
        if was or became:
            lines.append((label, was, became))
    return lines


def _said(value: Any, saying: Saying) -> str:
    """Return a kept value as a person would say it; rows of other tables are only said to be others."""
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return _hours_said(value, saying)
    if isinstance(value, list):
        return ", ".join(_said(each, saying) for each in value)
    return "another" if UUID_LIKE.fullmatch(str(value)) else _text_said(str(value), saying)


def _text_said(text: str, saying: Saying) -> str:
    try:
        # Only what JSON made of a date or a moment reads as one.
        return date_said(date.fromisoformat(text)) if len(text) == len("2026-01-01") else _moment_said(text, saying)
    except ValueError:
        return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…"


def _moment_said(text: str, saying: Saying) -> str:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError(text)
    return saying.when(at)


def _hours_said(value: Mapping[str, Any], saying: Saying) -> str:
    try:
        return weekly_in_words(weekly_from_json(dict(value)), clock=saying.clock)
    except BadHours:
        return ", ".join(f"{name.replace('_', ' ')} {_said(each, saying)}" for name, each in value.items())


def _begins(saying: Saying, on: date) -> datetime:
    """Return when a day begins here; where midnight is skipped, an hour later."""
    try:
        return saying.moment(on, time(0))
    except SkippedHour:
        return saying.moment(on, time(1))


def _uuid_or_none(typed: str) -> UUID | None:
    """Return the id in an address; an address that somebody mistyped starts the list anew."""
    try:
        return UUID(typed)
    except ValueError:
        return None
