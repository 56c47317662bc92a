"""It is ready early: ring with good news, and keep what was said."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from steadyhand.business.dealership.rules import EVERYBODY
from steadyhand.business.promises import wording
from steadyhand.business.promises.rules import WordSort
from steadyhand.flows.word.speaking import words_for
from steadyhand.flows.word.tell_good_news import may_have_good_news, tell_good_news
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import turn_back
from steadyhand.pages.common.promises.one import the_promise
from steadyhand.pages.common.promises.telling import TellForm, tell
from steadyhand.pages.common.saying import saying_for


@open_to(EVERYBODY)
@require_http_methods(["GET", "POST"])
def good_news(request: SignedInRequest, promise_id: UUID) -> HttpResponse:
    """Show the ready text, and keep or send it."""
    about, saying = the_promise(request, promise_id), saying_for(request)
    promise = about.promise
    if not may_have_good_news(promise):
        back = reverse("promise", args=[promise_id])
        return turn_back(request, back, said=f"There is no good news about it any more: {promise.state.label}.")
    ready = wording.good_news(words_for(request.actor, about, now=saying.now))
    form = TellForm(request.POST or None, by=request.actor, about=about, initial={"words": ready}, now=saying.now)
    return tell(
        request,
        form,
        about,
        title="Tell good news",
        intro=f"We promised {promise.to_whom}: {promise.said}. It will be sooner.",
        said=f"{promise.to_whom} knows. It is kept with the promise.",
        button="Send it, or note that they know",
        template="promises/tell.html",
        do=lambda: (
            tell_good_news(
                by=request.actor, promise_id=promise_id, said=form.said(WordSort.GOOD_NEWS), now=saying.now
            ).waits
        ),
        now=saying.now,
    )
