"""Once a month: a look at the own truck, eight questions and photos."""

import hashlib
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from steadyhand.business.calls.tapped import time_of_tap
from steadyhand.business.stock.actions.note_audit import note_audit
from steadyhand.business.stock.actions.photograph_audit import photograph_audit
from steadyhand.business.stock.ledger.rules import CannotMove
from steadyhand.business.stock.queries.audits import audit_of_month
from steadyhand.business.stock.queries.truck import own_truck
from steadyhand.business.stock.trucks.rules import CHECKLIST, Answer, month_of
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.kept import is_late, tapped_at, tell_phone
from steadyhand.pages.common.leaving import see_other, turn_back
from steadyhand.pages.common.record.editing import OnceForm, shown
from steadyhand.pages.common.saying import saying_for
from steadyhand.pages.common.trucks.doing import answered, done_once, truck_or_404
from steadyhand.pages.common.trucks.roles import TECHNICIAN
from steadyhand.pages.common.without_signal import readable_today
from steadyhand.shared.media import MOST_READ_BYTES

UNPROCESSABLE = 422
LONGEST = 500


class AuditForm(OnceForm):
    """Each line of the look, and a word."""

    use_required_attribute = False

    words = forms.CharField(
        label="What is to be done about it",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 3}),
        help_text="What you put right at once needs no word. Your service manager reads it.",
    )

    def __init__(self, *args: Any, answers: dict[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for line in CHECKLIST:
            self.fields[line.key] = forms.ChoiceField(
                label=line.asks,
                choices=[(each.value, each.label) for each in Answer],
                widget=forms.RadioSelect,
                initial=(answers or {}).get(line.key),
                error_messages={"required": "Look, and tap one."},
            )
        self.order_fields([line.key for line in CHECKLIST])

    def answers(self) -> dict[str, Answer]:
        return {line.key: Answer(self.cleaned_data[line.key]) for line in CHECKLIST}


class PhotoForm(OnceForm):
    """A photo of the truck."""

    file = forms.FileField(
        label="Photo",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={"required": "Take or choose a photo first.", "empty": "This file is empty: choose another."},
    )
    words = forms.CharField(label="What it shows", required=False, max_length=300)


@open_to(TECHNICIAN)
@require_http_methods(["GET", "POST"])
@readable_today
def audit(request: SignedInRequest) -> HttpResponse:
    """Show this month's look, or keep its answers; they may be answered anew until the month is over."""
    truck, by, saying = own_truck(request.actor), request.actor, saying_for(request)
    if truck is None:
        return see_other(reverse("my-truck"))
    known = audit_of_month(by, truck.id, month_of(saying.today))
    is_sent = request.method == "POST"
    before = {"words": known.words} if known else {}
    form = AuditForm(request.POST) if is_sent else AuditForm(answers=known.answers if known else None, initial=before)
    if is_sent and form.is_valid():

        def do() -> dict[str, Any]:
            note_audit(
                by=by, place_id=truck.id, answers=form.answers(), words=form.cleaned_data["words"], on=saying.today,
                now=time_of_tap(tapped_at(request, saying.now), now=saying.now)[0],
            )  # fmt: skip
            return {"said": "Kept. Your service manager sees the day and the photos; there are no marks."}

        return answered(request, form, do, to=reverse("truck-audit"))
    context = {
        "truck": truck,
        "form": form,
        "photo": PhotoForm(auto_id="photo-%s"),
        "known": known,
        "looked": saying.when(known.looked_at) if known else "",
        "month": f"{saying.today:%B}",
    }
    return shown(request, "trucks/audit.html", context, status=UNPROCESSABLE if form.errors else 200)


@open_to(TECHNICIAN)
@require_POST
def photo(request: SignedInRequest) -> HttpResponse:
    """Keep a photo with this month's look."""
    truck, by, saying = truck_or_404(request), request.actor, saying_for(request)
    form, to = PhotoForm(request.POST, files=request.FILES), reverse("truck-audit")
    if not form.is_valid():
        problems = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return turn_back(request, to, said=problems)

    def do() -> dict[str, Any]:
        facts = form.cleaned_data
        content = facts["file"].read(MOST_READ_BYTES)
        photograph_audit(
            by=by, place_id=truck.id, content=content, words=facts["words"], on=saying.today, now=saying.now
        )
        return {"sha256": hashlib.sha256(content).hexdigest()}

    try:
        done = done_once(request, form, do)
    except CannotMove as refused:
        return turn_back(request, to, said=str(refused))
    if not is_late(request):
        messages.success(request, "The photo is kept.")
    # The phone forgets a file only when it reads here that this very file is in.
    tell_phone(request, sha256=done["sha256"])
    return see_other(to)
