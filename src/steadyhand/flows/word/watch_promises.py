"""Every few minutes: which promises are at risk, out of it, missed, or so early that somebody should ring?"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from steadyhand.business.conversations.kinds import GOOD_NEWS
from steadyhand.business.dealership.settings.values import values_of
from steadyhand.business.followups.queries.about import about_any
from steadyhand.business.promises.actions.note_odds import note_odds
from steadyhand.business.promises.actions.open_miss import open_miss
from steadyhand.business.promises.actions.put_at_risk import put_at_risk, take_from_risk
from steadyhand.business.promises.actions.settle_promise import settle_promise
from steadyhand.business.promises.beside import end_beside
from steadyhand.business.promises.keeping import ABOUT
from steadyhand.business.promises.kinds import EARLY_NOTICE, MISSED_PROMISE
from steadyhand.business.promises.outlook import Look, Watched, is_good_news, look
from steadyhand.business.promises.queries.watched import missed_since, parts_here_early, states_of, watched_promises
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
# Over a long weekend; a miss that is found later was somebody's import.
OWED_FOR = timedelta(days=4)


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

    Twelve queries for any number of promises where nothing changes, and three for each branch with one.
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
            settle_promise(by=by, promise_id=promise.id, happened_at=None, now=now)
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
    _owe_misses(by, done, now)
    _tidy(by, now)
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
        if board.working_time(each.branch_id, each.site_calendar_id, each.happened_at, each.by_at) >= worth
    ]
    ids = [*(each.id for each in early), *(each.id for each in here)]
    known = {each.about_id for each in about_any(by.tenant_id, ABOUT, ids, kind=GOOD_NEWS.name)} if ids else set()
    for promise_id in ids:
        if promise_id not in known:
            open_good_news(by=by, promise_id=promise_id, now=now)
            done.good_news += 1


def _owe_misses(by: Actor, done: Watch, now: datetime) -> None:
    """Let somebody own what was missed, whoever found that it was: the clock, or an arrival that came too late."""
    missed = missed_since(by.tenant_id, since=now - OWED_FOR)
    owned = {each.about_id for each in about_any(by.tenant_id, ABOUT, missed, kind=MISSED_PROMISE.name)}
    for promise_id in missed:
        if promise_id not in owned:
            open_miss(by=by, promise_id=promise_id, now=now)
            done.missed += 1


def _tidy(by: Actor, now: datetime) -> None:
    """End what stands beside promises that have ended meanwhile, in whichever way."""
    kinds = (EARLY_NOTICE.name, MISSED_PROMISE.name, GOOD_NEWS.name)
    beside = [
        (kind, each.about_id)
        for kind in kinds
        for each in about_any(by.tenant_id, ABOUT, None, kind=kind, is_open=True)
    ]
    states = states_of(by.tenant_id, {promise_id for _, promise_id in beside})
    for kind, promise_id in beside:
        ending = _ending(kind, states[promise_id])
        if ending is not None:
            outcome, words = ending
            end_beside(by.tenant_id, promise_id, kind=kind, outcome=outcome, words=words, now=now)


def _ending(kind: str, state: PromiseState) -> tuple[str, str] | None:
    """Return how something beside a promise in this state ends; None: it goes on."""
    if kind == EARLY_NOTICE.name and not state.is_open:
        if state is PromiseState.MISSED:
            return "too_late", "Its time came before the customer was told."
        return "over", f"The promise has ended: {state.label}."
    if kind == MISSED_PROMISE.name and state is PromiseState.KEPT:
        return "kept_after_all", "The record came late: it was kept."
    if kind == GOOD_NEWS.name and state in (PromiseState.MISSED, PromiseState.RENEGOTIATED, PromiseState.WITHDRAWN):
        return "not_news", f"No good news any more: {state.label}."
    return None
