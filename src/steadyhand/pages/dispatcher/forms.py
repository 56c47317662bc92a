"""What the dispatcher fills in. Forms check what was typed; whether it can be done, the actions say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict

from steadyhand.business.calls.actions.try_by_phone import PhoneTry
from steadyhand.business.calls.planning import LEAST_MINUTES, MOST_MINUTES
from steadyhand.business.calls.queries.call import CodeChoice
from steadyhand.business.calls.rules import CallType, Urgency, WaitingFor
from steadyhand.business.dealership.branches import BranchFacts
from steadyhand.business.needs.rules import Sort
from steadyhand.business.people.queries import TechnicianFacts
from steadyhand.business.promises.rules import Channel
from steadyhand.flows.visit.know_caller import CallerKnown
from steadyhand.pages.common.composing.fields import CustomerWords, Promises
from steadyhand.pages.common.leaving import new_key
from steadyhand.pages.common.saying import Saying, SkippedHour

NOT_TRIED, FIXED, NOT_FIXED = "", "fixed", "not_fixed"
CALLER_FIELDS = ("contact", "caller_name", "caller_phone", "site", "said_about_machine", "branch", "purchase_order")
TYPED = {"caller_name", "caller_phone", "said_about_machine", "purchase_order"}
SOMEBODY_ELSE = ("", "Somebody else (name and phone below)")


class KeyedForm(forms.Form):
    """A form that does what it does once, however often it is sent."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=new_key)
    back = forms.CharField(widget=forms.HiddenInput, required=False)

    @property
    def key(self) -> str:
        return str(self.cleaned_data["form_key"])

    @property
    def reads_customer(self) -> bool:
        """Tell whether it holds words that a customer reads."""
        return any(isinstance(field, CustomerWords) for field in self.fields.values())

    def begin_at(self, name: str) -> None:
        """Put the cursor into this field when the form appears."""
        self.fields[name].widget.attrs["autofocus"] = True


