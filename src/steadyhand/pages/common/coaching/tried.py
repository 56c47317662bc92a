"""What did I try on this job? A technician's own word, one pair of eyes among others, in three taps."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from steadyhand.business.calls.queries.jobs_lately import Job, job_called
from steadyhand.business.dealership.rules import Role
from steadyhand.business.learning.actions.answer_lines import CannotAnswer, say_tried
from steadyhand.business.learning.coaching.rules import Answer, looked_for
from steadyhand.business.learning.content.behaviours import behaviours
from steadyhand.business.learning.queries.coaching import plans_of
from steadyhand.business.learning.queries.said_about import counts_of, said_on
from steadyhand.business.people.queries import technician_of_user
from steadyhand.pages.common.coaching.roles import UNPROCESSABLE
from steadyhand.pages.common.coaching.wording import behaviour_of
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import see_other
from steadyhand.pages.common.record.editing import OnceForm, shown
from steadyhand.pages.common.saying import Saying, saying_for
from steadyhand.pages.common.without_signal import readable_today
from steadyhand.shared.once import do_once

ABOUT = "b-"
OWN_WORDS = {Answer.SEEN: "I did it", Answer.NOT_SEEN: "I didn't", Answer.NO_CHANCE: "No chance"}


class TriedForm(OnceForm):
    """Answers to as many as one likes."""

    use_required_attribute = False

    def __init__(self, codes: tuple[str, ...], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes = codes
        for code in codes:
            known = behaviour_of(code)
            self.fields[ABOUT + code] = forms.ChoiceField(
                label=known.label if known else code,
                help_text=known.seen if known else "",
                choices=[(each.value, OWN_WORDS[each]) for each in Answer],
                widget=forms.RadioSelect,
                required=False,
            )
        self.fields["note"] = forms.CharField(label="In a few words", max_length=300, required=False)

    def answers(self) -> dict[str, Answer]:
        facts = self.cleaned_data
        return {code: Answer(facts[ABOUT + code]) for code in self.codes if facts.get(ABOUT + code)}


@open_to({Role.TECHNICIAN})
@require_http_methods(["GET", "POST"])
@readable_today
def tried(request: SignedInRequest, visit_id: UUID) -> HttpResponse:
    """Show the form for one of one's own jobs, or keep what it says."""
    saying, by = saying_for(request), request.actor
    job = job_called(by, visit_id)
    mine = technician_of_user(by.tenant_id, by.user_id) if by.user_id else None
    if job is None or mine is None or job.technician_id != mine:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = _form(request, job, data, saying)
    if data is not None and form.is_valid():

        def do() -> dict[str, Any]:
            answers, note = form.answers(), form.cleaned_data["note"]
            return {"lines": say_tried(by=by, visit_id=visit_id, answers=answers, note=note, now=saying.now)}

        try:
            do_once(tenant_id=by.tenant_id, form_key=str(form.cleaned_data["form_key"]), now=saying.now, do=do)
        except CannotAnswer as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Kept, as your own word. It stands under “Said about me”.")
            return see_other(reverse("visit-brief", args=[visit_id]))
    context = {
        "job": job,
        "form": form,
        "ticks": [{"answer": form[ABOUT + code], "known": behaviour_of(code)} for code in form.codes],
    }
    return shown(request, "coaching/tried.html", context, status=UNPROCESSABLE if form.errors else 200)


def _form(request: SignedInRequest, job: Job, data: Any, saying: Saying) -> TriedForm:
    by = request.actor
    plans = [plan for plan in plans_of(by, job.technician_id, now=saying.now) if plan.ended_at is None]
    planned = [code for plan in plans for code in plan.behaviours]
    counts = counts_of(by.tenant_id, job.technician_id)
    codes = looked_for(planned, counts, [each.code for each in behaviours()])
    said = said_on(by, job.id, job.technician_id)
    sent = [name.removeprefix(ABOUT) for name in data or () if name.startswith(ABOUT)]
    codes = tuple(
        dict.fromkeys([*(code for code in sent if behaviour_of(code)), *(each for each in codes if each not in said)])
    )
    return TriedForm(codes, data)
