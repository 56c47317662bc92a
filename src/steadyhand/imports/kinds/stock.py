"""Files of the parts desk: places, suppliers, orders to them, and what stands on these."""

from typing import TYPE_CHECKING

from steadyhand.business.stock.models import Place
from steadyhand.business.stock.orders.rules import MOST_LEAD_DAYS, OrderState, SentBy
from steadyhand.imports.kinds.columns import choice, day, email, link, moment, money, phone, ref, text, whole, yes_no
from steadyhand.imports.kinds.shape import RowKind

if TYPE_CHECKING:
    from steadyhand.imports.taking.context import Context
    from steadyhand.imports.taking.rows import Rows

MINUTES_A_DAY = 24 * 60


def _complete_place(rows: "Rows", context: "Context") -> None:
    context.give_branch(rows)
    for index, (sort, technician) in enumerate(zip(rows.cells("sort"), rows.cells("technician"), strict=True)):
        if sort == Place.Sort.TRUCK and technician is None:
            rows.reject(index, "technician", "A truck without a technician.", "Name whose truck it is.")
        if sort == Place.Sort.BRANCH and technician is not None:
            rows.reject(index, "technician", "A parts room has no technician.", "Leave the technician empty.")


def _complete_supplier(rows: "Rows", _context: "Context") -> None:
    for index, minutes in enumerate(rows.cells("cut_off_minutes")):
        if minutes is not None and not 0 <= minutes < MINUTES_A_DAY:
            rows.reject(
                index, "cut_off_minutes", f"{minutes} minutes is no time of day.", "Count from midnight: 15:30 is 930."
            )
    for index, days in enumerate(rows.cells("lead_days")):
        if days is not None and not 0 <= days <= MOST_LEAD_DAYS:
            rows.reject(index, "lead_days", f"{days} days can't be right.", f"Write 0 to {MOST_LEAD_DAYS}.")


def _complete_order(rows: "Rows", context: "Context") -> None:
    context.give_branch(rows)
    sent = zip(rows.cells("state"), rows.cells("ordered_at"), strict=True)
    for index, (state, ordered_at) in enumerate(sent):
        if state in (OrderState.ORDERED, OrderState.CONFIRMED) and ordered_at is None:
            rows.reject(index, "ordered_at", "An order on its way that never left.", "Say when it was ordered.")


def _complete_line(rows: "Rows", _context: "Context") -> None:
    counts = zip(rows.cells("quantity"), rows.cells("received"), strict=True)
    for index, (quantity, received) in enumerate(counts):
        if quantity is not None and quantity < 1:
            rows.reject(index, "quantity", f"{quantity} can't be ordered.", "Write 1 or more.")
        if quantity is not None and received is not None and not 0 <= received <= quantity:
            rows.reject(index, "received", f"{received} of {quantity} can't have come.", "Correct one of the two.")


PLACES = RowKind(
    "places",
    "parts rooms and trucks",
    "stock.Place",
    (
        ref("Place number", "warehouse number", "bin number"),
        choice(
            "sort", "Place sort", "warehouse type", of={"branch": ("parts room",), "truck": ("van",)}, required=True
        ),
        text("name", "Place name", "warehouse", required=True),
        link("branch", "Branch", "office", to="branches"),
        link("technician", "Technician", "technician number", to="technicians"),
        day("closed_on", "Place closed on"),
    ),
    subject=("place", "warehouse"),
    ref_from=("name",),
    # A technician has one truck, whatever its number is.
    also_known_by=("technician", "sort"),
    complete=_complete_place,
)
SUPPLIERS = RowKind(
    "suppliers",
    "suppliers",
    "stock.Supplier",
    (
        ref("Supplier number"),
        text("name", "Supplier name", "supplier", required=True),
        email("email", "Supplier e-mail", "order e-mail"),
        phone("phone", "Supplier phone"),
        text("account", "Our number there", "account number"),
        whole("cut_off_minutes", "Cut-off in minutes after midnight", "cut-off"),
        yes_no("takes_weekends", "Takes orders at weekends"),
        whole("lead_days", "Lead time in working days", "lead time", "lead days"),
        text("makers", "Makers they have", "makers"),
        yes_no("is_retired", "Supplier retired"),
    ),
    subject=("supplier",),
    ref_from=("name",),
    complete=_complete_supplier,
)
SUPPLIER_ORDERS = RowKind(
    "supplier_orders",
    "orders to suppliers",
    "stock.SupplierOrder",
    (
        ref("Order number", "purchase order number", required=True),
        link("branch", "Branch", "office", to="branches"),
        link("supplier", "Supplier", "supplier number", to="suppliers", required=True),
        link("place", "Deliver to", "place", "warehouse", to="places", required=True),
        choice("state", "Order state", "order status", of={each.value: (each.label,) for each in OrderState}),
        moment("made_at", "Order made at", required=True),
        text("made_by", "Order made by"),
        moment("ordered_at", "Ordered at", "order date"),
        text("ordered_by", "Ordered by"),
        choice("sent_by", "Order sent by", of={each.value: (each.label,) for each in SentBy}),
        day("expected_on", "Expected on", "due date"),
        day("confirmed_on", "Confirmed for", "confirmed date"),
        text("their_number", "Supplier's own number", "confirmation number"),
        moment("arrived_at", "Order arrived at"),
        text("cancelled_because", "Order cancelled because"),
    ),
    subject=("order", "purchase order"),
    keeps_work=True,
    complete=_complete_order,
)
ORDER_LINES = RowKind(
    "order_lines",
    "lines of orders",
    "stock.SupplierOrderLine",
    (
        ref("Order line number"),
        link("order", "Order", "order number", to="supplier_orders", required=True),
        link("part", "Part", "part number", "item number", to="parts", required=True),
        whole("quantity", "Quantity ordered", "quantity", required=True),
        whole("received", "Quantity received", "received"),
        money("cost_cents", "Cost each", "unit cost"),
        yes_no("is_off", "Taken off the order"),
        moment("arrived_at", "Line arrived at"),
    ),
    subject=("order line",),
    ref_from=("order", "part"),
    complete=_complete_line,
)
