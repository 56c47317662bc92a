"""What can be done on a candidate's page, each as a form of its own."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms

from steadyhand.business.learning.actions.hiring.interviewing import Meeting
from steadyhand.pages.common.record.editing import DayInput, OnceForm
from steadyhand.pages.common.saying import Saying, SkippedHour

# As long as the shipped kit says that a talk and two samples take.
USUAL_MINUTES = 90
Choices = list[tuple[str, str]]


class MeetingForm(OnceForm):
    """When a rater and the candidate meet; all of it may stay empty."""

    use_required_attribute = False

    day = forms.DateField(label="They meet on", required=False, widget=DayInput)
    at = forms.TimeField(
        label="At",
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    minutes = forms.IntegerField(label="For so many minutes", required=False, min_value=1, max_value=480)

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        if "day" in facts and "at" in facts and bool(facts["day"]) != bool(facts["at"]):
            missing = "at" if facts["day"] else "day"
            self.add_error(missing, "A day goes with a time: give both, or leave both empty.")
        return facts

    def meeting(self, saying: Saying) -> Meeting | None:
        """Return what was agreed; None for nothing.

        Raises:
            SkippedHour: clocks go forward over it.
        """
        facts = self.cleaned_data
        if not facts["day"]:
            return None
        return Meeting(saying.moment(facts["day"], facts["at"]), timedelta(minutes=facts["minutes"] or USUAL_MINUTES))

    def knows_the_hour(self, saying: Saying) -> bool:
        """Tell whether there is such an hour; where not, the form says so."""
        try:
            self.meeting(saying)
        except SkippedHour as skipped:
            self.add_error("at", str(skipped))
            return False
        return True


class AskForm(MeetingForm):
    rater = forms.ChoiceField(
        label="Who else looks?",
        error_messages={"required": "Choose somebody.", "invalid_choice": "They can't be asked any more: choose anew."},
        widget=forms.Select({"data-key": "r", "data-key-said": "Ask somebody to look"}),
    )

    def __init__(self, people: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"minutes": USUAL_MINUTES}, **kwargs)
        self.fields["rater"].choices = people  # type: ignore[attr-defined]  # a choice field

    def rater_id(self) -> UUID:
        return UUID(self.cleaned_data["rater"])


class OfRaterForm(OnceForm):
    """A button beside a rater."""

    rater = forms.UUIDField(widget=forms.HiddenInput)


class MoveForm(MeetingForm):
    rater = forms.UUIDField(widget=forms.HiddenInput)


class BeganForm(OnceForm):
    use_required_attribute = False

    technician = forms.ChoiceField(
        label="They work here now, as",
        error_messages={
            "required": "Choose which technician they have become.",
            "invalid_choice": "This technician isn't here any more: choose anew.",
        },
        widget=forms.Select({"data-key": "b", "data-key-said": "They have begun"}),
    )

    began_on = forms.DateField(
        label="Their first day",
        widget=DayInput,
        help_text="If it isn't the planned one, the days of the path move with it.",
        error_messages={"required": "Say since when: the days of the path are counted from it."},
    )

    def __init__(self, people: Choices, usual: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"began_on": usual}, **kwargs)
        self.fields["technician"].choices = people  # type: ignore[attr-defined]  # a choice field

    def technician_id(self) -> UUID:
        return UUID(self.cleaned_data["technician"])


class WithdrawForm(OnceForm):
    use_required_attribute = False

    why = forms.CharField(label="Why, if they said", required=False, max_length=300)
