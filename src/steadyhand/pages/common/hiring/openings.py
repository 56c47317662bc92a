"""The posts to be filled, and one of them: what it asks for, and who would like it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from steadyhand.business.dealership.branches import branches_of
from steadyhand.business.learning.actions.hiring.add_candidate import add_candidate
from steadyhand.business.learning.actions.hiring.begin_opening import begin_opening
from steadyhand.business.learning.actions.hiring.close_opening import close_opening
from steadyhand.business.learning.actions.owe_answer import hear_by
from steadyhand.business.learning.actions.renew_kit import renew_kit
from steadyhand.business.learning.queries.hiring import CandidateLine, candidates_of, opening_called, openings_at
from steadyhand.business.learning.queries.kits import KitOfOpening, kit_of_opening, kits_now
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.hiring.answering import HearByForm
from steadyhand.pages.common.hiring.keeping import LEADS, UNPROCESSABLE, TapForm, done_once
from steadyhand.pages.common.hiring.wording import VERDICT_LOOKS, learnt_said
from steadyhand.pages.common.leaving import see_other
from steadyhand.pages.common.record.editing import DayInput, OnceForm, shown
from steadyhand.pages.common.saying import date_said, saying_for

# Long enough to come back to somebody, short enough to be answerable for.
KEPT = timedelta(days=183)
# What is said after a button of an opening.
_TURNED = {"close": "Closed.", "open": "Open again.", "renew": "It asks by today's kit now."}


class BeginForm(OnceForm):
    use_required_attribute = False

    post = forms.ChoiceField(
        label="Post",
        help_text="What it needs and what is asked for that stands under Interview kits.",
        widget=forms.Select({"data-key": "b", "data-key-said": "Begin an opening"}),
    )
    branch = forms.ChoiceField(label="Branch")
    title = forms.CharField(
        label="Name of the opening",
        max_length=120,
        error_messages={"required": "Give the opening a name by which you will know it."},
    )

    def __init__(
        self, posts: list[tuple[str, str]], branches: list[tuple[str, str]], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = posts  # type: ignore[attr-defined]  # a choice field
        self.fields["branch"].choices = branches  # type: ignore[attr-defined]  # likewise


class AddForm(HearByForm, OnceForm):
    use_required_attribute = False

    name = forms.CharField(
        label="Name",
        max_length=120,
        error_messages={"required": "Say who it is."},
        widget=forms.TextInput({"data-key": "a", "data-key-said": "Add a candidate"}),
    )
    reached_by = forms.CharField(label="Phone or e-mail", max_length=120, required=False)
    keep_until = forms.DateField(
        label="Keep what we know of them until",
        widget=DayInput,
        help_text="After that day all of it is erased by itself. Tell them the day.",
        error_messages={"required": "Say until when: what is known of a candidate doesn't stay for ever."},
    )


@open_to(LEADS)
@require_http_methods(["GET", "POST"])
def hiring(request: SignedInRequest) -> HttpResponse:
    """Show the openings; POST begins one."""
    saying, by = saying_for(request), request.actor
    kits = kits_now(by.tenant_id)
    titles = {each.post.key: each.post.title for each in kits}
    branches = [(str(each.id), each.name) for each in branches_of(by.within(LEADS))]
    # A post of which nothing is asked can't be opened: its kit is written first.
    posts = [(each.post.key, each.post.title.capitalize()) for each in kits if each.kit.items]
    form = BeginForm(posts, branches, request.POST or None)

    def begin() -> UUID:
        facts = form.cleaned_data
        return begin_opening(
            by=by, branch_id=UUID(facts["branch"]), post=facts["post"], title=facts["title"], now=saying.now
        )

    if request.method == "POST" and (answer := done_once(request, form, begin)):
        messages.success(request, "The opening stands. Add whoever would like it.")
        return see_other(reverse("hiring-opening", args=[UUID(answer["id"])]))
    openings = openings_at(by)
    context = {
        "openings": [
            {"row": each, "post": titles.get(each.post, each.post), "since": saying.when(each.opened_at)}
            for each in openings
        ],
        "form": form,
        "fields": [form[name] for name in ("post", "branch", "title")],
    }
    return shown(request, "hiring/openings.html", context, status=UNPROCESSABLE if form.errors else 200)


@open_to(LEADS)
@require_http_methods(["GET", "POST"])
def opening(request: SignedInRequest, opening_id: UUID) -> HttpResponse:
    """Show an opening; POST adds a candidate, closes and opens it, or takes the kit that its post has today."""
    saying, by = saying_for(request), request.actor
    row, kit = opening_called(by, opening_id), kit_of_opening(by, opening_id)
    if row is None or kit is None:
        raise Http404
    turns = request.POST.get("do") in _TURNED
    usual = {"keep_until": saying.today + KEPT, "hear_by": hear_by(by, row.branch_id, now=saying.now)}
    form = AddForm(None if turns else request.POST or None, initial=usual)
    tap = TapForm(request.POST if turns else None, auto_id="tap_%s")

    def turn() -> None:
        if request.POST["do"] == "renew":
            renew_kit(by=by, opening_id=opening_id, now=saying.now)
            return
        close_opening(by=by, opening_id=opening_id, is_closed=request.POST["do"] == "close", now=saying.now)

    def add() -> UUID:
        return add_candidate(by=by, opening_id=opening_id, now=saying.now, **form.facts())

    if turns and done_once(request, tap, turn):
        messages.success(request, _TURNED[request.POST["do"]])
        return see_other(reverse("hiring-opening", args=[opening_id]))
    if request.method == "POST" and not turns and (answer := done_once(request, form, add)):
        messages.success(request, "Added. Ask at least two people to interview them, each for themselves.")
        return see_other(reverse("hiring-candidate", args=[UUID(answer["id"])]))
    context = {
        "opening": row,
        "since": saying.when(row.opened_at),
        "closed": saying.when(row.closed_at) if row.closed_at else "",
        "kit": _kit_said(kit),
        "candidates": [_candidate_said(each) for each in candidates_of(by, opening_id)],
        "form": tap if tap.errors else form,
        "fields": [form[name] for name in ("name", "reached_by", "hear_by", "keep_until")],
        "add": form,
        "tap": tap,
    }
    return shown(request, "hiring/opening.html", context, status=UNPROCESSABLE if form.errors or tap.errors else 200)


def _kit_said(kit: KitOfOpening) -> dict[str, Any]:
    """Return what an opening looks for, and what has changed since it began."""
    unasked = kit.kit.unasked
    needs = [
        (each, {"criterion": each, "weeks": learnt_said(each), "is_unasked": each in unasked})
        for each in kit.kit.criteria
    ]
    mine, newer = {each.code: each for each in kit.kit.criteria}, kit.newer
    today = {each.code: each for each in newer.criteria} if newer else mine
    return {
        "musts": [said for each, said in needs if each.is_essential],
        "nice": [said for each, said in needs if not each.is_essential],
        "unasked": unasked,
        "row": kit,
        "needs_new": [each for code, each in today.items() if code not in mine],
        "needs_gone": [each for code, each in mine.items() if code not in today],
        "needs_changed": [each for code, each in today.items() if code in mine and mine[code] != each],
    }


def _candidate_said(line: CandidateLine) -> dict[str, Any]:
    if line.works_here:
        word, kind = "works here", "done"
    elif line.has_withdrawn:
        word, kind = "withdrew", "stopped"
    elif line.is_mine_missing:
        word, kind = "your scorecard first", "waiting"
    elif line.verdict is not None:
        word, kind = line.verdict.label, VERDICT_LOOKS[line.verdict]
    else:
        word, kind = "not decided", "waiting"
    return {
        "row": line,
        "word": word,
        "kind": kind,
        "cards": f"{line.handed_in} of {line.asked}" if line.asked else "nobody asked yet",
        "until": date_said(line.keep_until),
    }
