"""The form with which a candidate is decided: a verdict, why, and a line of a path for each gap that can be learnt."""

from datetime import date, timedelta
from typing import Any

from django import forms

from steadyhand.business.learning.actions.hiring.decide import Decided
from steadyhand.business.learning.hiring.kit import Criterion, Kit
from steadyhand.business.learning.hiring.means import Means, means_from
from steadyhand.business.learning.hiring.rules import PathLine, Verdict
from steadyhand.business.learning.queries.means import Choice, MeansHere
from steadyhand.pages.common.hiring.wording import due_said
from steadyhand.pages.common.record.editing import DayInput, OnceForm

# A month's notice; whoever decides knows better.
NOTICE = timedelta(days=28)
MOST_WEEKS = 104
OWN = Means().key
PARTS = ("on", "means", "words", "weeks", "check")


class DecideForm(OnceForm):
    """A verdict and why; a reason for each criterion, and a line of a path for each that can be learnt."""

    use_required_attribute = False

    instead_of = forms.UUIDField(required=False, widget=forms.HiddenInput({"data-draft-keep": True}))
    verdict = forms.ChoiceField(
        label="What is decided",
        widget=forms.RadioSelect({"data-key": "v", "data-key-said": "What is decided"}),
        choices=[(each.value, each.label.capitalize()) for each in Verdict],
        error_messages={"required": "Choose one of the four.", "invalid_choice": "Choose one of the four."},
    )
    why = forms.CharField(
        label="Why, as you could say it to them",
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text="If they come to work here, they read it.",
        error_messages={"required": "Say why, in a sentence that you could say to the candidate."},
    )
    starts_on = forms.DateField(
        label="Their first day, as planned",
        required=False,
        widget=DayInput,
        help_text="The days of the path are counted from it.",
    )

    def __init__(self, kit: Kit, here: MeansHere, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._kit, self._here = kit, here
        self.fields["starts_on"].initial = monday_from(today + NOTICE)
        for each in kit.criteria:
            self.fields[f"reason_{each.code}"] = forms.CharField(label="A reason", required=False, max_length=300)
            if each.learn_weeks:
                self._add_line(each)

    def _add_line(self, each: Criterion) -> None:
        gap = self._here.gaps[each.code]
        suggested = gap.suggested[0].means.key if gap.suggested else OWN
        parts: dict[str, forms.Field] = {
            "on": forms.BooleanField(label="On the path", required=False),
            "means": forms.ChoiceField(
                label="Learnt by",
                choices=_choices(self._here, each.code),
                required=False,
                initial=suggested,
                error_messages={"invalid_choice": "That isn't there any more: choose it from the list."},
            ),
            "words": forms.CharField(
                label="In your own words",
                required=False,
                max_length=120,
                help_text="What more is to be said, such as “Fridays at the bench”; or all of it, where nothing fits.",
            ),
            "weeks": forms.IntegerField(
                label="Weeks",
                required=False,
                min_value=1,
                max_value=MOST_WEEKS,
                initial=each.learn_weeks,
                widget=forms.NumberInput({"data-weeks": True}),
            ),
            "check": forms.CharField(
                label="How it will be checked",
                required=False,
                max_length=300,
                initial=gap.need.looks_like if gap.need else "",
            ),
        }
        for part, field in parts.items():
            self.fields[f"{part}_{each.code}"] = field

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        ticked = [each.code for each in self._kit.criteria if facts.get(f"on_{each.code}")]
        for code in ticked:
            if not facts.get(f"weeks_{code}") and f"weeks_{code}" not in self.errors:
                self.add_error(f"weeks_{code}", "Say in how many weeks it will be there.")
            if facts.get(f"means_{code}") in ("", OWN) and not facts.get(f"words_{code}", "").strip():
                self.add_error(f"words_{code}", "Say how it is learnt, or choose something from the list.")
            if not facts.get(f"check_{code}", "").strip() and f"check_{code}" not in self.errors:
                self.add_error(f"check_{code}", "Say how you will both see that it is there.")
        if ticked and not facts.get("starts_on") and "starts_on" not in self.errors:
            self.add_error("starts_on", "Say when they begin: the days of the path are counted from it.")
        return facts

    def decided(self) -> Decided:
        facts = self.cleaned_data
        return Decided(
            verdict=Verdict(facts["verdict"]),
            why=facts["why"],
            reasons={each.code: facts[f"reason_{each.code}"] for each in self._kit.criteria},
            path=[self._line(each.code) for each in self._kit.criteria if facts.get(f"on_{each.code}")],
            starts_on=facts["starts_on"],
        )

    def _line(self, code: str) -> PathLine:
        facts, need = self.cleaned_data, self._here.gaps[code].need
        key = facts[f"means_{code}"] or OWN
        means = means_from(key, skill=need.skill if need else "", level=need.level if need else 0)
        words = facts[f"words_{code}"].strip()
        said = self._here.said(key)
        return PathLine(
            criterion=code,
            way=means.way.value,
            with_what=", ".join(each for each in (said, words) if each),
            due_on=facts["starts_on"] + timedelta(weeks=facts[f"weeks_{code}"]),
            check=facts[f"check_{code}"],
            module=means.module,
            vendor=means.vendor,
            line=means.line,
            skill=means.skill,
            level=means.level,
            mentor_id=means.mentor_id,
        )

    def lines_of(self, code: str) -> list[Any]:
        """Return the fields of a criterion's line on the path; none for what has to be brought along."""
        return [self[f"{part}_{code}"] for part in PARTS if f"{part}_{code}" in self.fields]

    def due_of(self, code: str, learn_weeks: int) -> str:
        """Return how long a line takes and until when, as the form has it now; empty where it can't be told."""
        given = self.cleaned_data if self.is_bound and hasattr(self, "cleaned_data") else {}
        starts_on = given.get("starts_on") or self.fields["starts_on"].initial
        weeks = given.get(f"weeks_{code}") or learn_weeks
        return due_said(weeks, starts_on + timedelta(weeks=weeks)) if weeks else ""


def monday_from(on: date) -> date:
    """Return the first Monday that isn't before a day: on Mondays people begin."""
    return on + timedelta(days=-on.weekday() % 7)


def _choices(here: MeansHere, code: str) -> list[tuple[str, Any]]:
    """Return all that a line can name, what suits it best first, and one's own words last."""
    suggested = here.gaps[code].suggested
    known = {each.means.key for each in suggested}
    groups: list[tuple[str, tuple[Choice, ...]]] = [
        ("Suggested for this", suggested),
        ("With a mentor", here.mentors),
        ("A module", here.modules),
        ("A certificate", here.certificates),
        ("A level of a skill", here.levels),
    ]
    listed = [
        (title, [(one.means.key, one.label) for one in each if title == groups[0][0] or one.means.key not in known])
        for title, each in groups
    ]
    return [*((title, each) for title, each in listed if each), (OWN, "Another way, in your own words")]
