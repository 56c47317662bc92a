"""What is one promise, and what was said about it since?"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from steadyhand.business.promises.models import Promise, PromiseWord
from steadyhand.business.promises.rules import Cause, Channel, PromiseKind, PromiseState, WordSort
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseFacts:
    """A promise as people inside read it. Of it a customer reads `said` and `by_at`, and nothing else."""

    id: UUID
    tenant_id: UUID
    version: int
    kind: PromiseKind
    state: PromiseState
    branch_id: UUID
    branch: str
    zone: str
    followup_id: UUID | None
    customer_id: UUID | None
    customer: str
    contact_id: UUID | None
    call_id: UUID | None
    call_number: str
    machine: str
    part: str
    about: str
    to_whom: str
    channel: Channel
    given_at: datetime
    given_by_id: UUID | None
    given_by: str
    from_at: datetime | None
    by_at: datetime
    said: str
    odds_share: float | None
    odds_now: float | None
    target_share: float
    expected_at: datetime | None
    why: str
    is_norm: bool
    closed_cases: int
    is_sooner: bool
    sooner_because: str
    model_id: UUID | None
    at_risk_at: datetime | None
    at_risk_because: str
    told_early_at: datetime | None
    ended_at: datetime | None
    happened_at: datetime | None
    ended_because: str
    cause: Cause | None
    cause_words: str
    # The promise that stands in for this one since.
    later_id: UUID | None = None
    later_said: str = ""


@dataclass(frozen=True, slots=True)
class WordSaid:
    """Something said about a promise to whom it was given."""

    sort: WordSort
    at: datetime
    by_name: str
    channel: Channel
    words: str


def promise_facts(by: Actor, promise_id: UUID) -> PromiseFacts | None:
    """Return one promise at the actor's branches; None where there is none. Two queries."""
    row = (
        Promise.objects.visible_to(by)
        .select_related("branch", "customer", "call__machine__model", "part")
        .filter(id=promise_id)
        .first()
    )
    if row is None:
        return None
    later = Promise.objects.of(by.tenant_id).filter(instead_of_id=row.id).order_by("given_at").values_list("id", "said")
    later_id, later_said = later.first() or (None, "")
    return PromiseFacts(
        **{name: getattr(row, name) for name in _AS_THEY_ARE},
        kind=PromiseKind(row.kind),
        state=PromiseState(row.state),
        branch=row.branch.name,
        zone=row.branch.zone,
        customer=row.customer.name if row.customer else "",
        call_number=row.call.ref if row.call else "",
        machine=_machine(row),
        part=row.part.name if row.part else "",
        channel=Channel(row.channel),
        given_by=row.given_by_name,
        cause=Cause(row.cause) if row.cause else None,
        later_id=later_id,
        later_said=later_said,
    )


_AS_THEY_ARE = (
    *("id", "tenant_id", "version", "branch_id", "followup_id", "customer_id", "contact_id", "call_id", "about"),
    *("to_whom", "given_at", "given_by_id", "from_at", "by_at", "said", "odds_share", "odds_now", "target_share"),
    *("expected_at", "why", "is_norm", "closed_cases", "is_sooner", "sooner_because", "model_id", "at_risk_at"),
    *("at_risk_because", "told_early_at", "ended_at", "happened_at", "ended_because", "cause_words"),
)


def words_about(by: Actor, promise_id: UUID) -> tuple[WordSaid, ...]:
    """Return what was said about a promise, the newest last. One query."""
    rows = PromiseWord.objects.visible_to(by).filter(promise_id=promise_id).order_by("at", "id")
    facts = rows.values_list("sort", "at", "by_name", "channel", "words")
    return tuple(
        WordSaid(WordSort(sort), at, by_name, Channel(channel), words) for sort, at, by_name, channel, words in facts
    )


def _machine(row: Promise) -> str:
    if row.call is None or row.call.machine is None:
        return ""
    model = row.call.machine.model
    return f"{model.maker} {model.name}".strip() if model else row.call.machine.serial
