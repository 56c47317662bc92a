"""What has every form in common in which somebody says how a customer was told? How, the words, and once."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.http import HttpResponse, QueryDict
from django.urls import reverse

from steadyhand.business.customers.described import CannotKeep
from steadyhand.business.promises.actions.give_promise import CannotPromise
from steadyhand.business.promises.actions.keep_word import Said
from steadyhand.business.promises.keeping import ChangedMeanwhile, NoSuchPromise
from steadyhand.business.promises.queries.speaking_of import SpokenOf
from steadyhand.business.promises.rules import CannotHappenToPromise, Channel, WordSort
from steadyhand.flows.word.speaking import SPOKEN, before_writing, ways_to_tell
from steadyhand.pages.common.composing.fields import CustomerWords
from steadyhand.pages.common.doors import SignedInRequest
from steadyhand.pages.common.record.editing import DayInput, EditPage, OnceForm, Onward, edit
from steadyhand.pages.common.saying import Saying, SkippedHour
from steadyhand.pages.common.told.asking import ask_who_told
from steadyhand.shared.actor import Actor

# What is asked about a promise for the house alone.
INSIDE = frozenset({"sooner_because", "cause", "cause_words"})
WAITS = (
    "The record says something else than these words, so they wait: the service manager decides within a quarter of an "
    "hour. Nobody reads them until then; under “What was said since” you can put them right."
)
_SPOKEN = {Channel.PHONE: "I told them on the phone", Channel.IN_PERSON: "I told them in person"}


class TellForm(OnceForm):
    """How the customer is told, and in which words."""

    use_required_attribute = False

    channel = forms.ChoiceField(
        label="How",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how they are told."},
    )
    words = CustomerWords(
        label="What the customer reads or heard",
        max_length=1000,
        rows=6,
        help_text="Ready to send. Change what you would say another way; it is kept as you leave it.",
        error_messages={"required": "Write what they are told."},
    )

    def __init__(
        self, data: QueryDict | None, *, by: Actor, about: SpokenOf, initial: Mapping[str, Any], now: datetime
    ) -> None:
        ways = ways_to_tell(by, about)
        super().__init__(data, initial={"channel": ways[0][0], **initial})
        channel: forms.ChoiceField = self.fields["channel"]  # type: ignore[assignment]  # declared above
        channel.choices = [
            (way, f"Send it {way.label} to {address}" if address else _SPOKEN[way]) for way, address in ways
        ]
        if all(way in SPOKEN for way, _ in ways):
            channel.help_text = f"{about.promise.to_whom} hasn't agreed to be written to, so somebody speaks to them."
        else:
            channel.help_text = before_writing(by, about, now=now)

    @property
    def inside(self) -> list[forms.BoundField]:
        """Return the fields that no customer reads, to be drawn in a box of their own."""
        return [field for field in self if field.name in INSIDE]

    @property
    def outside(self) -> list[forms.BoundField]:
        """Return the other fields."""
        return [field for field in self if field.name not in INSIDE]

    def said(self, sort: WordSort) -> Said:
        """Return what was said, once the form is valid."""
        return Said(sort=sort, channel=Channel(self.cleaned_data["channel"]), words=self.cleaned_data["words"])


class NewTimeForm(TellForm):
    """Telling with another time, by the clock on the wall where the customer is."""

    new_on = forms.DateField(label="New time: the day", required=False, widget=DayInput)
    new_at = forms.TimeField(
        label="New time: before", required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    sooner_because = forms.CharField(
        label="Why it will be kept although it is sooner",
        required=False,
        max_length=300,
        help_text="Only where the new time is sooner than the odds allow. It stays inside, and is counted.",
    )

    def __init__(self, data: QueryDict | None, *, saying: Saying, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.saying = saying

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        on, at = cleaned.get("new_on"), cleaned.get("new_at")
        cleaned["new_by_at"] = None
        if (on is None) != (at is None):
            self.add_error("new_on" if on is None else "new_at", "Name both the day and the hour, or neither.")
        elif on is not None and at is not None:
            cleaned["new_by_at"] = self._moment(on, at)
        return cleaned

    def _moment(self, on: date, at: time) -> datetime | None:
        try:
            return self.saying.moment(on, at)
        except SkippedHour as skipped:
            self.add_error("new_at", str(skipped))
            return None


def tell(
    request: SignedInRequest,
    form: TellForm,
    about: SpokenOf,
    *,
    title: str,
    intro: str,
    said: str,
    button: str,
    template: str,
    do: Callable[[], bool],
    now: datetime,
) -> HttpResponse:
    """Show a form about a promise, or do what it says; what is refused comes back with all that was typed.

    `do` says whether the words wait: then that is what whoever wrote them reads. `now` is when it is done.
    """
    back = reverse("promise", args=[about.promise.id])

    def save() -> str | Onward:
        try:
            waits = do()
        except (CannotHappenToPromise, CannotPromise, ChangedMeanwhile, NoSuchPromise) as refused:
            raise CannotKeep(str(refused)) from refused
        ask_who_told(request, at=now)
        return Onward(back, WAITS) if waits else back

    page = EditPage(
        title=title,
        back_url=back,
        back_said="The promise",
        save=save,
        said=said,
        button=button,
        intro=intro,
        template=template,
        extra={"about": about, "promise": about.promise},
    )
    return edit(request, form, page)
