"""What the desk fills in about promises: which time, to whom, how it was said, and why."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django import forms

from steadyhand.business.promises.rules import Channel
from steadyhand.pages.common.saying import Saying, SkippedHour
from steadyhand.pages.dispatcher.forms import KeyedForm
from steadyhand.pages.dispatcher.promising import OfferSaid, offered_lately

ANOTHER = "another"
# On the page that customers open nobody tells them anything by hand.
SAID_BY_HAND = (Channel.PHONE, Channel.IN_PERSON, Channel.EMAIL, Channel.TEXT)


class TimeForm(KeyedForm):
    """A time that is given: one that is offered, or another that is written."""

    offered_at = forms.CharField(widget=forms.HiddenInput, required=False)
    # The time beyond the contract's term that the service manager has been told of, before anybody says it.
    warned_of = forms.CharField(widget=forms.HiddenInput, required=False)
    time = forms.ChoiceField(
        label="Which time?", widget=forms.RadioSelect, error_messages={"required": "Choose the time that you said."}
    )
    on = forms.DateField(
        label="Another time: the day",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    after = forms.TimeField(
        label="Not before", required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    before = forms.TimeField(
        label="Before", required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    sooner_because = forms.CharField(
        label="If it is sooner than those offered: why will it be kept?", max_length=300, required=False
    )
    to_whom = forms.CharField(
        label="Said to", max_length=200, error_messages={"required": "Write to whom you said it."}
    )
    channel = forms.ChoiceField(
        label="How", choices=[(each.value, each.label) for each in SAID_BY_HAND], initial=Channel.PHONE
    )

    def __init__(self, *args: Any, saying: Saying, offers: Sequence[OfferSaid], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.saying = saying
        field = self.fields["time"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for mypy: declared so above
        field.choices = [*((one.value, _line(one)) for one in offers), (ANOTHER, "Another time")]
        if self.is_bound and str(self["time"].value() or "") not in {"", ANOTHER, *(one.value for one in offers)}:
            # Times move on while somebody speaks; what was chosen is judged by the action, not by the list.
            field.choices = [*field.choices, (str(self["time"].value()), "the time you chose")]

    def warn_of(self, by_at: datetime, said: str) -> None:
        """Show the form once more with what the service manager has been told, before anything is promised."""
        sent = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict, where something was sent
        sent["warned_of"] = by_at.isoformat()
        self.data = sent
        self.add_error("time", said)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chosen = cleaned.get("time")
        if chosen is None:
            return cleaned
        cleaned["from_at"] = None
        cleaned["offered_at"] = offered_lately(cleaned.get("offered_at", ""), self.saying.now)
        if chosen != ANOTHER:
            self._offered(cleaned, chosen)
        elif not cleaned.get("on") or not cleaned.get("before"):
            self.add_error("on", "Write the day, and the hour before which it will be so.")
        else:
            self._written(cleaned)
        return cleaned

    def _offered(self, cleaned: dict[str, Any], chosen: str) -> None:
        try:
            cleaned["by_at"] = datetime.fromisoformat(chosen).astimezone(UTC)
        except ValueError:
            self.add_error("time", "This time can't be read: choose one of those that are offered.")

    def _written(self, cleaned: dict[str, Any]) -> None:
        try:
            cleaned["by_at"] = self.saying.moment(cleaned["on"], cleaned["before"])
            if cleaned.get("after"):
                cleaned["from_at"] = self.saying.moment(cleaned["on"], cleaned["after"])
        except SkippedHour as skipped:
            self.add_error("before", str(skipped))


class GivePromiseForm(TimeForm):
    """A promise on a call."""

    field_order = ("time", "on", "after", "before", "sooner_because", "to_whom", "channel")


class AnotherTimeForm(TimeForm):
    """Another time, which the customer has agreed to."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    why = forms.CharField(
        label="Why another time (stays inside)",
        max_length=250,
        error_messages={"required": "Write why another time was needed."},
    )
    field_order = ("time", "on", "after", "before", "sooner_because", "to_whom", "channel", "why")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_whom"].label = "Who has agreed?"


class KeptForm(KeyedForm):
    """It has happened, and nothing else in the record says so."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    how = forms.CharField(
        label="What happened", max_length=250, error_messages={"required": "Write in a few words what happened."}
    )


def _line(one: OfferSaid) -> str:
    parts = (one.said, one.odds, f"beyond the contract ({one.beyond_term})" if one.beyond_term else "")
    return " · ".join(part for part in parts if part)
