"""The field for words that a customer reads: drawn as the composer wherever `parts/_field.html` draws it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.forms.boundfield import BoundField
from django.urls import reverse

from steadyhand.business.conversations.saying import Dismissed
from steadyhand.business.promises.rules import Channel
from steadyhand.pages.common.composing.kept import kept_in


@dataclass(frozen=True, slots=True)
class Home:
    """Where a remark belongs that no customer should read, and how it gets there.

    `way`: `carry` opens another page with the words in it; `move` puts them into the field `into` of the same form, and
    ticks `tick` there (`name=value`) if that is what takes them further.
    """

    said: str
    icon: str
    way: str
    url: str = ""
    into: str = ""
    tick: str = ""


def anywhere() -> tuple[Home, ...]:
    """Return the home that everybody who is signed in has: what stops them goes to somebody who can remove it."""
    return (Home("Something stops me", "risk", "carry", url=reverse("stopped")),)


@dataclass(frozen=True, slots=True)
class Promises:
    """On which call a time in the words could be promised (None: nothing can here, only a hint), and how it is said."""

    call_id: UUID | None
    channel: Channel


class CustomerWords(forms.CharField):
    """Words that a customer reads, or hears and may read later.

    `finds_words`: plain words and what calms somebody can be looked for beneath it. `is_line`: what is kept is one
    line. `keeps_reasons`: whatever takes the form in keeps why a finding is fine; elsewhere nobody is asked why.
    `homes` may be set by the form; None is what everybody has. With `promises` a time that binds and isn't promised is
    offered as a promise. `reader`: who reads it, where that is somebody else than a customer.
    """

    reads_customer = True

    def __init__(
        self,
        *,
        rows: int = 3,
        finds_words: bool = False,
        is_line: bool = False,
        keeps_reasons: bool = False,
        promises: Promises | None = None,
        reader: str = "",
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)
        self.finds_words, self.is_line, self.keeps_reasons = finds_words, is_line, keeps_reasons
        self.homes: Sequence[Home] | None = None
        self.promises, self.reader = promises, reader

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {"data-composer": ""}

    def to_python(self, value: Any) -> Any:
        words = super().to_python(value)
        return " ".join(words.split()) if self.is_line and words else words

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> "ComposedField":
        return ComposedField(form, self, field_name)


class ComposedField(BoundField):
    """The field in its form, with what its writer kept although it was shown."""

    field: CustomerWords

    @property
    def reads_customer(self) -> bool:
        return True

    @property
    def kept_name(self) -> str:
        """Return the name of the hidden field beside it."""
        return kept_name(self.html_name)

    @property
    def kept_value(self) -> str:
        """Return what that field holds when the form comes back."""
        return str(self.form.data.get(self.kept_name, "")) if self.form.is_bound else ""

    @property
    def kept(self) -> tuple[Dismissed, ...]:
        """Return what its writer kept although it was shown to them."""
        return kept_in(self.form.data, self.html_name)

    @property
    def homes(self) -> Sequence[Home]:
        return anywhere() if self.field.homes is None else self.field.homes


def kept_name(field: str) -> str:
    """Return the name of the hidden field that goes with a field for customers."""
    return f"guard_kept-{field}"
