"""What Chen's clinic was told, and what it told us."""

from typing import Any
from uuid import UUID

from tests.builders.promises import NOW, Clinic, promise

from steadyhand.business.conversations.actions.keep_statement import StatementKept, keep_statement
from steadyhand.business.conversations.models import FactTold, Statement
from steadyhand.business.conversations.rules import Direction, FactKind, Source
from steadyhand.business.conversations.saying import FactSaid, Saying
from steadyhand.business.promises.rules import Channel


def told(clinic: Clinic, words: str = "Somebody is with you on Thursday before noon.", **facts: Any) -> StatementKept:
    """Return a statement that Dana has just made to Grace on the phone."""
    now, by = facts.pop("now", NOW), facts.pop("by", "Dana")
    said: dict[str, Any] = {"direction": Direction.TO_THEM, "channel": Channel.PHONE, "call_id": clinic.call.id}
    return keep_statement(by=clinic.house.by(by), saying=Saying(words=words, **said | facts), now=now)


def the_time_of(promise_id: UUID) -> FactSaid:
    """Return a promise's time as a fact that is told."""
    row = promise(promise_id)
    return FactSaid(
        kind=FactKind.TIME,
        words=row.said,
        value={"from_at": None, "until_at": row.by_at.isoformat()},
        source=Source.PROMISE,
        source_id=row.id,
    )


def statement(kept: StatementKept) -> Statement:
    return Statement.objects.get(id=kept.id)


def facts_of(kept: StatementKept) -> list[FactTold]:
    return list(FactTold.objects.filter(statement_id=kept.id).order_by("start", "id"))
