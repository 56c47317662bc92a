"""Before you drive: per visit, what is aboard, what is missing, and one tap for what is within reach."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from steadyhand.business.machines.queries import parts_named
from steadyhand.business.people.queries import technician_of_user
from steadyhand.business.stock.actions.begin_handover import begin_handover
from steadyhand.business.stock.ledger.rules import CannotMove
from steadyhand.business.stock.morning.rules import LineChecked, Where
from steadyhand.business.stock.queries.handovers import HandoverRow
from steadyhand.business.stock.queries.shelves import places
from steadyhand.business.stock.requests.rules import CannotAnswer
from steadyhand.flows.visit.check_before_driving import Morning, VisitChecked, check_before_driving
from steadyhand.flows.visit.request_part import request_part
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import new_key
from steadyhand.pages.common.record.editing import OnceForm, shown
from steadyhand.pages.common.saying import Saying, saying_for
from steadyhand.pages.common.trucks.doing import answered, truck_or_404
from steadyhand.pages.common.trucks.roles import TECHNICIAN
from steadyhand.pages.common.trucks.wording import many
from steadyhand.pages.common.without_signal import readable_today

_KINDS = {
    Where.ABOARD: "done",
    Where.COMING: "moving",
    Where.BRANCH: "held",
    Where.COLLEAGUE: "held",
    Where.ORDER: "risk",
    Where.NOT_TODAY: "late",
}
# What nobody here has is the parts desk's to get: today, or with the next order.
_ASKS = {Where.ORDER: "Order it", Where.NOT_TODAY: "Ask the parts desk"}


@open_to(TECHNICIAN)
@require_safe
@readable_today
def before_driving(request: SignedInRequest) -> HttpResponse:
    """Show today's visits of whoever is signed in, with the parts that each may need."""
    by, saying = request.actor, saying_for(request)
    me = technician_of_user(by.tenant_id, by.user_id) if by.user_id else None
    starts_at, until = saying.starts_and_ends(saying.today)
    found: tuple[Morning, ...] = ()
    if me is not None:
        found = check_before_driving(by, starts_at=starts_at, until=until, zone=saying.zone, only=me, now=saying.now)
    morning = found[0] if found else None
    return shown(request, "trucks/before_driving.html", {"morning": morning_said(morning, saying) if morning else None})


def morning_said(morning: Morning, saying: Saying) -> dict[str, Any]:
    """Return a morning in words: each visit with its lines, and what is worth a tap."""
    visits = [visit_said(each, morning, saying) for each in morning.visits]
    return {
        "morning": morning,
        "truck": morning.truck,
        "visits": visits,
        "order_by": saying.hour(morning.order_by),
        "order_in": left_said(morning.order_by, saying.now) if morning.is_before else "",
        "before": share_said(morning.before),
        "after": share_said(morning.after),
        "foretold": morning.foretold,
        "gains": share_said(morning.before) != share_said(morning.after),
        "between": [each for each in morning.between if each.state.is_open],
    }


def visit_said(each: VisitChecked, morning: Morning, saying: Saying) -> dict[str, Any]:
    before, after = each.found.before, each.found.after
    return {
        "visit": each.visit,
        "when": saying.hour(each.visit.planned_for),
        "before": share_said(before),
        "after": share_said(after),
        "gains": share_said(before) != share_said(after),
        "lines": [line_said(line, each, morning, saying) for line in each.found.lines],
    }


def line_said(line: LineChecked, each: VisitChecked, morning: Morning, saying: Saying) -> dict[str, Any]:
    """Return where a part is, in words, and what one tap does about it."""
    held = _between(line, each, morning.between)
    asked = morning.asked.get((each.visit.call_id, line.need.part_id)) if line.need.part_id else None
    where, more, taps = _where_said(line, held, morning, saying)
    return {
        "line": line,
        "chance": share_said(line.need.chance),
        "where": where,
        "more": more,
        "kind": _KINDS[line.where],
        "taps": taps,
        "key": new_key(),
        "visit_id": each.visit.visit_id,
        "call_id": each.visit.call_id,
        "held": held,
        "asked": asked[0] if asked else None,
        "asked_said": asked[1].label if asked else "",
        "asks": _ASKS.get(line.where, "") if line.need.part_id and not asked else "",
    }


