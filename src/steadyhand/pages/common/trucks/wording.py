"""How are a truck, a handover and a chance said? A question is never anybody's fault."""

from typing import Any

from steadyhand.business.stock.queries.handovers import HandoverRow
from steadyhand.business.stock.queries.truck import AboardRow, DueCount
from steadyhand.business.stock.trucks.rules import HandoverState, Side
from steadyhand.pages.common.saying import Saying
from steadyhand.pages.common.stock.wording import FAIRLY, SURE, plain

_KINDS = {
    HandoverState.WAITS: "waiting",
    HandoverState.QUESTION: "risk",
    HandoverState.DONE: "done",
    HandoverState.DECLINED: "stopped",
    HandoverState.WITHDRAWN: "stopped",
}


def sure_said(row: AboardRow) -> dict[str, str]:
    """Return in a word how sure the ledger is about a part, with its shape and colour."""
    if row.on_hand < 0:
        return {"word": "can’t be right", "kind": "risk"}
    if row.counted_at is None:
        return {"word": "never counted", "kind": "waiting"}
    if row.sure >= SURE:
        return {"word": "sure", "kind": "done"}
    return {"word": "fairly sure", "kind": "moving"} if row.sure >= FAIRLY else {"word": "count it", "kind": "held"}


def aboard_said(row: AboardRow, saying: Saying) -> dict[str, Any]:
    return {
        "row": row,
        "on_hand": plain(row.on_hand),
        "sure": sure_said(row),
        "share": f"{round(row.sure * 100)} %",
        "counted": saying.day(saying.on(row.counted_at)) if row.counted_at else "never",
    }


def why_counted(due: DueCount, saying: Saying) -> str:
    """Return why a part is worth a count: `moved 4 times since 12 March; 2 of 5 counts differed`."""
    if due.row.on_hand < 0:
        return f"the book says {plain(due.row.on_hand)}, which can’t be: what is there?"
    moved = due.movements_since
    times = "once" if moved == 1 else f"{moved} times"
    if due.row.counted_at is None:
        said = f"nobody has counted it yet; moved {times}" if moved else "nobody has counted it yet"
    else:
        when = saying.day(saying.on(due.row.counted_at))
        said = f"moved {times} since it was counted {when}" if moved else f"last counted {when}"
    if due.differed:
        said += f"; {due.differed} of its last {due.counts} counts differed"
    return said


def many(quantity: int, name: str) -> str:
    return f"{quantity} × {name}"


def handover_said(row: HandoverRow, saying: Saying) -> dict[str, Any]:
    """Return a handover in words: what, between whom, what each side says, and whose turn it is."""
    giver = row.given_by or row.from_name
    return {
        "row": row,
        "what": many(row.quantity, row.part_name),
        "between": f"{row.from_name} → {row.to_name}",
        "word": _word(row),
        "kind": "moving" if row.waits_for_me and row.state is HandoverState.WAITS else _KINDS[row.state],
        "begun": f"{row.begun_by}, {saying.when(row.begun_at)}",
        "ended": f"{row.ended_by}, {saying.when(row.ended_at)}" if row.ended_at else "",
        "given": f"{giver}: {row.given}" if row.given is not None else "",
        "received": f"{row.received_by}: {row.received}" if row.received is not None else "",
        "asks": _asks(row),
    }


def _word(row: HandoverRow) -> str:
    if not row.state.is_open:
        return row.state.label
    if row.state is HandoverState.QUESTION:
        return "the numbers differ"
    if row.waits_for_me:
        return "your turn"
    return f"waits for {row.from_name if row.turn is Side.GIVER else row.to_name}"


def _asks(row: HandoverRow) -> str:
    """Return what the reader is asked, in a sentence; nothing where it isn't their turn."""
    if not row.waits_for_me:
        return ""
    if row.state is HandoverState.QUESTION:
        return f"You say {row.given}, {row.received_by} says {row.received}. Which is it?"
    if row.mine is Side.GIVER and row.received is None:
        return f"{row.begun_by} asks for {many(row.quantity, row.part_name)}. How many do you give?"
    if row.mine is Side.GIVER:
        return f"{row.received_by} took {many(row.received or 0, row.part_name)}. How many left your side?"
    return f"{row.given_by} says {many(row.given or 0, row.part_name)}. How many came?"
