"""Who answers for a promise: whoever has it, else whoever gave it; and somebody always hears."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from steadyhand.business.dealership.present import working_here
from steadyhand.business.followups.owners import LADDER
from steadyhand.business.followups.queries.about import owner_of


class Answered(Protocol):
    """A promise, as far as it says who answers for it: a row, or what a query told of one."""

    @property
    def tenant_id(self) -> UUID: ...
    @property
    def branch_id(self) -> UUID: ...
    @property
    def followup_id(self) -> UUID | None: ...
    @property
    def given_by_id(self) -> UUID | None: ...


@dataclass(frozen=True, slots=True)
class PromiseWhose:
    """Whose it should be, if anybody's by name, and who hears of it."""

    owner_id: UUID | None
    listeners: tuple[UUID, ...]


def whose_is(promise: Answered, *, now: datetime) -> PromiseWhose:
    """Return who answers for it. Of what nobody in the house gave, the ladder hears."""
    owner_id = owner_of(promise.tenant_id, promise.followup_id) if promise.followup_id else promise.given_by_id
    listeners = {each for each in (owner_id, promise.given_by_id) if each}
    if not listeners:
        leads = working_here(promise.tenant_id, branch_id=promise.branch_id, roles=LADDER, at=now)
        listeners = {person.id for person in leads[:1]}
    return PromiseWhose(owner_id, tuple(sorted(listeners)))
