"""Where does a part stand that somebody asked for? In words, for the desk and for whoever waits."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst

from steadyhand.business.promises.queries.promises import OpenOfCall
from steadyhand.business.promises.rules import PromiseState
from steadyhand.business.stock.orders.rules import CutOff, OrderState
from steadyhand.business.stock.queries.orders import OrderRow
from steadyhand.business.stock.queries.requests import OnOrderRow, RequestRow, StepRow
from steadyhand.business.stock.requests.rules import RequestState
from steadyhand.pages.common.saying import Saying
from steadyhand.pages.common.stock.wording import money

KINDS = {
    RequestState.ASKED: "waiting",
    RequestState.QUESTION: "held",
    RequestState.COMING: "moving",
    RequestState.ORDERED: "moving",
    RequestState.HERE: "done",
    RequestState.REFUSED: "stopped",
    RequestState.NOT_NEEDED: "done",
}
ORDER_KINDS = {
    OrderState.DRAFT: "waiting",
    OrderState.ORDERED: "moving",
    OrderState.CONFIRMED: "moving",
    OrderState.ARRIVED: "done",
    OrderState.CANCELLED: "stopped",
}
HOUR = timedelta(hours=1)


def request_said(row: RequestRow, saying: Saying, *, promise: OpenOfCall | None = None) -> dict[str, Any]:
    """Return a request with its words: where it stands, since when, what it costs, and what is promised of it."""
    late = row.order is not None and is_order_late(row.order, saying)
    return {
        "row": row,
        "url": reverse("part-request", args=[row.id]),
        "state": "late at the supplier" if late else row.state.label,
        "kind": "late" if late else KINDS[row.state],
        "quantity": f"{row.quantity} ×",
        "asked": saying.when(row.asked_at),
        "price": price_said(row),
        "cost": price_said(row),
        "wanted": saying.day(row.wanted_on) if row.wanted_on else "",
        "is_overdue": row.wanted_on is not None and row.wanted_on < saying.today and row.state.is_open,
        "expected": expected_said(row.order, saying) if row.order else "",
        "now": now_said(row, saying),
        "promise": promise_said(promise, saying) if promise else None,
        "steps": [step_said(step, saying) for step in row.steps],
    }


def price_said(row: RequestRow) -> str:
    """Return what all of it costs us and what it is sold for, as far as the catalogue knows."""
    known = []
    if row.cost_cents is not None:
        known.append(f"{money(row.cost_cents * row.quantity)} at cost")
    if row.price_cents is not None:
        known.append(f"{money(row.price_cents * row.quantity)} sold")
    return ", ".join(known)


def now_said(row: RequestRow, saying: Saying) -> str:
    """Return in one sentence what whoever waits must know."""
    last = row.last
    if row.state is RequestState.ASKED:
        return f"The parts desk has it since {saying.when(row.asked_at)}."
    if row.state is RequestState.ORDERED and row.order is not None:
        return capfirst(expected_said(row.order, saying)) + "."
    if row.state is RequestState.COMING:
        return f"{row.source} has it: meet, then say that it changed hands."
    if row.state is RequestState.QUESTION:
        return f"{last.by} asks: “{last.words}”"
    return last.words or capfirst(row.state.label) + "."


def expected_said(order: OnOrderRow, saying: Saying) -> str:
    """Return `on PO-1001 to Midwest Parts, expected Thursday 12 March`."""
    where = f"on {order.number} to {order.supplier}"
    if order.state is OrderState.DRAFT:
        return f"{where}, which hasn’t left yet"
    if order.due_on is None:
        return where
    if is_order_late(order, saying):
        return f"{where}, late: it should have been here {on_day(saying.day(order.due_on))}"
    how = "confirmed for" if order.is_confirmed else "expected"
    return f"{where}, {how} {saying.day(order.due_on)}"


def on_day(said: str) -> str:
    return said if said in ("today", "tomorrow", "yesterday") else f"on {said}"


def is_order_late(order: OnOrderRow, saying: Saying) -> bool:
    return order.state.is_on_its_way and order.due_on is not None and order.due_on < saying.today


def step_said(step: StepRow, saying: Saying) -> dict[str, str]:
    return {"when": capfirst(saying.when(step.at)), "who": step.by, "what": step.step.label, "words": step.words}


def promise_said(promise: OpenOfCall, saying: Saying) -> dict[str, Any]:
    """Return what the customer has been told about it: by when, and whether that is in danger."""
    is_at_risk = promise.state is PromiseState.AT_RISK
    return {
        "said": f"{promise.kind.label}: {saying.when(promise.by_at)}",
        "word": "at risk" if is_at_risk else "open",
        "kind": "risk" if is_at_risk else "moving",
        "url": reverse("promise", args=[promise.id]),
    }


def cut_off_said(cut_off: CutOff | None, saying: Saying) -> dict[str, str] | None:
    """Return `cut-off in 40 minutes`, as a state; None for a supplier that has none."""
    if cut_off is None:
        return None
    if cut_off.left is None and cut_off.at > saying.now:
        return {"word": "no orders at weekends: it goes the next working day", "kind": "held"}
    if cut_off.left is None:
        return {"word": f"cut-off was {saying.hour(cut_off.at)}: it goes the next working day", "kind": "held"}
    minutes = int(cut_off.left / timedelta(minutes=1))
    if cut_off.left < HOUR:
        return {"word": f"cut-off in {minutes} minute{'s' if minutes != 1 else ''}", "kind": "risk"}
    return {"word": f"cut-off at {saying.hour(cut_off.at)}", "kind": "waiting"}


def order_said(row: OrderRow, saying: Saying) -> dict[str, Any]:
    """Return an order with its words: where it stands, when it should be here, what it is worth."""
    late = row.is_late(saying.now)
    return {
        "row": row,
        "url": reverse("supplier-order", args=[row.id]),
        "state": "late" if late else row.state.label,
        "kind": "late" if late else ORDER_KINDS[row.state],
        "due": due_said(row, saying),
        "pieces": sum(line.quantity for line in row.lines),
        "missing": sum(line.outstanding for line in row.lines),
        "worth": money(row.cents),
        "lines": [
            {
                "line": line,
                "worth": money(line.cost_cents * line.quantity) if line.cost_cents is not None else "",
                "came": f"{line.received} of {line.quantity}",
            }
            for line in row.lines
        ],
    }


def due_said(row: OrderRow, saying: Saying) -> str:
    if row.state is OrderState.ARRIVED:
        return f"arrived {saying.when(row.arrived_at)}" if row.arrived_at else "arrived"
    if row.due_on is None:
        return ""
    return f"{'they say' if row.confirmed_on else 'expected'} {saying.day(row.due_on)}"


def promises_said(promises: Sequence[OpenOfCall], saying: Saying) -> list[dict[str, Any]]:
    return [promise_said(each, saying) for each in promises]
