"""The branches, the hours they keep, and the days on which nobody works."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from steadyhand.business.dealership.actions.add_calendar import add_calendar
from steadyhand.business.dealership.actions.change_branch import change_branch
from steadyhand.business.dealership.actions.change_calendar import change_calendar
from steadyhand.business.dealership.actions.close_day import close_day
from steadyhand.business.dealership.actions.open_branch import open_branch
from steadyhand.business.dealership.actions.reopen_day import reopen_day
from steadyhand.business.dealership.described import CannotRunItSo, DescribedBranch, DescribedCalendar
from steadyhand.business.dealership.directory import (
    branch_line,
    branch_lines,
    calendar_line,
    calendar_lines,
    is_closed_day,
)
from steadyhand.business.dealership.rules import STEWARDS
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.record.editing import DayInput, EditPage, OnceForm, date_said, edit, see_other, shown
from steadyhand.pages.common.record.forms import LocatedForm, latitude_field, longitude_field, one_of, phone_field, text
from steadyhand.pages.common.saying import saying_for
from steadyhand.shared.clock import read_clock
from steadyhand.shared.working_hours import BadHours, span_from_text, weekly_from_json, weekly_in_words

WEEKDAYS = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}


class BranchForm(LocatedForm):
    code = text("Code", 20, required=True, help_text="Short, as in your files: COL.")
    name = text("Name", 100, required=True)
    zone = text("Time zone", 64, required=True, help_text="Such as America/New_York.")
    calendar_id = one_of("Working hours", required=True)
    street = text("Street and number", 200)
    city = text("City", 100)
    latitude = latitude_field()
    longitude = longitude_field()
    phone = phone_field()
    is_closed = forms.BooleanField(
        label="Closed", required=False, help_text="Its customers and calls stay; no new ones are taken there."
    )


class CalendarForm(OnceForm):
    name = text("Name", 100, required=True)
    zone = text("Time zone", 64, required=True, help_text="Such as America/New_York.")
    holidays_of = text("Public holidays of", 6, help_text="Country, or country and region: US, US-OH. Empty for none.")

    def __init__(
        self, data: QueryDict | None = None, *, changes: Mapping[str, Any] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(data, changes=changes, **kwargs)
        weekly = (changes or {}).get("weekly", {})
        for key, name in WEEKDAYS.items():
            self.fields[key] = text(name, 100)
            self.fields[key].initial = ", ".join(weekly.get(key, ()))
        self.fields["mon"].help_text = "As in 08:00-12:00, 13:00-17:00. Leave a day empty on which nobody works."

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        for key in WEEKDAYS:
            try:
                facts[key] = [str(span_from_text(span)) for span in facts.get(key, "").split(",") if span.strip()]
            except BadHours as problem:
                self.add_error(key, str(problem))
        return facts

    def described(self) -> DescribedCalendar:
        """Return the calendar as it was filled in."""
        facts = self.cleaned_data
        weekly = {key: facts[key] for key in WEEKDAYS if facts[key]}
        return DescribedCalendar(
            name=facts["name"], zone=facts["zone"], weekly=weekly, holidays_of=facts["holidays_of"].upper()
        )


class CloseDayForm(OnceForm):
    closed_on = forms.DateField(label="Day", widget=DayInput())
    reason = text("Why", 100, required=True, help_text="Such as inventory, or a public holiday of the town.")


@open_to(STEWARDS)
@require_GET
def branches(request: SignedInRequest) -> HttpResponse:
    """Show the branches and the calendars they keep."""
    saying = saying_for(request)
    calendars = [
        {
            "line": line,
            "hours": weekly_in_words(weekly_from_json(dict(line.described.weekly)), clock=saying.clock),
            "closed": [{"day": day, "said": date_said(day.closed_on)} for day in line.closed],
        }
        for line in calendar_lines(request.actor, since=saying.today)
    ]
    context = {"branches": branch_lines(request.actor), "calendars": calendars}
    return shown(request, "admin/branches.html", context)


@open_to(STEWARDS)
@require_http_methods(["GET", "POST"])
def branch_add(request: SignedInRequest) -> HttpResponse:
    form = BranchForm(request.POST or None, choices=_calendars(request), initial={"zone": saying_for(request).zone})

    def save() -> str:
        open_branch(by=request.actor, branch=DescribedBranch(**form.facts()), now=read_clock())
        return reverse("admin-branches")

    return edit(request, form, _page("Open a branch", save, said="The branch is open."))


@open_to(STEWARDS)
@require_http_methods(["GET", "POST"])
def branch_change(request: SignedInRequest, branch_id: UUID) -> HttpResponse:
    line = branch_line(request.actor, branch_id)
    if line is None:
        raise Http404
    form = BranchForm(request.POST or None, choices=_calendars(request), changes=asdict(line.described))

    def save() -> str:
        branch = DescribedBranch(**form.facts())
        change_branch(by=request.actor, branch_id=branch_id, branch=branch, now=read_clock(), opened=form.opened())
        return reverse("admin-branches")

    return edit(request, form, _page(f"Change {line.described.name}", save))


@open_to(STEWARDS)
@require_http_methods(["GET", "POST"])
def calendar_add(request: SignedInRequest) -> HttpResponse:
    form = CalendarForm(request.POST or None, initial={"zone": saying_for(request).zone})

    def save() -> str:
        add_calendar(by=request.actor, calendar=form.described(), now=read_clock())
        return reverse("admin-branches")

    return edit(request, form, _page("Add working hours", save))


@open_to(STEWARDS)
@require_http_methods(["GET", "POST"])
def calendar_change(request: SignedInRequest, calendar_id: UUID) -> HttpResponse:
    line = calendar_line(request.actor, calendar_id, since=date.max)
    if line is None:
        raise Http404
    form = CalendarForm(request.POST or None, changes=asdict(line.described))

    def save() -> str:
        change_calendar(
            by=request.actor, calendar_id=calendar_id, calendar=form.described(), now=read_clock(), opened=form.opened()
        )
        return reverse("admin-branches")

    return edit(request, form, _page(f"Change {line.described.name}", save))


@open_to(STEWARDS)
@require_http_methods(["GET", "POST"])
def day_close(request: SignedInRequest, calendar_id: UUID) -> HttpResponse:
    line = calendar_line(request.actor, calendar_id, since=date.max)
    if line is None:
        raise Http404
    form = CloseDayForm(request.POST or None)

    def save() -> str:
        close_day(by=request.actor, calendar_id=calendar_id, now=read_clock(), **form.facts())
        return reverse("admin-branches")

    return edit(request, form, _page(f"Close a day of {line.described.name}", save, said="That day is closed."))


@open_to(STEWARDS)
@require_POST
def day_reopen(request: SignedInRequest, day_id: UUID) -> HttpResponse:
    """Take a closed day back."""
    if not is_closed_day(request.actor, day_id):
        raise Http404
    try:
        reopen_day(by=request.actor, day_id=day_id, now=read_clock())
    except CannotRunItSo as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "That day is a working day again.")
    return see_other(reverse("admin-branches"))


def _page(title: str, save: Any, *, said: str = "Saved.") -> EditPage:
    return EditPage(title=title, back_url=reverse("admin-branches"), back_said="Branches", save=save, said=said)


def _calendars(request: SignedInRequest) -> dict[str, Any]:
    lines = calendar_lines(request.actor, since=date.max)
    return {"calendar_id": [(line.id, line.described.name) for line in lines]}
