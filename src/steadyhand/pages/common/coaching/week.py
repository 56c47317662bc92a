"""A talk or ride-along of this week: what was agreed last, one question, and a line for what is agreed now."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from steadyhand.business.learning.actions.weeks import CannotNote, leave_out, note_talk
from steadyhand.business.learning.queries.coaching import Standing, Step, agreed_last, plan_called, week_with
from steadyhand.pages.common.coaching.roles import LEADS, OBSERVERS, UNPROCESSABLE
from steadyhand.pages.common.coaching.wording import agreed_said, label_of, question_for, step_said
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import see_other
from steadyhand.pages.common.record.editing import OnceForm, forget_draft, shown
from steadyhand.pages.common.saying import saying_for
from steadyhand.pages.common.without_signal import readable_by
from steadyhand.shared.once import do_once


class TalkForm(OnceForm):
    use_required_attribute = False

    agreed = forms.CharField(
        label="What the two of you agreed",
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
        help_text="One thing, until next week. The technician reads it.",
        error_messages={"required": "Say what the two of you agreed: one line is enough."},
    )


class OutForm(OnceForm):
    use_required_attribute = False

    because = forms.CharField(
        label="Why it is left out",
        max_length=300,
        help_text="The technician reads this, too.",
        error_messages={"required": "Say why it is left out: the technician reads it, too."},
    )


@open_to(OBSERVERS)
@require_http_methods(["GET", "POST"])
@readable_by(*OBSERVERS)
def week(request: SignedInRequest, coaching_step_id: UUID) -> HttpResponse:
    """Show a step with its week; POST writes down what became of it."""
    saying, by = saying_for(request), request.actor
    steps = week_with(by, coaching_step_id)
    if not steps:
        raise Http404
    step = steps[0]
    may_write = by.is_one_of(*LEADS) or step.coach_id == by.user_id
    onward = reverse("coaching") if by.is_one_of(*LEADS) else reverse("coaching-mine")
    leaves_out = request.POST.get("do") == "leave-out"
    data = request.POST if request.method == "POST" and may_write else None
    talk = TalkForm(None if leaves_out else data, auto_id="talk_%s")
    out = OutForm(data if leaves_out else None, auto_id="out_%s")
    form = out if leaves_out else talk
    if data is not None and form.is_valid() and _written(request, form, step, leaves_out=leaves_out):
        forget_draft(request)
        return see_other(onward)
    agreed = agreed_last(by.tenant_id, [step.technician_id]).get(step.technician_id) if may_write else None
    plan = plan_called(by, step.plan_id, now=saying.now)
    context: dict[str, Any] = {
        "said": step_said(step, saying),
        "others": [step_said(each, saying) for each in steps[1:]],
        "agreed": agreed_said(agreed, saying),
        "question": question_for(agreed),
        "behaviours": [label_of(code) for code in plan.behaviours] if plan else [],
        "plan": plan,
        "is_to_write": may_write and step.standing in (Standing.PLANNED, Standing.GAVE_WAY),
        "may_read": may_write,
        "leads": by.is_one_of(*LEADS),
        "onward": onward,
        "talk": talk,
        "out": out,
        "form": form,
    }
    return shown(request, "coaching/week.html", context, status=UNPROCESSABLE if form.errors else 200)


def _written(request: SignedInRequest, form: OnceForm, step: Step, *, leaves_out: bool) -> bool:
    """Do what the pressed button says, once; false where the form then says why not."""
    by, now, facts = request.actor, saying_for(request).now, form.cleaned_data

    def do() -> dict[str, Any]:
        if leaves_out:
            leave_out(by=by, step_id=step.id, because=facts["because"], now=now)
        else:
            note_talk(by=by, step_id=step.id, agreed=facts["agreed"], now=now)
        return {"done": True}

    try:
        do_once(tenant_id=by.tenant_id, form_key=str(facts["form_key"]), now=now, do=do)
    except CannotNote as refused:
        form.add_error("because" if leaves_out else "agreed", str(refused))
        return False
    messages.success(request, "Left out, and said why." if leaves_out else "Written down; the technician can read it.")
    return True
