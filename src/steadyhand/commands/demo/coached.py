"""A training in drawn waves: the first in its fifth week of coaching, Bruno with a habit, one still unseen."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from steadyhand.business.calls.queries.jobs_lately import Job, jobs_lately
from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.learning.actions.answer_lines import answer_line, say_tried
from steadyhand.business.learning.actions.note_heard import note_heard
from steadyhand.business.learning.actions.note_ride_along import (
    CannotRide,
    Rode,
    note_ride_along,
    sign_ride_along,
)
from steadyhand.business.learning.actions.rollouts import Planned, freeze_rollout, plan_rollout
from steadyhand.business.learning.actions.set_coach_time import set_coach_time
from steadyhand.business.learning.actions.watch_coaching import watch_coaching
from steadyhand.business.learning.actions.weeks import leave_out, note_talk
from steadyhand.business.learning.coaching.cadence import WEEK, Sort, monday_of
from steadyhand.business.learning.coaching.rules import Answer, TookOver
from steadyhand.business.learning.queries.coaching import Step, due_with
from steadyhand.business.learning.queries.rollouts import waves_of
from steadyhand.business.learning.queries.said_about import said_about
from steadyhand.business.learning.statistics.rollout import draw_waves
from steadyhand.business.people.actions.note_read import note_read
from steadyhand.business.people.queries import Listed, listed_technicians
from steadyhand.shared.actor import Actor

TITLE = "Keep your word"
# What two who watch the same visit read differently: was that an account, or a report?
DIFFERENTLY = "four-sentence-account"
LOOKED_FOR = ("gives-a-time-with-a-margin", "warns-before-it-slips", "four-sentence-account", "says-it-back")
BASELINE, WAVES, APART = 4, 3, 4
# With fewer nothing can be drawn that tells anything.
FEWEST = 6
# How often it is seen before a training, after it, and of the one with whom it has become a habit.
BEFORE, AFTER, HABIT = 0.35, 0.7, 0.96
AGREED = (
    "Say the time, the reason and what could move it, at every leaving.",
    "Ring ten minutes before the time is over, not after.",
    "Half a minute at the end: what broke, what it means, what I did, how to notice.",
    "Say back what they said before looking at the machine.",
)
KEEP = (
    "Gave a range with its reason, and wrote it on the card.",
    "Waited for the answer after saying it back.",
    "Told them what to watch for, in their own words.",
)
CHANGE = (
    "Say the time before they have to ask for it.",
    "Leave the word “fuser” out, or say what it does.",
    "Name a new time when ringing that it gets late.",
)
SEEN_DIFFERENTLY = (
    "They had asked me not to explain anything that morning; the office manager was in a meeting. "
    "I told her on the phone."
)


# Who has ridden along on which job.
Ridden = set[tuple[UUID | None, UUID]]


@dataclass(frozen=True, slots=True)
class Coached:
    """Who takes part: Ruth leads, Bruno has the habit, `leads` observe beside her."""

    ruth: Actor
    bruno_id: UUID
    zone: str
    now: datetime
    observers: tuple[Actor, ...] = ()


def tell_coaching(team: Coached) -> None:
    """Let nine weeks of a roll-out pass: counted before, trained, talked about, ridden along with, and answered."""
    people = [each for each in listed_technicians(team.ruth, on=team.now.date()) if each.user_id]
    if len(people) < FEWEST:
        return
    this_week = monday_of(team.now.astimezone(ZoneInfo(team.zone)).date())
    starts_on = this_week - 9 * WEEK
    begun, planned_at = _at(team, starts_on, 8), _at(team, starts_on - timedelta(days=4), 16)
    others = [each for each in people if each.id != team.bruno_id]
    leads = [actor_for(each.user_id) for each in others[:1] if each.user_id]
    # Little enough that something gives way.
    team = replace(team, observers=(team.ruth, *leads))
    minutes = {team.ruth.user_id: 150, leads[0].user_id: 90}
    set_coach_time(by=team.ruth, minutes={key: value for key, value in minutes.items() if key}, now=begun)
    rollout_id = plan_rollout(
        by=team.ruth,
        planned=Planned(
            title=TITLE,
            module="keep-your-word",
            behaviours=LOOKED_FOR,
            technicians=[each.id for each in people],
            starts_on=starts_on,
            baseline_weeks=BASELINE,
            waves=WAVES,
            weeks_a_wave=APART,
        ),
        now=planned_at,
    )
    freeze_rollout(by=team.ruth, rollout_id=rollout_id, seed=_seed(team, people), now=planned_at)
    wave_of = waves_of(team.ruth, rollout_id)
    trained_on = {key: starts_on + (BASELINE + (wave - 1) * APART) * WEEK for key, wave in wave_of.items()}
    # Of one of the last wave nobody has said anything: too few to tell is an answer like any other.
    unseen = max((each for each in people if wave_of[each.id] == WAVES), key=lambda each: each.name)
    chance = Random(11)  # noqa: S311 - a story that is told the same again
    ridden: Ridden = set()
    for week in range(10):
        monday = starts_on + week * WEEK
        watch_coaching(team.ruth.tenant_id, now=_at(team, monday, 7))
        is_now = monday == this_week
        for each in people:
            if each is not unseen:
                _own_word(team, each, monday, is_trained=trained_on[each.id] <= monday, chance=chance)
        for coach in (team.ruth, *leads):
            for step in due_with(coach, now=_at(team, monday, 9)):
                if not is_now:
                    _held(team, coach, step, monday, ridden, chance)
    _read_and_answered(team)


def _seed(team: Coached, people: Sequence[Listed]) -> int:
    """Return a draw with Bruno in the first wave: the demo is about him."""
    ids = [str(each.id) for each in people]
    return next(seed for seed in range(1, 200) if str(team.bruno_id) in draw_waves(ids, WAVES, seed=seed)[0])


def _own_word(team: Coached, person: Listed, monday: date, *, is_trained: bool, chance: Random) -> None:
    """Let a technician say what they tried on a job of the week, as most do."""
    jobs = _jobs(team, person.id, monday)
    if not jobs or person.user_id is None or chance.random() > 0.8:  # noqa: PLR2004 - most weeks, not all
        return
    rate = _rate(team, person.id, is_trained=is_trained)
    is_bruno = person.id == team.bruno_id
    for job in jobs[: 3 if is_bruno and is_trained else 1]:
        codes = LOOKED_FOR[: 2 + chance.randrange(2)]
        answers = {code: _seen(rate, chance) for code in codes}
        at = min(job.at + timedelta(hours=1), team.now)
        say_tried(by=actor_for(person.user_id), visit_id=job.id, answers=answers, note="", now=at)


def _held(team: Coached, coach: Actor, step: Step, monday: date, ridden: Ridden, chance: Random) -> None:
    """Hold what is due: most of it; now and then a week is too full, and says so."""
    at = _at(team, monday + timedelta(days=1 + chance.randrange(3)), 16)
    if at > team.now:
        return
    luck = chance.random()
    if step.sort is Sort.TALK:
        if luck < 0.12:  # noqa: PLR2004 - one in eight is forgotten: the next week's stands in
            return
        if luck < 0.2:  # noqa: PLR2004 - one in twelve
            leave_out(by=coach, step_id=step.id, because="Three people were ill; next week again.", now=at)
            return
        note_talk(by=coach, step_id=step.id, agreed=chance.choice(AGREED), now=at)
        return
    # Two plans of one technician may want a ride in the same week: then on two of their jobs. Nobody rides along where
    # another branch was helped out.
    jobs = [
        job
        for job in _jobs(team, step.technician_id, monday)
        if (coach.user_id, job.id) not in ridden and coach.can_see_branch(job.branch_id)
    ]
    if not jobs:
        return
    ridden.add((coach.user_id, jobs[-1].id))
    rate = _rate(team, step.technician_id, is_trained=True)
    rode = Rode(
        visit_id=jobs[-1].id,
        goal=AGREED[step.week % len(AGREED)],
        answers={code: _seen(rate, chance) for code in LOOKED_FOR},
        notes={},
        took_over=TookOver.A_MOMENT if luck > 0.8 else TookOver.NO,  # noqa: PLR2004 - one in five
        keep=chance.choice(KEEP),
        change=chance.choice(CHANGE),
        signed_here=step.technician_id != team.bruno_id,
    )
    note_ride_along(by=coach, technician_id=step.technician_id, rode=rode, now=min(jobs[-1].at, team.now))
    _watched_too(team, coach, jobs[-1], rode, ridden)


def _watched_too(team: Coached, coach: Actor, job: Job, rode: Rode, ridden: Ridden) -> None:
    """Let the other observer watch every second of these visits, and read one behaviour differently now and then."""
    second = next((each for each in team.observers if each.user_id != coach.user_id), None)
    # Of its own, so that the story is the same whether they watch or not.
    luck = Random(len(ridden))  # noqa: S311 - likewise
    if second is None or luck.random() < 0.5:  # noqa: PLR2004 - every second one
        return
    answers = dict(rode.answers)
    if luck.random() < 0.6:  # noqa: PLR2004 - three of five
        answers[DIFFERENTLY] = Answer.NOT_SEEN if answers[DIFFERENTLY] is Answer.SEEN else Answer.SEEN
    too = replace(rode, answers=answers, keep=KEEP[1], change=CHANGE[1])
    with suppress(CannotRide):
        # Nobody watches themselves, and nobody watches at another branch.
        note_ride_along(by=second, technician_id=job.technician_id, rode=too, now=min(job.at, team.now))
        ridden.add((second.user_id, job.id))


def _read_and_answered(team: Coached) -> None:
    """Let Ruth look at what was said about Bruno, and Bruno sign one ride-along and answer a line of it."""
    looked_at = team.now - timedelta(hours=3)
    note_read(by=team.ruth, technician_id=team.bruno_id, what="what was said about them", now=looked_at)
    bruno = next(
        actor_for(each.user_id)
        for each in listed_technicians(team.ruth, on=team.now.date())
        if each.id == team.bruno_id and each.user_id
    )
    rides = said_about(bruno, team.bruno_id).rides
    for ride in rides[1:]:
        sign_ride_along(by=bruno, ride_id=ride.id, now=ride.happened_at + timedelta(hours=4))
    jobs = _jobs(team, team.bruno_id, monday_of(team.now.date()) - 2 * WEEK)
    if jobs:
        note_heard(
            by=team.ruth,
            technician_id=team.bruno_id,
            visit_id=jobs[0].id,
            behaviour=LOOKED_FOR[0],
            was_seen=True,
            words="He told us between two and four, and why; at three he was here.",
            now=team.now - timedelta(days=9),
        )
    lines = [line for ride in rides for line in ride.lines if line.answer is Answer.NOT_SEEN]
    if lines:
        answer_line(by=bruno, about_id=lines[0].id, words=SEEN_DIFFERENTLY, now=team.now - timedelta(hours=20))


def _rate(team: Coached, technician_id: UUID, *, is_trained: bool) -> float:
    if not is_trained:
        return BEFORE
    return HABIT if technician_id == team.bruno_id else AFTER


def _seen(rate: float, chance: Random) -> Answer:
    luck = chance.random()
    if luck > 0.93:  # noqa: PLR2004 - now and then there is no chance for it
        return Answer.NO_CHANCE
    return Answer.SEEN if luck < rate * 0.93 else Answer.NOT_SEEN


def _jobs(team: Coached, technician_id: UUID, monday: date) -> tuple[Job, ...]:
    until = min(_at(team, monday + timedelta(days=5), 0), team.now)
    return jobs_lately(team.ruth, technician_id, since=_at(team, monday, 0), until=until)


def _at(team: Coached, on: date, hour: int) -> datetime:
    return datetime.combine(on, time(hour), tzinfo=ZoneInfo(team.zone))
