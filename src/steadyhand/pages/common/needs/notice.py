"""I noticed something: what, with whose leave, and if there is time, a few words. Four taps from the visit."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from steadyhand.business.customers.queries.hours import branch_of_customer
from steadyhand.business.dealership.rules import EVERYBODY
from steadyhand.business.followups.queries.inbox import one
from steadyhand.business.needs.actions.note_need import CannotNote, Seen, note_need, notice_as_well
from steadyhand.business.needs.queries.noticed import need_called
from steadyhand.business.needs.queries.questions import questions_asked
from steadyhand.business.needs.rules import Leave, Sort
from steadyhand.flows.need.notice_need import KnownThere, known_there
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.followups.standing import standing_said
from steadyhand.pages.common.leaving import see_other
from steadyhand.pages.common.record.editing import DayInput, shown
from steadyhand.pages.common.saying import Saying, date_said, saying_for
from steadyhand.pages.common.two_answers import TwoAnswersForm, kept_once, taps
from steadyhand.pages.common.without_signal import readable_today
from steadyhand.shared.clock import read_clock

UNPROCESSABLE = 422
# The three questions that fit beside a thumb; a dealership's own are all asked.
FEWEST_QUESTIONS = 3


class NoticeForm(TwoAnswersForm):
    """What was seen. Two answers are enough; the rest has a sensible answer of its own."""

    sort = taps(Sort, label="What did you see?", missing="Tap what you saw.")
    leave = taps(
        Leave,
        label="And the customer?",
        missing="Tap what the customer said; “Just pass it on” is a full answer.",
    )
    contact = forms.ChoiceField(label="Who would like to hear", required=False)
    best_time = forms.CharField(label="Best time to reach them", required=False, max_length=120)
    if_nothing = forms.CharField(label="What happens if nothing is done", required=False, max_length=300)
    by_on = forms.DateField(label="By when", required=False, widget=DayInput)
    # From where it was noticed; kept so that it isn't asked for.
    machine = forms.UUIDField(required=False, widget=forms.HiddenInput)
    site = forms.UUIDField(required=False, widget=forms.HiddenInput)
    visit = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, known: KnownThere, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(key), name) for key, name in known.contacts]
        self.fields["contact"] = forms.ChoiceField(
            label="Who would like to hear", required=False, choices=[("", "Not somebody in particular"), *people]
        )
        self.order_fields(("sort", "leave", "words", "contact", "best_time", "if_nothing", "by_on"))

    def seen(self, customer_id: UUID) -> Seen:
        facts = self.cleaned_data
        return Seen(
            customer_id=customer_id,
            sort=Sort(facts["sort"]),
            leave=Leave(facts["leave"]),
            words=facts["words"],
            contact_id=UUID(facts["contact"]) if facts["contact"] else None,
            best_time=facts["best_time"],
            if_nothing=facts["if_nothing"],
            by_on=facts["by_on"],
            machine_id=facts["machine"],
            site_id=facts["site"],
            visit_id=facts["visit"],
        )


# Behind "More", so that the two questions that count fit on a phone without scrolling.
MORE = ("contact", "best_time", "if_nothing", "by_on")


@open_to(EVERYBODY)
@require_http_methods(["GET", "POST"])
@readable_today
def notice(request: SignedInRequest, customer_id: UUID) -> HttpResponse:
    saying = saying_for(request)
    customer = branch_of_customer(request.actor, customer_id)
    if customer is None:
        raise Http404
    known = known_there(request.actor, customer_id)
    same = request.POST.get("same", "")
    if request.method == "POST" and same:
        return _as_well(request, same)
    data = request.POST if request.method == "POST" else None
    here = {name: request.GET.get(name) for name in ("machine", "site", "visit") if request.GET.get(name)}
    form = NoticeForm(known, data, files=request.FILES or None, initial=here)
    if data is not None:

        def keep() -> UUID:
            seen, files = form.seen(customer_id), form.handed()
            return note_need(by=request.actor, seen=seen, files=files, now=saying.now)

        need_id = kept_once(request, form, keep, refused=CannotNote, now=saying.now)
        if need_id is not None:
            return _thanked(request, need_id, form)
    asked = questions_asked(request.actor.tenant_id, fewest=FEWEST_QUESTIONS)
    context = {
        "customer": customer,
        "form": form,
        "main": [form[name] for name in ("sort", "leave", "words")],
        "more": [form[name] for name in MORE],
        "is_more_open": any(form[name].errors for name in MORE),
        "known": [_known_said(need, saying) for need in known.noticed],
        "goals": [(goal.words, goal.said_by, date_said(goal.said_on)) for goal in known.goals],
        "prompts": [(sort.label, questions) for sort, questions in asked.items() if questions],
        "back": _back(form, here),
        "keep": f"what you noticed at {customer.name}",
        "send": "Pass it on",
        "sending": "Passing it on…",
    }
    return shown(request, "needs/notice.html", context, status=UNPROCESSABLE if form.errors else 200)


def _thanked(request: SignedInRequest, need_id: UUID, form: NoticeForm) -> HttpResponse:
    """Go back to where it was noticed, having said who answers."""
    need = need_called(request.actor, need_id)
    who = need.line.owner if need else "somebody"
    messages.success(request, f"Thank you. {who} has it now, and you hear what becomes of it.")
    visit = form.cleaned_data.get("visit")
    return see_other(reverse("visit-brief", args=[visit]) if visit else reverse("noticed"))


def _as_well(request: SignedInRequest, same: str) -> HttpResponse:
    """Add whoever noticed the same to those who hear."""
    try:
        need_id = UUID(same)
    except ValueError:
        raise Http404 from None
    words = request.POST.get("words", "")
    try:
        followup_id = notice_as_well(by=request.actor, need_id=need_id, words=words, now=read_clock())
    except CannotNote as refused:
        messages.error(request, str(refused))
        return see_other(request.get_full_path())
    line = one(request.actor, followup_id)
    messages.success(request, f"You hear of it as well. {line.owner if line else 'Somebody'} has it.")
    return see_other(reverse("noticed"))


def _known_said(need: Any, saying: Saying) -> dict[str, Any]:
    return {
        "need": need,
        "when": saying.when(need.noticed_at),
        "is_open": need.line.state == "open",
        **standing_said(need.line, saying),
    }


def _back(form: NoticeForm, here: dict[str, str | None]) -> str:
    visit = here.get("visit") or form["visit"].value()
    try:
        return reverse("visit-brief", args=[UUID(str(visit))]) if visit else reverse("noticed")
    except ValueError:
        return reverse("noticed")
