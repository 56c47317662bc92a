"""A correction that is owed: the words are ready, and it ends by telling the customer."""

from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from steadyhand.business.conversations.actions.tell_correction import Telling, tell_correction
from steadyhand.business.conversations.queries.timeline import Owed, one_owed
from steadyhand.business.conversations.rules import CannotSay
from steadyhand.business.customers.described import CannotKeep
from steadyhand.business.dealership.rules import EVERYBODY
from steadyhand.business.promises.rules import Channel
from steadyhand.flows.word.put_right import SPOKEN, subject_for, ways_to_put_right
from steadyhand.pages.common.composing.fields import CustomerWords
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.record.editing import EditPage, OnceForm, edit
from steadyhand.pages.common.saying import saying_for
from steadyhand.shared.actor import Actor

SPOKEN_SAID = {Channel.PHONE: "I told them on the phone", Channel.IN_PERSON: "I told them in person"}


class PutRightForm(OnceForm):
    """How the customer is told, and in which words."""

    use_required_attribute = False

    channel = forms.ChoiceField(
        label="How", widget=forms.RadioSelect, error_messages={"required": "Choose how they are told."}
    )
    words = CustomerWords(
        label="What the customer reads or heard",
        max_length=1000,
        rows=6,
        help_text="Ready to send. Change what you would say another way; it is kept as you leave it.",
        error_messages={"required": "Write what they are told."},
    )

    def __init__(self, data: QueryDict | None, *, by: Actor, owed: Owed) -> None:
        self.ways = ways_to_put_right(by, owed.contact_id)
        super().__init__(data, initial={"channel": self.ways[0][0], "words": owed.ready_text})
        channel: forms.ChoiceField = self.fields["channel"]  # type: ignore[assignment]  # declared above
        channel.choices = [
            (way, f"Send it {way.label} to {address}" if address else SPOKEN_SAID[way]) for way, address in self.ways
        ]
        if all(way in SPOKEN for way, _ in self.ways):
            channel.help_text = "They haven't agreed to be written to, so somebody speaks to them."

    def telling(self, subject: str) -> Telling:
        """Return what the customer is told, once the form is valid."""
        channel = Channel(self.cleaned_data["channel"])
        address = next((address for way, address in self.ways if way is channel), "")
        return Telling(channel=channel, words=self.cleaned_data["words"], address=address, subject=subject)


@open_to(EVERYBODY)
@require_http_methods(["GET", "POST"])
def correction(request: SignedInRequest, correction_id: UUID) -> HttpResponse:
    """Show what was told, what is so now and the ready text; keep or send it."""
    owed, saying = one_owed(request.actor, correction_id), saying_for(request)
    if owed is None:
        raise Http404
    form = PutRightForm(request.POST or None, by=request.actor, owed=owed)
    back = reverse("customer-timeline", args=[owed.customer_id]) if owed.customer_id else reverse("followups")

    def save() -> str:
        telling = form.telling(subject_for(request.actor, owed.now_is))
        try:
            tell_correction(by=request.actor, correction_id=correction_id, telling=telling, now=saying.now)
        except CannotSay as refused:
            raise CannotKeep(str(refused)) from refused
        return back

    page = EditPage(
        title=f"Tell {owed.with_whom or owed.customer or 'the customer'}",
        back_url=back,
        back_said="What they were told",
        save=save,
        said="The customer knows. It is kept with what they were told.",
        button="Send it, or note that they know",
        intro=f"{owed.told_by} told them: “{owed.was}” That isn't so any more: {owed.now_is}.",
    )
    return edit(request, form, page)
