"""Fields are written as Django's own templates write them, faster."""

import re
from datetime import date, time

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates, get_default_renderer
from django.utils.functional import lazystr
from django.utils.safestring import mark_safe

from steadyhand.pages.common.fields_drawn import INPUTS, FieldsDrawn

HOSTILE = "<b>\"Tom\" & 'Jerry'</b>"
CHOICES = [
    ("", "—"),
    (3, 12_345),
    (HOSTILE, HOSTILE),
    ("safe", mark_safe("A&nbsp;B")),
    ("lazy", lazystr(HOSTILE)),
    (HOSTILE, [("inner", "Inner"), ("other", HOSTILE)]),
]


class Every(forms.Form):
    chosen = forms.ChoiceField(choices=CHOICES)
    several = forms.MultipleChoiceField(choices=CHOICES)
    checked = forms.BooleanField()
    words = forms.CharField(widget=forms.TextInput(attrs={"title": HOSTILE, "autofocus": True, "spellcheck": False}))
    number = forms.IntegerField()
    email = forms.EmailField()
    password = forms.CharField(widget=forms.PasswordInput(render_value=True))
    hidden = forms.CharField(widget=forms.HiddenInput())
    on = forms.DateField()
    at = forms.TimeField()
    phone = forms.CharField(widget=forms.TextInput(attrs={"type": "tel"}))
    long = forms.CharField(widget=forms.Textarea())
    radio = forms.ChoiceField(choices=CHOICES, widget=forms.RadioSelect())


FILLED = {
    "chosen": HOSTILE,
    "several": ["safe", "inner"],
    "checked": True,
    "words": HOSTILE,
    "number": 12_345,
    "email": HOSTILE,
    "password": HOSTILE,
    "hidden": HOSTILE,
    "on": date(2026, 3, 13),
    "at": time(13, 30),
    "phone": 0,
    "long": HOSTILE,
    "radio": 3,
}


def fields_of(form: forms.Form) -> dict[str, str]:
    return {field.name: re.sub(r"\s*\n\s*", "", str(field)) for field in form}


@pytest.mark.parametrize("initial", [{}, FILLED, dict.fromkeys(FILLED, "")])
def test_fields_look_as_django_writes_them(initial: dict[str, object]) -> None:
    ours, django = (
        fields_of(Every(initial=initial, renderer=renderer)) for renderer in (FieldsDrawn(), DjangoTemplates())
    )

    assert ours == django


def test_what_was_sent_and_refused_looks_as_django_writes_it() -> None:
    sent = {"chosen": HOSTILE, "several": ["nothing", "safe"], "words": "", "number": HOSTILE, "checked": "on"}
    ours, django = (fields_of(Every(sent, renderer=renderer)) for renderer in (FieldsDrawn(), DjangoTemplates()))

    assert ours == django


@pytest.mark.parametrize("template", sorted(INPUTS))
def test_a_plain_input_is_no_more_than_that_to_django(template: str) -> None:
    widget = {"type": "text", "name": "it", "value": HOSTILE, "attrs": {"id": "id_it"}}

    assert FieldsDrawn().render(template, {"widget": widget}) == DjangoTemplates().render(template, {"widget": widget})


def test_every_form_is_drawn_so() -> None:
    assert isinstance(get_default_renderer(), FieldsDrawn)
