"""Who hears of what? Everybody who listens, once a change; never the one who made it."""

from datetime import timedelta
from uuid import UUID

from steadyhand.business.followups.rules import events as e
from steadyhand.business.followups.rules.kinds import Alarm, Kind
from steadyhand.business.followups.rules.standing import FollowUp

# Told at once to one person within a day; what comes on top is in the day's digest. Source: the programme's own aim,
# "alarms stay rare".
MOST_INTERRUPTIONS = 5
# A step that should have been told longer ago interrupts nobody any more: the machine was asleep, and so is the alarm.
STALE_AFTER = timedelta(hours=1)
# By these somebody comes to have it, or has it on their hands again.
_COMES_TO_THE_OWNER = (e.Opened, e.OwnerChanged, e.Reopened, e.Denied)
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


def interrupts(event: e.Event, after: FollowUp, kind: Kind, user: UUID) -> bool:
    """Tell whether somebody is told at once and not with the day's digest: only of what climbs, only who must act."""
    if kind.alarm is not Alarm.CLIMBS:
        return False
    if isinstance(event, e.Escalated):
        return user == event.told
    return isinstance(event, _COMES_TO_THE_OWNER) and user == after.owner
