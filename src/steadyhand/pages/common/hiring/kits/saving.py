"""What every page of a kit needs: the post or 404, a form that keeps what was typed, and who saved it last."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404

from steadyhand.business.learning.keeping_kits import LONGEST_WHY
from steadyhand.business.learning.queries.kits import KitNow, kit_now
from steadyhand.pages.common.doors import SignedInRequest
from steadyhand.pages.common.hiring.keeping import UNPROCESSABLE, TapForm, done_once
from steadyhand.pages.common.record.editing import CONFLICT, OnceForm
from steadyhand.pages.common.record.meanwhile import show_both
from steadyhand.pages.common.saying import Saying, saying_for
from steadyhand.shared.changing import ChangedMeanwhile


class LineField(forms.CharField):
    """Words in one line, however they were wrapped."""

    def to_python(self, value: Any) -> str:
        return " ".join(str(super().to_python(value)).split())


class SheetField(forms.CharField):
    """Words with their lines, as they are printed."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n").replace("\r", "\n")


class TurnForm(TapForm):
    """What a button of a kit sends: also the version that was looked at."""

    opened_number = forms.IntegerField(widget=forms.HiddenInput(attrs={"data-draft-keep": ""}))


def line(label: str, longest: int, missing: str, *, rows: int = 2, help_text: str = "", required: bool = True) -> Any:
    """Return a field for words in one line; `missing` is what is said when it is left empty."""
    return LineField(
        label=label,
        max_length=longest,
        required=required,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing},
    )


def why_field() -> Any:
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


def saved_said(kit: KitNow, saying: Saying) -> str:
    """Return in words which version counts and whose it is."""
    if kit.at is None:
        return "As it ships"
    what = "Your own" if kit.is_own else "As it ships, again"
    return f"{what}: version {kit.number}, {kit.by}, {saying.when(kit.at)}"
