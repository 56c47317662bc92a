"""What is filled in about a day plan. Whether it can be done, the actions say."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from steadyhand.business.dispatch.day_plan.rules import LEAST_WHY, Usual
from steadyhand.business.dispatch.day_plan.shown import PlanLane
from steadyhand.pages.dispatcher.forms import KeyedForm, VersionedForm

NOBODY = "nobody"
NO_REASON = "Choose a reason, or say it in your own words: it is shown back once a month."


class UsualField(forms.TypedChoiceField):
    """The short list of usual reasons; nothing chosen means own words."""

    def __init__(self, **facts: Any) -> None:
        others = [(each.value, _headed(each.label)) for each in Usual if each is not Usual.OWN_WORDS]
        choices = [(Usual.OWN_WORDS.value, "In my own words"), *others]
        super().__init__(choices=choices, coerce=Usual, **facts)

    def clean(self, value: Any) -> Any:
        return super().clean(value or Usual.OWN_WORDS)


def _headed(said: str) -> str:
    return f"{said[:1].upper()}{said[1:]}"


def is_reason(usual: str, words: str) -> bool:
    """Tell whether this says why: a usual reason, or own words of more than a letter."""
    return usual != Usual.OWN_WORDS or len(words.strip()) >= LEAST_WHY


class PlanDayForm(KeyedForm):
    """Which branch and day is to be planned."""

    branch = forms.CharField(max_length=40)
    on = forms.DateField()


class SetAsideForm(VersionedForm):
    """A proposal isn't wanted."""

    why = forms.CharField(label="Why", max_length=300, required=False)


class WhoElseForm(forms.Form):
    """Whom somebody asks about."""

    technician = forms.ChoiceField(label="Why not …?")

    def __init__(self, *args: Any, lanes: Sequence[PlanLane], without: UUID | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["technician"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for mypy: declared so above
        others = [(str(lane.technician_id), lane.name) for lane in lanes if lane.technician_id != without]
        field.choices = [("", "Choose…"), *others]


class MoveInPlanForm(VersionedForm):
    """Somebody else goes, or at another time, than a proposal says; with the reason."""

    technician = forms.ChoiceField(
        label="Who goes",
        error_messages={"required": "Choose who goes.", "invalid_choice": "Choose somebody of this day."},
    )
    at = forms.TimeField(
        label="From",
        required=False,
        help_text="Left empty: whenever it fits best.",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    usual = UsualField(label="Usual reason")
    why = forms.CharField(
        label="Why so",
        max_length=300,
        required=False,
        help_text="Not needed beside a usual reason. Kept, and shown once a month with all others of its kind.",
    )

    def __init__(self, *args: Any, lanes: Sequence[PlanLane], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["technician"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for mypy: declared so above
        field.choices = [
            ("", "Choose…"),
            *((str(lane.technician_id), lane.name) for lane in lanes if not lane.absent),
            (NOBODY, "Nobody on this day"),
        ]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if "usual" in said and "why" in said and not is_reason(said["usual"], said["why"]):
            self.add_error("why", "Say why: the plan had its reasons, and yours are kept.")
        return said

    @property
    def technician_id(self) -> UUID | None:
        chosen: str = self.cleaned_data["technician"]
        return None if chosen == NOBODY else UUID(chosen)


class PinForm(KeyedForm):
    """A call is to stay with whom the plan has it, at its time or at any."""

    holds_time = forms.BooleanField(label="At this time, too", required=False)
    why = forms.CharField(label="Why", max_length=300, required=False)
