"""What a technician says at the end of a visit, and how it is checked."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms

from steadyhand.business.calls.closing import LONGEST_NEXT_STEP, Closing, what_is_missing
from steadyhand.business.calls.parts_used import MOST_OF_ONE
from steadyhand.business.calls.queries.closing import ClosingFacts, CodeChoice, Fix, PartLine
from steadyhand.business.calls.rules import VisitState
from steadyhand.business.conversations.saying import Dismissed
from steadyhand.business.machines.queries import MeterFacts, VisitReading
from steadyhand.business.machines.rules import Verdict
from steadyhand.business.promises.rules import Channel
from steadyhand.flows.visit.close_visit import ReadMeter
from steadyhand.pages.common.composing.fields import CustomerWords, Home, Promises
from steadyhand.pages.common.composing.kept import kept_in
from steadyhand.pages.common.saying import Saying, SkippedHour
from steadyhand.pages.technician.suggested import Chosen, fix_value, used_value

OUTCOMES = [
    (VisitState.DONE, "Done: it works again"),
    (VisitState.PARTS, "It needs a part"),
    (VisitState.IT, "The IT team must go on"),
    (VisitState.HANDS, "It takes a second pair of hands"),
    (VisitState.CANCELLED, "The customer cancelled"),
]
SOMETHING_ELSE = "else"
# What people put between the digits of a long number.
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[ ,.'’\u00a0\u202f](?=\d)")
# Twelve digits: no counter has more.
_COUNT = re.compile(r"\d{1,12}")


class MeterField(forms.CharField):
    """What a counter shows, as people type it: 51234, 51,234 or 51.234."""

    def clean(self, value: Any) -> Any:
        text = _BETWEEN_DIGITS.sub("", str(super().clean(value)).strip())
        if not text:
            return None
        if not _COUNT.fullmatch(text):
            raise forms.ValidationError(f"“{value}” is no count; type the digits that the meter shows.")
        return int(text)


class ClosingForm(forms.Form):
    """The closing of one visit. Fields for meters and parts are as many as it has."""

    use_required_attribute = False

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    form_key = forms.UUIDField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label="How did it end?",
        choices=OUTCOMES,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how the visit ended."},
    )
    told_customer = CustomerWords(
        keeps_reasons=True,
        label="What you told the customer",
        help_text="They read exactly this on their page.",
        finds_words=True,
        max_length=4000,
        error_messages={"required": "Write what you told the customer: they read it on their page."},
    )
    next_step = CustomerWords(
        keeps_reasons=True,
        label="If it isn't done: what happens next?",
        help_text="In words for the customer, who reads this too.",
        rows=2,
        max_length=LONGEST_NEXT_STEP,
        required=False,
    )
    stays_inside = forms.CharField(
        label="What stays inside",
        help_text="For colleagues. It may be read one day: write facts, no opinions about people.",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=4000,
        required=False,
    )

    def __init__(
        self,
        facts: ClosingFacts,
        meters: Sequence[MeterFacts],
        readings: Sequence[VisitReading],
        saying: Saying,
        *,
        is_mine: bool,
        homes: Sequence[Home] = (),
        at_first: Chosen | None = None,
        typed_on: date | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.facts, self.saying = facts, saying
        self.typed_on = typed_on or saying.today
        for name in ("told_customer", "next_step"):
            self.composed(name).homes = homes
            self.composed(name).promises = Promises(facts.call_id, Channel.IN_PERSON)
        self.meters = {f"meter-{meter.id}": meter for meter in meters}
        self._add_codes(facts, at_first)
        self._add_meters(meters, readings)
        for line in facts.parts:
            self.fields[f"quantity-{line.part.id}"] = forms.IntegerField(
                label=f"{line.part.name} ({line.part.number})",
                min_value=0,
                max_value=MOST_OF_ONE,
                initial=line.quantity,
                # A form from before the part was noted doesn't have it, and leaves it as it is.
                required=False,
            )
        if facts.arrived_at is None:
            self.fields["arrived_at"] = forms.TimeField(
                label="When did you arrive?",
                help_text="You didn't tap “I'm here”. Leave it empty if you don't remember.",
                required=False,
                widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            )
        if not is_mine:
            self.fields["why"] = forms.CharField(
                label="Why do you close it for them?",
                max_length=500,
                error_messages={"required": "Write why: it isn't your visit."},
            )

    def composed(self, name: str) -> CustomerWords:
        """Return a field whose words the customer reads."""
        field = self.fields[name]
        assert isinstance(field, CustomerWords)  # noqa: S101  # for mypy: declared so above
        return field

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("outcome"):
            missing = what_is_missing(
                self.closing(), self.facts.call_type, has_corrections=bool(self.facts.corrections)
            )
            for name, sentence in missing.items():
                field = self._field_of(name)
                if field not in self.errors:
                    self.add_error(field, sentence)
        return cleaned

    def closing(self) -> Closing:
        """Return the closing as far as the fields so far are right."""
        cleaned = self.cleaned_data
        outcome = VisitState(cleaned["outcome"])
        cause, correction = self._chosen_codes()
        if outcome is not VisitState.DONE:
            # What usually fixes it may stand selected; nothing has fixed it yet. The cause is what they were told.
            cause, correction = (None if outcome is VisitState.CANCELLED else cause), None
        return Closing(
            outcome=outcome,
            told_customer=cleaned.get("told_customer", ""),
            stays_inside=cleaned.get("stays_inside", ""),
            next_step=cleaned.get("next_step", ""),
            cause_code_id=cause,
            correction_code_id=correction,
            parts=tuple(self._parts(outcome).items()),
            arrived_at=cleaned.get("arrived_at") or None,
        )

    def readings(self) -> list[ReadMeter]:
        """Return the meters that somebody typed a count for."""
        typed = [(meter, self.cleaned_data.get(name)) for name, meter in self.meters.items()]
        return [
            ReadMeter(meter.id, shown, is_new_counter=bool(self.cleaned_data.get(f"exchanged-{meter.id}")))
            for meter, shown in typed
            if shown is not None
        ]

    def dismissed(self) -> list[Dismissed]:
        """Return what the guard found in the words for the customer and the writer kept."""
        return [each for name in ("told_customer", "next_step") for each in kept_in(self.data, self.add_prefix(name))]

    def clean_arrived_at(self) -> datetime | None:
        at = self.cleaned_data["arrived_at"]
        if at is None:
            return None
        try:
            moment = self.saying.moment(self.typed_on, at)
        except SkippedHour as skipped:
            raise forms.ValidationError(str(skipped)) from skipped
        if moment > self.saying.now:
            raise forms.ValidationError("That is still to come; type when you arrived today, or leave it empty.")
        return moment

    def bound_meters(self) -> list[tuple[forms.BoundField, forms.BoundField, MeterFacts]]:
        """Return each meter's field with its "new counter" tick and what was read last."""
        return [(self[name], self[f"exchanged-{meter.id}"], meter) for name, meter in self.meters.items()]

    def suggest(self, **words: str) -> None:
        """Put words into empty fields of a form that goes back, and mark those that nobody has changed yet."""
        for name, said in words.items():
            if self.is_bound and said and not self.data.get(name, "").strip():
                self.data = {**dict(self.data.items()), name: said}
            # say.js brings newer words only where these still stand (data-suggested).
            self.fields[name].widget.attrs["data-suggested"] = said

    def bound_parts(self) -> list[tuple[forms.BoundField, PartLine]]:
        return [(self[f"quantity-{line.part.id}"], line) for line in self.facts.parts]

    def _add_codes(self, facts: ClosingFacts, at_first: Chosen | None) -> None:
        if facts.fixes:
            choices = [(fix_value(fix), _fix_said(fix)) for fix in facts.fixes]
            usual = {used_value(used): used for fix in facts.fixes for used in fix.parts}
            self.fields["usual"] = forms.MultipleChoiceField(
                label="Parts this usually takes", choices=[(value, value) for value in usual], required=False
            )
            self.fields["fix"] = forms.ChoiceField(
                label="What fixed it?",
                choices=[*choices, (SOMETHING_ELSE, "Something else, chosen below")],
                widget=forms.RadioSelect,
                required=False,
                initial=_fix_at_first(facts, at_first),
            )
        for name, label, codes, initial in (
            ("cause_code", "What was it?", facts.causes, facts.cause_code_id),
            ("correction_code", "What fixed it?", facts.corrections, facts.correction_code_id),
        ):
            if codes:
                self.fields[name] = forms.ChoiceField(
                    label=label, choices=_choices(codes), required=False, initial=str(initial or "")
                )

    def _add_meters(self, meters: Sequence[MeterFacts], readings: Sequence[VisitReading]) -> None:
        read = {reading.meter_id: reading for reading in readings}
        for meter in meters:
            reading = read.get(meter.id)
            self.fields[f"meter-{meter.id}"] = MeterField(
                label=f"{meter.label.capitalize()} meter",
                required=False,
                initial=reading.shown if reading else None,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            )
            self.fields[f"exchanged-{meter.id}"] = forms.BooleanField(
                label="The counter was replaced",
                required=False,
                initial=bool(reading and reading.verdict == Verdict.EXCHANGED),
            )

    def _chosen_codes(self) -> tuple[UUID | None, UUID | None]:
        usual = {fix_value(fix): fix for fix in self.facts.fixes}.get(self.cleaned_data.get("fix", ""))
        if usual is not None:
            return usual.cause.id if usual.cause else None, usual.correction.id
        cause, correction = self.cleaned_data.get("cause_code"), self.cleaned_data.get("correction_code")
        return UUID(cause) if cause else None, UUID(correction) if correction else None

    def _parts(self, outcome: VisitState) -> dict[UUID, int]:
        """Return what was noted, and what stands ticked; who noted a part has said how many."""
        parts = {line.part.id: self._quantity(line) for line in self.facts.parts}
        if outcome is VisitState.DONE:
            for ticked in self.cleaned_data.get("usual", ()):
                part_id, _, quantity = ticked.partition(":")
                parts.setdefault(UUID(part_id), int(quantity))
        return parts

    def _quantity(self, line: PartLine) -> int:
        quantity = self.cleaned_data.get(f"quantity-{line.part.id}")
        return line.quantity if quantity is None else int(quantity)

    def _field_of(self, name: str) -> str:
        if name == "correction_code" and "fix" in self.fields and self.cleaned_data.get("fix") != SOMETHING_ELSE:
            return "fix"
        return name


def _choices(codes: Sequence[CodeChoice]) -> list[tuple[str, str]]:
    return [("", "Choose…"), *((str(code.id), code.name) for code in codes)]


def _fix_at_first(facts: ClosingFacts, at_first: Chosen | None) -> str:
    """Return the fix to select: what was kept before, in the list or else below it; or what history is clear about."""
    if facts.correction_code_id or facts.cause_code_id:
        kept = (facts.cause_code_id, facts.correction_code_id)
        alike = (fix for fix in facts.fixes if (fix.cause.id if fix.cause else None, fix.correction.id) == kept)
        return next((fix_value(fix) for fix in alike), SOMETHING_ELSE)
    return fix_value(at_first.fix) if at_first and at_first.fix else ""


def _fix_said(fix: Fix) -> str:
    """Return `Worn rollers → Rollers replaced (7 of 9 on a Norvik C450)`."""
    cause = f"{fix.cause.name} → " if fix.cause else ""
    return f"{cause}{fix.correction.name} ({fix.times} of {fix.of} {fix.where})"
