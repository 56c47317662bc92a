"""A question of a kit is written, or changed while others may be at it too."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from steadyhand.business.learning.actions.change_kit import keep_question
from steadyhand.business.learning.hiring.editing import question_facts
from steadyhand.business.learning.hiring.kit import ANCHORS, Item
from steadyhand.business.learning.hiring.reading import LONGEST_ASKS, LONGEST_WORDS
from steadyhand.business.learning.queries.kits import KitNow
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.hiring.keeping import LEADS
from steadyhand.pages.common.hiring.kits.saving import KitForm, kept, kit_or_404, line, why_field
from steadyhand.pages.common.leaving import see_other
from steadyhand.pages.common.record.editing import forget_draft, shown
from steadyhand.pages.common.saying import saying_for

FIELDS = ("need", "is_seen", "asks", "listen_for", *(f"anchor_{mark}" for mark in ANCHORS), "why")


class QuestionForm(KitForm):
    need = forms.ChoiceField(
        label="What it looks for",
        error_messages={
            "required": "Choose what it looks for: a question without that says nothing about anybody.",
            "invalid_choice": "This isn't in the post's list any more: choose what the question looks for.",
        },
    )
    is_seen = forms.BooleanField(
        label="Nothing is asked: it is shown, such as a licence",
        required=False,
        help_text="Then the three lines below are “no”, “not yet” and “shown”.",
    )
    asks = line("What is asked, word for word", LONGEST_ASKS, "Write the question as it is said.", rows=3)
    listen_for = line("Listen for", LONGEST_WORDS, "Say what raters listen or look for.")
    anchor_1 = line("1, or “no”", LONGEST_WORDS, "Say how a weak answer sounds.")
    anchor_3 = line("3, or “not yet”", LONGEST_WORDS, "Say how a fair answer sounds.")
    anchor_5 = line("5, or “shown”", LONGEST_WORDS, "Say how a strong answer sounds.")
    why = why_field()
    puts_back = forms.BooleanField(label="Put it back into the kit", required=False)

    def __init__(self, kit: KitNow, is_gone: bool, *args: Any, **kwargs: Any) -> None:  # noqa: FBT001  # one caller
        super().__init__(*args, **kwargs)
        field: Any = self.fields["need"]
        field.choices = [("", "choose one"), *((each.code, each.title) for each in kit.post.needs)]
        if not is_gone:
            del self.fields["puts_back"]

    def question(self, code: str) -> Item:
        facts = self.cleaned_data
        low, fair, high = (facts[f"anchor_{mark}"] for mark in ANCHORS)
        return Item(code, facts["need"], facts["asks"], facts["listen_for"], (low, fair, high), facts["is_seen"])


@open_to(LEADS)
@require_http_methods(["GET", "POST"])
def question(request: SignedInRequest, post_key: str, question_code: str = "") -> HttpResponse:
    """Write a new question, or change one."""
    found, saying = kit_or_404(request, post_key), saying_for(request)
    code = question_code
    known = found.contents.question(code) if code else None
    # Whoever still has its form open when somebody takes it out, loses nothing of what they typed.
    is_gone = bool(code) and known is None
    if is_gone and request.method != "POST":
        raise Http404
    changes = question_facts(known) if known else {} if is_gone else None
    draft_of = "" if code else request.GET.get("need", "")
    initial = {"need": draft_of} if not code else None
    form = QuestionForm(
        found, is_gone, request.POST or None, changes=changes, **({"initial": initial} if initial else {})
    )
    status = 200

    def save() -> str:
        return keep_question(
            by=request.actor,
            post=post_key,
            question=form.question(code),
            why=form.cleaned_data["why"],
            opened=form.opened() if code else None,
            puts_back=bool(form.cleaned_data.get("puts_back")),
            now=saying.now,
        )

    if request.method == "POST":
        answer, status = kept(request, form, save)
        if answer:
            # Each need has a draft of its own: what was typed for one never stands in another's question.
            forget_draft(request, of=draft_of)
            messages.success(request, "Kept. New openings ask it so; those that have begun stay as they are.")
            return see_other(reverse("hiring-kit", args=[post_key]))
    context = {
        "kit": found,
        "form": form,
        "title": "Change a question" if code else "Add a question",
        "fields": [form[name] for name in (*FIELDS, "puts_back") if name in form.fields],
        "draft_of": draft_of,
        "is_stray": known is not None and known in found.strays,
    }
    return shown(request, "hiring/kits/write.html", context, status=status)
