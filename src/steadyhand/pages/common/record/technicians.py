"""The technicians: where they work, what they know, what they are certified for, and the forms that change it."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from steadyhand.business.dealership.branches import branch_of, branches_of
from steadyhand.business.dealership.directory import calendar_line, calendar_lines
from steadyhand.business.dealership.rules import DESK, STEWARDS, Role
from steadyhand.business.dealership.settings.values import value_of
from steadyhand.business.people.actions.change_technician import change_technician
from steadyhand.business.people.actions.note_home import note_home
from steadyhand.business.people.actions.note_read import note_read
from steadyhand.business.people.customers import customers_answered_for
from steadyhand.business.people.described import DescribedTechnician
from steadyhand.business.people.home import home_of, may_know_home
from steadyhand.business.people.record import (
    LEVELS,
    TechnicianCard,
    standing_certificates,
    technician_card,
    technician_lines,
)
from steadyhand.business.people.settings import CERTIFICATE_ENDS_SOON_DAYS
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.record.editing import EditPage, date_said, edit, shown
from steadyhand.pages.common.record.forms import (
    LocatedForm,
    RecordForm,
    day,
    latitude_field,
    longitude_field,
    one_of,
    phone_field,
    text,
)
from steadyhand.pages.common.saying import Saying, saying_for, to_dial
from steadyhand.shared.clock import read_clock
from steadyhand.shared.words import duration_said, time_said

form_view = require_http_methods(["GET", "POST"])
# Who may look: whoever plans visits or runs the dealership. Who may change: whoever answers for the technicians.
PLANNERS = DESK | STEWARDS
STARTS = [("branch", "at the branch"), ("home", "at home")]
LEADERS = STEWARDS | {Role.SERVICE_MANAGER}


def time_of_day(label: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=5,
        help_text="Empty: as in the settings.",
        widget=forms.TextInput(attrs={"type": "time"}),
    )


class HomeForm(LocatedForm):
    latitude = latitude_field()
    longitude = longitude_field()


class TechnicianForm(RecordForm):
    name = text("Name", 200, required=True)
    branch_id = one_of("Branch", required=True)
    phone = phone_field()
    email = forms.EmailField(label="E-mail", required=False)
    network_level = forms.TypedChoiceField(
        label="Networks and IT", choices=LEVELS, coerce=int, help_text="How well they know networks, scanning, servers."
    )
    languages = text("Languages", 100, help_text="Codes, such as en, es.")
    started_on = day("Started on")
    left_on = day("Left on", help_text="The first day they work here no more; empty while they do.")
    day_starts_at = forms.TypedChoiceField(
        label="The day starts and ends", choices=STARTS, required=False, empty_value="branch", initial="branch"
    )
    calendar_id = one_of("Own working hours", none="as the branch")
    break_minutes = forms.IntegerField(
        label="Break, in minutes", required=False, min_value=0, max_value=180, help_text="Empty: as in the settings."
    )
    break_earliest = time_of_day("The break begins at the earliest")
    break_latest = time_of_day("The break begins at the latest")
    overtime_minutes = forms.IntegerField(
        label="Overtime in a day, in minutes",
        required=False,
        min_value=0,
        max_value=480,
        help_text="At most; empty: as in the settings.",
    )
    clearances = text(
        "Clearances", 300, help_text="Badges and the like, as sites name them, with commas between: county court badge."
    )


@open_to(PLANNERS)
@require_GET
def technicians(request: SignedInRequest) -> HttpResponse:
    """Show the technicians of somebody's branches with what they can do."""
    saying, soon = saying_for(request), _soon(request)
    levels = dict(LEVELS)
    rows = [
        {
            "url": reverse("technician", args=[line.id]),
            "name": line.name,
            "cells": [
                (line.branch, ""),
                (", ".join(line.skills), ""),
                (levels[line.network_level], ""),
                (line.certificates or "", "number"),
                (_standing(line.left_on, line.next_expiry_on, saying, soon), ""),
            ],
        }
        for line in technician_lines(request.actor, on=saying.today)
    ]
    columns = [
        ("Name", ""),
        ("Branch", ""),
        ("Skills", ""),
        ("Networks", ""),
        ("Certificates", "number"),
        ("Caution", ""),
    ]
    return shown(request, "record/technicians.html", {"rows": rows, "columns": columns})


