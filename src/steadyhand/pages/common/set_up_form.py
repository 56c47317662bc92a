"""What is asked when a dealership is founded in a browser? As much as the first call needs; the rest has its pages."""

from datetime import time
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from steadyhand.business.dealership.actions.found_dealership import FirstBranch
from steadyhand.business.dealership.actions.set_up_dealership import Founder, NewFirm
from steadyhand.business.dealership.rules import Role
from steadyhand.pages.common.account import NewPasswordForm
from steadyhand.pages.common.record.forms import phone_field, text
from steadyhand.shared.words import has_phones
from steadyhand.shared.working_hours import (
    BadHours,
    HolidaysUnknown,
    countries_with_holidays,
    region_code,
    span_from_text,
    zones_by_area,
)

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")
FIRST_CODE = "MAIN"
# Whom a small dealership's administrator is besides; technicians get a phone of their own.
OTHER_ROLES = {
    Role.DISPATCHER: "I take calls and plan visits",
    Role.SERVICE_MANAGER: "I lead the service department",
    Role.PRINCIPAL: "I own the firm",
}


def _countries() -> list[tuple[str, str]]:
    return [(code, name) for code, name in countries_with_holidays().items() if has_phones(code)]


def _zones() -> list[tuple[str, Any]]:
    areas = [
        (area, [(zone, zone.partition("/")[2].replace("_", " ").replace("/", ", ")) for zone in zones])
        for area, zones in zones_by_area().items()
    ]
    return [("", "Choose the nearest city"), *areas]


def _at(label: str, *, initial: time | None = None) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, required=initial is not None, initial=initial, widget=widget)


class FirmForm(forms.Form):
    """The dealership, its first branch and the hours it keeps."""

    firm_name = text("What is the dealership called?", 200, required=True, help_text="As customers know it.")
    country = forms.ChoiceField(label="Country", choices=_countries, initial="US")
    region = text("State or province", 60, help_text="For its public holidays: Ohio, or OH.")
    zone = forms.ChoiceField(
        label="Time zone",
        choices=_zones,
        error_messages={"required": "Choose the city whose clocks yours agree with."},
        widget=forms.Select(attrs={"data-own-zone": True}),
    )
    branch_name = text("Name of the first branch", 100, required=True, help_text="Others are opened later.")
    branch_code = text("Its short code", 20, required=True, help_text="As in your files, such as COL.")
    street = text("Street and number", 200)
    city = text("City", 100)
    phone = phone_field("Phone that customers call")
    opens = _at("Monday to Friday from", initial=time(8))
    closes = _at("Monday to Friday until", initial=time(17))
    saturday_opens = _at("Saturday from")
    saturday_closes = _at("Saturday until")
    rests_on_holidays = forms.BooleanField(label="Closed on public holidays", required=False, initial=True)

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        self._check_region(facts)
        facts["weekly"] = {
            **dict.fromkeys(WEEKDAYS, self._spans(facts, "opens", "closes")),
            "sat": self._spans(facts, "saturday_opens", "saturday_closes"),
        }
        return facts

    def _check_region(self, facts: dict[str, Any]) -> None:
        try:
            facts["region"] = region_code(facts.get("country", ""), facts.get("region", ""))
        except HolidaysUnknown as problem:
            if "country" in facts:
                self.add_error("region", str(problem))

    def _spans(self, facts: dict[str, Any], opens: str, closes: str) -> list[str]:
        """Return the hours of a day as a row keeps them; none where the day is left empty."""
        times = facts.get(opens), facts.get(closes)
        if times == (None, None):
            return []
        if times[0] is None or times[1] is None:
            empty = opens if times[0] is None else closes
            if empty not in self.errors:
                self.add_error(empty, "Give both times, or leave both empty.")
            return []
        try:
            return [str(span_from_text(f"{times[0]:%H:%M}-{times[1]:%H:%M}"))]
        except BadHours as problem:
            self.add_error(closes, str(problem))
            return []

    def firm(self) -> NewFirm:
        """Return the dealership as it was described."""
        facts = self.cleaned_data
        return NewFirm(
            name=facts["firm_name"],
            country=facts["country"],
            region=facts["region"],
            zone=facts["zone"],
            weekly={day: spans for day, spans in facts["weekly"].items() if spans},
            rests_on_holidays=facts["rests_on_holidays"],
            branch=FirstBranch(
                code=facts["branch_code"],
                name=facts["branch_name"],
                street=facts["street"],
                city=facts["city"],
                phone=facts["phone"],
            ),
        )


class SetUpForm(FirmForm, NewPasswordForm):
    """The dealership, and whoever founds it."""

    name = text("Your name", 200, required=True, help_text="As colleagues and the history call you.")
    email = forms.EmailField(
        label="Your e-mail",
        help_text="You sign in with it.",
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    other_roles = forms.MultipleChoiceField(
        label="What else are you here for?",
        required=False,
        choices=[(role.value, said) for role, said in OTHER_ROLES.items()],
        initial=[Role.DISPATCHER.value],
        widget=forms.CheckboxSelectMultiple,
        help_text="You are the administrator anyway. Roles are changed at any time, under People.",
    )

    # In the order in which the page asks.
    groups = (
        ("The dealership", ("firm_name", "country", "region", "zone")),
        ("Its first branch", ("branch_name", "branch_code", "street", "city", "phone")),
        ("When it works", ("opens", "closes", "saturday_opens", "saturday_closes", "rests_on_holidays")),
        ("You", ("name", "email", "password", "again", "other_roles")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["branch_name"].initial = "Main office"
        self.fields["branch_code"].initial = FIRST_CODE

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        # Here, so that it is said beside the field; the action asks again, knowing whose it is.
        validate_password(password)
        return password

    def grouped(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Return the fields under the headings of the page."""
        return [(heading, [self[name] for name in names]) for heading, names in self.groups]

    def founder(self) -> Founder:
        """Return who founds it."""
        facts = self.cleaned_data
        return Founder(
            name=facts["name"],
            email=facts["email"],
            password=facts["password"],
            other_roles=[Role(role) for role in facts["other_roles"]],
        )
