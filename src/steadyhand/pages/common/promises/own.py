"""A promise was missed: apologise without blame, give a new time, and keep the cause inside."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from steadyhand.business.dealership.rules import EVERYBODY
from steadyhand.business.promises.queries.speaking_of import SpokenOf
from steadyhand.business.promises.rules import Cause, PromiseState, WordSort
from steadyhand.business.promises.wording import owned_miss
from steadyhand.flows.word.likely_cause import likely_cause
from steadyhand.flows.word.own_a_miss import Owned, own_a_miss
from steadyhand.flows.word.speaking import hours_for, words_for
from steadyhand.flows.word.tell_early import new_time
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import turn_back
from steadyhand.pages.common.promises.one import the_promise
from steadyhand.pages.common.promises.telling import NewTimeForm, tell
from steadyhand.pages.common.saying import saying_for


class OwnForm(NewTimeForm):
    """What the customer was told, the new time, and the cause."""

    is_unreached = forms.BooleanField(label="They could not be spoken to: they were written to instead", required=False)
    cause = forms.ChoiceField(
        label="Cause",
        help_text="Stays inside: it is counted, so that it is removed. The customer never reads it.",
        error_messages={"required": "Choose the cause: causes that are named can be removed."},
    )
    cause_words = forms.CharField(
        label="What happened", required=False, max_length=2000, widget=forms.Textarea({"rows": 2})
    )
    field_order = ("channel", "words", "is_unreached", "new_on", "new_at", "sooner_because", "cause", "cause_words")

    def __init__(self, data: QueryDict | None, *, likely: Cause | None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        cause: forms.ChoiceField = self.fields["cause"]  # type: ignore[assignment]  # declared above
        cause.choices = [
            ("", "Choose the cause"),
            *((each.value, f"{each.label}{' (likely)' if each is likely else ''}") for each in Cause),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("cause") == Cause.OTHER and not cleaned.get("cause_words"):
            self.add_error("cause_words", "Write what it was: “something else” helps nobody to remove it.")
        return cleaned


@open_to(EVERYBODY)
@require_http_methods(["GET", "POST"])
def own(request: SignedInRequest, promise_id: UUID) -> HttpResponse:
    """Show the ready apology, and keep what was done."""
    about, saying = the_promise(request, promise_id), saying_for(request)
    promise = about.promise
    if promise.state is not PromiseState.MISSED:
        back = reverse("promise", args=[promise_id])
        return turn_back(request, back, said=f"Only a miss is owned: {promise.state.label}.")
    form = _form(request.POST or None, request, about)

    def do() -> bool:
        facts = form.facts()
        owned = own_a_miss(
            by=request.actor,
            promise_id=promise_id,
            owned=Owned(
                said=form.said(WordSort.OWNED),
                cause=Cause(facts["cause"]),
                cause_words=facts["cause_words"],
                new_by_at=facts["new_by_at"],
                sooner_because=facts["sooner_because"],
                is_unreached=facts["is_unreached"],
            ),
            now=saying.now,
        )
        return owned.waits

    return tell(
        request,
        form,
        about,
        title="Own it",
        intro=f"We promised {promise.to_whom}: {promise.said}. That was missed. Say so, and say what happens next.",
        said="Owned: what they were told and the cause are kept.",
        button="Send it, or note that they know",
        template="promises/tell.html",
        do=do,
        now=saying.now,
    )


def _form(data: QueryDict | None, request: SignedInRequest, about: SpokenOf) -> OwnForm:
    by, saying = request.actor, saying_for(request)
    there = saying.there(hours_for(by, about, now=saying.now).zone)
    found = None
    if data is None and about.later_id is None:
        found = new_time(by=by, about=about, now=saying.now)
    likely = about.promise.cause or likely_cause(by=by, about=about, now=saying.now)
    local = there.local(found.slot.by_at) if found else None
    return OwnForm(
        data,
        by=by,
        about=about,
        saying=there,
        now=saying.now,
        likely=likely,
        initial={
            "words": owned_miss(words_for(by, about, instead=found.slot.spoken if found else None, now=saying.now)),
            "new_on": local.date() if local else None,
            "new_at": local.time() if local else None,
            "sooner_because": found.why_sooner if found else "",
            "cause": likely or "",
            "cause_words": about.cause_words,
        },
    )
