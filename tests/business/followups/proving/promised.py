"""What was promised, looked at from outside: by rows and events alone, never by the code that keeps them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from tests.business.followups.proving.house import House

from steadyhand.business.dealership.models import Leave, RoleHeld, User
from steadyhand.business.followups.checking import chain_broken
from steadyhand.business.followups.models import FollowUp, FollowUpEvent, FollowUpListener, FollowUpNews
from steadyhand.business.followups.registry import kind_called
from steadyhand.shared.models import Job, OutgoingMessage

ABOVE = {"service_manager", "principal", "administrator"}
# Twice the longest clock (320 working hours are eight weeks) with all pauses: whatever lies further is buried.
FARTHEST = timedelta(days=230)
NOT_TOLD = {"noted", "listener added", "time mended"}
MOST_AT_ONCE = 5


def look(house: House) -> None:
    """Look at everything of a dealership; an AssertionError says what isn't as promised."""
    rows = list(FollowUp.objects.of(house.tenant_id))
    events: dict[UUID, list[FollowUpEvent]] = defaultdict(list)
    for event in FollowUpEvent.objects.of(house.tenant_id).order_by("place"):
        events[event.followup_id].append(event)
    listeners: dict[UUID, set[UUID]] = defaultdict(set)
    for listener in FollowUpListener.objects.of(house.tenant_id):
        listeners[listener.followup_id].add(listener.user_id)
    news: dict[tuple[UUID, int], list[UUID]] = defaultdict(list)
    for each in FollowUpNews.objects.of(house.tenant_id):
        news[each.followup_id, each.number].append(each.user_id)
    timers = set(Job.objects.of(house.tenant_id).filter(state="open").values_list("key", flat=True))
    can_have = _who_can_have(house)
    assert {row.id for row in rows} >= set(house.followups), "a follow-up is gone"
    for row in rows:
        _look_at_one(row, events[row.id], listeners[row.id], house=house, timers=timers)
        if row.state == "open":
            _look_at_owner(row, can_have, house=house)
        _look_at_news(row, events[row.id], news)
        if row.merged_into_id is not None:
            assert listeners[row.id] <= listeners[row.merged_into_id], "who noticed it first is forgotten in the merge"
    assert list(chain_broken(house.tenant_id)) == [], "the chain is broken"
    _look_at_interruptions(house)


def _look_at_one(
    row: FollowUp, happened: list[FollowUpEvent], listeners: set[UUID], *, house: House, timers: set[str | None]
) -> None:
    assert happened, "it began with nothing"
    assert [event.number for event in happened] == list(range(1, len(happened) + 1)), "an event is missing"
    assert len(happened) == row.events, "an event isn't counted"
    assert listeners, "nobody listens"
    counting = without_what_was_taken_back(happened)
    key = f"followup:{row.id.hex}"
    if row.state == "open":
        assert row.due_at is not None, "an open one has no clock"
        assert row.climbs_at is not None, "an open one has no next step"
        assert key in timers, "nothing wakes it"
        assert row.climbs_at < house.now + FARTHEST, f"it is buried until {row.climbs_at}"
        if not (house.is_behind or house.is_changed):
            assert row.climbs_at > house.now, "it is silently late"
    elif row.state == "ended":
        assert row.outcome, "it ended without an outcome"
        assert row.why, "it ended without a reason"
        assert (row.comes_back_at is None) == (key not in timers), "its coming back is not timed"
    else:
        assert row.merged_into_id not in (None, row.id), "it was merged into nothing"
        assert key not in timers, "what is merged away still wakes somebody"
    _look_at_first_word(row, counting)
    _look_at_steps(counting)


def without_what_was_taken_back(happened: Iterable[FollowUpEvent]) -> list[FollowUpEvent]:
    counting: list[FollowUpEvent] = []
    for event in happened:
        if event.kind == "taken back":
            counting.pop()
        else:
            counting.append(event)
    return counting


