"""How is a change told to a person? Labels for fields, names for rows, dates and hours as people say them."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse

from steadyhand.business.dealership.entries import Entry
from steadyhand.pages.common.saying import Saying, text_said
from steadyhand.shared.actor import Actor
from steadyhand.shared.telling import UUID_LIKE, names_of_rows, word_of_choice
from steadyhand.shared.words import duration_said
from steadyhand.shared.working_hours import BadHours, weekly_from_json, weekly_in_words

KINDS = {
    "customers.customer": "customers",
    "customers.site": "sites",
    "customers.contact": "people at customers",
    "customers.contract": "contracts",
    "customers.goal": "goals",
    "machines.machine": "machines",
    "machines.machinemodel": "models",
    "machines.meter": "meters",
    "machines.meterreading": "meter readings",
    "machines.part": "parts",
    "people.technician": "technicians",
    "people.skill": "skills",
    "people.certification": "certificates",
    "people.answerable": "answerable technicians",
    "people.wish": "wishes about technicians",
    "calls.call": "calls",
    "calls.visit": "visits",
    "calls.visitproposal": "proposed visits",
    "promises.promise": "promises",
    "dealership.user": "people here",
    "dealership.branch": "branches",
    "dealership.calendar": "working hours",
    "dealership.settingvalue": "settings",
    "needs.question": "questions",
    "learning.outsidecourse": "courses from elsewhere",
    "learning.ownwhy": "the principal's module",
    "shared.outgoingmessage": "messages",
    "dealership.dealership": "the dealership",
}
PAGES = {
    "customers.customer": "customer",
    "machines.machine": "machine",
    "calls.call": "call",
    "promises.promise": "promise",
    "calls.visitproposal": "proposed-visit",
}
# Where a field's own name doesn't say it well.
LABELS = {
    "agreed_on": "agreed on",
    "calendar": "working hours",
    "break_earliest": "break not before",
    "break_latest": "break not after",
    "break_minutes": "break",
    "by_at": "promised for",
    "certificate_line": "certificate needed",
    "clearance": "clearance needed",
    "clock": "time of day",
    "expected_life_pages": "expected life, in pages",
    "got_on": "got on",
    "has_agreed_to_email": "agreed to e-mails",
    "has_agreed_to_sms": "agreed to text messages",
    "has_left": "has left",
    "holidays_of": "public holidays of",
    "customer_since_on": "customer since",
    "is_on_credit_hold": "on credit hold",
    "kind": "kind",
    "left_on": "left on",
    "life_pages": "life, in pages",
    "needs_two": "two people needed",
    "overtime_minutes": "overtime limit",
    "since_on": "since",
    "skill_level": "skill level needed",
    "skill_name": "skill needed",
    "needs_purchase_order": "purchase order needed",
    "network_level": "network skill",
    "pages_total": "pages in all",
    "planned_minutes": "planned to take",
    "price_cents": "price",
    "cost_cents": "cost",
    "rated_monthly_pages": "rated pages a month",
    "read_at": "read",
    "ref": "number",
    "respond_by": "answer due",
    "response_minutes": "response term",
    "response_term": "the response term counts",
    "said_on": "said on",
    "started_on": "started on",
    "why": "why",
    "zone": "time zone",
}
# A text longer than this is a note; the history shows that it changed and how it begins.
LONGEST = 120


def told(entries: Iterable[Entry], actor: Actor, saying: Saying, *, names: Mapping[UUID, str]) -> list[dict[str, Any]]:
    """Return the entries in words. `names` are better names of what they are about, where there are some."""
    entries = list(entries)
    found = names_of_rows(actor.tenant_id, entries, known=names.keys())
    return [_told(entry, saying, {**found, **names}) for entry in entries]


def label_of(name: str) -> str:
    """Return what a field is called: `customer since` for `customer_since_on`."""
    name = name.removesuffix("_id")
    if name in LABELS:
        return LABELS[name]
    if name.endswith("_how"):
        return f"how it is known: {label_of(name.removesuffix('_how'))}"
    for start in ("is_", "has_"):
        name = name.removeprefix(start)
    for end in ("_on", "_at"):
        name = name.removesuffix(end)
    return name.replace("_", " ")


def fact_said(kind: str, name: str, value: Any, saying: Saying, names: Mapping[UUID, str]) -> str:
    """Return a kept value as a person would say it."""
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(fact_said(kind, name, each, saying, names) for each in value)
    if isinstance(value, Mapping):
        return _mapping_said(kind, value, saying, names)
    return word_of_choice(kind, name, value) or _plain_said(name, value, saying, names)


def _told(entry: Entry, saying: Saying, names: Mapping[UUID, str]) -> dict[str, Any]:
    page = PAGES.get(entry.about_kind)
    return {
        "entry": entry,
        "name": names.get(entry.about_id, ""),
        "when": saying.when(entry.at),
        "kind": KINDS.get(entry.about_kind, ""),
        "url": reverse(page, args=[entry.about_id]) if page else "",
        "changes": _changes(entry, saying, names),
    }


def _changes(entry: Entry, saying: Saying, names: Mapping[UUID, str]) -> list[tuple[str, str, str]]:
    """Return what differs, each as its label, what it was and what it became, in words."""
    lines = []
    kept = {*entry.was, *entry.became}
    # By name: the databases give the facts back in orders of their own.
    for name in sorted(kept):
        if name.removesuffix("_id") in kept - {name} or name.removesuffix("_how") in kept - {name}:
            continue  # a key beside the name it stands for; how a time is known is said with the time
        was, became = (
            _said_with_how(entry.about_kind, name, facts, saying, names) for facts in (entry.was, entry.became)
        )
        if was or became:
            lines.append((label_of(name), was, became))
    return lines


def _said_with_how(kind: str, name: str, facts: Mapping[str, Any], saying: Saying, names: Mapping[UUID, str]) -> str:
    """Return a fact in words; a time with how it is known: `today at 7:52 pm (observed)`."""
    said = fact_said(kind, name, facts.get(name), saying, names)
    how = facts.get(f"{name}_how")
    return f"{said} ({how})" if said and how else said


def _plain_said(name: str, value: Any, saying: Saying, names: Mapping[UUID, str]) -> str:
    if isinstance(value, int):
        return _number_said(name, value)
    if UUID_LIKE.fullmatch(str(value)):
        # A row that has been cleared away since has no name any more.
        return names.get(UUID(str(value)), "something no longer kept")
    return _text_said(str(value), saying)


def _number_said(name: str, value: int) -> str:
    if name.endswith("_minutes"):
        return duration_said(timedelta(minutes=value))
    if name.endswith("_cents"):
        return f"{value / 100:,.2f}"
    return f"{value:,}"


def _mapping_said(kind: str, value: Mapping[str, Any], saying: Saying, names: Mapping[UUID, str]) -> str:
    try:
        return weekly_in_words(weekly_from_json(dict(value)), clock=saying.clock)
    except BadHours:
        return ", ".join(f"{label_of(each)} {fact_said(kind, each, one, saying, names)}" for each, one in value.items())


def _text_said(text: str, saying: Saying) -> str:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…"
    # Only what JSON made of a moment has its distance from UTC; numbers in files read as dates too.
    return saying.when(at) if at.tzinfo is not None else text_said(text)
