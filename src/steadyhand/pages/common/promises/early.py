"""A promise is at risk: tell its customer now, with a new time if they agree to one."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from steadyhand.business.dealership.rules import EVERYBODY
from steadyhand.business.promises.actions.renegotiate import Agreed
from steadyhand.business.promises.queries.speaking_of import SpokenOf
from steadyhand.business.promises.rules import WordSort
from steadyhand.business.promises.wording import early_notice
from steadyhand.flows.word.speaking import hours_for, words_for
from steadyhand.flows.word.tell_early import new_time, tell_early
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import turn_back
from steadyhand.pages.common.promises.one import the_promise
from steadyhand.pages.common.promises.telling import NewTimeForm, tell
from steadyhand.pages.common.saying import saying_for


class EarlyForm(NewTimeForm):
    """An early notice; `has_agreed` makes the new time a promise in the place of this one."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    has_agreed = forms.BooleanField(
        label="They said yes to the new time",
        required=False,
        help_text="Then it is the promise from now on, and this one counts as agreed anew: neither kept nor missed.",
    )
    field_order = ("channel", "words", "new_on", "new_at", "has_agreed", "sooner_because")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("has_agreed") and cleaned.get("new_by_at") is None and not self.errors:
            self.add_error("new_on", "Name the new time that they said yes to.")
        return cleaned


@open_to(EVERYBODY)
@require_http_methods(["GET", "POST"])
def early(request: SignedInRequest, promise_id: UUID) -> HttpResponse:
    """Show the ready text, and keep or send it."""
    about, saying = the_promise(request, promise_id), saying_for(request)
    promise = about.promise
    if not promise.state.is_open:
        back = reverse("promise", args=[promise_id])
        return turn_back(request, back, said=f"An early notice is worth nothing any more: {promise.state.label}.")
    form = _form(request.POST or None, request, about)

    def do() -> bool:
        facts = form.facts()
        agreed = None
        if facts["has_agreed"]:
            agreed = Agreed(
                by_at=facts["new_by_at"],
                with_whom=promise.to_whom,
                channel=form.said(WordSort.EARLY_NOTICE).channel,
                why=promise.at_risk_because or "It would have been missed.",
                sooner_because=facts["sooner_because"],
            )
        told = tell_early(
            by=request.actor,
            promise_id=promise_id,
            version=facts["version"],
            said=form.said(WordSort.EARLY_NOTICE),
            agreed=agreed,
            offered_at=facts["new_by_at"],
            now=saying.now,
        )
        return told.waits

    return tell(
        request,
        form,
        about,
        title="Tell them early",
        intro=f"We promised {promise.to_whom}: {promise.said}. They hear it from us before they would notice.",
        said=f"{promise.to_whom} knows. It is kept with the promise.",
        button="Send it, or note that they know",
        template="promises/tell.html",
        do=do,
        now=saying.now,
    )


def _form(data: QueryDict | None, request: SignedInRequest, about: SpokenOf) -> EarlyForm:
    """Return the form with the ready text; the new time in it is looked for only while nobody has typed one."""
    by, saying = request.actor, saying_for(request)
    there = saying.there(hours_for(by, about, now=saying.now).zone)
    found = new_time(by=by, about=about, now=saying.now) if data is None else None
    ready = early_notice(words_for(by, about, instead=found.slot.spoken if found else None, now=saying.now))
    local = there.local(found.slot.by_at) if found else None
    return EarlyForm(
        data,
        by=by,
        about=about,
        saying=there,
        now=saying.now,
        initial={
            "words": ready,
            "new_on": local.date() if local else None,
            "new_at": local.time() if local else None,
            "sooner_because": found.why_sooner if found else "",
            "version": about.promise.version,
        },
    )
