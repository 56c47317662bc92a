"""Which times can be offered now, at what odds, and what does the house itself expect?"""

from dataclasses import dataclass
from datetime import datetime

from steadyhand.business.promises.asking import Asked, ask
from steadyhand.business.promises.facts import Work
from steadyhand.business.promises.hours import hours_by
from steadyhand.business.promises.rules import PromiseKind
from steadyhand.business.promises.slots import Hours, Offer, offers
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True)
class Offered:
    """Times to offer, the earliest first; none where the engine gives no time. All else is for the house alone."""

    kind: PromiseKind
    at: datetime
    offers: tuple[Offer, ...]
    asked: Asked
    hours: Hours
    respond_by: datetime | None

    @property
    def earliest_at(self) -> datetime | None:
        return self.asked.earliest_at

    @property
    def expected_at(self) -> datetime | None:
        return self.asked.expected_at

    @property
    def is_norm(self) -> bool:
        return self.asked.expected.forecast.is_norm


def offer(
    by: Actor, *, kind: PromiseKind, work: Work, respond_by: datetime | None = None, now: datetime
) -> Offered | None:
    """Return what can be offered for some work; None for what the engine can't know."""
    asked = ask(by, kind=kind, work=work, now=now)
    if asked is None:
        return None
    hours = hours_by(by.tenant_id, asked.expected.calendar)
    found = (
        offers(asked.earliest_at, kind=kind, hours=hours, odds_by=asked.odds_by, respond_by=respond_by, now=now)
        if asked.earliest_at is not None
        else ()
    )
    return Offered(kind, now, found, asked, hours, respond_by)
