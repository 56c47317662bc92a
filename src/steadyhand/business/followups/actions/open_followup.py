"""Something is open: somebody has it from now on, and somebody hears."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.followups.keeping.book import Subject, open_book
from steadyhand.business.followups.owners import Owners
from steadyhand.business.followups.registry import kind_called
from steadyhand.business.followups.rules import events as e
from steadyhand.shared.actor import Actor


@transaction.atomic
def open_followup(
    *,
    by: Actor,
    kind: str,
    subject: Subject,
    words: str = "",
    owner: UUID | None = None,
    role: str = "",
    listeners: Collection[UUID] = (),
    now: datetime,
) -> UUID:
    """Open a follow-up and return its id. Whoever opens it listens.

    `owner` is whose it should be, or `role` whose work: their cover, a colleague or the ladder has it where they can't.

    Raises:
        CannotHappen: nobody would hear: the program itself opened it, and named no listener.
        NobodyLeft: nobody works here any more.
        UnknownFollowUp: no part of this version knows the kind.
    """
    declared = kind_called(kind)
    book = open_book(by.tenant_id)
    also = [owner] if owner else []
    wanted = replace(declared, owners=(role, *declared.owners)) if role else declared
    found = Owners(by.tenant_id, wanted, subject.branch_id, at=now, also=also).find(owner)
    heard_by = frozenset(listeners) | ({by.user_id} if by.user_id else set())
    opened = e.Opened(
        at=now,
        by=by.user_id,
        words=words,
        kind=kind,
        owner=found.user_id,
        listeners=heard_by,
        is_unattended=found.is_unattended,
    )
    return book.begin(subject, opened, by=by).id
