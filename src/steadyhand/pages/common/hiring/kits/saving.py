"""What every page of a kit needs: the post or 404, a form that keeps what was typed, and who saved it last."""

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.http import Http404, QueryDict

from steadyhand.business.learning.keeping_kits import LONGEST_WHY
from steadyhand.business.learning.queries.kits import KitNow, kit_now
from steadyhand.pages.common.doors import SignedInRequest
from steadyhand.pages.common.hiring.keeping import UNPROCESSABLE, done_once
from steadyhand.pages.common.record.editing import CONFLICT, OnceForm
from steadyhand.pages.common.record.meanwhile import OPENED, show_both
from steadyhand.pages.common.saying import Saying, saying_for
from steadyhand.shared.changing import ChangedMeanwhile


class KitForm(OnceForm):
    """A form of a kit: its words come in one line however they were wrapped, its sheets with their lines."""

    use_required_attribute = False
    sheets: ClassVar[frozenset[str]] = frozenset()

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        if not isinstance(facts.get(OPENED, {}), dict):
            self.add_error(OPENED, "can't be read. Open the page again and type your changes anew.")
        for name, value in facts.items():
            if isinstance(value, str):
                # As browsers send lines, and as they are kept.
                lines = value.replace("\r\n", "\n").replace("\r", "\n")
                facts[name] = lines if name in self.sheets else " ".join(lines.split())
        return facts


class TurnForm(KitForm):
    """What a button of a kit sends: also the version that was looked at."""

    opened_number = forms.IntegerField(widget=forms.HiddenInput(attrs={"data-draft-keep": ""}))


def line(
    label: str, longest: int, missing: str, *, rows: int = 2, help_text: str = "", required: bool = True
) -> forms.CharField:
    """Return a field for words in one line; `missing` is what is said when it is left empty."""
    return forms.CharField(
        label=label,
        max_length=longest,
        required=required,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}) if rows > 1 else forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": missing},
    )


def why_field() -> forms.CharField:
    return line(
        "Why, in a word", LONGEST_WHY, "Say in a word why, for whoever reads the versions later.", rows=1,
        help_text="It stands with the version.",
    )  # fmt: skip


def kit_or_404(request: SignedInRequest, post_key: str) -> KitNow:
    found = kit_now(request.actor.tenant_id, post_key)
    if found is None:
        raise Http404
    return found


def kept(request: SignedInRequest, form: OnceForm, do: Callable[[], Any]) -> tuple[dict[str, Any] | None, int]:
    """Do what a valid form says, once; return its answer, or None and the status under which the form comes back."""
    try:
        answer = done_once(request, form, do)
    except ChangedMeanwhile as changed:
        # Both words beside each other: what was typed stays, and nobody's is lost.
        show_both(form, changed, saying_for(request))
        return None, CONFLICT
    return answer, UNPROCESSABLE if form.errors else 200


def with_sent(form: OnceForm, **said: str) -> None:
    """Have a form that comes back hold something else than was sent."""
    data: QueryDict = form.data.copy()  # type: ignore[attr-defined]  # what a form was sent is one
    for name, value in said.items():
        data[name] = value
    form.data = data


def saved_said(kit: KitNow, saying: Saying) -> str:
    """Return in words which version counts and whose it is."""
    if kit.at is None:
        return "As it ships"
    what = "Your own" if kit.is_own else "As it ships, again"
    return f"{what}: version {kit.number}, {kit.by}, {saying.when(kit.at)}"
