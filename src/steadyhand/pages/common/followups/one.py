"""One follow-up: its story, and everything that can be done with it; signed in, or by the link in a message."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_http_methods

from steadyhand.business.dealership.queries import the_dealership
from steadyhand.business.dealership.rules import EVERYBODY
from steadyhand.business.followups.actions.see_news import see_news
from steadyhand.business.followups.keeping.acting import NewMeanwhile, unless_new
from steadyhand.business.followups.keeping.book import NoSuchFollowUp
from steadyhand.business.followups.queries.answering import Answering, follow_answer_link
from steadyhand.business.followups.queries.files import files_of
from steadyhand.business.followups.queries.inbox import Line, one
from steadyhand.business.followups.queries.story import Story, story_of
from steadyhand.business.followups.rules.standing import CannotHappen
from steadyhand.business.followups.telling import ANSWER
from steadyhand.pages.common.doors import SignedInRequest, open_by_link, open_to
from steadyhand.pages.common.followups.evidence import evidence_of, record_of
from steadyhand.pages.common.followups.files import Address, by_link, files_said
from steadyhand.pages.common.followups.forms import DOINGS, DoForm, fitting
from steadyhand.pages.common.followups.standing import standing_said
from steadyhand.pages.common.leaving import new_key, see_other
from steadyhand.pages.common.record.editing import shown
from steadyhand.pages.common.saying import Saying, saying_for, saying_of
from steadyhand.shared.actor import Actor
from steadyhand.shared.clock import read_clock
from steadyhand.shared.links import LinkRefused
from steadyhand.shared.once import do_once

NOT_FOUND, UNPROCESSABLE = 404, 422
# Without a password nobody hands things around: whoever was told answers, or signs in.
# What is decided on what stood there; a note or a word with the customer is true whatever others did.
DECIDED = ("take", "give", "end", "pause", "step", "reopen")
NOT_BY_LINK = ("give", "take", "reopen")


@open_to(EVERYBODY)
@require_http_methods(["GET", "POST"])
def followup(request: SignedInRequest, followup_id: UUID) -> HttpResponse:
    saying = saying_for(request)
    line = one(request.actor, followup_id)
    if line is None:
        raise Http404
    back = _back(request)
    sent: DoForm | None = None
    do = request.POST.get("do", "")
    if request.method == "POST":
        sent = _done(request, request.actor, line, saying)
        if sent is None:
            return see_other(f"{back}#answered" if do != "note" and back != request.path else request.path)
    see_news(by=request.actor, followup_ids=[line.id], now=saying.now)
    context = answer_context(request.actor, line, saying, do=do, sent=sent) | {"back": back}
    return shown(request, "followups/one.html", context, status=UNPROCESSABLE if sent is not None else 200)


@open_by_link(ANSWER)
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Let whoever was told answer without a password. Only a button does anything: mail programs open links."""
    now = read_clock()
    try:
        known = follow_answer_link(token, now=now)
    except LinkRefused:
        return _private(render(request, "followups/answer_over.html", {"actor": None}, status=NOT_FOUND))
    return _private(_answered(request, known, token))


def _answered(request: HttpRequest, known: Answering, token: str) -> HttpResponse:
    firm = the_dealership(known.by.tenant_id)
    saying = saying_of(firm)
    line = one(known.by, known.followup_id)
    if line is None:
        raise Http404
    sent: DoForm | None = None
    do = request.POST.get("do", "")
    if request.method == "POST":
        if do in NOT_BY_LINK:
            messages.error(request, "Sign in for that: the link in a message only answers.")
            return see_other(reverse("answer", args=[token]))
        sent = _done(request, known.by, line, saying)
        if sent is None:
            return see_other(reverse("answer", args=[token]))
    see_news(by=known.by, followup_ids=[line.id], now=saying.now)
    context = answer_context(known.by, line, saying, do=do, sent=sent, address=by_link(token)) | {
        "dealership": {"name": firm.name, "phone": saying.phone(firm.phone), "clock": firm.clock},
        "actor": None,
        "who": known.by.name,
    }
    context["doings"] = [each for each in context["doings"] if each["do"] not in NOT_BY_LINK]
    return render(request, "followups/answer.html", context, status=UNPROCESSABLE if sent is not None else 200)


