"""What if somebody else changed it while this form was open? Both are shown, and nothing typed is lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.serializers.json import DjangoJSONEncoder
from django.http import QueryDict

from steadyhand.pages.common.record.telling import fact_said, label_of
from steadyhand.pages.common.saying import Saying
from steadyhand.shared.changing import ChangedMeanwhile, Theirs
from steadyhand.shared.history import plain_facts

OPENED, THEIRS = "opened", "theirs"


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What stands beside a field that two people changed."""

    who: str
    # What they wrote, as the form would say it.
    said: str


def opened_field(facts: Mapping[str, Any]) -> forms.JSONField:
    """Return the hidden field that remembers what a form said when it was opened.

    A draft keeps it too: what was typed days ago is compared with what the form said then.
    """
    return forms.JSONField(
        label="What this page was opened with",
        encoder=DjangoJSONEncoder,
        initial=plain_facts(facts),
        widget=forms.HiddenInput(attrs={"data-draft-keep": ""}),
        error_messages={
            "required": "is missing. Open the page again and type your changes anew.",
            "invalid": "can't be read. Open the page again and type your changes anew.",
        },
    )


def with_theirs(data: QueryDict, field: forms.JSONField, fields: Mapping[str, forms.Field]) -> QueryDict:
    """Return what was sent, each field whose box "take theirs" was ticked holding what they wrote."""
    ticked = data.getlist(THEIRS)
    if not ticked:
        return data
    try:
        opened = field.clean(data.get(OPENED, ""))
    except forms.ValidationError:
        return data  # the form itself says what is wrong with it
    data = data.copy()
    for name in ticked:
        if isinstance(opened, dict) and name in opened:
            put(data, name, opened[name], fields.get(name))
    return data


def put(data: QueryDict, name: str, value: Any, field: forms.Field | None) -> None:
    """Write a plain value into what was sent, as the field's own input would have sent it."""
    value = field.prepare_value(value) if field is not None else value
    if value is None or value is False:
        data.pop(name, None)
    else:
        data[name] = "on" if value is True else str(value)


def show_both(form: forms.Form, changed: ChangedMeanwhile, saying: Saying) -> None:
    """Put what others wrote beside what was typed; a field left as it was opened takes theirs."""
    data: QueryDict = form.data.copy()  # type: ignore[attr-defined]  # what a form was sent is one
    opened = dict(form.cleaned_data[OPENED])
    mine = plain_facts(form.cleaned_data)
    form.add_error(None, str(changed))
    for theirs in changed.theirs:
        name = theirs.field
        is_untouched = mine.get(name) == opened.get(name)
        opened[name] = theirs.value
        field = form.fields.get(name)
        said = _said(field, theirs, saying)
        who = _who(theirs, saying)
        if field is None:
            form.add_error(None, f"{who} changed the {label_of(name)} to {said}. Change the fields to that to keep it.")
        elif is_untouched:
            put(data, name, theirs.value, field)
            form.add_error(name, f"{who} made it {said}. You hadn't changed it, so theirs is filled in.")
        else:
            field.meanwhile = Meanwhile(who, said)  # type: ignore[attr-defined]  # for parts/_field_words.html
            form.add_error(name, f"{who} made it {said}. Yours is filled in: save again to keep it, or take theirs.")
    data[OPENED] = form.fields[OPENED].prepare_value(opened)
    form.data = data


def _who(theirs: Theirs, saying: Saying) -> str:
    return f"{theirs.by}, {saying.when(theirs.at)}," if theirs.by else "A file or somebody else"


def _said(field: forms.Field | None, theirs: Theirs, saying: Saying) -> str:
    """Return a value as its field says it: the words of a choice, “yes”, “12 May 2027”."""
    choices = dict(getattr(field, "choices", ()))
    said = choices.get(str(theirs.value)) or fact_said("", theirs.field, theirs.value, saying, {})
    return f"“{said}”" if said else "empty"