class NewCallForm(KeyedForm):
    """A call while the caller is on the phone. Which fields say who it is depends on what is known of them."""

    customer = forms.UUIDField(widget=forms.HiddenInput, required=False)
    machine = forms.UUIDField(widget=forms.HiddenInput, required=False)
    site = forms.TypedChoiceField(label="Site", required=False)
    contact = forms.ChoiceField(label="Who is calling?", required=False)
    caller_name = forms.CharField(label="Caller's name", max_length=200, required=False)
    caller_phone = forms.CharField(
        label="Phone to call back",
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    said_about_machine = forms.CharField(
        label="What they say about machine and place",
        max_length=200,
        required=False,
        help_text="Serial, maker, street: whatever helps to find out later.",
    )
    branch = forms.ChoiceField(label="Branch", required=False)
    problem = CustomerWords(
        label="The problem, in the caller's words",
        help_text="The customer reads it on their page, under “What you told us”.",
        max_length=4000,
        error_messages={"required": "What is wrong? Write it in the caller's own words."},
    )
    urgency = forms.ChoiceField(label="How badly does it hurt?", choices=Urgency.choices(), initial=Urgency.NORMAL)
    call_type = forms.ChoiceField(label="Call type", choices=CallType.choices(), initial=CallType.CORRECTIVE)
    problem_code = forms.ChoiceField(label="Problem code", required=False)
    purchase_order = forms.CharField(label="Purchase order", max_length=60, required=False)
    # Question keys with the place of the answer: `what:2 print-how:1`.
    answers = forms.CharField(widget=forms.HiddenInput, required=False)
    suggested = forms.CharField(widget=forms.HiddenInput, required=False)
    phone_steps = forms.MultipleChoiceField(label="What was tried", required=False, widget=forms.CheckboxSelectMultiple)
    phone_result = forms.ChoiceField(
        label="Does it work now?",
        choices=[(NOT_TRIED, "Not tried"), (FIXED, "Yes, it works"), (NOT_FIXED, "No, somebody must come")],
        initial=NOT_TRIED,
        required=False,
        widget=forms.RadioSelect,
    )
    told_customer = CustomerWords(
        keeps_reasons=True,
        label="What you told the caller",
        rows=2,
        max_length=2000,
        required=False,
        initial="It works again after what we did together on the phone. We ring on the next working day to ask "
        "whether it still does.",
    )

    # When the times below were offered: they hold for an hour, and count from then.
    offered_at = forms.CharField(widget=forms.HiddenInput, required=False)
    # The time beyond the contract's term that the service manager has been told of, before anybody says it.
    warned_of = forms.CharField(widget=forms.HiddenInput, required=False)
    # What was pressed: a time that was offered, or the one that is written below.
    promise = forms.CharField(required=False)
    promise_on = forms.DateField(
        label="Day", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    promise_from = forms.TimeField(
        label="Not before", required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    promise_by = forms.TimeField(
        label="Before", required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    promise_why = forms.CharField(
        label="If it is sooner than those above: why will it be kept?", max_length=300, required=False
    )

    def __init__(
        self,
        *args: Any,
        known: CallerKnown | None,
        branches: Sequence[BranchFacts],
        codes: Sequence[CodeChoice],
        steps: Sequence[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.known = known
        self._offer(
            "problem_code", [("", "Not said"), *((str(code.id), f"{code.name} ({code.code})") for code in codes)]
        )
        self._offer("phone_steps", [(step, step) for step in steps])
        self._offer("branch", [(str(branch.id), branch.name) for branch in branches])
        sites = known.sites if known else ()
        self._offer(
            "site", [("", "Not said"), *((str(site.id), _site_said(site.name, site.address)) for site in sites)]
        )
        people = known.contacts if known else ()
        self._offer("contact", [*((str(one.id), _person(one.name, one.job_title)) for one in people), SOMEBODY_ELSE])
        self.caller_fields = [self[name] for name in self._caller_names(len(branches))]

    @property
    def offers_phone(self) -> bool:
        """Tell whether there is something to try on the phone, or somebody says that it was tried."""
        return bool(self["phone_steps"].field.choices or self["phone_result"].value())  # type: ignore[attr-defined]

    def offer_at(self, at: str) -> None:
        """Let the form that is shown say when its times were offered."""
        self._show("offered_at", at)

    def warn_of(self, by_at: datetime) -> None:
        """Let the form that is shown say of which late time the service manager has been told."""
        self._show("warned_of", by_at.isoformat())

    def _show(self, name: str, value: str) -> None:
        self.initial[name] = value
        if isinstance(self.data, QueryDict):
            sent = self.data.copy()
            sent[name] = value
            self.data = sent

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("phone_steps") and not cleaned.get("phone_result"):
            self.add_error("phone_result", "Steps are ticked: say whether it works now.")
        return cleaned

    @property
    def tried(self) -> PhoneTry | None:
        """What was tried on the phone, or None where nobody says that it helped or didn't."""
        said = self.cleaned_data
        if said["phone_result"] not in (FIXED, NOT_FIXED):
            return None
        was_fixed = said["phone_result"] == FIXED
        return PhoneTry(tuple(said["phone_steps"]), was_fixed, said["told_customer"] if was_fixed else "")

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for mypy: declared so above
        field.choices = choices

    def _caller_names(self, branches: int) -> list[str]:
        """Return the fields that say who it is, in the order in which one asks, and those in which something stands."""
        return [
            name
            for name in CALLER_FIELDS
            if name in self._asked_names(branches) or (name in TYPED and self[name].value())
        ]

    def _asked_names(self, branches: int) -> set[str]:
        if self.known is None:
            return TYPED - {"purchase_order"} | ({"branch"} if branches > 1 else set())
        names = {"caller_name", "caller_phone"} | ({"contact"} if self.known.contacts else set())
        if self.known.machine is None:
            names |= {"said_about_machine"} | ({"site"} if self.known.sites else set())
        if self.known.contract is None or self.known.contract.needs_purchase_order:
            names.add("purchase_order")
        return names


class PlanForm(KeyedForm):
    """Who goes, when, for how long, and why so."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    technician = forms.ChoiceField(
        label="Technician",
        error_messages={
            "required": "Choose who goes.",
            "invalid_choice": "Choose somebody who works here on that day.",
        },
    )
    on = forms.DateField(label="Day", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    at = forms.TimeField(label="Time", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    minutes = forms.IntegerField(label="Minutes there", min_value=LEAST_MINUTES, max_value=MOST_MINUTES, initial=60)
    why = forms.CharField(label="Why so", max_length=300, required=False)

    def __init__(self, *args: Any, saying: Saying, technicians: Sequence[TechnicianFacts], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.saying = saying
        field = self.fields["technician"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for mypy: declared so above
        field.choices = [("", "Choose…"), *((str(one.id), one.name) for one in technicians)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "on" in cleaned and "at" in cleaned:
            try:
                cleaned["starts_at"] = self.saying.moment(cleaned["on"], cleaned["at"])
            except SkippedHour as problem:
                self.add_error("at", str(problem))
        return cleaned

    @property
    def starts_at(self) -> datetime:
        at: datetime = self.cleaned_data["starts_at"]
        return at


class VersionedForm(KeyedForm):
    """A step that is taken only if nobody has changed anything meanwhile."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class RestoreForm(VersionedForm):
    """A call that was just cancelled, and the visit that was cancelled with it, are as they were."""

    visit = forms.UUIDField(widget=forms.HiddenInput, required=False)
    visit_version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ReasonForm(VersionedForm):
    """Something is taken back, with the reason."""

    why = forms.CharField(
        label="Why",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why: your colleagues read it."},
    )


class ReopenForm(ReasonForm):
    """A call is open again. What it waits for is asked only where its last visit counted as done."""

    waiting_for = forms.ChoiceField(
        label="What does it still wait for?",
        choices=[("", "Choose…"), *WaitingFor.choices()],
        required=False,
        help_text="Its last visit counted as done; it is corrected to say that it wasn't.",
    )

    def __init__(self, *args: Any, was_done: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not was_done:
            del self.fields["waiting_for"]


class AnswerForm(KeyedForm):
    """What the customer was told who asked something on their page."""

    how = CustomerWords(label="What you told them", rows=2, max_length=500)

    def __init__(self, *args: Any, call_id: UUID | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        how: CustomerWords = self.fields["how"]  # type: ignore[assignment]  # declared above
        how.promises = Promises(call_id, Channel.PHONE) if call_id else None


@dataclass(frozen=True, slots=True)
class Takes:
    """A technician who could pass something on: `goes` says that the next visit is theirs, `when` at what time."""

    user_id: str
    name: str
    goes: bool
    when: str

    @property
    def label(self) -> str:
        return f"{self.name}, goes there {self.when}".strip() if self.goes else self.name


class HandForm(KeyedForm):
    """What a technician is to tell a customer, and how one knows it."""

    use_required_attribute = False

    technician = forms.ChoiceField(
        label="Who passes it on",
        error_messages={
            "required": "Choose who passes it on.",
            "invalid_choice": "Choose somebody who drives for this branch.",
        },
    )
    words = CustomerWords(
        label="What the customer is to hear",
        rows=2,
        max_length=300,
        help_text="One fact in one sentence, as the technician may say it.",
        error_messages={"required": "Write what the customer is to be told."},
    )
    source = forms.CharField(
        label="How do you know?",
        max_length=300,
        help_text="“Supplier's confirmation, 10:42”. Stays inside: the technician reads it, with your name.",
        error_messages={"required": "Write how you know: whoever passes it on will be asked."},
    )

    def __init__(self, *args: Any, takes: Sequence[Takes], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: forms.ChoiceField = self.fields["technician"]  # type: ignore[assignment]  # declared above
        field.choices = [("", "Choose…"), *((each.user_id, each.label) for each in takes)]
        field.initial = next((each.user_id for each in takes if each.goes), "")


class AskedForForm(KeyedForm):
    """What a customer would like to hear about."""

    sort = forms.ChoiceField(
        choices=[(sort.value, sort.label) for sort in Sort],
        error_messages={"required": "Choose what they would like to hear about."},
    )
    words = forms.CharField(max_length=1000, required=False)
    message = forms.UUIDField(required=False)
    is_answer = forms.BooleanField(required=False)


class IdentifyForm(KeyedForm):
    """Whose call it is."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    customer = forms.UUIDField(widget=forms.HiddenInput, required=False)
    site = forms.UUIDField(widget=forms.HiddenInput, required=False)
    machine = forms.UUIDField(widget=forms.HiddenInput, required=False)
    contact = forms.UUIDField(widget=forms.HiddenInput, required=False)


def _site_said(name: str, address: str) -> str:
    return f"{name}: {address}" if address and name != address else name or address


def _person(name: str, job_title: str) -> str:
    return f"{name}, {job_title}" if job_title else name
