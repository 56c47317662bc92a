"""Somebody notices something at a customer: what is known there already, and who is to hear of it."""

from dataclasses import dataclass
from uuid import UUID

from steadyhand.business.customers.queries.goals import GoalSaid, goals_of
from steadyhand.business.customers.queries.people import contacts_of
from steadyhand.business.needs.queries.noticed import Noticed, noticed_at
from steadyhand.shared.actor import Actor

# What has ended longer ago is nobody's duplicate.
MOST_KNOWN = 6


@dataclass(frozen=True, slots=True)
class KnownThere:
    """What is known of a customer before something new is passed on."""

    # Open ones first: what somebody noticed before may be the same.
    noticed: tuple[Noticed, ...]
    contacts: tuple[tuple[UUID, str], ...]
    goals: tuple[GoalSaid, ...]


def known_there(by: Actor, customer_id: UUID) -> KnownThere:
    """Return what helps to say it well and not twice. Five queries."""
    # What was merged stands there as what goes on for both.
    apart = [need for need in noticed_at(by, customer_id) if need.line.state != "merged"]
    noticed = sorted(apart, key=lambda need: need.line.state != "open")
    return KnownThere(tuple(noticed[:MOST_KNOWN]), contacts_of(by, customer_id), goals_of(by, customer_id))
