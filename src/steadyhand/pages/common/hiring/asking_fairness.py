"""A candidate is asked who they are: their link goes out, or their paper is printed. Nothing comes back to here."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from steadyhand.business.dealership.present import working_here
from steadyhand.business.dealership.rules import Role
from steadyhand.business.learning.actions.ask_about_fairness import ask_about_fairness, stop_asking_about_fairness
from steadyhand.business.learning.fairness.questions import RATHER_NOT
from steadyhand.business.learning.hiring.reaching import mail_in
from steadyhand.business.learning.queries.fairness import asked_of, questions_asked
from steadyhand.business.learning.queries.hiring import candidate_called
from steadyhand.flows.person.write_to_candidate import links_leave, send_fairness_questions
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.hiring.keeping import LEADS, UNPROCESSABLE, TapForm, done_once
from steadyhand.pages.common.leaving import see_other
from steadyhand.pages.common.record.editing import shown
from steadyhand.pages.common.saying import saying_for

SAID = {
    "mail": "Sent. Whether they answer is theirs; you won't see it.",
    "paper": "Print the paper and give it to them with an envelope.",
    "stop": "Taken back: neither the link nor the paper takes an answer now.",
}


@open_to(LEADS)
@require_http_methods(["GET", "POST"])
def ask_fairness(request: SignedInRequest, candidate_id: UUID) -> HttpResponse:
    """Show how a candidate can be asked; POST sends the link, makes the paper, or takes both back."""
    saying, by = saying_for(request), request.actor
    found = candidate_called(by, candidate_id)
    if found is None or found.erased_at:
        raise Http404
    do = request.POST.get("do", "")
    tap = TapForm(request.POST if do in SAID else None)

    def act() -> None:
        if do == "mail":
            send_fairness_questions(by=by, candidate_id=candidate_id, now=saying.now)
        elif do == "paper":
            ask_about_fairness(by=by, candidate_id=candidate_id, by_mail=False, now=saying.now)
        else:
            stop_asking_about_fairness(by=by, candidate_id=candidate_id, now=saying.now)

    if do in SAID and done_once(request, tap, act):
        messages.success(request, SAID[do])
        page = "hiring-fairness-sheet" if do == "paper" else "hiring-fairness-ask"
        return see_other(reverse(page, args=[candidate_id]))
    asked = asked_of(by, candidate_id)
    context = {
        "candidate": found,
        "address": mail_in(found.reached_by),
        "links_leave": links_leave(by.tenant_id),
        "is_on": bool(questions_asked(by.tenant_id)),
        "asked": asked,
        "asked_at": saying.when(asked.at) if asked else "",
        "until": saying.when(asked.until) if asked else "",
        "is_open": asked is not None and asked.until > saying.now,
        "form": tap,
    }
    return shown(request, "hiring/fairness_ask.html", context, status=UNPROCESSABLE if tap.errors else 200)


@open_to(LEADS)
@require_safe
def fairness_sheet(request: SignedInRequest, candidate_id: UUID) -> HttpResponse:
    """Show a candidate's paper, to be printed: a code instead of a name, and to whom it goes."""
    saying, by = saying_for(request), request.actor
    found, asked = candidate_called(by, candidate_id), asked_of(by, candidate_id)
    if found is None or found.erased_at or asked is None:
        raise Http404
    people = working_here(by.tenant_id, branch_id=found.branch_id, roles=[Role.ADMINISTRATOR], at=saying.now)
    context = {
        "candidate": found,
        "code": f"{asked.code[:4]}-{asked.code[4:]}",
        "until": saying.when(asked.until),
        "questions": [each.asked for each in questions_asked(by.tenant_id)],
        "rather_not": RATHER_NOT,
        # Whoever hires doesn't type it in.
        "typists": [each.name for each in people if each.roles.isdisjoint(LEADS)],
    }
    return shown(request, "hiring/fairness_sheet.html", context)
