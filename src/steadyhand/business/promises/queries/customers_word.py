"""What may a customer see of what they were promised? Only this reaches pages without a password: nothing internal."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from steadyhand.business.promises.models import Promise
from steadyhand.business.promises.rules import PromiseKind, PromiseState

# What somebody wrote by hand was written for the house.
SHOWN = (PromiseKind.ARRIVAL, PromiseKind.PART, PromiseKind.FIX)


@dataclass(frozen=True, slots=True)
class PromiseSeen:
    """A promise as whom it was given to may see it. What is in danger inside is open to them, until we tell them."""

    id: UUID
    kind: PromiseKind
    state: PromiseState
    from_at: datetime | None
    by_at: datetime
    said: str
    given_at: datetime
    happened_at: datetime | None
    instead_of_id: UUID | None
    # When we told them that it may become later.
    told_early_at: datetime | None = None

    def is_missed(self, now: datetime) -> bool:
        """Tell whether its time has passed; a minute before the record says so it is true already."""
        return self.state is PromiseState.MISSED or (self.state.is_open and now > self.by_at)


def promises_seen(tenant_id: UUID, call_id: UUID) -> tuple[PromiseSeen, ...]:
    """Return what was promised on a call, oldest first, for whoever holds its link. One query."""
    rows = Promise.objects.of(tenant_id).filter(call_id=call_id, kind__in=SHOWN).order_by("given_at", "id")
    # Nothing else is even read.
    shown = rows.only(
        "kind", "state", "from_at", "by_at", "said", "given_at", "happened_at", "instead_of_id", "told_early_at"
    )
    return tuple(
        PromiseSeen(
            id=row.id,
            kind=PromiseKind(row.kind),
            state=_seen(PromiseState(row.state)),
            from_at=row.from_at,
            by_at=row.by_at,
            said=row.said,
            given_at=row.given_at,
            happened_at=row.happened_at,
            instead_of_id=row.instead_of_id,
            told_early_at=row.told_early_at,
        )
        for row in shown
    )


def _seen(state: PromiseState) -> PromiseState:
    return PromiseState.OPEN if state.is_open else state
