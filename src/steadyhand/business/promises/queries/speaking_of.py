"""What must whoever speaks about a promise know beside the promise itself?"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from steadyhand.business.promises.models import Promise
from steadyhand.business.promises.queries.promises import PromiseFacts, promise_facts
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True)
class SpokenOf:
    """A promise, whom to reach about it, what it is about in the customer's words, and what came after it."""

    promise: PromiseFacts
    branch: str
    contact_id: UUID | None
    # "Norvik C450"; empty where the machine isn't known.
    machine: str
    at_risk_at: datetime | None
    cause_words: str
    # The promise that was given in its place.
    later_id: UUID | None
    later_said: str


def spoken_of(by: Actor, promise_id: UUID) -> SpokenOf | None:
    """Return one promise at the actor's branches; None where there is none. Four queries."""
    promise = promise_facts(by, promise_id)
    row = (
        Promise.objects.visible_to(by)
        .filter(id=promise_id)
        .values_list(
            *("branch__name", "contact_id", "at_risk_at", "cause_words"),
            *("call__machine__model__maker", "call__machine__model__name"),
        )
        .first()
    )
    if promise is None or row is None:
        return None
    branch, contact_id, at_risk_at, cause_words, maker, model = row
    later = Promise.objects.of(by.tenant_id).filter(instead_of_id=promise_id).order_by("given_at", "id")
    later_id, later_said = later.values_list("id", "said").first() or (None, "")
    machine = f"{maker or ''} {model or ''}".strip()
    return SpokenOf(promise, branch, contact_id, machine, at_risk_at, cause_words, later_id, later_said)
