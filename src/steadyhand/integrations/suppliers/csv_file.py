"""An order as a CSV file: one row a part, as suppliers' shops take it in; somebody downloads and uploads it."""

import csv
import io
from datetime import datetime

from steadyhand.business.stock.orders.rules import SentBy
from steadyhand.business.stock.orders.ways import OrderFile, OrderToSend
from steadyhand.imports.reading.escaping import escaped
from steadyhand.shared.actor import Actor

COLUMNS = ("order number", "our account", "part number", "part", "quantity", "deliver to", "ordered on", "wanted on")


class CsvFile:
    """The order is a file, and leaves when somebody has it."""

    sent_by = SentBy.FILE

    def file_of(self, order: OrderToSend) -> OrderFile:
        return csv_of(order)

    def hand_over(self, order: OrderToSend, *, by: Actor, now: datetime) -> None:
        """Nothing leaves by itself: whoever sends it downloads it."""


def csv_of(order: OrderToSend) -> OrderFile:
    """Return an order as a file. Values that a spreadsheet would take for a formula are escaped as in our exports."""
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for line in order.lines:
        values = (
            order.number,
            order.account,
            line.part_number,
            line.part_name,
            str(line.quantity),
            order.place,
            order.ordered_on.isoformat(),
            order.wanted_on.isoformat() if order.wanted_on else "",
        )
        rows.writerow([escaped(value) for value in values])
    return OrderFile(f"order-{order.number}.csv", "text/csv", written.getvalue())
