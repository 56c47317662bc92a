"""A ride-along on the phone: a job, one goal, three to six behaviours, one thing to keep, one to change, both sign."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from steadyhand.business.calls.queries.jobs_lately import Job, jobs_lately
from steadyhand.business.calls.rules import VisitState
from steadyhand.business.learning.actions.note_ride_along import CannotRide, Rode, note_ride_along
from steadyhand.business.learning.coaching.rules import Answer, TookOver, looked_for
from steadyhand.business.learning.content.behaviours import behaviours
from steadyhand.business.learning.queries.coaches import may_observe
from steadyhand.business.learning.queries.coaching import agreed_last, due_with, plans_of
from steadyhand.business.learning.queries.said_about import asked_by_another, counts_of
from steadyhand.business.people.queries import TechnicianFacts, technician_of_user, technicians_of
from steadyhand.pages.common.coaching.roles import OBSERVERS, UNPROCESSABLE, technician_or_404
from steadyhand.pages.common.coaching.wording import behaviour_of
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.kept import tapped_at
from steadyhand.pages.common.leaving import see_other
from steadyhand.pages.common.record.editing import OnceForm, forget_draft, shown
from steadyhand.pages.common.saying import Saying, saying_for
from steadyhand.pages.common.without_signal import readable_by
from steadyhand.shared.once import do_once

# The form is for a phone, also where somebody of the office holds it.
PHONE = {"layout": "phone.html", "is_office": False}
LATELY = timedelta(days=3)
TODAY = timedelta(hours=14)
ABOUT, NOTE = "b-", "n-"


class RideForm(OnceForm):
    """Its behaviours are those of the technician's plan; a form that was kept for a while brings its own."""

    use_required_attribute = False

    job = forms.ChoiceField(
        label="Which visit",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Tap the visit on which you rode along.",
            "invalid_choice": "Tap one of the visits.",
        },
    )
    goal = forms.CharField(
        label="What you agreed to look at",
        max_length=300,
        error_messages={"required": "Say what the two of you agreed to look at: a few words."},
    )
    took_over = forms.ChoiceField(
        label="Did I take over?",
        choices=[(each.value, each.label) for each in TookOver],
        widget=forms.RadioSelect,
        error_messages={"required": "Tap whether you took over; a plain yes is a good answer, too."},
    )
    keep = forms.CharField(
        label="One thing to keep",
        max_length=500,
        widget=forms.TextInput({"list": "ride-suggestions"}),
        error_messages={"required": "Say one thing that worked, so that it stays."},
    )
    change = forms.CharField(
        label="One thing to change",
        max_length=500,
        widget=forms.TextInput({"list": "ride-suggestions"}),
        error_messages={"required": "Say one thing to change: one only."},
    )
    signed = forms.BooleanField(label="", required=False)

    def __init__(
        self, technician: str, jobs: tuple[Job, ...], codes: tuple[str, ...], saying: Saying, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.codes = codes
        choices = [(str(job.id), f"{job.said}, {saying.when(job.at)}") for job in jobs]
        self.fields["job"].choices = choices  # type: ignore[attr-defined]  # a choice field
        self.fields["signed"].label = f"{technician} signs here: read together, whether agreed or not"
        for code in codes:
            known = behaviour_of(code)
            self.fields[ABOUT + code] = forms.ChoiceField(
                label=known.label if known else code,
                help_text=known.seen if known else "",
                choices=[(each.value, each.label) for each in Answer],
                widget=forms.RadioSelect,
                required=False,
            )
            self.fields[NOTE + code] = forms.CharField(label="A note on it", max_length=300, required=False)

    def ticks(self) -> list[dict[str, Any]]:
        """Return the behaviours' fields for the page."""
        return [
            {"answer": self[ABOUT + code], "note": self[NOTE + code], "known": behaviour_of(code)}
            for code in self.codes
        ]

    def rode(self) -> Rode:
        facts = self.cleaned_data
        answers = {code: Answer(facts[ABOUT + code]) for code in self.codes if facts.get(ABOUT + code)}
        return Rode(
            visit_id=UUID(facts["job"]),
            goal=facts["goal"],
            answers=answers,
            notes={code: facts.get(NOTE + code, "") for code in answers},
            took_over=TookOver(facts["took_over"]),
            keep=facts["keep"],
            change=facts["change"],
            signed_here=facts["signed"],
        )


@open_to(OBSERVERS)
@require_safe
@readable_by(*OBSERVERS)
def rides(request: SignedInRequest) -> HttpResponse:
    """Show with whom a ride-along is due, then everybody else."""
    saying, by = saying_for(request), request.actor
    if not may_observe(by):
        return shown(request, "coaching/no_observer.html", PHONE)
    due = [step.technician_id for step in due_with(by, now=saying.now) if step.sort == "ride"]
    mine = technician_of_user(by.tenant_id, by.user_id) if by.user_id else None
    people = [each for each in technicians_of(by, on=saying.today) if each.id != mine]
    context = {
        "due": [each for each in people if each.id in due],
        "others": [each for each in people if each.id not in due],
        **PHONE,
    }
    return shown(request, "coaching/rides.html", context)


@open_to(OBSERVERS)
@require_http_methods(["GET", "POST"])
@readable_by(*OBSERVERS)
def ride(request: SignedInRequest, technician_id: UUID) -> HttpResponse:
    """Show the form, or keep what it says; a phone without a signal sends it later."""
    saying, by = saying_for(request), request.actor
    technician = technician_or_404(request, technician_id)
    if not may_observe(by) or (by.user_id and technician_of_user(by.tenant_id, by.user_id) == technician_id):
        return shown(request, "coaching/no_observer.html", PHONE)
    data = request.POST if request.method == "POST" else None
    form = _form(request, technician, data, saying)
    if data is not None and form.is_valid():
        at = tapped_at(request, saying.now)

        def do() -> dict[str, Any]:
            kept = note_ride_along(by=by, technician_id=technician_id, rode=form.rode(), tapped_at=at, now=saying.now)
            return {"ride": kept.hex}

        try:
            do_once(tenant_id=by.tenant_id, form_key=str(form.cleaned_data["form_key"]), now=saying.now, do=do)
        except CannotRide as refused:
            form.add_error(None, str(refused))
        else:
            whose = "Signed by both." if form.cleaned_data["signed"] else f"{technician.name} signs on their own phone."
            forget_draft(request)
            messages.success(request, f"Kept. {whose}")
            return see_other(reverse("rides"))
    context = {
        "technician": technician,
        "form": form,
        "ticks": form.ticks(),
        "has_jobs": bool(form.fields["job"].choices),  # type: ignore[attr-defined]  # a choice field
        "suggestions": [each.label for code in form.codes if (each := behaviour_of(code))],
        **PHONE,
    }
    return shown(request, "coaching/ride.html", context, status=UNPROCESSABLE if form.errors else 200)


def _form(
    request: SignedInRequest, technician: TechnicianFacts, data: Mapping[str, Any] | None, saying: Saying
) -> RideForm:
    by = request.actor
    jobs = jobs_lately(by, technician.id, since=saying.now - LATELY, until=saying.now + timedelta(hours=12))
    codes = _codes(request, technician.id, saying)
    if data is not None:
        # A form that waited for a signal asks what it asked, and is about a job of its own day.
        sent = [name.removeprefix(ABOUT) for name in data if name.startswith(ABOUT)]
        codes = tuple(dict.fromkeys([*(code for code in sent if behaviour_of(code)), *codes]))
        jobs = _with_sent(request, technician.id, jobs, str(data.get("job", "")), saying)
    agreed = agreed_last(by.tenant_id, [technician.id]).get(technician.id)
    initial = {"goal": agreed.words[:300] if agreed else "", "job": _job_now(jobs)}
    return RideForm(technician.name, jobs, codes, saying, data, initial=initial)


def _codes(request: SignedInRequest, technician_id: UUID, saying: Saying) -> tuple[str, ...]:
    by = request.actor
    plans = [plan for plan in plans_of(by, technician_id, now=saying.now) if plan.ended_at is None]
    planned = [code for plan in plans for code in plan.behaviours]
    # Whoever rides along as the second today is asked what the first was.
    first = asked_by_another(by, technician_id, since=saying.now - TODAY)
    counts = counts_of(by.tenant_id, technician_id)
    return looked_for(planned, counts, [each.code for each in behaviours()], first=first)


def _job_now(jobs: tuple[Job, ...]) -> str:
    """Return the job that somebody most likely means: where the technician is now, or was last."""
    here = [job for job in jobs if job.state is VisitState.ON_SITE]
    over = [job for job in jobs if job.state.is_over]
    return next((str(job.id) for job in (*here, *over)), "")


def _with_sent(
    request: SignedInRequest, technician_id: UUID, jobs: tuple[Job, ...], sent: str, saying: Saying
) -> tuple[Job, ...]:
    if sent in {str(job.id) for job in jobs}:
        return jobs
    older = jobs_lately(request.actor, technician_id, since=saying.now - timedelta(days=14), until=saying.now - LATELY)
    return (*jobs, *(job for job in older if str(job.id) == sent))
