"""Who hears of what? Everybody who listens, once a change; never the one who made it."""

from uuid import UUID

from steadyhand.business.followups.rules import events as e
from steadyhand.business.followups.rules.standing import FollowUp

# What is no change to who waits for an answer: it can be looked up, and is told to nobody.
SILENT = (e.Noted, e.ListenerAdded, e.TimeMended)


def hears(event: e.Event, after: FollowUp) -> frozenset[UUID]:
    """Return who is told of an event: the listeners, and the owner, who may have become it by this very event.

    A step up the ladder is told to whom it climbs, and to nobody else: a listener can do nothing about silence.
    """
    if isinstance(event, SILENT):
        return frozenset()
    if isinstance(event, e.Escalated):
        return frozenset({event.told})
    if isinstance(event, e.TookIn):
        # Who came with the other one hears of it there.
        return ((after.listeners - event.listeners) | {after.owner}) - {event.by}
    return (after.listeners | {after.owner}) - {event.by}
