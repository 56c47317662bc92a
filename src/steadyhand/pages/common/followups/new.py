"""Write down what must not be forgotten: of which kind, about whom, in a line, and by when."""

from datetime import datetime, time
from uuid import UUID

from django import forms
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_http_methods

from steadyhand.business.customers.described import CannotKeep
from steadyhand.business.customers.queries.named import Named, customer_to_name, customers_named
from steadyhand.business.dealership.rules import EVERYBODY
from steadyhand.business.followups.actions.open_by_hand import ByHand, kinds_for
from steadyhand.business.followups.rules.kinds import Kind
from steadyhand.business.followups.rules.standing import CannotHappen
from steadyhand.business.promises.rules import Channel
from steadyhand.flows.word.follow_up_by_hand import follow_up_by_hand
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.record.editing import DayInput, EditPage, OnceForm, edit
from steadyhand.pages.common.saying import Saying, SkippedHour, saying_for
from steadyhand.shared.actor import Actor

END_OF_DAY = time(17)
INTRO = (
    "It then has an owner and a clock, and you hear what becomes of it. "
    "What you saw at a customer's and what stops you have pages of their own."
)


class NewForm(OnceForm):
    """What is to be followed up; a kind and a line are enough."""

    use_required_attribute = False

    kind = forms.ChoiceField(
        label="What is it?", widget=forms.RadioSelect, error_messages={"required": "Choose what it is."}
    )
    title = forms.CharField(
        label="In a line",
        max_length=120,
        help_text="As it stands in the list: “Fuser unit for the second-floor copier”.",
        error_messages={"required": "Say in a line what it is about."},
    )
    customer = forms.CharField(
        label="Customer",
        required=False,
        max_length=200,
        help_text="Number or whole name; empty if it is about nobody outside.",
    )
    words = forms.CharField(
        label="What whoever has it needs to know",
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
    )
    by_on = forms.DateField(
        label="By the end of",
        required=False,
        widget=DayInput,
        help_text="A promise needs its day; the rest may have one.",
    )
    channel = forms.ChoiceField(
        label="If it is a promise: how did you give it?",
        required=False,
        choices=[(each.value, each.label) for each in (Channel.PHONE, Channel.IN_PERSON, Channel.EMAIL, Channel.TEXT)],
        initial=Channel.PHONE,
    )
    is_mine = forms.BooleanField(
        label="I have it myself", required=False, help_text="Otherwise it goes to whoever's work it is."
    )

    def __init__(
        self, data: QueryDict | None, *, by: Actor, saying: Saying, kinds: tuple[Kind, ...], for_whom: Named | None
    ) -> None:
        super().__init__(data, initial={"customer": for_whom.number if for_whom else ""})
        self._by, self._saying = by, saying
        self._kinds = {kind.name: kind for kind in kinds}
        self._customer: Named | None = None
        kind: forms.ChoiceField = self.fields["kind"]  # type: ignore[assignment]  # declared above
        kind.choices = [(each.name, capfirst(each.label)) for each in kinds]

    def clean_customer(self) -> str:
        typed: str = self.cleaned_data["customer"].strip()
        found = customers_named(self._by, typed) if typed else ()
        if typed and not found:
            raise forms.ValidationError(
                f"No customer of your branches is called “{typed}” or has this number: write either as the record does."
            )
        if len(found) > 1:
            numbers = ", ".join(each.number for each in found)
            raise forms.ValidationError(f"Several customers are called so ({numbers}): write the number.")
        self._customer = found[0] if found else None
        return typed

    def clean_by_on(self) -> datetime | None:
        on = self.cleaned_data["by_on"]
        if on is None:
            return None
        if on < self._saying.today:
            raise forms.ValidationError("This day is over: name today or a later one.")
        try:
            return self._saying.moment(on, END_OF_DAY)
        except SkippedHour as skipped:
            raise forms.ValidationError(str(skipped)) from skipped

    def clean(self) -> None:
        super().clean()
        kind = self._kinds.get(self.cleaned_data.get("kind", ""))
        if kind is not None and kind.needs_moment and "by_on" in self.cleaned_data and not self.cleaned_data["by_on"]:
            self.add_error("by_on", f"Name the day: a {kind.label} without one can't be kept.")

    @property
    def given_how(self) -> Channel:
        return Channel(self.cleaned_data["channel"] or Channel.PHONE)

    def asked(self) -> ByHand:
        facts = self.cleaned_data
        return ByHand(
            kind=facts["kind"],
            title=facts["title"],
            words=facts["words"],
            customer_id=self._customer.id if self._customer else None,
            is_mine=facts["is_mine"],
            due_at=facts["by_on"],
        )


@open_to(EVERYBODY)
@require_http_methods(["GET", "POST"])
def new(request: SignedInRequest) -> HttpResponse:
    """Open a follow-up by hand; `?customer=` names whose it is."""
    saying, by = saying_for(request), request.actor
    for_whom = _customer(request)
    form = NewForm(request.POST or None, by=by, saying=saying, kinds=kinds_for(by), for_whom=for_whom)
    page = EditPage(
        title="Something to follow up",
        back_url=reverse("customer", args=[for_whom.id]) if for_whom else reverse("followups"),
        back_said=for_whom.name if for_whom else "Inbox",
        save=lambda: _opened(by, form, saying),
        said="It is open, and somebody has it.",
        button="Open it",
        intro=INTRO,
    )
    return edit(request, form, page)


def _opened(by: Actor, form: NewForm, saying: Saying) -> str:
    try:
        followup_id = follow_up_by_hand(by=by, asked=form.asked(), channel=form.given_how, now=saying.now)
    except CannotHappen as refused:
        raise CannotKeep(str(refused)) from refused
    return reverse("followup", args=[followup_id])


def _customer(request: SignedInRequest) -> Named | None:
    try:
        return customer_to_name(request.actor, UUID(request.GET.get("customer", "")))
    except ValueError:
        return None
