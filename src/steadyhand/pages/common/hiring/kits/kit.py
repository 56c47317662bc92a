"""The kits of all posts, one of them by need, and how raters see it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from steadyhand.business.learning.actions.change_kit import DOWN, UP, move_in_kit, say_about, take_out
from steadyhand.business.learning.hiring.reading import LONGEST_ABOUT
from steadyhand.business.learning.queries.hiring import OwnCard
from steadyhand.business.learning.queries.kits import KitNow, kits_now
from steadyhand.business.people.growth.shipped import Need
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.hiring.card import CardForm
from steadyhand.pages.common.hiring.keeping import LEADS, UNPROCESSABLE
from steadyhand.pages.common.hiring.kits.saving import KitForm, TurnForm, kept, kit_or_404, line, saved_said, why_field
from steadyhand.pages.common.leaving import see_other
from steadyhand.pages.common.record.editing import shown
from steadyhand.pages.common.saying import saying_for


class AboutForm(KitForm):
    about = line(
        "How the interview goes",
        LONGEST_ABOUT,
        "Say how the interview goes: how long, in which parts, who should be there.",
        rows=4,
        help_text="Raters read it above their scorecard.",
    )
    why = why_field()


@open_to(LEADS)
@require_safe
def kits(request: SignedInRequest) -> HttpResponse:
    """Show each post with what is asked for it."""
    saying = saying_for(request)
    context = {
        "kits": [
            {
                "kit": each,
                "needs": len(each.post.needs),
                "questions": len(each.kit.questions),
                "samples": len(each.kit.samples),
                "unasked": len(each.unasked),
                "saved": saved_said(each, saying),
            }
            for each in kits_now(request.actor.tenant_id)
        ]
    }
    return shown(request, "hiring/kits/kits.html", context)


@open_to(LEADS)
@require_http_methods(["GET", "POST"])
def kit(request: SignedInRequest, post_key: str) -> HttpResponse:
    """Show a post's kit by need; POST moves a question or sample, or takes it out."""
    found = kit_or_404(request, post_key)
    form = TurnForm(request.POST or None, auto_id="turned_%s")
    if request.method == "POST":
        answer, _ = kept(request, form, lambda: _turn(request, post_key, form))
        if answer:
            what = request.POST.get("do", "").partition(":")[0]
            messages.success(request, "Taken out; earlier versions have it still." if what == "out" else "Moved.")
            return see_other(reverse("hiring-kit", args=[post_key]))
    context = {
        **_said(found),
        "saved": saved_said(found, saying_for(request)),
        "form": form,
        # A refused press looked at an older version: the next one looks at this.
        "turn": TurnForm(initial={"opened_number": found.number}, auto_id="turn_%s"),
    }
    return shown(request, "hiring/kits/kit.html", context, status=UNPROCESSABLE if form.errors else 200)


def _turn(request: SignedInRequest, post_key: str, form: TurnForm) -> None:
    what, _, code = request.POST.get("do", "").partition(":")
    by, now, opened = request.actor, saying_for(request).now, form.cleaned_data["opened_number"]
    if what == "out":
        take_out(by=by, post=post_key, code=code, opened=opened, now=now)
    elif what in ("up", "down"):
        places = UP if what == "up" else DOWN
        move_in_kit(by=by, post=post_key, code=code, places=places, opened=opened, now=now)


def _said(found: KitNow) -> dict[str, Any]:
    known = {each.code: each.title for each in found.post.needs}
    stray = {each.key for each in found.strays}
    return {
        "kit": found,
        "groups": [
            (title, [_need_said(each, found) for each in needs])
            for title, needs in (("Essential", found.post.musts), ("Nice to have", found.post.nice))
        ],
        "unasked": found.unasked,
        "order": [
            {"item": each, "need": known.get(each.criterion, ""), "is_stray": each.key in stray}
            for each in found.contents.questions
        ],
        "samples": [
            {
                "sample": each,
                "needs": [known[item.criterion] for item in each.items if item.criterion in known],
                "strays": [item.criterion for item in each.items if item.criterion not in known],
            }
            for each in found.contents.samples
        ],
        "strays": found.strays,
    }


def _need_said(need: Need, found: KitNow) -> dict[str, Any]:
    return {
        "need": need,
        "weeks": f"about {need.weeks_to_learn} weeks to learn here" if need.is_learnable else "brought along",
        "questions": [each for each in found.contents.questions if each.criterion == need.code],
        "samples": [each for each in found.contents.samples if any(item.criterion == need.code for item in each.items)],
        "is_unasked": need in found.unasked,
    }


@open_to(LEADS)
@require_http_methods(["GET", "POST"])
def about(request: SignedInRequest, post_key: str) -> HttpResponse:
    """Write what raters read above the whole kit."""
    found, saying = kit_or_404(request, post_key), saying_for(request)
    form = AboutForm(request.POST or None, changes={"about": found.contents.about})
    status = 200

    def save() -> None:
        facts = form.facts()
        opened = form.opened() or {}
        say_about(
            by=request.actor, post=post_key, about=facts["about"], opened=opened, why=facts["why"], now=saying.now
        )

    if request.method == "POST":
        answer, status = kept(request, form, save)
        if answer:
            messages.success(request, "Kept. New openings say it so.")
            return see_other(reverse("hiring-kit", args=[post_key]))
    context = {"kit": found, "form": form, "title": "How the interview goes", "fields": [form["about"], form["why"]]}
    return shown(request, "hiring/kits/write.html", context, status=status)


@open_to(LEADS)
@require_safe
def preview(request: SignedInRequest, post_key: str) -> HttpResponse:
    """Show a kit as raters see it, with nothing to fill in."""
    found = kit_or_404(request, post_key)
    return shown(request, "hiring/kits/preview.html", {"post": found.post, **as_rater(found)})


def as_rater(found: KitNow) -> dict[str, Any]:
    """Return a kit as a scorecard lays it out."""
    asked = found.kit
    titles = {each.code: each.title for each in asked.criteria}
    form: forms.Form = CardForm(OwnCard("", "", asked, {}, {}, None, None, None, has_withdrawn=False))
    at = {
        item.key: {
            "item": item,
            "criterion": titles[item.criterion],
            "mark": form[f"mark_{item.key}"],
            "note": form[f"note_{item.key}"],
        }
        for item in asked.items
    }
    return {
        "asked": asked,
        "questions": [at[each.key] for each in asked.questions],
        "samples": [{"sample": each, "items": [at[item.key] for item in each.items]} for each in asked.samples],
    }
