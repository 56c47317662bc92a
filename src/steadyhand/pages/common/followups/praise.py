"""A customer praised somebody: pass it on, and read it."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from steadyhand.business.customers.described import CannotKeep
from steadyhand.business.customers.queries.hours import branch_of_customer
from steadyhand.business.dealership.rules import EVERYBODY
from steadyhand.business.followups.keeping.book import NoSuchFollowUp
from steadyhand.business.followups.queries.inbox import one
from steadyhand.business.followups.rules.standing import CannotHappen
from steadyhand.flows.word.pass_on_praise import (
    CannotPassOn,
    Praised,
    has_read_praise,
    pass_on_praise,
    who_may_be_meant,
)
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import see_other
from steadyhand.pages.common.record.editing import EditPage, OnceForm, edit
from steadyhand.pages.common.saying import saying_for


class PraiseForm(OnceForm):
    """What they said, and about whom."""

    use_required_attribute = False

    words = forms.CharField(
        label="What they said",
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text="In their own words, if you can.",
        error_messages={"required": "Write what they said."},
    )
    said_by = forms.CharField(label="Who said it", required=False, max_length=120)
    about = forms.ChoiceField(label="About whom", error_messages={"required": "Choose who it is about."})

    def __init__(self, data: QueryDict | None, *, people: tuple[Praised, ...]) -> None:
        first = people[0] if people and people[0].was_there_last else None
        super().__init__(data, initial={"about": str(first.user_id) if first else ""})
        about: forms.ChoiceField = self.fields["about"]  # type: ignore[assignment]  # declared above
        about.choices = [
            ("", "Choose somebody"),
            *((str(each.user_id), f"{each.name}{', there last' if each.was_there_last else ''}") for each in people),
        ]


@open_to(EVERYBODY)
@require_http_methods(["GET", "POST"])
def praise(request: SignedInRequest, customer_id: UUID) -> HttpResponse:
    """Pass on what a customer said of a technician."""
    by, saying = request.actor, saying_for(request)
    customer = branch_of_customer(by, customer_id)
    if customer is None:
        raise Http404
    form = PraiseForm(request.POST or None, people=who_may_be_meant(by, customer_id, now=saying.now))
    back = reverse("customer", args=[customer_id])

    def save() -> str:
        facts = form.facts()
        try:
            pass_on_praise(
                by=by,
                customer_id=customer_id,
                user_id=UUID(facts["about"]),
                words=facts["words"],
                said_by=facts["said_by"],
                now=saying.now,
            )
        except CannotPassOn as refused:
            raise CannotKeep(str(refused)) from refused
        return back

    page = EditPage(
        title="They praised us",
        back_url=back,
        back_said=customer.name,
        save=save,
        said="Passed on: it stands on their day now.",
        button="Pass it on",
        intro="Whoever it is about reads it today, and you hear when they have.",
    )
    return edit(request, form, page)


@open_to(EVERYBODY)
@require_POST
def read(request: SignedInRequest, followup_id: UUID) -> HttpResponse:
    """Say thank you: it has been read."""
    saying = saying_for(request)
    line = one(request.actor, followup_id)
    if line is None or line.owner_id != request.actor.user_id:
        raise Http404
    try:
        has_read_praise(by=request.actor, followup_id=followup_id, now=saying.now)
    except (CannotHappen, NoSuchFollowUp) as refused:
        messages.error(request, str(refused))
    return see_other(reverse("home"))
