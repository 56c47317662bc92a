"""What was noticed at a customer or by somebody, and how does each stand now?"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from steadyhand.business.followups.queries.inbox import Line, lines_of
from steadyhand.business.followups.queries.whose import merged_into, whose
from steadyhand.business.needs.models import Need
from steadyhand.business.needs.rules import Leave, Sort, Source
from steadyhand.shared.actor import Actor
from steadyhand.shared.rows import RowQuerySet

# What somebody noticed longer ago is found at the customer.
MOST = 50
NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Noticed:
    """A need as it was noticed, and its follow-up as it stands."""

    id: UUID
    sort: Sort
    words: str
    leave: Leave
    best_time: str
    if_nothing: str
    by_on: date
    noticed_at: datetime
    noticed_by: str
    noticed_by_id: UUID
    customer: str
    customer_id: UUID
    machine: str
    machine_id: UUID | None
    contact: str
    contact_phone: str
    source: Source
    source_words: str
    line: Line


def noticed_by(by: Actor) -> tuple[Noticed, ...]:
    """Return what the actor noticed, newest first; of what was merged, what goes on for both. Two queries, or four."""
    rows = Need.objects.of(by.tenant_id).filter(noticed_by_id=by.user_id or NOBODY)
    found = _noticed(by, rows.order_by("-noticed_at")[:MOST])
    merged = [need.line.id for need in found if need.line.state == "merged"]
    if not merged:
        return found
    goes_on = {was: each.followup_id for was, each in whose(by.tenant_id, merged).items()}
    lines = lines_of(by, goes_on.values())
    return tuple(replace(need, line=lines.get(goes_on.get(need.line.id, need.line.id), need.line)) for need in found)


def noticed_at(by: Actor, customer_id: UUID) -> tuple[Noticed, ...]:
    """Return what was noticed at a customer, newest first, to anybody who may see the customer. Two queries."""
    rows = Need.objects.visible_to(by).filter(customer_id=customer_id)
    return _noticed(by, rows.order_by("-noticed_at")[:MOST])


def need_called(by: Actor, need_id: UUID) -> Noticed | None:
    """Return one, for those who were found to see its follow-up. Two queries."""
    return next(iter(_noticed(by, Need.objects.of(by.tenant_id).filter(id=need_id))), None)


def needs_merged_into(by: Actor, followup_id: UUID) -> tuple[Noticed, ...]:
    """Return what was noticed or asked for as well, for those who were found to see the follow-up. Three queries."""
    rows = Need.objects.of(by.tenant_id).filter(followup_id__in=merged_into(by.tenant_id, followup_id))
    return _noticed(by, rows.order_by("noticed_at"))


def contact_of_need(tenant_id: UUID, followup_id: UUID) -> UUID | None:
    """Return whom a need is to be spoken about with, where somebody was named. One query."""
    needs = Need.objects.of(tenant_id).filter(followup_id=followup_id)
    return needs.values_list("contact_id", flat=True).first()


def _noticed(by: Actor, rows: RowQuerySet[Need]) -> tuple[Noticed, ...]:
    found = list(rows.select_related("customer", "machine__model", "contact", "noticed_by"))
    lines = lines_of(by, [need.followup_id for need in found])
    return tuple(
        Noticed(
            id=need.id,
            sort=Sort(need.sort),
            words=need.words,
            leave=Leave(need.leave),
            best_time=need.best_time,
            if_nothing=need.if_nothing,
            by_on=need.by_on,
            noticed_at=need.noticed_at,
            noticed_by=need.noticed_by.name,
            noticed_by_id=need.noticed_by_id,
            customer=need.customer.name,
            customer_id=need.customer_id,
            machine=str(need.machine) if need.machine else "",
            machine_id=need.machine_id,
            contact=need.contact.name if need.contact else "",
            contact_phone=(need.contact.mobile or need.contact.phone) if need.contact else "",
            source=Source(need.source),
            source_words=need.source_words,
            line=lines[need.followup_id],
        )
        for need in found
        if need.followup_id in lines
    )
