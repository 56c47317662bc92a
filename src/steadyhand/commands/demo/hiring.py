"""Posts at Lakeside: Noor is decided, with a path; Theo's cards aren't all in; somebody hired walks their path."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from steadyhand.business.dealership.branches import branches_of
from steadyhand.business.learning.actions.hiring.add_candidate import add_candidate
from steadyhand.business.learning.actions.hiring.ask_rater import ask_rater
from steadyhand.business.learning.actions.hiring.begin_opening import begin_opening
from steadyhand.business.learning.actions.hiring.begin_work import begin_work
from steadyhand.business.learning.actions.hiring.check_step import check_step
from steadyhand.business.learning.actions.hiring.close_opening import close_opening
from steadyhand.business.learning.actions.hiring.decide import Decided, decide
from steadyhand.business.learning.actions.hiring.keep_card import keep_card
from steadyhand.business.learning.hiring.means import Way
from steadyhand.business.learning.hiring.rules import PathLine, Verdict
from steadyhand.business.learning.queries.paths import path_of
from steadyhand.business.people.queries import technicians_of
from steadyhand.business.people.record import technician_card
from steadyhand.shared.actor import Actor

DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)
# What is known of a candidate is kept for two years at most.
LONG_AGO = timedelta(days=600)
_RUTH_ON_THEM: Mapping[str, int | None] = {
    "told-wrong": 3,
    "day-slipped": 5,
    "third-visit": 2,
    "order-of-looking": 4,
    "bench-fault.hands": 4,
    "bench-fault.explains": 3,
    "scan-to-email.networking-basics": 2,
}
_RUTH_ON_NOOR: Mapping[str, int | None] = {
    "told-wrong": 5,
    "day-slipped": 4,
    "order-of-looking": 3,
    "learned-last": 4,
    "licence": 5,
    "first-time-out": 4,
    "dead-first": 4,
    "folder-since-tuesday": 2,
    "until-thursday": 5,
    "third-visit": 4,
    "asked-aside": 3,
    "spot-and-ruler": 3,
    "kept-list": 4,
    "in-that-language": 5,
    "bench-fault.hands": 4,
    "bench-fault.explains": 5,
    "bench-fault.systematic": 3,
    "scan-to-email.networking-basics": 2,
    "scan-to-email.explains": 4,
    "scan-to-email.truthful": 5,
}
_BRUNO_ON_NOOR: Mapping[str, int | None] = {
    **_RUTH_ON_NOOR,
    "scan-to-email.networking-basics": 1,
    "bench-fault.hands": 5,
    "kept-list": None,
}
_BRUNO_ON_THEO: Mapping[str, int | None] = {"told-wrong": 2, "order-of-looking": 5, "bench-fault.hands": 5}


def tell_hiring(actors: Mapping[str, Actor], *, now: datetime) -> None:
    """Let Ruth look for another technician, with Bruno's eyes as a second pair."""
    ruth, bruno = actors["Ruth Okafor"], actors["Bruno Salas"]
    branch = next((each for each in branches_of(ruth) if bruno.can_see_branch(each.id)), None)
    if branch is None or bruno.user_id is None or ruth.user_id is None:
        return
    began = now - 20 * DAY
    opening_id = begin_opening(
        by=ruth, branch_id=branch.id, post="technician", title="Technician for the north side", now=began
    )
    until = (now + 160 * DAY).date()
    noor, theo = (
        add_candidate(
            by=ruth,
            opening_id=opening_id,
            name=name,
            reached_by=mail,
            keep_until=until,
            hear_by=(now + 4 * DAY).date(),
            now=began + DAY,
        )
        for name, mail in (("Noor Haddad", "noor.haddad@mail.example"), ("Theo Brandt", "theo.brandt@mail.example"))
    )
    for candidate_id in (noor, theo):
        for rater in (ruth.user_id, bruno.user_id):
            ask_rater(by=ruth, candidate_id=candidate_id, user_id=rater, now=began + 2 * DAY)
    heard = {"told-wrong": "Rang the school back herself: it had been the paper, and she had blamed the fuser."}
    keep_card(by=bruno, candidate_id=noor, marks=_BRUNO_ON_NOOR, notes={}, hands_in=True, now=began + 9 * DAY)
    keep_card(by=ruth, candidate_id=noor, marks=_RUTH_ON_NOOR, notes=heard, hands_in=True, now=began + 9 * DAY)
    keep_card(by=bruno, candidate_id=theo, marks=_BRUNO_ON_THEO, notes={}, hands_in=True, now=now - 2 * DAY)
    in_two_weeks = (now + 14 * DAY).date()
    # People begin on Mondays.
    starts_on = in_two_weeks + timedelta(days=-in_two_weeks.weekday() % 7)
    mentor = next(
        (each for each in technicians_of(ruth, on=now.date(), branch_id=branch.id) if each.name == bruno.name), None
    )
    decided = Decided(
        verdict=Verdict.PATH,
        why="You say what you don't know before anybody asks, and people understand you. The network you can learn.",
        reasons={"truthful": "Both of us heard it twice without asking."},
        starts_on=starts_on,
        path=[
            PathLine(
                criterion="networking-basics",
                way=Way.MODULE,
                with_what="the module “Networking basics for scan faults”",
                module="scan-faults",
                due_on=starts_on + 4 * WEEK,
                check="Says the five places to look, in their order, at the bench",
            ),
            PathLine(
                criterion="networking-basics",
                way=Way.MENTOR if mentor else Way.OWN,
                with_what=f"with {bruno.name}, an afternoon a week",
                skill="Networking",
                level=2,
                mentor_id=mentor.id if mentor else None,
                due_on=starts_on + 12 * WEEK,
                check="Finds a planted scan fault alone and leaves security on",
            ),
        ],
    )
    decide(by=ruth, candidate_id=noor, decided=decided, now=began + 11 * DAY)
    _somebody_walks(ruth, branch.id, now)


