"""What somebody says in two taps: what it is, and one thing more. Words, photos and a voice note if there is time."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

from django import forms

from steadyhand.business.followups.actions.hand_in_files import CannotHandIn
from steadyhand.pages.common.doors import SignedInRequest
from steadyhand.pages.common.going_along import GoingAlongForm
from steadyhand.shared.once import do_once


class _Labelled(Protocol):
    value: str

    @property
    def label(self) -> str: ...


def taps(answers: type[StrEnum], *, label: str, missing: str) -> forms.ChoiceField:
    """Return a question that is answered by one tap. `missing`: what is said where nobody tapped."""
    labelled: list[_Labelled] = list(answers)
    return forms.ChoiceField(
        label=label,
        choices=[(answer.value, answer.label) for answer in labelled],
        widget=forms.RadioSelect,
        error_messages={"required": missing},
    )


class TwoAnswersForm(GoingAlongForm):
    """Two questions, by `taps`; what else is there has a sensible answer of its own."""

    use_required_attribute = False

    words = forms.CharField(label="In a few words", required=False, max_length=2000, widget=forms.Textarea({"rows": 2}))


def kept_once(
    request: SignedInRequest,
    form: TwoAnswersForm,
    keep: Callable[[], UUID],
    *,
    refused: type[Exception],
    now: datetime,
) -> UUID | None:
    """Keep what a form says, once however often it is sent, and return its id; None where the form then says why not.

    `refused` is what `keep` raises, with a sentence for whoever typed.
    """
    if not form.is_valid():
        return None

    def do() -> dict[str, Any]:
        return {"id": keep().hex}

    try:
        key = str(form.cleaned_data["form_key"])
        answer = do_once(tenant_id=request.actor.tenant_id, form_key=key, now=now, do=do)
    except (refused, CannotHandIn) as reason:
        form.add_error(None, str(reason))
        return None
    return UUID(answer["id"])
