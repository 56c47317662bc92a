"""Who changed what, when and why? Filtered by person, kind and day, a page at a time."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from steadyhand.business.calls.queries.finding import names_of_visits, numbers_of_calls
from steadyhand.business.customers.queries.finding import names_of_contacts, names_of_customers, names_of_sites
from steadyhand.business.dealership.directory import names_of_people, people_called
from steadyhand.business.dealership.entries import EntriesPage, Entry, entries_page
from steadyhand.business.dealership.rules import STEWARDS
from steadyhand.business.machines.record import names_of_machines
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.record.editing import DayInput, shown
from steadyhand.pages.common.record.telling import KINDS, told
from steadyhand.pages.common.saying import Saying, SkippedHour, saying_for
from steadyhand.shared.actor import Actor

NAMES: Mapping[str, Callable[[Actor, Collection[UUID]], dict[UUID, str]]] = {
    "customers.customer": names_of_customers,
    "customers.site": names_of_sites,
    "customers.contact": names_of_contacts,
    "machines.machine": names_of_machines,
    "calls.call": numbers_of_calls,
    "calls.visit": names_of_visits,
    "dealership.user": names_of_people,
}
NOTHING = EntriesPage((), None)
# Of people who may be meant, as many as can be chosen from at a glance; more want another word.
MOST_MEANT = 12


class FilterForm(forms.Form):
    person = forms.CharField(
        label="Name or e-mail",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "spellcheck": "false"}),
    )
    kind = forms.ChoiceField(label="What", required=False, choices=[("", "everything"), *KINDS.items()])
    day = forms.DateField(label="Day", required=False, widget=DayInput())


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose changes are asked for: everybody's, one person's, or those of several who may be meant."""

    typed: str = ""
    one: UUID | None = None
    several: tuple[tuple[UUID, str, str], ...] = ()

    @property
    def is_nobody(self) -> bool:
        return bool(self.typed) and self.one is None


@open_to(STEWARDS)
@require_GET
def history(request: SignedInRequest) -> HttpResponse:
    """Show the entries, newest first.

    An entry belongs to no branch, so whoever sees only some branches sees what they changed themselves.
    """
    saying = saying_for(request)
    is_of_all = request.actor.branch_ids is None
    whose = _whose(request) if is_of_all else Whose(one=request.actor.user_id)
    form = FilterForm(request.GET.dict() | {"person": whose.typed})
    asked = form.cleaned_data if form.is_valid() else {}
    day = asked.get("day")
    page = (
        NOTHING
        if whose.is_nobody
        else entries_page(
            request.actor,
            user_id=whose.one,
            kind=asked.get("kind") or "",
            starts_at=_begins(saying, day) if day else None,
            until=_begins(saying, day + timedelta(days=1)) if day else None,
            before=_uuid_or_none(request.GET.get("before", "")),
        )
    )
    kept = {name: request.GET[name] for name in ("kind", "day") if request.GET.get(name)}
    start = reverse("history")
    several = [(name, email, f"{start}?{urlencode({**kept, 'person': who})}") for who, name, email in whose.several]
    kept |= {"person": str(whose.one)} if whose.one and is_of_all else {}
    names = names_of_subjects(request, page.entries)
    context = {
        "form": form,
        "is_of_all": is_of_all,
        "whose": whose,
        "several": several,
        "entries": told(page.entries, request.actor, saying, names=names),
        "previous_url": f"{start}?{urlencode(kept)}" if "before" in request.GET else "",
        "next_url": f"{start}?{urlencode({**kept, 'before': page.next_before})}" if page.next_before else "",
    }
    return shown(request, "admin/history.html", context)


def _whose(request: SignedInRequest) -> Whose:
    """Read whom the address means, by id or as typed: one who fits is meant, of several one is chosen."""
    typed = request.GET.get("person", "").strip()
    if not typed:
        return Whose()
    known = _uuid_or_none(typed)
    if known is not None:
        return Whose(names_of_people(request.actor, [known]).get(known, "somebody of elsewhere"), known)
    found = people_called(request.actor, typed, most=MOST_MEANT)
    if len(found) == 1:
        user_id, name, _ = found[0]
        return Whose(name, user_id)
    return Whose(typed, None, found)


def names_of_subjects(request: SignedInRequest, entries: Iterable[Entry]) -> dict[UUID, str]:
    """Return what the entries are about, by name: one query for each kind of row on the page."""
    ids: dict[str, set[UUID]] = defaultdict(set)
    for entry in entries:
        ids[entry.about_kind].add(entry.about_id)
    names: dict[UUID, str] = {}
    for kind, names_of in NAMES.items():
        if kind in ids:
            names |= names_of(request.actor, ids[kind])
    return names


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
