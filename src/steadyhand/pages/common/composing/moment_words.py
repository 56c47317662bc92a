"""The words in which customers hear of the fifteen moments: as they were shipped, or as the house says them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from steadyhand.business.conversations.actions.word_moment import CannotWordMoment, Worded, as_written, word_moment
from steadyhand.business.conversations.moments.templates import SLOTS, BadTemplate
from steadyhand.business.conversations.moments.wording import (
    LONGEST_LINES,
    SAMPLE,
    Preview,
    doubts,
    preview,
    template_from,
    wrongs,
)
from steadyhand.business.conversations.queries.moment_words import MomentWords, moment_words
from steadyhand.business.conversations.queries.own_rules import rules_of
from steadyhand.business.customers.described import CannotKeep
from steadyhand.business.dealership.rules import STEWARDS
from steadyhand.pages.common.composing.fields import CustomerWords
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import see_other
from steadyhand.pages.common.record.editing import EditPage, OnceForm, edit, shown
from steadyhand.shared.clock import read_clock

A_LINE = "A sentence a line. One whose slot nobody can fill on a call is left out."


class MomentForm(OnceForm):
    """A moment's words: for a text message, and for an e-mail with its subject."""

    use_required_attribute = False

    text = CustomerWords(
        label="Text message",
        rows=6,
        required=False,
        max_length=LONGEST_LINES,
        help_text=f"{A_LINE} Empty: as it was shipped.",
    )
    subject = CustomerWords(label="Subject of the e-mail", rows=1, is_line=True, required=False, max_length=200)
    mail = CustomerWords(label="E-mail", rows=8, required=False, max_length=LONGEST_LINES, help_text=A_LINE)

    def worded(self) -> Worded:
        """Return the words, once the form is valid."""
        facts = self.facts()
        return Worded(subject=facts["subject"], text=facts["text"], mail=facts["mail"])


@open_to(STEWARDS)
@require_safe
def all_moments(request: SignedInRequest) -> HttpResponse:
    """List the moments with their words as a customer might read them."""
    lines = [(each, preview(each.template)) for each in moment_words(request.actor.tenant_id)]
    return shown(request, "composing/moments.html", {"lines": lines})


@open_to(STEWARDS)
@require_http_methods(["GET", "POST"])
def moment(request: SignedInRequest, moment_key: str) -> HttpResponse:
    """Change a moment's words, look at them with sample values, or have the shipped ones back."""
    words = next((each for each in moment_words(request.actor.tenant_id) if each.shipped.moment == moment_key), None)
    if words is None:
        raise Http404
    if request.method == "POST" and "reset" in request.POST:
        word_moment(by=request.actor, moment=words.shipped.moment, worded=Worded(), now=read_clock())
        messages.success(request, "The shipped words go again.")
        return see_other(reverse("moment-words"))
    form = MomentForm(request.POST or None, changes=dict(as_written(words.template)))
    if request.method == "POST" and "look" in request.POST:
        return _looked_at(request, form, words)
    return edit(request, form, _page(request, form, words))


def _page(request: SignedInRequest, form: MomentForm, words: MomentWords) -> EditPage:
    back = reverse("moment-words")

    def save() -> str:
        try:
            word_moment(
                by=request.actor,
                moment=words.shipped.moment,
                worded=form.worded(),
                opened=form.opened(),
                now=read_clock(),
            )
        except CannotWordMoment as refused:
            raise CannotKeep(str(refused)) from refused
        return back

    label = words.shipped.moment.label
    return EditPage(
        title=f"{label[:1].upper()}{label[1:]}",
        back_url=back,
        back_said="Words of messages",
        save=save,
        said="Saved. The next message says it so.",
        template="composing/moment.html",
        extra={
            "words": words,
            "slots": sorted(SLOTS & set(SAMPLE.values())),
            "looked": _preview(request.POST or None, words),
        },
    )


def _looked_at(request: SignedInRequest, form: MomentForm, words: MomentWords) -> HttpResponse:
    """Show what was typed with sample values, and what keeps it from being saved; nothing is saved."""
    page = _page(request, form, words)
    problems: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    if form.is_valid():
        try:
            typed = _typed(form.cleaned_data, words)
            problems, unsure = (
                wrongs(typed, shipped=words.shipped, rules=rules_of(request.actor.tenant_id)),
                doubts(typed),
            )
        except BadTemplate as bad:
            problems = (str(bad),)
    context: dict[str, Any] = {"page": page, "form": form, "problems": problems, "unsure": unsure, "was_looked": True}
    return shown(request, page.template, context | dict(page.extra or {}))


def _preview(data: QueryDict | None, words: MomentWords) -> Preview:
    """Return what was typed with sample values in it; the words as they go where that can't be filled."""
    try:
        return preview(_typed(data, words)) if data else preview(words.template)
    except BadTemplate:
        return preview(words.template)


def _typed(data: Any, words: MomentWords) -> Any:
    typed = {name: str(data.get(name) or "")[:LONGEST_LINES] for name in ("subject", "text", "mail")}
    return template_from(words.shipped, **typed)