def _done(request: HttpRequest, by: Actor, line: Line, saying: Saying) -> DoForm | None:
    """Do what was sent and return None; or the form that says why not, with everything that was typed."""
    name = request.POST.get("do", "")
    doing = DOINGS.get(name)
    if doing is None:
        raise Http404
    form = doing.form(
        line, story_of(by, line.id, now=saying.now), saying, data=request.POST, prefix=name, auto_id=f"{name}-%s"
    )
    if not form.is_valid():
        return form

    seen = form.cleaned_data["seen"]

    def act() -> dict[str, Any]:
        if name in DECIDED and seen:
            unless_new(by, line.id, seen=seen)
        doing.act(by, line.id, form.cleaned_data, saying.now)
        return {}

    try:
        do_once(tenant_id=by.tenant_id, form_key=str(form.cleaned_data["form_key"]), now=saying.now, do=act)
    except (CannotHappen, NoSuchFollowUp) as refused:
        form.add_error(None, str(refused))
        return form
    except NewMeanwhile as new:
        story = story_of(by, line.id, now=saying.now)
        form.see_now(story)
        form.add_error(None, _meanwhile(story, new.count, by))
        return form
    messages.success(request, doing.said)
    return None


def _meanwhile(story: Story, count: int, by: Actor) -> str:
    others = [each for each in story.happened if each.who != by.name][:count]
    said = "; ".join(f"{each.who}: {each.what}" + (f" (“{each.words}”)" if each.words else "") for each in others)
    return f"Since you opened this: {said}. If yours still holds, send it again."


def answer_context(
    by: Actor, line: Line, saying: Saying, *, do: str = "", sent: DoForm | None = None, address: Address | None = None
) -> dict[str, Any]:
    """Return what shows a follow-up with everything that can be done: `sent` is the form that was refused.

    `address`: where its photos are shown, if not to somebody who is signed in.
    """
    story = story_of(by, line.id, now=saying.now)
    files = files_of(by, [line.id]).get(line.id, [])
    return {
        "line": line,
        "kind_label": capfirst(line.kind_label),
        "standing": standing_said(line, saying),
        "opened": saying.when(line.opened_at),
        "first_words": story.happened[-1].words if story.happened else "",
        "evidence": evidence_of(by, line, saying),
        "record": record_of(line, by),
        "files": files_said(files, saying, by=by, line=line, address=address),
        "step": {"words": story.step, "due": saying.when(story.step_due_at)} if story.step_due_at else None,
        "paused_until": saying.when(story.paused_until),
        "doings": _doings(by, line, story, saying, do=do, sent=sent),
        "refused": sent,
        "undo": {"said": story.undo, "key": new_key()} if story.undo else None,
        "events": [
            {
                "at": each.at,
                "at_said": saying.when(each.at),
                "what": each.what,
                "who": each.who,
                "quote": each.words,
                "icon": each.icon,
            }
            for each in story.happened
        ],
    }


# What each is called on its button; those without words are one tap.
LABELS = {
    "mine": ("I have it", "Take it on"),
    "take": ("Take it over", "Take it over"),
    "reached": ("They were reached", "Write it down"),
    "end": ("End it", "End it"),
    "step_done": ("Next step done", "Next step done"),
    "step": ("Promise the next step", "Promise it"),
    "pause": ("Pause", "Pause it"),
    "resume": ("Go on now", "Go on now"),
    "give": ("Give to somebody", "Give it"),
    "note": ("Note something", "Note it"),
    "reopen": ("Open again", "Open it again"),
}
# One key each; the list of keys (?) says them.
KEYS = {"mine": "m", "take": "t", "reached": "r", "end": "e", "step": "s", "give": "g", "note": "n", "step_done": "d"}


def _doings(
    by: Actor, line: Line, story: Story, saying: Saying, *, do: str, sent: DoForm | None
) -> list[dict[str, Any]]:
    found = []
    for name in fitting(line, story, by):
        form = DOINGS[name].form(line, story, saying, prefix=name, auto_id=f"{name}-%s")
        is_sent = sent is not None and name == do
        label, button = LABELS[name]
        found.append(
            {
                "do": name,
                "form": sent if is_sent else form,
                "label": label,
                "button": button,
                "is_one_tap": not form.visible_fields(),
                "is_open": is_sent,
                "key": KEYS.get(name, ""),
            }
        )
    return found


def _back(request: SignedInRequest) -> str:
    """Return where the form was: the inbox, if it says so, or the page of the follow-up itself."""
    return reverse("followups") if request.POST.get("from") == "inbox" else request.path


def _private(response: HttpResponse) -> HttpResponse:
    """Keep the address, which is the key, out of other sites' logs and search engines."""
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
