"""Messages that the record contradicts: what waits, and what becomes of one."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from steadyhand.business.conversations.actions.correct_held import correct_held
from steadyhand.business.conversations.actions.release_held import release_held
from steadyhand.business.conversations.actions.withdraw_held import withdraw_held
from steadyhand.business.conversations.checking import check_words
from steadyhand.business.conversations.holding import MAY_RELEASE
from steadyhand.business.conversations.queries.handed import untrue_waiting
from steadyhand.business.conversations.queries.held import HeldLine, one_held, waiting_messages
from steadyhand.business.conversations.queries.timeline import owed_to
from steadyhand.business.conversations.rules import CannotSay
from steadyhand.business.customers.described import CannotKeep
from steadyhand.business.dealership.rules import DESK, EVERYBODY, Role
from steadyhand.pages.common.composing.fields import CustomerWords
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import turn_back
from steadyhand.pages.common.record.editing import EditPage, OnceForm, edit, shown
from steadyhand.pages.common.saying import saying_for
from steadyhand.pages.common.told.asking import ask_who_told
from steadyhand.pages.common.told.handed_counts import SPANS, counts_asked
from steadyhand.pages.common.told.handing import handed_said

DO = {
    "correct": "Send other words instead",
    "release": "Send it as it is: I know that it is right",
    "withdraw": "Send nothing",
}


class DecideForm(OnceForm):
    """What becomes of a held message: other words, these with a reason, or none."""

    use_required_attribute = False

    do = forms.ChoiceField(label="What becomes of it", choices=list(DO.items()), widget=forms.RadioSelect)
    words = CustomerWords(label="What the customer reads", required=False, max_length=4000, rows=6)
    why = forms.CharField(
        label="Why",
        required=False,
        max_length=500,
        help_text="Stays inside. Needed where it goes out as it is, or not at all.",
    )


@open_to(DESK | {Role.PRINCIPAL})
@require_safe
def waiting(request: SignedInRequest) -> HttpResponse:
    """List what waits for a decision, and what customers are owed."""
    saying = saying_for(request)
    context: dict[str, Any] = {
        "held": [(each, saying.hour(each.lets_go_at)) for each in waiting_messages(request.actor)],
        "owed": [(each, saying.when(each.opened_at)) for each in owed_to(request.actor)],
        "untrue": [handed_said(each, saying, by=request.actor) for each in reversed(untrue_waiting(request.actor))],
        "spans": SPANS,
    }
    if request.actor.is_one_of(*MAY_RELEASE):
        context["handed_counts"] = counts_asked(request.actor, request.GET.get("days", ""), now=saying.now)
    return shown(request, "told/waiting.html", context)


@open_to(EVERYBODY)
@require_http_methods(["GET", "POST"])
def one(request: SignedInRequest, held_message_id: UUID) -> HttpResponse:
    """Show a held message with what the record says, and do what is decided."""
    line, saying = one_held(request.actor, held_message_id), saying_for(request)
    may_release = request.actor.is_one_of(*MAY_RELEASE)
    if line is None:
        raise Http404
    back = reverse("followup", args=[line.followup_id])
    if not (may_release or line.by_id == request.actor.user_id):
        return turn_back(request, back, said="Whoever wrote this message decides about it, or who manages the branch.")
    if line.how is not None:
        return turn_back(request, back, said=f"This message doesn't wait any more: {line.how.label}.")
    form = DecideForm(request.POST or None, initial={"do": "correct", "words": line.words})
    if not may_release:
        choice: forms.ChoiceField = form.fields["do"]  # type: ignore[assignment]  # declared above
        choice.choices = [(name, label) for name, label in DO.items() if name != "release"]

    def save() -> str:
        try:
            _decide(request, line, form.cleaned_data)
        except CannotSay as refused:
            raise CannotKeep(str(refused)) from refused
        ask_who_told(request, at=saying.now)
        return back

    page = EditPage(
        title=f"A message to {line.with_whom or 'a customer'} waits",
        back_url=back,
        back_said="The follow-up",
        save=save,
        said="Done. It is kept with the message.",
        button="Decide",
        intro=f"{line.because} If nobody decides before {saying.hour(line.lets_go_at)}, they read instead: "
        f"“{line.safe_words}”",
    )
    return edit(request, form, page)


def _decide(request: SignedInRequest, line: HeldLine, facts: dict[str, Any]) -> None:
    by, now = request.actor, saying_for(request).now
    if facts["do"] == "release":
        release_held(by=by, held_id=line.id, why=facts["why"], now=now)
    elif facts["do"] == "withdraw":
        withdraw_held(by=by, held_id=line.id, why=facts["why"], now=now)
    else:
        found = check_words(by, line.call_id, facts["words"], now=now)
        if found.contradicted:
            raise CannotSay(" ".join(each.why for each in found.contradicted))
        correct_held(by=by, held_id=line.id, words=facts["words"], facts=found.facts, now=now)
