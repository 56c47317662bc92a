"""What is filled in to change the phone guide: a question with its answers, the steps for a problem."""

from collections.abc import Sequence
from typing import Any

from django import forms

from steadyhand.business.calls.phone.guide import (
    FIRST_TOPIC,
    LAST_TOPIC,
    MOST_ANSWERS,
    Answer,
    Question,
    code_in_use,
)
from steadyhand.business.calls.queries.call import CodeChoice
from steadyhand.business.calls.rules import CallType, Urgency
from steadyhand.pages.dispatcher.forms import KeyedForm

METERS = [
    ("", "Every machine"),
    ("colour", "Those that print colour"),
    ("scan", "Those that scan"),
    ("large", "Wide format"),
]
COLUMNS = ("words", "code", "urgency", "call_type", "then", "hints")


class QuestionForm(KeyedForm):
    """A question and up to nine answers, in the order of their keys. An answer without words is none."""

    words = forms.CharField(label="The question, as it is asked", max_length=200)
    topic = forms.ChoiceField(label="Asked together with", required=False)
    family = forms.CharField(
        label="Only of this family",
        max_length=100,
        required=False,
        help_text="Words of the family's name, as Norvik C4. Empty: of every family.",
    )
    meter = forms.ChoiceField(label="Only of these machines", choices=METERS, required=False)
    is_retired = forms.BooleanField(label="No longer asked", required=False)

    def __init__(
        self,
        *args: Any,
        question: Question,
        is_retired: bool,
        topics: Sequence[tuple[str, str]],
        codes: Sequence[CodeChoice],
        **kwargs: Any,
    ) -> None:
        self.was = question
        self.codes_in_use = [code.code for code in codes]
        self.draft = f"guide-question-{question.key or 'new'}"
        first = {"words": question.words, "topic": question.topic, "family": question.family, "meter": question.meter}
        kwargs["initial"] = first | {"is_retired": is_retired}
        super().__init__(*args, **kwargs)
        # Where a shipped question stands in the order of asking is not to be changed, only what it says.
        self.is_placed = bool(question.key)
        if self.is_placed:
            del self.fields["topic"]
        else:
            self.fields["topic"] = forms.ChoiceField(label="Asked together with", choices=topics)
        if question.topic in (FIRST_TOPIC, LAST_TOPIC):
            del self.fields["is_retired"]
            self.fields["is_retired"] = forms.BooleanField(required=False, widget=forms.HiddenInput)
        for place in range(MOST_ANSWERS):
            answer = question.answers[place] if place < len(question.answers) else Answer("")
            self._add_answer(place + 1, answer, topics, codes)

    def _add_answer(
        self, place: int, answer: Answer, topics: Sequence[tuple[str, str]], codes: Sequence[CodeChoice]
    ) -> None:
        fields = {
            "words": forms.CharField(max_length=100, required=False, initial=answer.words),
            "code": forms.ChoiceField(
                choices=[("", "None"), *((code.code, code.name) for code in codes)],
                required=False,
                initial=code_in_use(answer.codes, self.codes_in_use),
            ),
            "urgency": forms.ChoiceField(
                choices=[("", "Not told"), *Urgency.choices()], required=False, initial=answer.urgency or ""
            ),
            "call_type": forms.ChoiceField(
                choices=[("", "Not told"), *CallType.choices()], required=False, initial=answer.call_type or ""
            ),
            "then": forms.ChoiceField(choices=[("", "Nothing more"), *topics], required=False, initial=answer.then),
            "hints": forms.CharField(max_length=200, required=False, initial=", ".join(answer.hints)),
        }
        labels = {
            "words": "Answer",
            "code": "Problem code",
            "urgency": "Urgency",
            "call_type": "Call type",
            "then": "Goes on with",
            "hints": "Told by words",
        }
        for name, field in fields.items():
            field.label = f"{labels[name]} {place}"
            self.fields[f"answer_{place}_{name}"] = field

    @property
    def answer_rows(self) -> list[tuple[int, list[forms.BoundField]]]:
        """Return each answer's fields by its key."""
        return [(place, [self[f"answer_{place}_{name}"] for name in COLUMNS]) for place in range(1, MOST_ANSWERS + 1)]

    @property
    def about_fields(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if not field.name.startswith("answer_")]

    def question(self, key: str) -> Question:
        """Return the question as it was filled in."""
        said = self.cleaned_data
        return Question(
            key=key,
            topic=self.was.topic if self.is_placed else said["topic"],
            words=said["words"],
            family=said["family"],
            meter=said["meter"],
            answers=tuple(self._answer(place) for place in range(1, MOST_ANSWERS + 1) if said[f"answer_{place}_words"]),
        )

    def _answer(self, place: int) -> Answer:
        said = {name: self.cleaned_data[f"answer_{place}_{name}"] for name in COLUMNS}
        was = self.was.answers[place - 1].codes if place <= len(self.was.answers) else ()
        # The shipped answer names a code for several makes of code list; left as it was, it keeps them all.
        is_same = said["code"] == code_in_use(was, self.codes_in_use)
        return Answer(
            words=said["words"],
            codes=was if is_same else tuple([said["code"]] if said["code"] else []),
            urgency=Urgency(said["urgency"]) if said["urgency"] else None,
            call_type=CallType(said["call_type"]) if said["call_type"] else None,
            then=said["then"],
            hints=tuple(each.strip() for each in said["hints"].split(",") if each.strip()),
        )


class StepsForm(KeyedForm):
    """What is tried, a step a line."""

    lines = forms.CharField(
        label="Steps to read to the caller, one a line",
        widget=forms.Textarea(attrs={"rows": 8}),
        required=False,
        help_text="Plain words, one thing at a time. Leave it empty where only a visit helps.",
    )

    def __init__(self, *args: Any, code: CodeChoice, steps: Sequence[str], **kwargs: Any) -> None:
        kwargs["initial"] = {"lines": "\n".join(steps)}
        super().__init__(*args, **kwargs)
        self.draft = f"guide-steps-{code.code}"

    @property
    def steps(self) -> list[str]:
        lines: str = self.cleaned_data["lines"]
        return lines.splitlines()

    @property
    def about_fields(self) -> list[forms.BoundField]:
        return self.visible_fields()
