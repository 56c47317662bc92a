"""The forms in which whoever runs the house says something in its own plain words."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from steadyhand.business.conversations.actions.word_plainly import (
    CannotWord,
    Wording,
    add_plain_words,
    change_plain_words,
)
from steadyhand.business.conversations.plain_words.library import LONGEST_CODES, LONGEST_TITLE, LONGEST_WORDS, Group
from steadyhand.business.conversations.queries.plain_words import Known, all_plain_words
from steadyhand.business.customers.described import CannotKeep
from steadyhand.pages.common.composing.fields import CustomerWords
from steadyhand.pages.common.composing.plain_words import WORDERS
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.record.editing import EditPage, OnceForm, edit
from steadyhand.shared.clock import read_clock

HIDDEN = "Don't offer it"


class ShippedForm(OnceForm):
    """A shipped entry, as the house says it."""

    words = CustomerWords(label="The words", rows=4, is_line=True, required=False, max_length=LONGEST_WORDS)
    is_hidden = forms.BooleanField(label=HIDDEN, required=False)


class OwnForm(OnceForm):
    """An entry of their own."""

    title = forms.CharField(
        label="What it is about", max_length=LONGEST_TITLE, error_messages={"required": "Write what it is about."}
    )
    group = forms.ChoiceField(label="Among", choices=[(group.value, group.label) for group in Group])
    codes = forms.CharField(
        label="Goes with the codes",
        required=False,
        max_length=LONGEST_CODES - 1,
        help_text="Your own codes, with commas between them: FUSER-WORN, 17-B. It is offered when one is chosen.",
    )
    words = CustomerWords(
        label="The words",
        rows=4,
        is_line=True,
        max_length=LONGEST_WORDS,
        error_messages={"required": "Write it as a customer can hear it: one to three sentences."},
    )
    is_hidden = forms.BooleanField(label=HIDDEN, required=False)


@open_to(WORDERS)
@require_http_methods(["GET", "POST"])
def new_words(request: SignedInRequest) -> HttpResponse:
    """Add an entry of their own."""
    form = OwnForm(request.POST or None)
    page = _page("Say something else in plain words", lambda: add_plain_words(by=request.actor, **_said(form)))
    return edit(request, form, page)


@open_to(WORDERS)
@require_http_methods(["GET", "POST"])
def change_words(request: SignedInRequest, entry_key: str) -> HttpResponse:
    """Say an entry otherwise; a shipped one whose field is emptied says what it was shipped with."""
    known = next((each for each in all_plain_words(request.actor.tenant_id) if each.entry.key == entry_key), None)
    if known is None:
        raise Http404
    form: OnceForm
    facts: dict[str, Any] = {"words": known.entry.words, "is_hidden": known.is_hidden}
    if known.is_own:
        facts |= {"title": known.entry.title, "group": known.entry.group.value, "codes": ", ".join(known.entry.codes)}
        form = OwnForm(request.POST or None, changes=facts)
    else:
        form = ShippedForm(request.POST or None, changes=facts)
        form.fields["words"].help_text = "Empty the field to have it back as it was shipped."
    return edit(
        request,
        form,
        _page(
            known.entry.title,
            lambda: change_plain_words(by=request.actor, key=entry_key, opened=form.opened(), **_said(form)),
            intro=_intro(known),
        ),
    )


def _intro(known: Known) -> str:
    return f"As it was shipped: “{known.shipped_words}”" if known.is_reworded else ""


def _said(form: OnceForm) -> dict[str, Any]:
    facts = form.facts()
    if "group" in facts:
        facts["group"] = Group(facts["group"])
    return {"said": Wording(**facts), "now": read_clock()}


def _page(title: str, act: Any, *, intro: str = "") -> EditPage:
    back = reverse("plain-words")

    def save() -> str:
        try:
            act()
        except CannotWord as refused:
            raise CannotKeep(str(refused)) from refused
        return back

    return EditPage(title=title, back_url=back, back_said="Plain words", save=save, said="Saved.", intro=intro)
