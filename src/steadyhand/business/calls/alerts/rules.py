"""Who is alerted next, and when? Values in, values out: no database, no clock."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from steadyhand.business.calls.rules import CallState, Choice, Urgency

# These wake somebody; the rest waits for the morning.
URGENT = frozenset({Urgency.STANDSTILL, Urgency.URGENT})
# Two clocks of one machine, or a step of a time server, differ by less.
SLACK = timedelta(minutes=1)


class Rung(Choice):
    """As what somebody is alerted."""

    FIRST = "first", "first on call"
    SECOND = "second", "second on call"
    DISPATCHER = "dispatcher", "dispatcher"
    SERVICE_MANAGER = "service_manager", "service manager"
    PRINCIPAL = "principal", "principal"
    ADMINISTRATOR = "administrator", "administrator"


class Answer(Choice):
    """What somebody said to an alert."""

    NONE = "", "no answer"
    TAKES = "takes", "takes it"
    CANNOT = "cannot", "can't"


class AlertState(Choice):
    OPEN = "open", "waiting for an answer"
    TAKEN = "taken", "taken"
    ENDED = "ended", "over"


UNDER_WAY = (AlertState.OPEN, AlertState.TAKEN)
BRANCH_OPENED = "the branch has opened"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who can be alerted, and as what."""

    user_id: UUID
    rung: Rung


@dataclass(frozen=True, slots=True)
class Step:
    """Somebody who has been alerted, and what they said."""

    user_id: UUID
    rung: Rung
    answer: Answer


def over_because(call: CallState, *, until: datetime, now: datetime) -> str:
    """Return why an alert that nobody has taken is over, or nothing while somebody is still wanted."""
    if until <= now:
        return BRANCH_OPENED
    return {
        CallState.PLANNED: "a visit has been planned",
        CallState.UNDER_WAY: "somebody is on the way",
        CallState.CLOSED: "the call is closed",
        CallState.CANCELLED: "the call was cancelled",
    }.get(call, "")


def ladder(order: Mapping[Rung, int], people: Mapping[Rung, Sequence[UUID]]) -> tuple[Candidate, ...]:
    """Return who is alerted one after the other: of each rung one person, nobody twice, rungs of order 0 left out.

    Of a rung with several people it is the first who isn't on the ladder yet. If nobody is left, it is an
    administrator: a dealership always has one.
    """
    found: list[Candidate] = []
    for rung in sorted(
        (rung for rung in order if order[rung] > 0), key=lambda rung: (order[rung], list(Rung).index(rung))
    ):
        on_it = {candidate.user_id for candidate in found}
        person = next((user_id for user_id in people.get(rung, ()) if user_id not in on_it), None)
        if person is not None:
            found.append(Candidate(person, rung))
    if not found:
        found = [Candidate(user_id, Rung.ADMINISTRATOR) for user_id in people.get(Rung.ADMINISTRATOR, ())[:1]]
    return tuple(found)


def next_to_alert(candidates: Sequence[Candidate], steps: Sequence[Step], *, most_reminders: int) -> Candidate | None:
    """Return who is alerted next: whoever hasn't been yet, else the last one once more, as often as reminders go.

    The last one is the last of the ladder who hasn't said that they can't; if all have, it is the ladder's end.
    """
    alerted = {step.user_id for step in steps}
    fresh = next((candidate for candidate in candidates if candidate.user_id not in alerted), None)
    if fresh is not None or not candidates:
        return fresh
    if len(steps) - len(alerted) >= most_reminders:
        return None
    cannot = {step.user_id for step in steps if step.answer is Answer.CANNOT}
    left = [candidate for candidate in candidates if candidate.user_id not in cannot]
    return (left or list(candidates))[-1]


def counts_from(
    known: datetime | None, sent_at: Collection[datetime], *, alerted_at: datetime, was_tried: bool, now: datetime
) -> datetime | None:
    """Return from when somebody's minutes to answer count, or None while their message hasn't been tried at all.

    They count from the message that left first: while a server was down nobody had a chance to answer. Where all
    attempts fail they count from the alert, for nobody may wait for a gateway. A clock that was set back begins anew.
    """
    begins = known or min(sent_at, default=alerted_at if was_tried else None)
    if begins is None:
        return None
    return now if begins > now + SLACK else begins
