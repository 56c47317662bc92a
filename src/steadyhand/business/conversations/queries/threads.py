"""What does an answer answer, and what is written into the head of an e-mail so that answers find back?"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from steadyhand.business.conversations.models import Statement
from steadyhand.business.conversations.rules import Direction
from steadyhand.business.conversations.threads import refs_to_look_for
from steadyhand.business.promises.rules import Channel
from steadyhand.shared.outbox.mail_refs import mail_ref

# As many as mail programs read to build a thread.
MOST_REFS = 10


@dataclass(frozen=True, slots=True)
class Spoken:
    """A statement, as far as an answer to it needs it."""

    id: UUID
    tenant_id: UUID
    branch_id: UUID
    customer_id: UUID | None
    site_id: UUID | None
    contact_id: UUID | None
    call_id: UUID | None
    visit_id: UUID | None
    address: str
    with_whom: str
    subject: str


@dataclass(frozen=True, slots=True)
class Head:
    """What goes into an e-mail's head. `refs` are what it goes on from, the oldest first: ours without our domain."""

    statement_id: UUID
    contact_id: UUID | None
    refs: tuple[str, ...]
    is_answer: bool


def statement_spoken(tenant_id: UUID, statement_id: UUID) -> Spoken | None:
    row = Statement.objects.of(tenant_id).filter(id=statement_id).first()
    return _spoken(row) if row else None


def statement_answered(tenant_id: UUID, refs: Collection[str]) -> Spoken | None:
    """Return the newest statement that one of these Message-IDs names. One query."""
    if not refs:
        return None
    rows = Statement.objects.of(tenant_id).filter(mail_ref__in=refs_to_look_for(refs)).exclude(mail_ref="")
    row = rows.order_by("-at", "-id").first()
    return _spoken(row) if row else None


def how_often_written_to(tenant_id: UUID, address: str, *, words: str, since: datetime) -> int:
    """Return how many times just these words went to an address since then. One query."""
    rows = Statement.objects.of(tenant_id).filter(direction=Direction.TO_THEM, address=address, at__gte=since)
    return rows.filter(words=words).count()


def statement_received(tenant_id: UUID, ref: str) -> UUID | None:
    """Return the statement that a message became that has arrived before. One query."""
    if not ref:
        return None
    rows = Statement.objects.of(tenant_id).filter(mail_ref=ref, direction=Direction.FROM_THEM)
    return rows.values_list("id", flat=True).first()


def head_of_mail(tenant_id: UUID, key: str) -> Head | None:
    """Return what stands in the head of the e-mail with this key; None where it is no statement's. Two queries."""
    row = Statement.objects.of(tenant_id).filter(message_key=key).select_related("reply_to").first()
    if row is None:
        return None
    answered = row.reply_to.mail_ref if row.reply_to else ""
    before: list[str] = []
    if row.call_id and row.contact_id:
        mails = Statement.objects.of(tenant_id).filter(call_id=row.call_id, channel=Channel.EMAIL, at__lte=row.at)
        same = mails.filter(contact_id=row.contact_id).exclude(id=row.id).exclude(mail_ref="")
        before = list(same.order_by("-at", "-id").values_list("mail_ref", flat=True)[:MOST_REFS])[::-1]
    refs = tuple(dict.fromkeys(each for each in (*before, answered) if each and each != mail_ref(key)))
    return Head(row.id, row.contact_id, refs, is_answer=bool(answered))


def _spoken(row: Statement) -> Spoken:
    return Spoken(
        id=row.id,
        tenant_id=row.tenant_id,
        branch_id=row.branch_id,
        customer_id=row.customer_id,
        site_id=row.site_id,
        contact_id=row.contact_id,
        call_id=row.call_id,
        visit_id=row.visit_id,
        address=row.address,
        with_whom=row.with_whom,
        subject=row.subject,
    )
