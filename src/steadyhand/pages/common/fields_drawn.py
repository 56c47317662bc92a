"""How is a form's field written as HTML? As Django's templates write it; plain inputs and choices without a template.

Django fills two templates for every choice: a form with sixty people in each of twenty fields fills 2,400 of them, and
nine tenths of the page's time went there.
"""

from collections.abc import Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.formats import localize
from django.utils.html import conditional_escape

_WIDGETS = "django/forms/widgets"
# Django's templates that say no more than "an input of this type".
INPUTS = frozenset(
    f"{_WIDGETS}/{name}.html"
    for name in (
        *("checkbox", "date", "datetime", "email", "hidden", "input"),
        *("number", "password", "tel", "text", "time"),
    )
)


class FieldsDrawn(DjangoTemplates):
    """Writes the most frequent widgets by itself, and leaves all others to Django's templates."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        if template_name == f"{_WIDGETS}/select.html":
            return _select(context["widget"])
        if template_name in INPUTS:
            return _input(context["widget"])
        return super().render(template_name, context, request)


def _select(widget: Mapping[str, Any]) -> str:
    lines = [f'<select name="{conditional_escape(widget["name"])}"{_attributes(widget["attrs"])}>']
    for group, options, _ in widget["optgroups"]:
        lines += [f'<optgroup label="{_said(group)}">'] if group else []
        lines += [_option(option) for option in options]
        lines += ["</optgroup>"] if group else []
    return "\n".join([*lines, "</select>"])


def _option(option: Mapping[str, Any]) -> str:
    value = conditional_escape(str(option["value"]))
    return f'<option value="{value}"{_attributes(option["attrs"])}>{_said(option["label"])}</option>'


def _input(widget: Mapping[str, Any]) -> str:
    value = "" if widget["value"] is None else f' value="{conditional_escape(str(widget["value"]))}"'
    names = f'type="{conditional_escape(widget["type"])}" name="{conditional_escape(widget["name"])}"'
    return f"<input {names}{value}{_attributes(widget['attrs'])}>"


def _attributes(attributes: Mapping[str, Any]) -> str:
    # True is there without a value, False isn't there.
    return "".join(
        f" {conditional_escape(name)}" + ("" if value is True else f'="{conditional_escape(str(value))}"')
        for name, value in attributes.items()
        if value is not False
    )


def _said(text: Any) -> str:
    return conditional_escape(localize(text))
