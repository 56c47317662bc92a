"""A fact that was handed to a technician isn't so: who says it, how it is after all, and what the customer hears."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from steadyhand.business.conversations.actions.correct_handed import correct_handed, tell_technician
from steadyhand.business.conversations.actions.mark_untrue import mark_untrue
from steadyhand.business.conversations.actions.tell_correction import Telling
from steadyhand.business.conversations.queries.handed import Handed, one_handed
from steadyhand.business.conversations.rules import CannotSay, HandedState
from steadyhand.business.customers.described import CannotKeep
from steadyhand.business.dealership.rules import EVERYBODY, OFFICE
from steadyhand.business.promises.rules import Channel
from steadyhand.flows.word.put_right import SPOKEN, subject_for, ways_for_call
from steadyhand.pages.common.composing.fields import CustomerWords
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import see_other, turn_back
from steadyhand.pages.common.record.editing import EditPage, OnceForm, edit
from steadyhand.pages.common.saying import saying_for
from steadyhand.pages.common.told.handing import NotSoForm, may_put_right
from steadyhand.pages.common.told.owed import SPOKEN_SAID
from steadyhand.shared.actor import Actor

NEVER_TOLD = ("", "They were never told it: nothing to put right with them")


class TruthForm(OnceForm):
    """How it is after all, for the technician."""

    use_required_attribute = False

    truth = forms.CharField(
        label="How is it?",
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text="The technician reads it at once. What the customer hears comes after it, on the next page.",
        error_messages={"required": "Write how it is: the technician reads it before the customer does."},
    )


class CorrectForm(OnceForm):
    """How the customer is told how it is, and in which words; or that there is nothing to tell them."""

    use_required_attribute = False

    channel = forms.ChoiceField(
        label="How", widget=forms.RadioSelect, error_messages={"required": "Choose how they are told."}
    )
    words = CustomerWords(
        label="What the customer reads or heard",
        required=False,
        max_length=1000,
        rows=5,
        help_text="Change what you would say another way; it is kept as you leave it.",
        error_messages={"required": "Write what they are told."},
    )

    def __init__(self, data: QueryDict | None, *, by: Actor, fact: Handed) -> None:
        self.ways = ways_for_call(by, fact.call_id)
        was_told = fact.passed_on_at is not None
        first = self.ways[0][0] if was_told else ""
        super().__init__(data, initial={"channel": first, "words": _ready(fact) if was_told else ""})
        channel: forms.ChoiceField = self.fields["channel"]  # type: ignore[assignment]  # declared above
        channel.required = self.fields["words"].required = was_told
        ways = [(way, f"Send it {way.label} to {to}" if to else SPOKEN_SAID[way]) for way, to in self.ways]
        channel.choices = ways if was_told else [NEVER_TOLD, *ways]
        if all(way in SPOKEN for way, _ in self.ways):
            channel.help_text = "They haven't agreed to be written to, so somebody speaks to them."

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("channel") and not cleaned.get("words") and "words" not in self.errors:
            self.add_error("words", "Write what they are told.")
        return cleaned

    def telling(self, subject: str) -> Telling | None:
        """Return what the customer is told, once the form is valid; None where there is nothing to tell."""
        if not self.cleaned_data["channel"]:
            return None
        channel = Channel(self.cleaned_data["channel"])
        address = next((address for way, address in self.ways if way is channel), "")
        return Telling(channel=channel, words=self.cleaned_data["words"], address=address, subject=subject)


@open_to(EVERYBODY)
@require_http_methods(["GET", "POST"])
def not_so(request: SignedInRequest, handed_fact_id: UUID) -> HttpResponse:
    """Ask what isn't so, and give it to whoever said it."""
    fact, saying = _fact_or_404(request, handed_fact_id), saying_for(request)
    back, back_said = _call_of(request, fact)
    if fact.state is not HandedState.STANDING and request.method == "GET":
        return turn_back(request, back, said=_over(fact))
    form = NotSoForm(request.POST or None)

    def save() -> str:
        try:
            mark_untrue(by=request.actor, handed_id=fact.id, because=form.cleaned_data["because"], now=saying.now)
        except CannotSay as refused:
            raise CannotKeep(str(refused)) from refused
        return back

    page = EditPage(
        title="That isn't so",
        back_url=back,
        back_said=back_said,
        save=save,
        said=f"Nobody passes it on any more. {fact.giver} says how it is.",
        button="It isn't so",
        intro=f"“{fact.words}” {fact.giver} gave it: {fact.source_words}",
    )
    return edit(request, form, page)


@open_to(EVERYBODY)
@require_http_methods(["GET", "POST"])
def put_right(request: SignedInRequest, handed_fact_id: UUID) -> HttpResponse:
    """Ask its giver how it is, for the technician."""
    return _in_turn(request, handed_fact_id, _tell_technician)


