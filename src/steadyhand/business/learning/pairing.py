"""Everyone new is proposed a mentor, and pairs are looked after, by one follow-up for whoever leads."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from steadyhand.business.dealership.present import today_at, working_here
from steadyhand.business.followups.actions.end_followup import end_followup
from steadyhand.business.followups.actions.open_followup import open_followup
from steadyhand.business.followups.keeping.book import Subject
from steadyhand.business.followups.owners import LADDER
from steadyhand.business.followups.queries.about import followups_about, open_about
from steadyhand.business.learning.kinds import MENTORING
from steadyhand.business.people.actions.pair_up import propose_pair
from steadyhand.business.people.growth.needs import posts_of
from steadyhand.business.people.growth.pairing import MOST_GOALS, Health, lacking, mentor_for
from steadyhand.business.people.growth.pairs import Newcomer, PairGoal, PairLine, mentors_at, newcomers, pair_lines
from steadyhand.business.people.growth.rules import PairState
from steadyhand.shared.actor import Actor, the_system

ABOUT = "people.pair"
# Somebody new for whom nobody was found, until there is a pair.
ABOUT_ALONE = "people.newcomer"
# Who is new and has no post written down learns to be a technician.
LEARNERS_POST = "junior"


def watch_pairs(tenant_id: UUID, *, now: datetime) -> int:
    """Propose mentors to who is new, and open or end the follow-ups of pairs; return how many of all three."""
    by = the_system(tenant_id, "Steadyhand")
    today = today_at(tenant_id, now)
    proposed, alone = _propose(by, today, now)
    return proposed + _say_alone(by, alone, now) + look_after(by, today=today, now=now)


def _propose(by: Actor, today: date, now: datetime) -> tuple[int, list[Newcomer]]:
    """Propose a mentor to each newcomer; return how many, and those for whom there is nobody."""
    proposed, alone = 0, []
    needs = next(post.needs for post in posts_of(by.tenant_id) if post.key == LEARNERS_POST)
    for who in newcomers(by.tenant_id, on=today):
        lacks = lacking(needs, who.candidate.levels)
        found = mentor_for(who.candidate, mentors_at(by.tenant_id, who.branch_id, on=today), lacks)
        if found is None:
            alone.append(who)
            continue
        goals = [PairGoal(need.title, need.skill) for need in lacks[:MOST_GOALS]]
        propose_pair(by=by, learner_id=who.candidate.id, mentor_id=found.mentor_id, why=found.why, goals=goals, now=now)
        proposed += 1
    return proposed, alone


def _say_alone(by: Actor, alone: Sequence[Newcomer], now: datetime) -> int:
    """Open a follow-up for each newcomer without a mentor, once; end those of who has one or isn't new any more."""
    is_open = open_about(by.tenant_id, ABOUT_ALONE)
    done = 0
    for who in alone:
        if followups_about(by.tenant_id, ABOUT_ALONE, who.candidate.id):
            continue
        people = working_here(by.tenant_id, branch_id=who.branch_id, roles=LADDER, at=now)
        if not people:
            continue
        open_followup(
            by=by,
            kind=MENTORING.name,
            subject=Subject(
                branch_id=who.branch_id,
                title=f"{who.candidate.name} is new, and there is no mentor for them",
                about_kind=ABOUT_ALONE,
                about_id=who.candidate.id,
            ),
            words=(
                "Nobody of this branch knows more of what they lack and has room for a learner. Pair them by hand, "
                "with somebody of another branch if need be, or say how they learn instead."
            ),
            listeners=[people[0].id],
            now=now,
        )
        done += 1
    return done + _end(by, is_open, {who.candidate.id for who in alone}, now)


def look_after(by: Actor, *, today: date, now: datetime) -> int:
    """Open a follow-up for each pair that needs whoever leads, and end those of pairs that need nobody any more."""
    is_open = open_about(by.tenant_id, ABOUT)
    wanted: set[UUID] = set()
    done = 0
    for line in pair_lines(the_system(by.tenant_id, by.name)):
        needs = _needs(line, today)
        if needs is None:
            continue
        wanted.add(line.id)
        if line.id not in is_open:
            done += _open(by, line, *needs, now)
    return done + _end(by, is_open, wanted, now)


def _needs(line: PairLine, today: date) -> tuple[str, str] | None:
    """Return what somebody who leads has to do for a pair, in a title and a sentence; None for nothing."""
    if line.state is PairState.PROPOSED:
        return (
            f"{line.learner} is new: {line.mentor} as mentor?",
            f"{line.why} Confirm it with one to three goals, choose somebody else, or say why not.",
        )
    health = line.health(today)
    if health is Health.QUIET:
        return (
            f"{line.learner} and {line.mentor} haven't met for two weeks",
            "Ask both what keeps them from it, and plan a day on which they ride together.",
        )
    if health is Health.REASSESS:
        return (
            f"{line.learner} has learned with {line.mentor} for twelve weeks",
            "Look at the levels of their goals again, and end it or agree on new goals.",
        )
    return None


def _open(by: Actor, line: PairLine, title: str, words: str, now: datetime) -> int:
    people = working_here(by.tenant_id, branch_id=line.branch_id, roles=LADDER, at=now)
    if not people:
        return 0
    open_followup(
        by=the_system(by.tenant_id, "Steadyhand"),
        kind=MENTORING.name,
        subject=Subject(branch_id=line.branch_id, title=title, about_kind=ABOUT, about_id=line.id),
        words=words,
        listeners=[people[0].id],
        now=now,
    )
    return 1


def _end(by: Actor, is_open: Mapping[UUID, UUID], wanted: set[UUID], now: datetime) -> int:
    over = [followup_id for pair_id, followup_id in is_open.items() if pair_id not in wanted]
    for followup_id in over:
        words = "It was seen to on the pair's page, or they have met again."
        end_followup(
            by=the_system(by.tenant_id, "Steadyhand"), followup_id=followup_id, outcome="done", words=words, now=now
        )
    return len(over)
