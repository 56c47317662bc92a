"""Somebody needs a part that they don't have: the parts desk has it from now on, with a clock."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.kinds import ABOUT_A_CALL
from steadyhand.business.followups.actions.add_note import add_note
from steadyhand.business.followups.actions.listen import listen
from steadyhand.business.followups.actions.open_followup import open_followup
from steadyhand.business.followups.keeping.book import Subject
from steadyhand.business.followups.queries.about import followups_about
from steadyhand.business.machines.queries import parts_named
from steadyhand.business.stock.kinds import PART_REQUEST
from steadyhand.business.stock.models import PartRequest
from steadyhand.business.stock.requests.keeping import first_step
from steadyhand.business.stock.requests.rules import LONGEST_WORDS, MOST_OF_ONE, OPEN, CannotAnswer
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change
from steadyhand.shared.identity import new_id

# What a request stands for that belongs to no call.
ABOUT = "stock.partrequest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked for: part id → how many; for which call and visit, whose truck, why, and until when."""

    branch_id: UUID
    parts: tuple[tuple[UUID, int], ...]
    call_id: UUID | None = None
    call_number: str = ""
    visit_id: UUID | None = None
    customer_id: UUID | None = None
    customer: str = ""
    technician_id: UUID | None = None
    technician: str = ""
    reason: str = ""
    wanted_on: date | None = None


@transaction.atomic
def ask_for_part(*, by: Actor, wanted: Wanted, listeners: Collection[UUID] = (), now: datetime) -> tuple[UUID, ...]:
    """Keep what is asked for and return its requests' ids, in the order of the parts; the call's follow-up has them.

    A part that is open for the same call already isn't asked for twice: its own id is returned.

    Raises:
        CannotAnswer: no part, none in the catalogue, or an impossible quantity.
    """
    _check(by, wanted)
    open_already = _open_for(by, wanted)
    fresh = [(part_id, quantity) for part_id, quantity in wanted.parts if part_id not in open_already]
    if not fresh:
        return tuple(open_already[part_id] for part_id, _ in wanted.parts)
    ids = {part_id: new_id() for part_id, _ in fresh}
    names = parts_named(by, [part_id for part_id, _ in fresh])
    said = ", ".join(f"{quantity} × {names[part_id].name} ({names[part_id].number})" for part_id, quantity in fresh)
    words = "\n".join(each for each in (said, wanted.reason.strip()) if each)
    followup_id = _followup(by, wanted, said=said, words=words, first_id=ids[fresh[0][0]], now=now)
    for user_id in listeners:
        listen(by=by, followup_id=followup_id, listener=user_id, now=now)
    for part_id, quantity in fresh:
        row = PartRequest.objects.create(
            id=ids[part_id],
            tenant_id=by.tenant_id,
            branch_id=wanted.branch_id,
            followup_id=followup_id,
            call_id=wanted.call_id,
            visit_id=wanted.visit_id,
            part_id=part_id,
            quantity=quantity,
            technician_id=wanted.technician_id,
            asked_by_id=by.user_id,
            asked_by_name=by.name[:200],
            asked_at=now,
            reason=wanted.reason.strip()[:LONGEST_WORDS],
            wanted_on=wanted.wanted_on,
        )
        first_step(row, by=by, words=wanted.reason, now=now)
        record_change(row, by=by, at=now, verb="asked for a part", why=wanted.reason, became={"part": str(part_id)})
    return tuple((open_already | ids)[part_id] for part_id, _ in wanted.parts)


def _check(by: Actor, wanted: Wanted) -> None:
    if not wanted.parts:
        raise CannotAnswer("Which part? Choose one and say how many.")
    known = parts_named(by, [part_id for part_id, _ in wanted.parts])
    for part_id, quantity in wanted.parts:
        if part_id not in known:
            raise CannotAnswer("One of the parts is no longer in the catalogue; look for it again.")
        if not 1 <= quantity <= MOST_OF_ONE:
            raise CannotAnswer(f"{quantity} × {known[part_id].name} can’t be right; ask for 1 to {MOST_OF_ONE}.")


def _open_for(by: Actor, wanted: Wanted) -> dict[UUID, UUID]:
    """Return the requests that are open for the same call, or for the same truck without a call, by part."""
    rows = PartRequest.objects.of(by.tenant_id).filter(
        state__in=OPEN, call_id=wanted.call_id, part_id__in=[part_id for part_id, _ in wanted.parts]
    )
    if wanted.call_id is None:
        rows = rows.filter(technician_id=wanted.technician_id, branch_id=wanted.branch_id)
    return dict(rows.values_list("part_id", "id"))


def _followup(by: Actor, wanted: Wanted, *, said: str, words: str, first_id: UUID, now: datetime) -> UUID:
    if wanted.call_id is not None:
        about = followups_about(by.tenant_id, ABOUT_A_CALL, wanted.call_id)
        known = next((each.id for each in about if each.is_open and each.kind == PART_REQUEST.name), None)
        if known is not None:
            add_note(by=by, followup_id=known, words=words, now=now)
            return known
        title = f"Part for call {wanted.call_number}" + (f" · {wanted.customer}" if wanted.customer else "")
        about_kind, about_id = ABOUT_A_CALL, wanted.call_id
    else:
        title = f"{said} for {wanted.technician or 'the shelf'}"
        about_kind, about_id = ABOUT, first_id
    return open_followup(
        by=by,
        kind=PART_REQUEST.name,
        subject=Subject(
            branch_id=wanted.branch_id,
            title=title,
            customer_id=wanted.customer_id,
            about_kind=about_kind,
            about_id=about_id,
        ),
        words=words,
        now=now,
    )
