"""Every few minutes: which promises are in danger, out of it, missed, or so early that somebody should ring?"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from steadyhand.business.conversations.kinds import GOOD_NEWS
from steadyhand.business.dealership.settings.values import values_of
from steadyhand.business.followups.queries.about import about_any
from steadyhand.business.promises.actions.miss_promise import mend_missed, miss_promise
from steadyhand.business.promises.actions.note_odds import note_odds
from steadyhand.business.promises.actions.put_at_risk import put_at_risk, take_from_risk
from steadyhand.business.promises.kinds import ABOUT, MISSED_PROMISE
from steadyhand.business.promises.outlook import Look, Watched, is_good_news, look
from steadyhand.business.promises.queries.watched import kept_among, parts_here_early, watched_promises
from steadyhand.business.promises.rules import PromiseState
from steadyhand.business.promises.settings import AT_RISK
from steadyhand.business.promises.settings import GOOD_NEWS as WORTH_A_CALL
from steadyhand.flows.word.tell_good_news import open_good_news
from steadyhand.flows.word.watching import Board
from steadyhand.shared.actor import Actor

# Odds are written again when they have moved by so much, which is the least that a page shows.
MOVED_BY = 0.01
# A part that is here for longer is no news.
NEWS_FOR = timedelta(days=2)


@dataclass
class Watch:
    """What one look at a dealership's promises changed."""

    watched: int = 0
    at_risk: int = 0
    recovered: int = 0
    missed: int = 0
    good_news: int = 0

    @property
    def changed(self) -> int:
        return self.at_risk + self.recovered + self.missed + self.good_news


def watch_promises(*, by: Actor, now: datetime) -> Watch:
    """Look at every open promise of a dealership, and do what follows from it; return what changed.

    Eleven queries for any number of promises where nothing changes, and three for each branch with one.
    """
    promises = watched_promises(by.tenant_id)
    values = values_of(by.tenant_id, (AT_RISK, WORTH_A_CALL))
    worth = timedelta(minutes=values[WORTH_A_CALL])
    done = Watch(watched=len(promises))
    board = Board(by.tenant_id, promises, now)
    odds: dict[UUID, float | None] = {}
    news: list[Watched] = []
    for promise in promises:
        if now > promise.by_at:
            done.missed += miss_promise(by=by, promise_id=promise.id, now=now)
            continue
        seen, hours = board.seen(promise), board.hours_of(promise)
        found = look(promise, seen, hours=hours, at_risk_below=float(values[AT_RISK]), now=now)
        _move(by, promise, found, done, now)
        if _has_moved(promise.odds_now, found.odds):
            odds[promise.id] = found.odds
        if is_good_news(promise, seen, hours=hours, worth=worth, now=now):
            news.append(promise)
    note_odds(by=by, odds=odds, now=now)
    _good_news(by, board, news, worth, done, now)
    _mend(by, now)
    return done


def _move(by: Actor, promise: Watched, found: Look, done: Watch, now: datetime) -> None:
    if found.is_at_risk:
        done.at_risk += put_at_risk(by=by, promise_id=promise.id, because=found.because, odds=found.odds, now=now)
    elif promise.state is PromiseState.AT_RISK:
        done.recovered += take_from_risk(by=by, promise_id=promise.id, odds=found.odds, now=now)


def _has_moved(was: float | None, is_now: float | None) -> bool:
    if was is None or is_now is None:
        return was is not is_now
    return abs(was - is_now) >= MOVED_BY


def _good_news(by: Actor, board: Board, early: list[Watched], worth: timedelta, done: Watch, now: datetime) -> None:
    """Let somebody ring with good news, once for each promise."""
    here = [
        each
        for each in parts_here_early(by.tenant_id, since=now - NEWS_FOR, now=now)
        if board.working_time(each.branch_id, each.happened_at, each.by_at) >= worth
    ]
    ids = [*(each.id for each in early), *(each.id for each in here)]
    known = {each.about_id for each in about_any(by.tenant_id, ABOUT, ids, kind=GOOD_NEWS.name)} if ids else set()
    for promise_id in ids:
        if promise_id not in known:
            open_good_news(by=by, promise_id=promise_id, now=now)
            done.good_news += 1


def _mend(by: Actor, now: datetime) -> None:
    """End what misses opened of promises that the record says by now were kept."""
    owed = about_any(by.tenant_id, ABOUT, None, kind=MISSED_PROMISE.name, is_open=True)
    for promise_id in kept_among(by.tenant_id, [each.about_id for each in owed]):
        mend_missed(by=by, promise_id=promise_id, now=now)
