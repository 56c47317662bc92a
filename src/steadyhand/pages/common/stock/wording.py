"""How are the ledger's numbers said? A question is never anybody's fault, and a doubt is a reason to look."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from steadyhand.business.stock.ledger.rules import Kind
from steadyhand.business.stock.queries.shelves import MovementRow, ShelfRow
from steadyhand.business.stock.queries.summing import LastLine
from steadyhand.pages.common.saying import Saying

# Ours: from here on somebody drives there for a part, or looks first.
SURE, FAIRLY = 0.9, 0.7
MINUS = "\N{MINUS SIGN}"


def signed(quantity: int) -> str:
    """Return `+3` or `−3`."""
    return f"+{quantity:,}" if quantity > 0 else f"{MINUS}{-quantity:,}"


def plain(quantity: int) -> str:
    """Return `3` or `−3`."""
    return f"{quantity:,}" if quantity >= 0 else f"{MINUS}{-quantity:,}"


def money(cents: int) -> str:
    return f"{cents / 100:,.2f}"


def sureness_said(row: ShelfRow) -> dict[str, str]:
    """Return in a word how sure the ledger is about a shelf, with its shape and colour."""
    if row.on_hand < 0:
        return {"word": "can’t be right", "kind": "risk"}
    if row.counted_at is None:
        return {"word": "never counted", "kind": "waiting"}
    if row.sure >= SURE:
        return {"word": "sure", "kind": "done"}
    if row.sure >= FAIRLY:
        return {"word": "fairly sure", "kind": "moving"}
    return {"word": "count it", "kind": "held"}


def counted_said(row: ShelfRow, saying: Saying) -> str:
    return saying.day(saying.on(row.counted_at)) if row.counted_at else "never"


_TAKEN = {
    Kind.USE: "used{call}, never put on",
    Kind.TRANSFER: "moved to {other}, never put on",
    Kind.RETURN: "sent back, never put on",
    Kind.CORRECTION: "put right to less than there was",
}


def question_said(
    row: ShelfRow, last: LastLine | None, elsewhere: Sequence[ShelfRow], *, may_write: bool
) -> dict[str, Any]:
    """Return a question in words, with what could answer it: count, move from where some lie, or receive."""
    how = _TAKEN.get(Kind(last.kind), "more left than came") if last else "more left than came"
    call = f" on {last.call_number}" if last and last.call_number else ""
    said = how.format(call=call, other=last.other_place_name if last else "")
    here = f"part={row.part_id}"
    lacks = f"{here}&quantity={-row.on_hand}"
    ways: list[dict[str, str]] = []
    if may_write:
        ways = [{"url": f"{reverse('stock-count', args=[row.place_id])}?{here}", "said": "Count it"}]
        ways += [
            {
                "url": f"{reverse('stock-over', args=[other.place_id])}?{here}&to={row.place_id}"
                f"&quantity={min(other.on_hand, -row.on_hand)}",
                "said": f"Move from {other.place_name} ({other.on_hand})",
            }
            for other in elsewhere[:2]
        ]
        ways += [
            {
                "url": f"{reverse('stock-receive', args=[row.place_id])}?{lacks}",
                "said": "Receive it",
            }
        ]
    return {
        "row": row,
        "quantity": plain(row.on_hand),
        "said": said,
        "call_id": last.call_id if last else None,
        "call_number": last.call_number if last else "",
        "ways": ways,
    }


def line_said(line: MovementRow, saying: Saying) -> dict[str, Any]:
    """Return a line of the ledger in words: how many, what happened, where to or from, and on whose word."""
    where = ""
    if line.other_place_name:
        where = f"{'from' if line.quantity > 0 else 'to'} {line.other_place_name}"
    return {
        "line": line,
        "quantity": signed(line.quantity),
        "what": " ".join(part for part in (line.said, where) if part),
        "when": saying.when(line.moved_at),
    }


def of_100(share: float) -> str:
    """Return of how many calls in 100 a share is, to a tenth: `86.4`."""
    return f"{100 * share:.1f}"


def kilograms(grams: int) -> str:
    return f"{grams / 1000:,.1f} kg"


def litres(millilitres: int) -> str:
    return f"{millilitres / 1000:,.1f} l"
