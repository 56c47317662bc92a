"""Photos, a voice note, who signed it off: all optional, and all by plain forms where scripts don't run."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from steadyhand.business.calls.actions.attach import HandedIn, attach
from steadyhand.business.calls.actions.change_attachment import show_to_customer
from steadyhand.business.calls.actions.remove_attachment import remove_attachment
from steadyhand.business.calls.queries.attachments import attached_to, file_of
from steadyhand.business.calls.queries.day import is_for
from steadyhand.business.calls.visit_in_hand import CannotMoveVisit
from steadyhand.business.dealership.rules import EVERYBODY
from steadyhand.pages.common.attached import PHOTO, SIGN_OFF, VOICE, attached_said
from steadyhand.pages.common.composing.fields import CustomerWords
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.kept import is_late, tapped_at, tell_phone
from steadyhand.pages.common.leaving import new_key, see_other, turn_back
from steadyhand.pages.common.saying import Saying, saying_for
from steadyhand.pages.common.sending import file_response
from steadyhand.pages.common.without_signal import readable_today
from steadyhand.pages.technician.cards import card_of
from steadyhand.pages.technician.leaving import visit_or_404
from steadyhand.pages.technician.steps import FIELD
from steadyhand.shared.media import MOST_READ_BYTES
from steadyhand.shared.once import do_once

KEPT = {PHOTO: "The photo is kept.", VOICE: "The voice note is kept.", SIGN_OFF: "The sign-off is kept."}
LONGEST = 300


class KeptOnce(forms.Form):
    """What each form of the page has: a key, and for the desk a reason."""

    use_required_attribute = False

    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=new_key)

    def __init__(self, *, is_mine: bool, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if not is_mine:
            self.fields["why"] = forms.CharField(
                label="Why do you do this for them?",
                max_length=500,
                error_messages={"required": "Write why: it isn't your visit."},
            )


class AttachForm(KeptOnce):
    """Something to keep with the visit."""

    of_kind: ClassVar[str] = ""

    kind = forms.CharField(widget=forms.HiddenInput)
    # Milliseconds since 1970, as browsers count: when the phone says that the file was made.
    taken = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=10**14)

    def handed_in(self) -> HandedIn:
        facts = self.cleaned_data
        file, taken = facts.get("file"), facts.get("taken")
        return HandedIn(
            kind=self.of_kind,
            content=file.read(MOST_READ_BYTES) if file else b"",
            words=facts.get("words", ""),
            for_customer=facts.get("for_customer", False),
            taken_at=datetime.fromtimestamp(taken / 1000, tz=UTC) if taken else None,
        )


class PhotoForm(AttachForm):
    """A photo, with what it shows."""

    of_kind = PHOTO

    file = forms.FileField(
        label="Photo",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={"required": "Take or choose a photo first.", "empty": "This file is empty: choose another."},
    )
    words = CustomerWords(
        label="What it shows",
        help_text="If they may see the photo, they read this beside it.",
        rows=2,
        is_line=True,
        required=False,
        max_length=LONGEST,
    )
    for_customer = forms.BooleanField(label="The customer may see it", required=False)


class VoiceForm(AttachForm):
    """A voice note, for colleagues."""

    of_kind = VOICE

    file = forms.FileField(
        label="Voice note",
        widget=forms.FileInput(attrs={"accept": "audio/*"}),
        error_messages={
            "required": "Record or choose a voice note first.",
            "empty": "This file is empty: record again.",
        },
    )


class SignOffForm(AttachForm):
    """Who confirms that somebody was there; drawing it is for those who want to."""

    of_kind = SIGN_OFF

    words = forms.CharField(
        label="Name of whoever signs it off",
        max_length=LONGEST,
        error_messages={"required": "Write the name of whoever signs it off."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    file = forms.FileField(
        label="Signature as a picture", required=False, widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"})
    )


FORMS: dict[str, type[AttachForm]] = {form.of_kind: form for form in (PhotoForm, VoiceForm, SignOffForm)}


@open_to(FIELD)
@require_http_methods(["GET", "POST"])
@readable_today
def files(request: SignedInRequest, visit_id: UUID) -> HttpResponse:
    """Show what is kept with a visit; what is handed in is kept once."""
    visit = visit_or_404(request, visit_id)
    saying, is_mine = saying_for(request), is_for(request.actor, visit_id)
    sent = _sent(request, is_mine=is_mine)
    if sent is not None and sent.is_valid():
        handed_in = replace(sent.handed_in(), tapped_at=tapped_at(request, saying.now))
        try:
            sha256 = _attach_once(request, sent, saying, visit_id, handed_in)
        except CannotMoveVisit as refused:
            sent.add_error("file" if "file" in sent.fields else None, str(refused))
        else:
            # The phone forgets a file only when it reads here that this very file is in.
            tell_phone(request, sha256=sha256)
            if not is_late(request):
                messages.success(request, KEPT[handed_in.kind])
            return see_other(reverse("visit-files", args=[visit_id]))
    shown = {kind: sent if isinstance(sent, form) else _fresh(form, is_mine=is_mine) for kind, form in FORMS.items()}
    context = {
        "card": card_of(visit, saying),
        "forms": shown,
        "form": sent,
        "attached": attached_said(attached_to(request.actor, [visit_id]).get(visit_id, []), saying),
        "is_mine": is_mine,
    }
    return render(request, "technician/files.html", context, status=422 if sent is not None else 200)


@open_to(EVERYBODY)
@require_safe
def show(request: SignedInRequest, visit_id: UUID, file_id: UUID) -> HttpResponse:
    """Send one file to whoever may see its visit."""
    file = file_of(request.actor, visit_id, file_id)
    if file is None:
        raise Http404
    return file_response(request, file.content, file.media_type, name="from-the-visit")


@open_to(FIELD)
@require_POST
def change(request: SignedInRequest, visit_id: UUID, file_id: UUID) -> HttpResponse:
    """Take something off, or let the customer see a photo or not any more."""
    visit_or_404(request, visit_id)
    back, saying = reverse("visit-files", args=[visit_id]), saying_for(request)
    form = KeptOnce(data=request.POST, is_mine=is_for(request.actor, visit_id))
    wanted = request.POST.get("do")
    if wanted not in ("remove", "show", "hide") or not form.is_valid():
        return turn_back(request, back, said="Nothing changed: look again, and write why if it isn't your visit.")
    keys = {"visit_id": visit_id, "attachment_id": file_id}
    try:
        if wanted == "remove":
            _once(request, form, saying, remove_attachment, **keys)
        else:
            _once(request, form, saying, show_to_customer, **keys, for_customer=wanted == "show")
    except CannotMoveVisit as refused:
        return turn_back(request, back, said=str(refused))
    done = {"remove": "It is gone.", "show": "The customer sees it now.", "hide": "The customer no longer sees it."}
    messages.success(request, done[wanted])
    return see_other(back)


def _sent(request: SignedInRequest, *, is_mine: bool) -> AttachForm | None:
    """Return the form that was sent, if one was; one of no known kind is taken for a photo without a file."""
    if request.method != "POST":
        return None
    form = FORMS.get(request.POST.get("kind", ""), PhotoForm)
    return form(data=request.POST, files=request.FILES, is_mine=is_mine, auto_id=f"{form.of_kind}_%s")


def _fresh(form: type[AttachForm], *, is_mine: bool) -> AttachForm:
    # Three forms stand on the page, so each has ids of its own.
    return form(is_mine=is_mine, initial={"kind": form.of_kind}, auto_id=f"{form.of_kind}_%s")


def _attach_once(
    request: SignedInRequest, form: AttachForm, saying: Saying, visit_id: UUID, handed_in: HandedIn
) -> str:
    """Keep it once; return the digest of the file as it was handed in, empty where there was none."""

    def do() -> dict[str, Any]:
        why = form.cleaned_data.get("why", "")
        attach(by=request.actor, visit_id=visit_id, handed_in=handed_in, now=saying.now, why=why)
        return {"sha256": hashlib.sha256(handed_in.content).hexdigest() if handed_in.content else ""}

    key = str(form.cleaned_data["form_key"])
    answer = do_once(tenant_id=request.actor.tenant_id, form_key=key, now=saying.now, do=do)
    return str(answer.get("sha256", ""))


def _once(request: SignedInRequest, form: KeptOnce, saying: Saying, act: Callable[..., Any], **facts: Any) -> None:
    """Do it once however often the form is sent."""

    def do() -> dict[str, Any]:
        act(by=request.actor, now=saying.now, why=form.cleaned_data.get("why", ""), **facts)
        return {}

    key = str(form.cleaned_data["form_key"])
    do_once(tenant_id=request.actor.tenant_id, form_key=key, now=saying.now, do=do)
