"""A kit as a file: taken along to another dealership, or brought from one, looked at before anything changes."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from steadyhand.business.learning.actions.bring_kit import Looked, bring_kit, look_at_kit
from steadyhand.business.learning.hiring.files import BadKitFile, as_file
from steadyhand.business.learning.queries.kits import KitNow
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.hiring.keeping import LEADS
from steadyhand.pages.common.hiring.kits.saving import TurnForm, kept, kit_or_404, why_field, with_sent
from steadyhand.pages.common.leaving import see_other
from steadyhand.pages.common.record.editing import shown
from steadyhand.pages.common.saying import saying_for

# A kit of sixty questions and eight samples has some 80,000 characters.
MOST_CHARACTERS = 200_000


class BringForm(TurnForm):
    """The file, or its text; what was looked at once stays as text, to be mended here."""

    sheets = frozenset({"text"})

    file = forms.FileField(
        label="The file",
        required=False,
        widget=forms.FileInput(attrs={"accept": ".toml,text/plain"}),
        error_messages={"empty": "This file is empty: choose another."},
    )
    text = forms.CharField(
        label="What is in it",
        required=False,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        help_text="Filled in from the file. Mistakes can be mended here.",
    )
    adds_needs = forms.BooleanField(label="Put what our list doesn't have into it, too", required=False)
    why = why_field()

    def __init__(self, *args: Any, is_look: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A look changes nothing, so it needs no reason.
        self.fields["why"].required = not is_look

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        file = facts.get("file")
        if file:
            if file.size > MOST_CHARACTERS:
                self.add_error("file", f"It has {file.size} characters; a kit has {MOST_CHARACTERS} at most.")
                return facts
            try:
                facts["text"] = file.read().decode("utf-8-sig")
            except UnicodeDecodeError:
                self.add_error("file", "It isn't text in UTF-8: save it as that, or choose the kit's own file.")
        elif not facts.get("text", "").strip() and "text" not in self.errors:
            self.add_error("file", "Choose a kit's file, or paste what is in it below.")
        return facts


@open_to(LEADS)
@require_safe
def kit_file(request: SignedInRequest, post_key: str) -> HttpResponse:
    """Send a kit as TOML, with the list of needs that it is for."""
    found = kit_or_404(request, post_key)
    answer = HttpResponse(
        as_file(found.post.key, found.post.needs, found.contents), content_type="application/toml; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="kit-{found.post.key}.toml"'
    return answer


@open_to(LEADS)
@require_http_methods(["GET", "POST"])
def bring(request: SignedInRequest, post_key: str) -> HttpResponse:
    """Look at a file and say all that is wrong with it, or what it would change; a second press takes it."""
    found = kit_or_404(request, post_key)
    is_look = request.POST.get("do") != "bring"
    form = BringForm(
        request.POST or None, files=request.FILES or None, is_look=is_look, initial={"opened_number": found.number}
    )
    status, looked = 200, None
    mistakes: tuple[str, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            looked = look_at_kit(by=request.actor, post=post_key, text=form.cleaned_data["text"])
        except BadKitFile as bad:
            mistakes = bad.mistakes
    if looked and not is_look:
        answer, status = kept(request, form, lambda: _bring(request, post_key, form))
        if answer:
            messages.success(request, "It is in, as a version of its own. New openings ask it.")
            return see_other(reverse("hiring-kit", args=[post_key]))
    if form.is_bound:
        _show_text(form, found)
    # What comes next is to bring it, and that takes a reason.
    form.fields["why"].required = True
    context = {
        "kit": found,
        "form": form,
        "mistakes": mistakes,
        "looked": _looked_said(looked, found) if looked else None,
        "fields": [form[name] for name in ("file", "text")],
        "last": [form[name] for name in ("adds_needs", "why")] if looked else [],
    }
    return shown(request, "hiring/kits/bring.html", context, status=422 if form.errors or mistakes else status)


def _bring(request: SignedInRequest, post_key: str, form: BringForm) -> int:
    facts = form.cleaned_data
    return bring_kit(
        by=request.actor,
        post=post_key,
        text=facts["text"],
        adds_needs=facts["adds_needs"],
        opened=facts["opened_number"],
        why=facts["why"],
        now=saying_for(request).now,
    )


def _show_text(form: BringForm, found: KitNow) -> None:
    """Have the page hold the file's text, and the version that whoever reads it now has seen."""
    text = form.cleaned_data.get("text") or form.data.get("text", "")
    with_sent(form, text=text, opened_number=str(found.number))


def _looked_said(looked: Looked, found: KitNow) -> dict[str, Any]:
    contents = looked.file.contents
    return {
        "row": looked,
        "questions": len(contents.questions),
        "samples": len(contents.samples),
        "is_other_post": looked.file.post != found.post.key,
    }
