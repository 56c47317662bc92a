"""Parts between two hands: all that concern the reader, and one with what can be said about it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from steadyhand.business.stock.actions.end_handover import decline_handover, withdraw_handover
from steadyhand.business.stock.actions.settle_handover import settle_handover
from steadyhand.business.stock.queries.handovers import (
    STILL_SHOWN,
    HandoverRow,
    ended_handovers,
    handover_called,
    open_handovers,
)
from steadyhand.business.stock.trucks.keeping import CLERKS
from steadyhand.business.stock.trucks.rules import MOST_HANDED, HandoverState, Side
from steadyhand.flows.visit.take_over_part import request_that_waits, take_over_part
from steadyhand.pages.common.doors import SignedInRequest, ViewFunction, open_to
from steadyhand.pages.common.record.editing import OnceForm, shown
from steadyhand.pages.common.record.forms import text
from steadyhand.pages.common.saying import Saying, saying_for
from steadyhand.pages.common.trucks.doing import answered
from steadyhand.pages.common.trucks.roles import HANDERS, ONLOOKERS, TECHNICIAN
from steadyhand.pages.common.trucks.wording import handover_said, many
from steadyhand.pages.common.without_signal import readable_today
from steadyhand.shared.actor import Actor

LONGEST = 500


class HowManyForm(OnceForm):
    """How many were given, or came; or which number holds."""

    quantity = forms.IntegerField(
        label="How many",
        min_value=0,
        max_value=MOST_HANDED,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), f"Type a whole number from 0 to {MOST_HANDED}."
        ),
    )


class SayForm(HowManyForm):
    """How many were given, or came, and whether the call waits for no part any more."""

    ends_request = forms.BooleanField(label="This is the part that the call waits for", required=False, initial=True)


class SettleForm(HowManyForm):
    why = text("Why that number", LONGEST, help_text="Both sides read it.")


class ReasonForm(OnceForm):
    why = text("Why not", LONGEST, help_text="They read it, and look elsewhere.")


@open_to(ONLOOKERS)
@require_safe
@readable_today
def handovers(request: SignedInRequest) -> HttpResponse:
    """Show what waits for the reader, what waits for others, and what has ended lately."""
    by, saying = request.actor, saying_for(request)
    is_open = [row for row in open_handovers(by) if _concerns(by, row)]
    ended = [row for row in ended_handovers(by, since=saying.now - STILL_SHOWN) if _concerns(by, row)]
    context = {
        "mine": _said([row for row in is_open if row.waits_for_me], saying),
        "others": _said([row for row in is_open if not row.waits_for_me], saying),
        "ended": _said(ended, saying),
        "may_begin": by.is_one_of(*HANDERS),
    }
    return shown(request, "trucks/handovers.html", context)


def _said(rows: list[HandoverRow], saying: Saying) -> list[dict[str, Any]]:
    return [handover_said(row, saying) for row in rows]


def _concerns(by: Actor, row: HandoverRow) -> bool:
    """Tell whether it is the reader's own, or the reader looks on for the branch."""
    return row.mine is not None or by.is_one_of(*(ONLOOKERS - TECHNICIAN))


@open_to(ONLOOKERS)
@require_safe
@readable_today
def handover(request: SignedInRequest, handover_id: UUID) -> HttpResponse:
    """Show one, and ask whoever's turn it is."""
    row, by, saying = _row_or_404(request, handover_id), request.actor, saying_for(request)
    is_clerk = by.is_one_of_at(row.branch_id, *CLERKS)
    is_question = row.state is HandoverState.QUESTION
    theirs = {Side.GIVER: row.received, Side.RECEIVER: row.given}.get(row.mine) if row.mine else None
    suggested = row.given if row.mine is Side.RECEIVER and row.given is not None else row.received
    context = {
        "said": handover_said(row, saying),
        "row": row,
        "is_question": is_question,
        # Whoever's turn it is not may still say how many, if they haven't: the parts may be in their hands already.
        "may_say": row.state is HandoverState.WAITS
        and row.mine is not None
        and (row.given if row.mine is Side.GIVER else row.received) is None,
        "word": "given" if row.mine is Side.GIVER else "received",
        "form": SayForm(initial={"quantity": row.quantity if suggested is None else suggested}),
        "call_waits": row.mine is Side.RECEIVER and request_that_waits(by, row.call_id) is not None,
        "theirs": theirs if is_question else None,
        "agree": HowManyForm(initial={"quantity": theirs}, auto_id="agree-%s") if is_question else None,
        "settle": SettleForm(auto_id="settle-%s") if is_question and is_clerk else None,
        "decline": ReasonForm(auto_id="decline-%s") if _may_end(row, row.begun_side.other) else None,
        "withdraw": OnceForm(auto_id="withdraw-%s") if _may_end(row, row.begun_side) else None,
    }
    return shown(request, "trucks/handover.html", context)


def _may_end(row: HandoverRow, side: Side) -> bool:
    return row.state.is_open and row.received is None and row.mine is side


def _row_or_404(request: SignedInRequest, handover_id: UUID) -> HandoverRow:
    row = handover_called(request.actor, handover_id)
    if row is None or not _concerns(request.actor, row):
        raise Http404
    return row


def _say(by: Actor, row: HandoverRow, facts: dict[str, Any], now: Any) -> str:
    quantity = facts["quantity"]
    state = take_over_part(
        by=by, handover_id=row.id, quantity=quantity, is_what_call_waits_for=facts["ends_request"], now=now
    )
    if state is HandoverState.DONE:
        return f"Handed over: {many(quantity, row.part_name)}. Both of you say so."
    if state is HandoverState.QUESTION:
        return "The two numbers differ. Nothing is lost: it is a question until one of you looks again."
    return f"Kept: {many(quantity, row.part_name)}. The other side says how many next."


def _settle(by: Actor, row: HandoverRow, facts: dict[str, Any], now: Any) -> str:
    settle_handover(by=by, handover_id=row.id, quantity=facts["quantity"], why=facts.get("why", ""), now=now)
    return f"Settled: {many(facts['quantity'], row.part_name)}."


def _decline(by: Actor, row: HandoverRow, facts: dict[str, Any], now: Any) -> str:
    decline_handover(by=by, handover_id=row.id, why=facts["why"], now=now)
    return f"Declined. {row.begun_by} reads why."


def _withdraw(by: Actor, row: HandoverRow, facts: dict[str, Any], now: Any) -> str:  # noqa: ARG001  # as all of them
    withdraw_handover(by=by, handover_id=row.id, now=now)
    return "Taken back."


def _view(form_class: type[OnceForm], do: Callable[[Actor, HandoverRow, dict[str, Any], Any], str]) -> ViewFunction:
    @open_to(HANDERS)
    @require_POST
    def view(request: SignedInRequest, handover_id: UUID) -> HttpResponse:
        row, by, now = _row_or_404(request, handover_id), request.actor, saying_for(request).now
        form = form_class(request.POST)
        to = reverse("handover", args=[handover_id])
        return answered(request, form, lambda: {"said": do(by, row, form.facts(), now)}, to=to)

    return view


say = _view(SayForm, _say)
settle = _view(SettleForm, _settle)
decline = _view(ReasonForm, _decline)
withdraw = _view(OnceForm, _withdraw)