@open_to(EVERYBODY)
@require_http_methods(["GET", "POST"])
def with_customer(request: SignedInRequest, handed_fact_id: UUID) -> HttpResponse:
    """Ask what the customer hears, once the technician knows."""
    return _in_turn(request, handed_fact_id, _tell_customer)


def _in_turn(
    request: SignedInRequest,
    handed_fact_id: UUID,
    fill_in: Callable[[SignedInRequest, Handed, Mapping[str, Any]], HttpResponse],
) -> HttpResponse:
    fact = _fact_or_404(request, handed_fact_id)
    back, back_said = _followup_of(request, fact)
    if not may_put_right(request.actor, fact):
        said = f"{fact.giver} puts this right, who gave it, or who manages the branch."
        return turn_back(request, back, said=said)
    if fact.state is not HandedState.UNTRUE and request.method == "GET":
        return turn_back(request, back, said=_over(fact))
    return fill_in(request, fact, {"back_url": back, "back_said": back_said})


def _tell_technician(request: SignedInRequest, fact: Handed, asked: Mapping[str, Any]) -> HttpResponse:
    if fact.technician_told_at is not None and request.method == "GET":
        return see_other(reverse("handed-customer", args=[fact.id]))
    form = TruthForm(request.POST or None)

    def save() -> str:
        try:
            tell_technician(
                by=request.actor,
                handed_id=fact.id,
                truth=form.cleaned_data["truth"],
                now=saying_for(request).now,
            )
        except CannotSay as refused:
            raise CannotKeep(str(refused)) from refused
        return reverse("handed-customer", args=[fact.id])

    page = EditPage(
        title=f"Tell {fact.technician} how it is",
        save=save,
        said=f"{fact.technician} has been told. Now the customer.",
        button=f"Tell {fact.technician}",
        intro=f"{_gave(fact)} {_told(fact, saying_for(request).when(fact.passed_on_at))} "
        f"It isn't so: “{fact.untrue_because}”",
        **asked,
    )
    return edit(request, form, page)


def _tell_customer(request: SignedInRequest, fact: Handed, asked: Mapping[str, Any]) -> HttpResponse:
    if fact.technician_told_at is None and request.method == "GET":
        return see_other(reverse("handed-fact", args=[fact.id]))
    form = CorrectForm(request.POST or None, by=request.actor, fact=fact)

    def save() -> str:
        telling = form.telling(subject_for(request.actor, f"about your call {fact.call}"))
        try:
            correct_handed(by=request.actor, handed_id=fact.id, telling=telling, now=saying_for(request).now)
        except CannotSay as refused:
            raise CannotKeep(str(refused)) from refused
        return str(asked["back_url"])

    page = EditPage(
        title=f"Put it right with {fact.customer or 'the customer'}",
        save=save,
        said="Put right. It is kept with what they were told.",
        button="Send it, or note that they know" if fact.passed_on_at else "Put it right",
        intro=f"{_gave(fact)} {_told(fact, saying_for(request).when(fact.passed_on_at))} "
        f"{fact.technician} knows how it is: “{fact.truth}”",
        **asked,
    )
    return edit(request, form, page)


def _gave(fact: Handed) -> str:
    return f"{fact.giver} gave: “{fact.words}” ({fact.source_words})."


def _told(fact: Handed, when: str) -> str:
    return f"{fact.technician} told the customer, {when}." if when else "The customer was never told it."


def _ready(fact: Handed) -> str:
    """Return words that the customer may hear as they are."""
    truth = fact.truth if fact.truth.endswith((".", "!", "?")) else f"{fact.truth}."
    return f"We told you: “{fact.words}” That wasn't right, and we're sorry. {truth}"


def _over(fact: Handed) -> str:
    return {
        HandedState.STANDING: "Nobody has said that it isn't so: there is nothing to put right.",
        HandedState.UNTRUE: f"Somebody has said so already: {fact.giver} says how it is.",
        HandedState.CORRECTED: "It has been put right already.",
    }[fact.state]


def _fact_or_404(request: SignedInRequest, handed_fact_id: UUID) -> Handed:
    fact = one_handed(request.actor, handed_fact_id)
    if fact is None:
        raise Http404
    return fact


def _call_of(request: SignedInRequest, fact: Handed) -> tuple[str, str]:
    """Return where whoever looks at a handed fact came from: the call, or a technician's day."""
    if request.actor.is_one_of(*OFFICE):
        return reverse("call", args=[fact.call_id]), f"Call {fact.call}"
    return reverse("technician-day"), "My day"


def _followup_of(request: SignedInRequest, fact: Handed) -> tuple[str, str]:
    if fact.followup_id is None:
        return _call_of(request, fact)
    return reverse("followup", args=[fact.followup_id]), "The follow-up"
