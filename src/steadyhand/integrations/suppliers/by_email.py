"""An order as an e-mail to the supplier: readable as it is, with the same lines as a CSV file."""

from datetime import datetime, timedelta

from steadyhand.business.stock.orders.rules import CannotOrder, SentBy
from steadyhand.business.stock.orders.ways import OrderFile, OrderToSend
from steadyhand.integrations.suppliers.csv_file import csv_of
from steadyhand.shared.actor import Actor
from steadyhand.shared.outbox.channels import AttachedFile
from steadyhand.shared.outbox.queueing import Recipient, Words, queue_message

# An order that couldn't leave within a day would surprise everybody: it fails, and Messages says so.
WITHIN = timedelta(days=1)


class ByEmail:
    """The order leaves through the outbox, as every message does."""

    sent_by = SentBy.EMAIL

    def file_of(self, order: OrderToSend) -> OrderFile:
        return csv_of(order)

    def hand_over(self, order: OrderToSend, *, by: Actor, now: datetime) -> None:
        """Queue the e-mail.

        Raises:
            CannotOrder: the supplier has no address.
        """
        if not order.supplier_email:
            raise CannotOrder(
                f"There is no e-mail address of {order.supplier}: add one, or send the order another way."
            )
        file = csv_of(order)
        queue_message(
            by=by,
            key=f"supplier-order:{order.id.hex}",
            to=Recipient(name=order.supplier, channel="email", address=order.supplier_email),
            words=Words(subject=f"Order {order.number} from {order.dealership}", body=_body(order)),
            about_id=order.id,
            expires_at=now + WITHIN,
            attached=(AttachedFile(file.name, file.media_type, file.text),),
            now=now,
        )


def _body(order: OrderToSend) -> str:
    lines = [f"{line.quantity} × {line.part_number}  {line.part_name}" for line in order.lines]
    account = [f"Our account with you: {order.account}"] if order.account else []
    wanted = [f"Needed by {order.wanted_on:%A} {order.wanted_on.day} {order.wanted_on:%B}."] if order.wanted_on else []
    return "\n".join(
        [
            f"Please send us, as order {order.number}:",
            "",
            *lines,
            "",
            *wanted,
            f"Deliver to: {order.place}, {order.dealership}",
            *account,
            "",
            "The same lines are in the file that comes with this. Please answer with the day on which it will arrive.",
        ]
    )