def _where_said(line: LineChecked, held: HandoverRow | None, morning: Morning, saying: Saying) -> tuple[str, str, str]:
    """Return where a part is in a few words, the rest of it, and what one tap does."""
    shelf = line.shelf
    if line.where is Where.ABOARD:
        return "on your truck", "", ""
    if line.where is Where.COMING:
        return (
            "on its way",
            f"From {held.from_name}." if held else "What an earlier visit may leave.",
            "",
        )
    if line.where is Where.BRANCH and shelf is not None:
        return "at the branch", f"{shelf.name}.", "Reserve it"
    if line.where is Where.COLLEAGUE and shelf is not None:
        far = f", {shelf.km:.0f} km from your way" if shelf.km is not None else ""
        at = f" (at {shelf.near} today)" if shelf.near and shelf.km is not None else ""
        return "on a colleague’s truck", f"{shelf.name}{far}{at}.", "Borrow it"
    cut_off = saying.hour(morning.order_by)
    if line.where is Where.ORDER:
        return "nobody here has it", f"Orders leave at {cut_off}, in {left_said(morning.order_by, saying.now)}.", ""
    return "nobody here has it", f"Today’s orders left at {cut_off}.", ""


def _between(line: LineChecked, each: VisitChecked, between: tuple[HandoverRow, ...]) -> HandoverRow | None:
    """Return the open handover that brings a part: the one for this very call first."""
    rows = [row for row in between if row.part_id == line.need.part_id and row.state.is_open and row.received is None]
    return next((row for row in rows if row.call_id == each.visit.call_id), rows[0] if rows else None)


def share_said(share: float | None) -> str:
    """Return `74 %`; nobody is told that something is certain. Empty where nobody knows."""
    return "" if share is None else f"{min(max(round(share * 100), 1), 99)} %"


def left_said(until: datetime, now: datetime) -> str:
    """Return `2 h 10 min`, or `40 min`."""
    minutes = max(0, int((until - now).total_seconds() // 60))
    return f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min"  # noqa: PLR2004  # an hour


class TakeForm(OnceForm):
    """Which part, from where, for which call."""

    part = forms.UUIDField(widget=forms.HiddenInput)
    place = forms.UUIDField(widget=forms.HiddenInput)
    call = forms.UUIDField(widget=forms.HiddenInput)


@open_to(TECHNICIAN)
@require_POST
def take(request: SignedInRequest) -> HttpResponse:
    """Reserve a part at the branch, or ask a colleague for one: it is spoken for at once."""
    by, saying, truck = request.actor, saying_for(request), truck_or_404(request)
    form = TakeForm(request.POST)

    def do() -> dict[str, Any]:
        facts = form.cleaned_data
        part_id: UUID = facts["part"]
        begin_handover(
            by=by,
            from_id=facts["place"],
            to_id=truck.id,
            part_id=part_id,
            quantity=1,
            call_id=facts["call"],
            only_spare=True,
            why="For a call of today, by the check before the first drive.",
            now=saying.now,
        )
        name = parts_named(by, [part_id])[part_id].name
        place = next(each for each in places(by) if each.id == facts["place"])
        verb = "Asked for" if place.technician_id else "Reserved"
        return {"said": f"{verb}: {many(1, name)} from {place.name}. They are told; say how many once you have it."}

    return answered(request, form, do, to=reverse("before-driving"))


class AskForm(OnceForm):
    """Which part, for which visit."""

    part = forms.UUIDField(widget=forms.HiddenInput)
    visit = forms.UUIDField(widget=forms.HiddenInput)


@open_to(TECHNICIAN)
@require_POST
def ask(request: SignedInRequest) -> HttpResponse:
    """Ask the parts desk for what nobody here has: it orders, or says why not."""
    by, saying, form = request.actor, saying_for(request), AskForm(request.POST)

    def do() -> dict[str, Any]:
        part_id, visit_id = form.cleaned_data["part"], form.cleaned_data["visit"]
        reason = "By the check before the first drive: nobody here has one for today’s call."
        try:
            request_part(by=by, parts={part_id: 1}, visit_id=visit_id, reason=reason, now=saying.now)
        except CannotAnswer as refused:
            raise CannotMove(str(refused)) from refused
        name = parts_named(by, [part_id])[part_id].name
        return {"said": f"Asked for: {many(1, name)}. The parts desk has it; you hear each step."}

    return answered(request, form, do, to=reverse("before-driving"))
