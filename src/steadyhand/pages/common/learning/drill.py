"""A drill: a talk that branches, a choice at a time; or words of one's own, held against a rubric that shows itself."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from steadyhand.business.dealership.rules import EVERYBODY
from steadyhand.business.learning.actions.doubt_try import doubt_try
from steadyhand.business.learning.actions.try_drill import LONGEST_WORDS, try_drill
from steadyhand.business.learning.content.behaviours import behaviours
from steadyhand.business.learning.content.drills import Drill, Task
from steadyhand.business.learning.content.drills import drill as drill_called
from steadyhand.business.learning.content.modules import module
from steadyhand.business.learning.drills.story import Node, NoSuchWay, Step, Story, order_shown, walk
from steadyhand.business.learning.queries.kept import Try, my_try, tries_at
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.learning.keeping import UNPROCESSABLE, TapForm, done_once
from steadyhand.pages.common.leaving import see_other, turn_back
from steadyhand.pages.common.record.editing import shown
from steadyhand.pages.common.saying import Saying, saying_for

DRAFT_DONE = "record-draft-done"


class WayForm(TapForm):
    """The way through a talk: the numbers chosen, with dots between them."""

    way = forms.RegexField(r"^\d{1,2}(\.\d{1,2})*$", max_length=40)


class OwnWordsForm(TapForm):
    """What one would say."""

    use_required_attribute = False

    words = forms.CharField(
        label="What you say",
        max_length=LONGEST_WORDS,
        widget=forms.Textarea({"rows": 6, "autocomplete": "off"}),
        error_messages={"required": "Write what you would say: two or three sentences are enough."},
    )


class DoubtForm(TapForm):
    """Why one sees it otherwise."""

    use_required_attribute = False

    tried = forms.UUIDField(widget=forms.HiddenInput)
    words = forms.CharField(
        label="What was missed",
        max_length=1_000,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": "Write what was missed: one sentence is enough."},
    )


@open_to(EVERYBODY)
@require_http_methods(["GET", "POST"])
def drill_page(request: SignedInRequest, drill_code: str) -> HttpResponse:
    """Show a drill, keep a try, or show what came of one."""
    found = _or_404(drill_code)
    if request.method == "POST":
        return _tried(request, found)
    if "try" in request.GET:
        return _result(request, found, _try_or_404(request, found))
    return _talk(request, found, found.story) if found.story else _words(request, found, OwnWordsForm())


@open_to(EVERYBODY)
@require_POST
def doubt(request: SignedInRequest, drill_code: str) -> HttpResponse:
    """Say that one sees it otherwise: a person reads it and answers."""
    found, form, saying = _or_404(drill_code), DoubtForm(request.POST), saying_for(request)

    def do() -> dict[str, Any]:
        facts = form.cleaned_data
        doubt_id = doubt_try(by=request.actor, try_id=facts["tried"], words=facts["words"], now=saying.now)
        return {"followup": doubt_id.hex}

    if done_once(request, form, do, now=saying.now) is not None:
        request.session[DRAFT_DONE] = request.path
        messages.success(request, "Your coach reads it, and you hear what they say.")
        return see_other(f"{reverse('learning-drill', args=[found.code])}?try={form.cleaned_data['tried']}")
    kept = my_try(request.actor, form.cleaned_data["tried"]) if "tried" in form.cleaned_data else None
    if kept is None or kept.drill != found.code:
        said = "This try isn't among yours any more: try the drill again."
        return turn_back(request, reverse("learning-drill", args=[found.code]), said=said)
    if kept.doubt_id is not None:
        said = "You have said so already: what becomes of it stands below."
        return turn_back(request, f"{reverse('learning-drill', args=[found.code])}?try={kept.id}", said=said)
    return _result(request, found, kept, form=form)


def _tried(request: SignedInRequest, found: Drill) -> HttpResponse:
    saying = saying_for(request)
    form: TapForm = WayForm(request.POST) if found.story else OwnWordsForm(request.POST)

    def do() -> dict[str, Any]:
        facts = form.cleaned_data
        chosen = [int(each) for each in facts["way"].split(".")] if found.story else []
        words = facts.get("words", "")
        return {"try": str(try_drill(by=request.actor, code=found.code, chosen=chosen, words=words, now=saying.now))}

    answer = done_once(request, form, do, now=saying.now)
    here = reverse("learning-drill", args=[found.code])
    if answer is not None:
        request.session[DRAFT_DONE] = request.path
        return see_other(f"{here}?try={answer['try']}")
    if isinstance(form, OwnWordsForm):
        return _words(request, found, form)
    refused = form.non_field_errors()
    said = str(refused[0]) if refused else "That answer didn't come through whole: choose once more."
    return turn_back(request, here, said=said)


def _talk(request: SignedInRequest, found: Drill, story: Story) -> HttpResponse:
    way = request.GET.get("way", "")
    chosen = _numbers(way)
    try:
        steps, node = walk(story, chosen)
    except NoSuchWay:
        steps, node, way = (), story.nodes[story.begin], ""
    if node.is_end:
        # Only a kept try shows an end; an address with the last choice in it leads one step back.
        steps, node = walk(story, chosen[:-1])
        way = way.rpartition(".")[0]
    context = {
        **_about(request, found),
        "steps": [_step(each) for each in steps],
        "node": node,
        "choices": [
            _choice(story, node, way, number) for number in order_shown(node, f"{request.actor.user_id}/{found.code}")
        ],
        "form": TapForm(),
        "way": way,
        "back": f"?way={way.rpartition('.')[0]}" if way else "",
    }
    return shown(request, "learning/drill.html", context)


def _words(request: SignedInRequest, found: Drill, form: TapForm) -> HttpResponse:
    saying = saying_for(request)
    tries = tries_at(request.actor, found.code)
    context = {
        **_about(request, found),
        "task": found.task,
        "form": form,
        "tries": [_try_line(each, saying) for each in tries],
    }
    return shown(request, "learning/drill.html", context, status=UNPROCESSABLE if form.errors else 200)


def _result(request: SignedInRequest, found: Drill, kept: Try, form: DoubtForm | None = None) -> HttpResponse:
    saying = saying_for(request)
    context = {
        **_about(request, found),
        "kept": kept,
        "when": saying.when(kept.at),
        "doubt_form": form or DoubtForm(initial={"tried": kept.id}),
        **(_result_of_way(found.story, kept) if found.story else _result_of_words(found.task, kept)),
    }
    return shown(request, "learning/drill_result.html", context, status=UNPROCESSABLE if form and form.errors else 200)


def _result_of_way(story: Story, kept: Try) -> dict[str, Any]:
    labels = {each.code: each for each in behaviours()}
    steps: tuple[Step, ...] = ()
    node: Node | None = None
    # A talk may have been written anew since; what came of it then stays.
    with suppress(NoSuchWay):
        steps, node = walk(story, kept.chosen)
    outcome = kept.outcome
    return {
        "steps": [_step(each) for each in steps],
        "end": node if node and node.is_end else None,
        "shows": [labels[code] for code in outcome.get("shows", []) if code in labels],
        "misses": [labels[code] for code in outcome.get("misses", []) if code in labels],
    }


def _result_of_words(task: Task | None, kept: Try) -> dict[str, Any]:
    points = kept.outcome.get("points", [])
    return {
        "points": points,
        "remarks": kept.outcome.get("remarks", []),
        "met": kept.points_met,
        "findings": kept.outcome.get("findings", []),
        "is_whole": kept.outcome.get("is_whole", True),
        "task": task,
        "again": OwnWordsForm(initial={"words": kept.words}),
    }


def _about(request: SignedInRequest, found: Drill) -> dict[str, Any]:
    return {"drill": found, "module": module(found.module), "here": request.path}


def _choice(story: Story, node: Node, way: str, number: int) -> dict[str, Any]:
    choice = node.choices[number]
    onward = f"{way}.{number}" if way else str(number)
    return {"text": choice.text, "way": onward, "is_last": story.nodes[choice.to].is_end}


def _step(step: Step) -> dict[str, Any]:
    is_miss = bool(step.choice.misses) and not step.choice.shows
    return {"node": step.node, "choice": step.choice, "is_miss": is_miss}


def _try_line(each: Try, saying: Saying) -> dict[str, Any]:
    return {"url": f"?try={each.id}", "when": saying.when(each.at), "met": each.points_met,
            "of": len(each.outcome.get("points", []))}  # fmt: skip


def _numbers(way: str) -> Sequence[int]:
    parts = way.split(".") if way else []
    return [int(each) for each in parts] if all(each.isdecimal() and len(each) < 3 for each in parts) else [99]  # noqa: PLR2004


def _try_or_404(request: SignedInRequest, found: Drill) -> Try:
    try:
        kept = my_try(request.actor, UUID(request.GET["try"]))
    except ValueError:
        kept = None
    if kept is None or kept.drill != found.code:
        raise Http404
    return kept


def _or_404(code: str) -> Drill:
    found = drill_called(code)
    if found is None:
        raise Http404
    return found
