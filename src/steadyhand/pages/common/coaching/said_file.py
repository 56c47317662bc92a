"""Everything that was said about a technician in one file, to take along; and erasing it for good."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from steadyhand.business.dealership.rules import Role
from steadyhand.business.learning.actions.forget_said import CannotErase, erase_said
from steadyhand.business.learning.queries.coaching import plans_of
from steadyhand.business.learning.queries.hired import HiredCard, said_when_hired
from steadyhand.business.learning.queries.said_about import Reply, Ride, Seen, Talk, said_about
from steadyhand.business.people.growth.pages import person_facts, reads_of
from steadyhand.business.people.queries import technician_of_user
from steadyhand.pages.common.coaching.roles import UNPROCESSABLE
from steadyhand.pages.common.coaching.wording import label_of
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import see_other
from steadyhand.pages.common.record.editing import OnceForm, forget_draft, shown
from steadyhand.pages.common.saying import saying_for
from steadyhand.shared.once import do_once

# All of it: what a page shows is cut to what can be read.
WHOLE = 100_000


class EraseForm(OnceForm):
    use_required_attribute = False

    because = forms.CharField(
        label="Why it is erased",
        max_length=300,
        help_text="They asked for it, or left. That it was erased, and this reason, are all that stays.",
        error_messages={"required": "Say why it is erased."},
    )


@open_to({Role.TECHNICIAN})
@require_safe
def about_me_file(request: SignedInRequest) -> HttpResponse:
    """Answer with all that was said about whoever asks, as a file."""
    by = request.actor
    mine = technician_of_user(by.tenant_id, by.user_id) if by.user_id else None
    if mine is None:
        raise Http404
    answer = JsonResponse(_everything(request, mine), json_dumps_params={"indent": 2, "ensure_ascii": False})
    answer["Content-Disposition"] = 'attachment; filename="said-about-me.json"'
    return answer


@open_to({Role.PRINCIPAL})
@require_http_methods(["GET", "POST"])
def said_erase(request: SignedInRequest, technician_id: UUID) -> HttpResponse:
    """Ask for a reason, then erase what was said about a technician, also of one who has left."""
    by, now = request.actor, saying_for(request).now
    person = person_facts(by, technician_id)
    if person is None:
        raise Http404
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def do() -> dict[str, Any]:
            because = form.cleaned_data["because"]
            return {"gone": erase_said(by=by, technician_id=technician_id, because=because, now=now)}

        try:
            answer = do_once(tenant_id=by.tenant_id, form_key=str(form.cleaned_data["form_key"]), now=now, do=do)
        except CannotErase as refused:
            form.add_error(None, str(refused))
        else:
            forget_draft(request)
            messages.success(request, f"Erased: {answer['gone']} lines about {person.name}.")
            return see_other(reverse("coaching"))
    context = {"person": person, "form": form}
    return shown(request, "coaching/said_erase.html", context, status=UNPROCESSABLE if form.errors else 200)


def _everything(request: SignedInRequest, technician_id: UUID) -> dict[str, Any]:
    by = request.actor
    said = said_about(by, technician_id, most=WHOLE)
    return {
        "ride_alongs": [_ride(each) for each in said.rides],
        "talks": [_talk(each) for each in said.talks],
        "customers": [_line(each) for each in said.customers],
        "own_words": [_line(each) for each in said.own],
        "when_hired": [_card(each) for each in said_when_hired(by.tenant_id, technician_id)],
        "plans": [
            {
                "training": plan.title,
                "starts_on": plan.starts_on,
                "ended_because": plan.ended_because,
                "steps": [
                    {"what": step.sort.label, "week_of": step.on, "who": step.coach, "standing": step.standing.label,
                     "why": step.why}
                    for step in plan.steps
                ],
            }
            for plan in plans_of(by, technician_id, now=saying_for(request).now)
        ],
        "read_lately_by": [
            {"who": each.reader, "what": each.what, "at": each.read_at}
            for each in reads_of(by.tenant_id, technician_id)
        ],
    }  # fmt: skip


def _ride(ride: Ride) -> dict[str, Any]:
    return {
        "observer": ride.observer,
        "source": ride.source.label,
        "visit": ride.job,
        "at": ride.happened_at,
        "goal": ride.goal,
        "took_over": ride.took_over.label,
        "keep": ride.keep,
        "change": ride.change,
        "signed_at": ride.signed_at,
        "lines": [_line(each) for each in ride.lines],
        "answers": _answers(ride.replies),
    }


def _talk(talk: Talk) -> dict[str, Any]:
    return {"with": talk.coach, "at": talk.at, "agreed": talk.agreed, "answers": _answers(talk.replies)}


def _line(line: Seen) -> dict[str, Any]:
    return {
        "behaviour": label_of(line.behaviour),
        "answer": line.answer.label,
        "source": line.source.label,
        "by": line.observer,
        "visit": line.job,
        "at": line.at,
        "note": line.note,
        "answers": _answers(line.replies),
    }


def _card(card: HiredCard) -> dict[str, Any]:
    return {
        "by": card.rater,
        "at": card.at,
        "post": card.opening,
        "lines": [
            {
                "need": line.criterion,
                "asked": line.asks,
                "mark": line.mark,
                "anchor": line.anchor,
                "note": line.note,
                "answers": _answers(line.replies),
            }
            for line in card.lines
        ],
    }


def _answers(replies: tuple[Reply, ...]) -> list[dict[str, Any]]:
    return [{"at": each.at, "words": each.words} for each in replies]
