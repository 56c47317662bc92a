"""A supplier is put into the record, or what is known of one is put right."""

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.stock.models import Supplier
from steadyhand.business.stock.orders.rules import MOST_LEAD_DAYS, CannotOrder
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import differences, facts_of, record_change
from steadyhand.shared.identity import new_id

MINUTES_A_DAY = 24 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierFacts:
    """What is known of a supplier; `cut_off_minutes` count from midnight, `lead_days` are working days."""

    ref: str
    name: str
    email: str = ""
    phone: str = ""
    account: str = ""
    cut_off_minutes: int | None = None
    takes_weekends: bool = False
    lead_days: int = 2
    makers: str = ""
    is_retired: bool = False


@transaction.atomic
def keep_supplier(*, by: Actor, supplier_id: UUID | None, facts: SupplierFacts, now: datetime) -> UUID:
    """Write what is known of a supplier, a new one where `supplier_id` is None, and return its id.

    Raises:
        CannotOrder: no name or number, a number that another has, or impossible times.
    """
    if not facts.name.strip() or not facts.ref.strip():
        raise CannotOrder("A supplier needs a name and a number of ours.")
    if facts.cut_off_minutes is not None and not 0 <= facts.cut_off_minutes < MINUTES_A_DAY:
        raise CannotOrder("The cut-off is a time of the day, such as 15:30.")
    if not 0 <= facts.lead_days <= MOST_LEAD_DAYS:
        raise CannotOrder(f"{facts.lead_days} working days can’t be right; write 0 to {MOST_LEAD_DAYS}.")
    others = Supplier.objects.of(by.tenant_id).filter(ref=facts.ref)
    if (others.exclude(id=supplier_id) if supplier_id else others).exists():
        raise CannotOrder(f"Number {facts.ref} belongs to another supplier; take a different one.")
    becomes = asdict(facts)
    if supplier_id is None:
        made = Supplier.objects.create(id=new_id(), tenant_id=by.tenant_id, **becomes)
        record_change(made, by=by, at=now, verb="added a supplier", became=facts_of(made))
        return made.id
    row = Supplier.objects.of(by.tenant_id).select_for_update().filter(id=supplier_id).first()
    if row is None:
        raise CannotOrder("This supplier isn’t in the record any more; look at the list anew.")
    was, now_is = differences({name: getattr(row, name) for name in becomes}, becomes)
    if now_is:
        Supplier.objects.filter(**row.where()).update(**now_is)
        record_change(row, by=by, at=now, verb="changed a supplier", was=was, became=now_is)
    return row.id
