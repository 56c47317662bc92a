"""A machine's meters: what they showed, a reading to note or to correct, a counter to add."""

from collections.abc import Callable
from datetime import date, datetime, time
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from steadyhand.business.customers.described import CannotKeep
from steadyhand.business.dealership.rules import EVERYBODY
from steadyhand.business.machines.actions.add_meter import add_meter
from steadyhand.business.machines.actions.correct_reading import Correction, correct_reading
from steadyhand.business.machines.actions.record_reading import record_reading
from steadyhand.business.machines.readings import MeterHistory, meter_history, reading_to_correct
from steadyhand.business.machines.record import MachineCard, machine_card
from steadyhand.business.machines.rules import Judgement
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.record.editing import EDITORS, DayInput, EditPage, OnceForm, edit, shown
from steadyhand.pages.common.record.forms import text
from steadyhand.pages.common.saying import Saying, SkippedHour, saying_for
from steadyhand.shared.clock import How

form_view = require_http_methods(["GET", "POST"])
METER_KINDS = [("mono", "mono"), ("colour", "colour"), ("large", "large format"), ("scan", "scan"), ("total", "total")]
MOST_SHOWN = 10**12
VERDICT_KINDS = {"plausible": "done", "rolled_over": "moving", "exchanged": "moving", "doubtful": "risk"}


class MeterForm(OnceForm):
    kind = forms.ChoiceField(label="What it counts", choices=METER_KINDS)
    digits = forms.IntegerField(
        label="Digits on its display",
        initial=8,
        min_value=4,
        max_value=12,
        help_text="After that many nines it starts again at 0.",
    )


class ReadingForm(OnceForm):
    shown = forms.IntegerField(label="What the meter shows", min_value=0, max_value=MOST_SHOWN)
    on = forms.DateField(label="Read on", widget=DayInput())
    at = forms.TimeField(label="At", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    is_new_counter = forms.BooleanField(label="The counter was exchanged since the last reading", required=False)


class CorrectionForm(OnceForm):
    shown = forms.IntegerField(label="What the meter really showed", min_value=0, max_value=MOST_SHOWN)
    is_new_counter = forms.BooleanField(label="The counter was exchanged since the reading before", required=False)
    is_set_aside = forms.BooleanField(
        label="Set it aside",
        required=False,
        help_text="It wasn't this meter, or nobody knows what it showed. It stays to be read and counts no more.",
    )
    why = text("Why", 200, required=True, help_text="It goes into the history.")


@open_to(EVERYBODY)
@require_GET
def meter(request: SignedInRequest, meter_id: UUID) -> HttpResponse:
    """Show what a meter has shown, and what was made of it."""
    found = _meter_or_404(request, meter_id)
    saying = saying_for(request)
    rows = [
        {
            "line": line,
            "when": saying.when(line.read_at),
            "shown": f"{line.shown:,}",
            "since": "" if line.pages_since is None else f"{line.pages_since:,}",
            "kind": VERDICT_KINDS[line.verdict],
        }
        for line in found.readings
    ]
    context = {"meter": found, "card": _machine_or_404(request, found.machine_id), "rows": rows}
    return shown(request, "record/meter.html", context)


@open_to(EDITORS)
@form_view
def meter_add(request: SignedInRequest, machine_id: UUID) -> HttpResponse:
    card, saying = _machine_or_404(request, machine_id), saying_for(request)
    form = MeterForm(request.POST or None)

    def save() -> str:
        return reverse(
            "meter", args=[add_meter(by=request.actor, machine_id=machine_id, now=saying.now, **form.facts())]
        )

    page = EditPage(
        title=f"Add a meter to {card.name}",
        back_url=reverse("machine", args=[machine_id]),
        back_said=card.name,
        save=save,
        said="The meter is there; note what it shows.",
        button="Add the meter",
    )
    return edit(request, form, page)


@open_to(EDITORS)
@form_view
def meter_read(request: SignedInRequest, meter_id: UUID) -> HttpResponse:
    """Note what a meter shows: somebody said it on the phone, or a form came in."""
    found, saying = _meter_or_404(request, meter_id), saying_for(request)
    at = saying.local(saying.now).time().replace(second=0, microsecond=0)
    form = ReadingForm(request.POST or None, initial={"on": saying.today, "at": at})

    def save() -> str:
        on, clock = form.cleaned_data["on"], form.cleaned_data["at"]
        judged = record_reading(
            by=request.actor,
            meter_id=meter_id,
            shown=form.cleaned_data["shown"],
            read_at=_read_at(saying, on, clock),
            read_at_how=How.ENTERED,
            now=saying.now,
            is_new_counter=form.cleaned_data["is_new_counter"],
        )
        _warn(request, judged)
        return reverse("meter", args=[meter_id])

    title = f"Note a reading of the {found.kind_label} meter"
    return edit(request, form, _page(found, title, save, said="Noted."))


@open_to(EDITORS)
@form_view
def reading_correct(request: SignedInRequest, reading_id: UUID) -> HttpResponse:
    """Put a wrong reading right; those after it are judged anew."""
    wrong = reading_to_correct(request.actor, reading_id)
    if wrong is None:
        raise Http404
    found, saying = _meter_or_404(request, wrong.meter_id), saying_for(request)
    form = CorrectionForm(request.POST or None, changes={"shown": wrong.shown, "is_new_counter": wrong.is_new_counter})

    def save() -> str:
        opened = form.opened() or {}
        correction = Correction(was_shown=opened.get("shown", wrong.shown), **form.facts())
        judged = correct_reading(by=request.actor, reading_id=reading_id, correction=correction, now=saying.now)
        _warn(request, judged)
        return reverse("meter", args=[wrong.meter_id])

    title = f"Correct the reading of {saying.when(wrong.read_at)}"
    return edit(request, form, _page(found, title, save, said="Corrected; the readings after it are judged anew."))


def _read_at(saying: Saying, on: date, clock: time) -> datetime:
    """Return the moment somebody stated.

    Raises:
        CannotKeep: it is still to come, or clocks skip it.
    """
    try:
        at = saying.moment(on, clock)
    except SkippedHour as skipped:
        raise CannotKeep(str(skipped)) from skipped
    if at > saying.now:
        raise CannotKeep(f"{saying.when(at).capitalize()} is still to come; a reading has been read already.")
    return at


def _warn(request: SignedInRequest, judged: Judgement) -> None:
    if not judged.is_used:
        messages.warning(request, f"Kept, and not counted: {judged.doubt}")


def _page(found: MeterHistory, title: str, save: Callable[[], str], *, said: str) -> EditPage:
    return EditPage(
        title=title,
        back_url=reverse("meter", args=[found.meter_id]),
        back_said=f"The {found.kind_label} meter",
        save=save,
        said=said,
    )


def _meter_or_404(request: SignedInRequest, meter_id: UUID) -> MeterHistory:
    found = meter_history(request.actor, meter_id)
    if found is None:
        raise Http404
    return found


def _machine_or_404(request: SignedInRequest, machine_id: UUID) -> MachineCard:
    card = machine_card(request.actor, machine_id)
    if card is None:
        raise Http404
    return card