@open_to(PLANNERS)
@require_GET
def technician(request: SignedInRequest, technician_id: UUID) -> HttpResponse:
    """Show one technician."""
    card, saying, soon = card_or_404(request, technician_id), saying_for(request), _soon(request)
    note_read(by=request.actor, technician_id=technician_id, what="their skills and certificates", now=saying.now)
    described = card.described
    standing = standing_certificates(card.certificates)
    facts = [
        ("Number", card.number if not card.number.startswith("user:") else ""),
        ("Branch", card.branch),
        ("E-mail", described.email),
        ("Networks and IT", dict(LEVELS)[described.network_level]),
        ("Languages", described.languages),
        ("Started on", date_said(described.started_on)),
        ("Left on", date_said(described.left_on)),
        ("The day starts and ends", dict(STARTS).get(described.day_starts_at, "")),
        ("Working hours", _hours_said(request, described.calendar_id)),
        ("Break", _break_said(described, saying)),
        ("Overtime in a day", _at_most(described.overtime_minutes)),
        ("Clearances", described.clearances),
        ("Signs in here", "yes" if card.user_id else "no: invite them under People with this e-mail"),
    ]
    context = {
        "card": card,
        "can_lead": request.actor.is_one_of(*LEADERS),
        "first_name": described.name.split(" ")[0],
        "can_see_territory": request.actor.is_one_of(*DESK, Role.PRINCIPAL),
        "can_know_home": may_know_home(request.actor, card.user_id),
        "answers_for": [
            {"line": line, "since": date_said(line.since_on)}
            for line in customers_answered_for(request.actor, technician_id, on=saying.today)
        ],
        "phone": saying.phone(described.phone),
        "dial": to_dial(described.phone),
        "facts": [(label, value) for label, value in facts if value],
        "certificates": [
            {
                "line": each,
                "got": date_said(each.described.got_on),
                "until": date_said(each.described.expires_on),
                "caution": _standing(None, each.described.expires_on, saying, soon) if each in standing else "",
                "is_renewed": each not in standing,
            }
            for each in card.certificates
        ],
    }
    return shown(request, "record/technician.html", context)


@open_to(LEADERS)
@form_view
def technician_change(request: SignedInRequest, technician_id: UUID) -> HttpResponse:
    card = card_or_404(request, technician_id)
    offered = {branch.id: branch.name for branch in branches_of(request.actor)}
    if own := branch_of(request.actor, card.described.branch_id):
        offered.setdefault(own.id, own.name)
    calendars = [(line.id, line.described.name) for line in calendar_lines(request.actor, since=date.max)]
    form = TechnicianForm(
        request.POST or None,
        choices={"branch_id": offered.items(), "calendar_id": calendars},
        changes=asdict(card.described),
    )

    def save() -> str:
        facts = DescribedTechnician(**form.facts())
        now = read_clock()
        change_technician(by=request.actor, technician_id=technician_id, facts=facts, now=now, opened=form.opened())
        return page_of(technician_id)

    return edit(request, form, about(card, f"Change {card.described.name}", save))


@open_to(DESK | {Role.TECHNICIAN})
@form_view
def technician_home(request: SignedInRequest, technician_id: UUID) -> HttpResponse:
    """Where a technician lives: for themselves and whoever plans their day, for nobody else."""
    card = card_or_404(request, technician_id)
    if not may_know_home(request.actor, card.user_id):
        raise Http404
    known = home_of(request.actor, technician_id)
    initial = {"latitude": known[0], "longitude": known[1]} if known else {}
    form = HomeForm(request.POST or None, initial=initial)
    is_own = card.user_id == request.actor.user_id

    def save() -> str:
        note_home(by=request.actor, technician_id=technician_id, now=read_clock(), **form.facts())
        return reverse("account") if is_own else page_of(technician_id)

    page = EditPage(
        title="Where your day starts" if is_own else f"Where {card.described.name} lives",
        back_url=reverse("account") if is_own else page_of(technician_id),
        back_said="Your account" if is_own else card.described.name,
        save=save,
        said="Saved.",
        intro="For days that start at home. Only the technician, their service manager and the dispatchers see it; "
        "no file and no history has it. Empty both to forget it.",
    )
    return edit(request, form, page)


def _hours_said(request: SignedInRequest, calendar_id: UUID | None) -> str:
    line = calendar_line(request.actor, calendar_id, since=date.max) if calendar_id else None
    return line.described.name if line else ""


def _break_said(described: DescribedTechnician, saying: Saying) -> str:
    """Return what is their own about the break, in words; the rest is as in the settings."""
    times = [
        f"{word} {time_said(time.fromisoformat(typed), clock=saying.clock)}"
        for word, typed in (("not before", described.break_earliest), ("not after", described.break_latest))
        if typed
    ]
    minutes = described.break_minutes
    own = [] if minutes is None else [duration_said(timedelta(minutes=minutes)) if minutes else "none"]
    return ", ".join(own + times)


def _at_most(minutes: int | None) -> str:
    if minutes is None:
        return ""
    return f"at most {duration_said(timedelta(minutes=minutes))}" if minutes else "none"


def _soon(request: SignedInRequest) -> timedelta:
    return timedelta(days=value_of(request.actor.tenant_id, CERTIFICATE_ENDS_SOON_DAYS))


def _standing(left_on: Any, expires_on: Any, saying: Saying, soon: timedelta) -> Any:
    """Return what to know before planning on somebody, as a state or nothing."""
    if left_on is not None and left_on <= saying.today:
        return {"word": f"left on {date_said(left_on)}", "kind": "stopped"}
    if expires_on is not None and expires_on < saying.today:
        return {"word": f"certificate expired on {date_said(expires_on)}", "kind": "late"}
    if expires_on is not None and expires_on <= saying.today + soon:
        return {"word": f"certificate expires on {date_said(expires_on)}", "kind": "risk"}
    return ""


def about(card: TechnicianCard, title: str, save: Callable[[], str]) -> EditPage:
    return EditPage(title=title, back_url=page_of(card.id), back_said=card.described.name, save=save, said="Saved.")


def page_of(technician_id: UUID) -> str:
    return reverse("technician", args=[technician_id])


def card_or_404(request: SignedInRequest, technician_id: UUID) -> TechnicianCard:
    card = technician_card(request.actor, technician_id, on=saying_for(request).today)
    if card is None:
        raise Http404
    return card