def _look_at_first_word(row: FollowUp, counting: list[FollowUpEvent]) -> None:
    """Only a recorded contact answers the first word, and it is owed again when somebody says so."""
    is_owed = True
    for event in counting:
        if event.kind == "contacted":
            assert event.by_id is not None, "the program says it has spoken to somebody"
            assert event.words.strip(), "a contact without a word"
            is_owed = False
        elif event.kind in ("denied", "reopened") or (event.kind == "took in" and event.facts["waiting_since"]):
            is_owed = True
    if row.state == "open":
        assert (row.waiting_since is not None) == is_owed, "the first word stands otherwise than its events say"
    kind = kind_called(row.kind)
    if row.state == "ended" and kind.has_somebody_waiting and is_owed:
        outcome = kind.outcome(row.outcome)
        assert outcome is not None
        assert outcome.is_unreached, "it ended, and who waits was never told"


def _look_at_steps(counting: list[FollowUpEvent]) -> None:
    """A clock climbs, it doesn't repeat itself; begun anew it may begin anew."""
    told: dict[str, int] = {}
    for event in counting:
        if event.kind in ("reopened", "time mended", "denied", "owner changed", "step promised", "took in"):
            told = {}
        if event.kind == "escalated":
            assert event.facts["percent"] > told.get(event.facts["clock"], 0), "somebody is told the same step again"
            told[event.facts["clock"]] = event.facts["percent"]


def _who_can_have(house: House) -> Mapping[UUID, set[str]]:
    """Return who is active and not on leave, with their roles; a leave counts from the worker's next look on."""
    today = house.now.astimezone(ZoneInfo("America/New_York")).date()
    away = set(
        Leave.objects.of(house.tenant_id)
        .filter(starts_on__lte=today, until__gt=today)
        .values_list("user_id", flat=True)
    )
    roles: dict[UUID, set[str]] = defaultdict(set)
    for user_id, role in RoleHeld.objects.of(house.tenant_id).values_list("user_id", "role"):
        roles[user_id].add(role)
    active = set(User.objects.of(house.tenant_id).filter(is_active=True).values_list("id", flat=True))
    return {user_id: roles[user_id] for user_id in active - away}


def _look_at_owner(row: FollowUp, can_have: Mapping[UUID, set[str]], *, house: House) -> None:
    wanted = ABOVE | set(kind_called(row.kind).owners)
    able = {user_id for user_id, roles in can_have.items() if roles & wanted}
    if house.is_behind:
        # Somebody's leave may have begun a moment ago; that they left, or lost their role, can't wait for a worker.
        assert User.objects.filter(id=row.owner_id, is_active=True).exists() or row.is_unattended, "a leaver has it"
    elif row.is_unattended:
        assert not able, "it is unattended, and somebody could have it"
    else:
        assert row.owner_id in able, "its owner can't have it"


def _look_at_news(row: FollowUp, happened: list[FollowUpEvent], news: Mapping[tuple[UUID, int], list[UUID]]) -> None:
    """Everybody who listened by then hears of every change, once; never the one who made it."""
    heard_by: set[UUID] = set()
    owner: str = ""
    for event in happened:
        facts: dict[str, Any] = event.facts
        told = news.get((row.id, event.number), [])
        assert len(told) == len(set(told)), "somebody is told twice"
        came: set[UUID] = set()
        if event.kind in ("opened", "took in"):
            came = {UUID(each) for each in facts["listeners"]}
        elif event.kind == "listener added":
            came = {UUID(facts["listener"])}
        owner = facts.get("owner") or owner
        heard_by |= came
        if event.kind in NOT_TOLD:
            assert not told, f"somebody is told of what is told to nobody: {event.kind}"
        elif event.kind == "escalated":
            assert told == [UUID(facts["told"])], "a step up the ladder isn't told to whom it climbs"
        else:
            # Who came by this merge hears of it where they listened before.
            missing = heard_by - (came if event.kind == "took in" else set()) - {event.by_id} - set(told)
            assert not missing, f"somebody who listens isn't told: {event.kind}"
            assert event.by_id not in told, "somebody is told what they did"


def _look_at_interruptions(house: House) -> None:
    times: dict[UUID, list[datetime]] = defaultdict(list)
    for user_id, at in FollowUpNews.objects.of(house.tenant_id).filter(how="at_once").values_list("user_id", "at"):
        times[user_id].append(at)
    for moments in times.values():
        moments.sort()
        for first, sixth in zip(moments, moments[MOST_AT_ONCE:], strict=False):
            assert sixth - first >= timedelta(days=1), "somebody is interrupted more than five times in a day"
    keys = list(OutgoingMessage.objects.of(house.tenant_id).values_list("key", flat=True))
    assert len(keys) == len(set(keys)), "a message waits twice"
