"""What is filled in about customers, sites, people, contracts and machines. Whether it can be kept, the actions say."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict

from steadyhand.pages.common.composing.fields import CustomerWords
from steadyhand.pages.common.record.editing import DayInput, OnceForm

Choices = Iterable[tuple[UUID, str]]
CHANNELS = [("phone", "phone"), ("email", "e-mail"), ("sms", "text message"), ("none", "please don't")]
RESPONSE_TERMS = [("each_call", "at most, for each call"), ("quarterly_average", "on average, over a quarter")]
LANGUAGES = [("en", "English"), ("es", "Spanish"), ("fr", "French"), ("de", "German")]
LONGEST_NOTE = 4000


def _uuid(value: str) -> UUID | None:
    return UUID(value) if value else None


def one_of(label: str, *, none: str = "", required: bool = False, help_text: str = "") -> Any:
    """Return a choice among rows that a form offers when it is made; `none` names leaving it open."""
    return forms.TypedChoiceField(
        label=label,
        required=required,
        coerce=_uuid,
        empty_value=None,
        help_text=help_text,
        choices=[("", none)] if none else [],
        error_messages={"required": f"Choose one: {label.lower()}."},
    )


def day(label: str, *, help_text: str = "") -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=DayInput(), help_text=help_text)


def text(
    label: str, longest: int, *, required: bool = False, help_text: str = "", inputmode: str = "text"
) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=longest,
        required=required,
        help_text=help_text,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": inputmode}),
    )


def phone_field(label: str = "Phone") -> forms.CharField:
    return text(label, 40, inputmode="tel")


def latitude_field() -> forms.FloatField:
    """Return the field for degrees north; a form has it beside `longitude_field`."""
    return _degrees("Latitude", 90, "Degrees north, such as 39.9612; below 0 in the south. Empty if not known.")


def longitude_field() -> forms.FloatField:
    """Return the field for degrees east."""
    return _degrees("Longitude", 180, "Degrees east, such as -82.9988; below 0 in the Americas.")


def _degrees(label: str, most: int, help_text: str) -> forms.FloatField:
    return forms.FloatField(label=label, required=False, min_value=-most, max_value=most, help_text=help_text)


def long_text(label: str, *, help_text: str = "", required: bool = False) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, max_length=LONGEST_NOTE, required=required, help_text=help_text, widget=widget)


class RecordForm(OnceForm):
    """A form whose choices depend on who asks."""

    def __init__(
        self, data: QueryDict | None = None, *, choices: Mapping[str, Choices] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        for name, offered in (choices or {}).items():
            field: Any = self.fields[name]
            field.choices = [*field.choices, *((str(row_id), said) for row_id, said in offered)]


class CustomerForm(RecordForm):
    name = text("Name", 200, required=True)
    ref = text("Customer number", 80, help_text="Leave it empty for the next free one.")
    branch_id = one_of("Branch", required=True)
    phone = phone_field()
    email = forms.EmailField(label="E-mail", required=False)
    segment = text("Segment", 60, help_text="Such as school, clinic, law office.")
    language = forms.ChoiceField(label="Language", choices=LANGUAGES, initial="en")
    is_on_credit_hold = forms.BooleanField(
        label="On credit hold", required=False, help_text="Calls are still taken; whoever plans them is warned."
    )
    customer_since_on = day("Customer since")
    note = long_text("Note", help_text="For everybody here; customers don't see it. Write facts.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A language that came from a file stays choosable.
        field: Any = self.fields["language"]
        known = self.initial.get("language")
        if known and known not in dict(LANGUAGES):
            field.choices = [*LANGUAGES, (known, known)]


class LocatedForm(RecordForm):
    """A form with a place on the map."""

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        names = ("latitude", "longitude")
        given = [facts.get(name) is not None for name in names]
        # Half a place may have come in a file: whoever changes the phone number needn't know the rest.
        is_new = any(facts.get(name) != self.initial.get(name) for name in names)
        if is_new and any(given) and not all(given) and not set(names) & self.errors.keys():
            missing = "longitude" if given[0] else "latitude"
            self.add_error(missing, "A place needs both, latitude and longitude; fill in this one or empty the other.")
        return facts


class SiteForm(LocatedForm):
    name = text("Name", 200, help_text="What the customer calls it: Main office, Riverside.")
    street = text("Street and number", 200)
    city = text("City", 100)
    region = text("State or region", 60)
    postcode = text("Postcode", 20)
    country = text("Country", 2, help_text="Two letters, such as US; empty for the dealership's own.")
    phone = phone_field()
    latitude = latitude_field()
    longitude = longitude_field()
    calendar_id = one_of(
        "Hours when somebody is let in",
        none="as the contract or the branch",
        help_text="Visits are planned in them; what the customer has no contract for is counted by them too.",
    )
    how_to_get_in = long_text("How to get in", help_text="Parking, entrance, whom to ask. No codes here.")
    clearance = text(
        "Clearance needed",
        100,
        help_text="Such as county court badge, in the words of the technicians' own record. Empty for none.",
    )
    door_code = text(
        "New door code",
        60,
        help_text="Shown to the visiting technician alone, on the day of the visit. Left empty, it stays as it is.",
    )

    def facts(self) -> dict[str, Any]:
        facts = super().facts()
        return facts | {"door_code": facts["door_code"] or None, "country": facts["country"].upper()}


class ContactForm(RecordForm):
    name = text("Name", 200, required=True)
    job_title = text("Job", 100)
    site_id = one_of("Site", none="no particular one")
    phone = phone_field()
    mobile = phone_field("Mobile")
    email = forms.EmailField(label="E-mail", required=False)
    language = text("Language", 8, help_text="A code such as en or es; empty for the customer's.")
    preferred_channel = forms.ChoiceField(label="How they want to hear from us", choices=CHANNELS, initial="phone")
    has_agreed_to_email = forms.BooleanField(label="Has agreed to e-mails", required=False)
    has_agreed_to_sms = forms.BooleanField(label="Has agreed to text messages", required=False)
    agreed_on = day("Agreed on")
    has_left = forms.BooleanField(label="Has left the customer", required=False)

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        agreed = facts.get("has_agreed_to_email") or facts.get("has_agreed_to_sms")
        if agreed and not facts.get("agreed_on") and "agreed_on" not in self.errors:
            self.add_error("agreed_on", "When did they agree? A consent without its day proves nothing.")
        return facts


class GoalForm(OnceForm):
    words = long_text("What they want, in their own words", required=True)
    said_by = text("Who said it", 200, required=True)
    said_on = forms.DateField(label="When", widget=DayInput())


class GoalChangeForm(GoalForm):
    is_reached = forms.BooleanField(
        label="Reached, or wanted no more",
        required=False,
        help_text="It stays here to be read, and stands on no brief any more.",
    )


class ContractForm(RecordForm):
    kind = text("Kind", 60)
    starts_on = day("Starts")
    ends_on = day("Ends", help_text="The last day it counts.")
    covers_parts = forms.BooleanField(label="Covers parts", required=False)
    covers_labour = forms.BooleanField(label="Covers labour", required=False)
    covers_toner = forms.BooleanField(label="Covers toner", required=False)
    covers_network = forms.BooleanField(label="Covers network work", required=False)
    needs_purchase_order = forms.BooleanField(label="Needs a purchase order", required=False)
    purchase_order = text("Purchase order on file", 60)
    response_minutes = forms.IntegerField(
        label="Response term, in minutes of working time",
        required=False,
        min_value=1,
        max_value=100_000,
        help_text="240 is four hours; empty for none.",
    )
    response_term = forms.ChoiceField(label="The response term counts", choices=RESPONSE_TERMS)
    calendar_id = one_of("Working hours", none="as the branch")
    lease_ends_on = day("Lease ends")
    lessor = text("Lessor", 100)


class NewContractForm(ContractForm):
    number = text("Contract number", 80, help_text="Leave it empty for the next free one.")
    covers_parts = forms.BooleanField(label="Covers parts", required=False, initial=True)
    covers_labour = forms.BooleanField(label="Covers labour", required=False, initial=True)
    field_order = ("number",)


class MachineForm(RecordForm):
    serial = text("Serial number", 60, help_text="As on the plate.")
    asset_tag = text("Asset tag", 60)
    model_id = one_of("Model", none="not known")
    contract_id = one_of("Contract", none="none")
    network_address = text("Network address", 100)
    installed_on = day("Installed")
    removed_on = day("Removed", help_text="Empty while it stands there.")
    note = long_text("Note")


class PlaceForm(RecordForm):
    """Where a machine stands, at the customer it is at or at another."""

    site_id = one_of("Site", none="not known")
    stands_where = CustomerWords(
        label="Where it stands",
        help_text="Floor, room, desk.",
        rows=2,
        is_line=True,
        required=False,
        max_length=200,
    )
    customer_number = text(
        "Another customer's number",
        80,
        help_text="Only if it leaves this customer: it then leaves its contract behind, and its calls stay with it.",
    )
    why = text("Why", 200, help_text="It goes into the history.")


class NewMachineForm(MachineForm):
    site_id = one_of("Site", none="not known")
    stands_where = CustomerWords(
        label="Where it stands",
        help_text="Floor, room, desk.",
        rows=2,
        is_line=True,
        required=False,
        max_length=200,
    )