def _somebody_walks(ruth: Actor, branch_id: UUID, now: datetime) -> None:
    """Let whoever came last have been hired with a path: its first line is checked, and another is under way."""
    started = {
        card.described.started_on: each
        for each in technicians_of(ruth, on=now.date(), branch_id=branch_id)
        if each.name != "Bruno Salas"
        if (card := technician_card(ruth, each.id, on=now.date())) and card.described.started_on
    }
    if not started or ruth.user_id is None or now.date() - max(started) > LONG_AGO:
        return
    starts_on = max(started)
    them, began = started[starts_on], now - (now.date() - starts_on) - 20 * DAY
    opening_id = begin_opening(
        by=ruth, branch_id=branch_id, post="technician", title="Technician for the lake towns", now=began
    )
    candidate_id = add_candidate(
        by=ruth,
        opening_id=opening_id,
        name=them.name,
        reached_by="",
        keep_until=(now + 60 * DAY).date(),
        now=began + DAY,
    )
    ask_rater(by=ruth, candidate_id=candidate_id, user_id=ruth.user_id, now=began + 2 * DAY)
    noted = {"day-slipped": "Rang before the time was over, and said what they would do instead."}
    keep_card(by=ruth, candidate_id=candidate_id, marks=_RUTH_ON_THEM, notes=noted, hands_in=True, now=began + 5 * DAY)
    decided = Decided(
        verdict=Verdict.PATH,
        why="Calm when I raised my voice, and says at once what went wrong. Networks come with practice.",
        reasons={},
        starts_on=starts_on,
        path=[
            PathLine(
                criterion="calm",
                way=Way.MODULE,
                with_what="the module “Calm the frustrated”",
                module="calm-the-frustrated",
                due_on=starts_on + 8 * WEEK,
                check="A ride-along at a customer who waited too long",
            ),
            PathLine(
                criterion="networking-basics",
                way=Way.SKILL,
                with_what="Networking at level 2, assisted",
                skill="Networking",
                level=2,
                # Under way on whatever day the demo is made.
                due_on=starts_on + WEEK * max(24, (now.date() - starts_on) // WEEK + 5),
                check="Finds a planted scan fault and leaves security on",
            ),
        ],
    )
    decide(by=ruth, candidate_id=candidate_id, decided=decided, now=began + 8 * DAY)
    begin_work(by=ruth, candidate_id=candidate_id, technician_id=them.id, now=began + 20 * DAY)
    close_opening(by=ruth, opening_id=opening_id, is_closed=True, now=began + 20 * DAY)
    path = path_of(ruth, them.id, on=now.date())
    if path is not None and path.lines[0].due_on < now.date():
        check_step(by=ruth, step_id=path.lines[0].id, due_on=None, now=began + 74 * DAY)
