"""How long after a repair is a machine watched? As its model's norm says; until there is one, as the dealership set."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from steadyhand.business.calls.settings import SAME_AGAIN_DAYS
from steadyhand.business.dealership.settings.values import value_of
from steadyhand.business.insight.queries.watching import watched_for
from steadyhand.shared.actor import Actor


def watch_for_callback(*, by: Actor, machine_ids: Collection[UUID]) -> dict[UUID, timedelta]:
    """Return within which time after its last repair a call about each machine would be a callback.

    It is said to whoever answers the phone, never counted: `business/insight` counts, in pages where meters are known.
    """
    if not machine_ids:
        return {}
    watched = watched_for(by, machine_ids)
    if watched.keys() >= set(machine_ids):
        return watched
    usual = timedelta(days=value_of(by.tenant_id, SAME_AGAIN_DAYS))
    return dict.fromkeys(machine_ids, usual) | watched
