"""Who told you what no record knows? One tap, or a line."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from steadyhand.business.conversations.actions.name_source import Named, name_source
from steadyhand.business.conversations.queries.asked import one_asked
from steadyhand.business.conversations.rules import CannotSay
from steadyhand.business.dealership.rules import EVERYBODY
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import see_other, turn_back
from steadyhand.pages.common.record.editing import UNPROCESSABLE, shown
from steadyhand.pages.common.saying import saying_for
from steadyhand.pages.common.told.asking import ONE_TAP, SAW, SUPPLIER, asked_no_more

COLLEAGUE, OTHER, SKIP = "colleague", "other", "skip"
# What stands on the timeline, where others read it.
_KEPT = {SUPPLIER: "the supplier's confirmation", SAW: "saw it"}
NOT_YOURS = "Whoever said it names who told them, or the desk."
KNOWN = "It is known on what this rests."


class SourceForm(forms.Form):
    """Who told you, in one tap or in a line."""

    use_required_attribute = False

    source = forms.ChoiceField(
        choices=[(each, each) for each in (*ONE_TAP, COLLEAGUE, OTHER, SKIP)],
        error_messages={
            "required": "Tap who told you.",
            "invalid_choice": "Tap who told you; this page asks for one of the answers that it shows.",
        },
    )
    who = forms.CharField(label="Which colleague", required=False, max_length=200)
    words = forms.CharField(label="In your words", required=False, max_length=300)
    back = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)

    def clean(self) -> dict[str, str]:
        cleaned: dict[str, str] = super().clean() or self.cleaned_data
        if cleaned.get("source") == COLLEAGUE and not cleaned.get("who"):
            self.add_error("who", "Name the colleague who told you.")
        if cleaned.get("source") == OTHER and not cleaned.get("words"):
            self.add_error("words", "Write in a line on what it rests.")
        return cleaned

    def named(self) -> Named:
        """Return what is kept, once the form is valid."""
        source = self.cleaned_data["source"]
        if source == COLLEAGUE:
            return Named(source_words=self.cleaned_data["words"] or "a colleague", giver=self.cleaned_data["who"])
        return Named(source_words=_KEPT.get(source) or self.cleaned_data["words"])


@open_to(EVERYBODY)
@require_http_methods(["GET", "POST"])
def source(request: SignedInRequest, fact_id: UUID) -> HttpResponse:
    """Ask who told somebody what they told a customer, and keep the answer."""
    asked, form = one_asked(request.actor, fact_id), SourceForm(request.POST or None)
    if asked is None:
        raise Http404
    asked_back = request.POST.get("back", "")
    back = _back(request, asked_back, asked.customer_id)
    if not (asked.is_open and asked.may_name):
        asked_no_more(request, fact_id)
        said = (
            "Whoever said it names who told them, or the desk." if asked.is_open else "It is known on what this rests."
        )
        return turn_back(request, back, said=said)
    if request.method == "POST" and form.is_valid():
        asked_no_more(request, fact_id)
        if form.cleaned_data["source"] != SKIP:
            try:
                name_source(by=request.actor, fact_id=fact_id, named=form.named(), now=saying_for(request).now)
            except CannotSay as refused:
                return turn_back(request, back, said=str(refused))
            messages.success(request, "Kept with what they were told. Thank you.")
        return see_other(back)
    context = {"asked": asked, "form": form, "one_tap": ONE_TAP.items(), "back": asked_back}
    return shown(request, "told/source.html", context, status=UNPROCESSABLE if form.errors else 200)


def _back(request: SignedInRequest, wanted: str, customer_id: UUID | None) -> str:
    """Return where whoever was asked was, or else what the customer was told."""
    if wanted and url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return wanted
    return reverse("customer-timeline", args=[customer_id]) if customer_id else reverse("home")
