"""A customer told me: on which job, what they spoke of, their words. One pair of eyes more."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from steadyhand.business.calls.queries.jobs_lately import jobs_lately
from steadyhand.business.conversations.queries.surveys import words_about
from steadyhand.business.learning.actions.note_heard import CannotNoteHeard, note_heard
from steadyhand.business.learning.content.behaviours import behaviours
from steadyhand.pages.common.coaching.roles import LEADS, UNPROCESSABLE, technician_or_404
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import see_other
from steadyhand.pages.common.record.editing import OnceForm, forget_draft, shown
from steadyhand.pages.common.saying import saying_for
from steadyhand.shared.once import do_once

# As far back as a customer who is rung up remembers a visit.
LATELY = timedelta(days=30)
MOST_WORDS = 300


class HeardForm(OnceForm):
    use_required_attribute = False

    job = forms.ChoiceField(
        label="On which visit",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the visit of which the customer spoke."},
    )
    behaviour = forms.ChoiceField(
        label="What they spoke of", error_messages={"required": "Choose what the customer spoke of."}
    )
    was_seen = forms.ChoiceField(
        label="Was it so?",
        choices=[("yes", "It was so"), ("no", "It wasn't so")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say which way round the customer told it."},
    )
    words = forms.CharField(
        label="In the customer's words",
        max_length=MOST_WORDS,
        help_text="The technician reads them, and can answer.",
        error_messages={"required": "Write down what the customer said, in their words."},
    )


@open_to(LEADS)
@require_http_methods(["GET", "POST"])
def heard(request: SignedInRequest, technician_id: UUID) -> HttpResponse:
    """Show the form, or keep a customer's word."""
    saying, by = saying_for(request), request.actor
    technician = technician_or_404(request, technician_id)
    jobs = [
        job for job in jobs_lately(by, technician_id, since=saying.now - LATELY, until=saying.now) if job.state.is_over
    ]
    asked = {job.call_id: job for job in jobs}
    written = words_about(by.tenant_id, list(asked))
    chosen = next((each for each in written if str(each.id) == request.GET.get("answer", "")), None)
    # As they wrote it: which behaviour it speaks of, somebody has to read out of it.
    initial = {"job": str(asked[chosen.call_id].id), "words": chosen.words[:MOST_WORDS]} if chosen else {}
    form = HeardForm(request.POST or None, initial=initial)
    choices = [(str(job.id), f"{job.said}, {saying.when(job.at)}") for job in jobs]
    form.fields["job"].choices = choices  # type: ignore[attr-defined]  # a choice field
    labels = [("", "Choose"), *((each.code, each.label) for each in behaviours() if each.customers_see)]
    form.fields["behaviour"].choices = labels  # type: ignore[attr-defined]  # likewise
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data

        def do() -> dict[str, Any]:
            line = note_heard(
                by=by,
                technician_id=technician_id,
                visit_id=UUID(facts["job"]),
                behaviour=facts["behaviour"],
                was_seen=facts["was_seen"] == "yes",
                words=facts["words"],
                now=saying.now,
            )
            return {"line": line.hex}

        try:
            do_once(tenant_id=by.tenant_id, form_key=str(facts["form_key"]), now=saying.now, do=do)
        except CannotNoteHeard as refused:
            form.add_error(None, str(refused))
        else:
            forget_draft(request)
            messages.success(request, f"Kept as a customer's word; {technician.name} reads it.")
            return see_other(reverse("said-of", args=[technician_id]))
    context = {
        "technician": technician,
        "form": form,
        "fields": [form[name] for name in ("job", "behaviour", "was_seen", "words")],
        "has_jobs": bool(jobs),
        "written": [
            {"answer": each, "job": asked[each.call_id].said, "when": saying.when(each.answered_at)} for each in written
        ],
    }
    return shown(request, "coaching/heard.html", context, status=UNPROCESSABLE if form.errors else 200)
