"""What the team can do, what hangs on Bruno alone, a certificate that runs out, and somebody who learns with him."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from steadyhand.business.people.actions.add_certificate import add_certificate
from steadyhand.business.people.actions.answer_line import answer_line
from steadyhand.business.people.actions.claim_skill import claim_skill
from steadyhand.business.people.actions.keep_course import keep_course
from steadyhand.business.people.actions.pair_up import confirm_pair, propose_pair
from steadyhand.business.people.actions.plan_ride import plan_ride
from steadyhand.business.people.actions.set_profile import set_profile
from steadyhand.business.people.actions.write_worksheet import write_worksheet
from steadyhand.business.people.described import DescribedCertificate, DescribedClaim, DescribedCourse
from steadyhand.business.people.growth.coverage import Coverage, Row, coverage_of
from steadyhand.business.people.growth.covering import Cover
from steadyhand.business.people.growth.pairs import PairGoal
from steadyhand.business.people.levels import ALONE, Source
from steadyhand.business.people.record import technician_card
from steadyhand.shared.actor import Actor

DAY, WEEK = timedelta(days=1), timedelta(days=7)
# Of the crafts, what each of six people is like; whoever comes after starts over.
_CRAFTS: Mapping[str, tuple[int, ...]] = {
    "Networking": (2, 1, 3, 2, 1, 2),
    "Customers": (2, 2, 3, 1, 2, 2),
    "Electronics": (3, 2, 2, 2, 1, 2),
    "Feeding and finishing": (2, 3, 2, 2, 2, 1),
    "Scanning and IT": (1, 2, 3, 1, 1, 1),
}


@dataclass(frozen=True, slots=True)
class Team:
    """Who takes part. `actors` are those who sign in, by name."""

    ruth: Actor
    dana: Actor
    bruno: Actor
    bruno_id: UUID
    actors: Mapping[str, Actor]
    zone: str
    now: datetime

    @property
    def today(self) -> date:
        return self.now.astimezone(ZoneInfo(self.zone)).date()


def tell_people(team: Team) -> None:
    """Rate the crafts, leave one family to Bruno alone, let a certificate run out soon, and pair somebody with him."""
    card = technician_card(team.ruth, team.bruno_id, on=team.today)
    if card is None:
        return
    branch_id = card.described.branch_id
    _rate_crafts(team, coverage_of(team.ruth, on=team.today).rows)
    _leave_one_to_bruno(team, coverage_of(team.ruth, on=team.today, branch_id=branch_id))
    _certify_bruno(team)
    _write_courses(team)
    set_profile(
        by=team.bruno,
        technician_id=team.bruno_id,
        goals="Scan faults: I want to find them without ringing Priya. And to show somebody new the large machines.",
        now=team.now,
    )
    _pair(team, coverage_of(team.ruth, on=team.today, branch_id=branch_id))


def _claim(team: Team, technician_id: UUID, facts: DescribedClaim, *, by: Actor | None = None) -> UUID:
    return claim_skill(by=by or team.ruth, technician_id=technician_id, facts=facts, now=team.now)


def _rate_crafts(team: Team, rows: tuple[Row, ...]) -> None:
    for number, row in enumerate(rows):
        for skill, levels in _CRAFTS.items():
            ago = (30 + 17 * number) * DAY
            level, seen_on = levels[number % len(levels)], team.today - ago
            facts = DescribedClaim(name=skill, level=level, evidence=f"Ride-along on {seen_on}", valid_from=seen_on)
            _claim(team, row.id, facts)
    own = DescribedClaim(
        name="Networking", level=ALONE, source=Source.SELF.value, evidence="Three offices moved this year"
    )
    _claim(team, team.bruno_id, own, by=team.bruno)
    tested = DescribedClaim(
        name="Customers",
        level=ALONE,
        source=Source.TEST.value,
        evidence="The angry customer, played with Ruth and Dana",
        valid_from=team.today - 3 * WEEK,
    )
    line_id = _claim(team, team.bruno_id, tested)
    words = "The second one was harder than any I had this year. I'd like to do another in spring."
    answer_line(by=team.bruno, about_id=line_id, words=words, now=team.now)


def _leave_one_to_bruno(team: Team, found: Coverage) -> None:
    """Let the others of Bruno's branch have lost touch with one family, the one with the fewest who can."""
    his = [cover for cover in found.covers if any(person.id == team.bruno_id for person in cover.able)]
    if not his:
        return
    cover: Cover = min(his, key=lambda each: (len(each.able), -each.wanted.machines, each.wanted.title))
    for person in cover.able:
        if person.id != team.bruno_id:
            facts = DescribedClaim(
                name=cover.wanted.title,
                level=ALONE - 1,
                evidence="Hasn't had one of them open since the last refresh; wants somebody on the phone",
                valid_from=team.today - 2 * WEEK,
            )
            _claim(team, person.id, facts)


def _certify_bruno(team: Team) -> None:
    ends_on = team.today + 52 * DAY
    facts = DescribedCertificate(
        vendor="Corvane",
        line="colour management",
        programme="Corvane Colour Specialist",
        number="CCS-20418",
        got_on=ends_on - 730 * DAY,
        expires_on=ends_on + 30 * DAY,
        grace_days=30,
    )
    add_certificate(by=team.ruth, technician_id=team.bruno_id, facts=facts, now=team.now)


def _write_courses(team: Team) -> None:
    courses = (
        DescribedCourse(
            name="Corvane desk machines, three days at the maker's",
            skill="Corvane C1",
            to_level=ALONE,
            hours=24,
            weeks=5,
            cost_cents=65_000,
        ),
        DescribedCourse(
            name="Networks for service people, evenings at the college",
            skill="Networking",
            to_level=ALONE,
            hours=30,
            weeks=10,
            cost_cents=42_000,
        ),
        DescribedCourse(
            name="Corvane Colour Specialist, at the maker",
            vendor="Corvane",
            line="colour management",
            hours=8,
            weeks=3,
            cost_cents=48_000,
        ),
    )
    for course in courses:
        keep_course(by=team.ruth, facts=course, now=team.now)


def _pair(team: Team, found: Coverage) -> None:
    """Pair whoever came last to Bruno's branch with him, in their third week."""
    started = []
    for row in found.rows:
        card = technician_card(team.ruth, row.id, on=team.today)
        if row.id != team.bruno_id and row.name in team.actors and card and card.described.started_on:
            started.append((card.described.started_on, row.name, row))
    if not started:
        return
    learner = max(started, key=lambda each: each[:2])[2]
    set_profile(by=team.ruth, technician_id=learner.id, post="junior", now=team.now)
    set_profile(by=team.ruth, technician_id=team.bruno_id, post="technician", now=team.now)
    began_on = team.today - 16 * DAY
    pair_id = propose_pair(
        by=team.ruth,
        learner_id=learner.id,
        mentor_id=team.bruno_id,
        why="Bruno knows the houses that she will take over.",
        now=team.now - 17 * DAY,
    )
    goals = [
        PairGoal("Takes a C1 apart to the feed rollers and back, alone", "Corvane C1"),
        PairGoal("Explains a fault to a receptionist in thirty seconds", "Customers"),
        PairGoal("Follows a scan from the glass to the folder", "Networking"),
    ]
    confirm_pair(
        by=team.ruth,
        pair_id=pair_id,
        mentor_id=team.bruno_id,
        goals=goals,
        starts_on=began_on,
        now=team.now - 16 * DAY,
    )
    _write_weeks(team, pair_id, team.actors[learner.name], began_on)
    on = team.today + 3 * DAY
    # A day together is a working day.
    on += max(0, 7 - on.weekday()) * DAY if on.weekday() > 4 else timedelta()  # noqa: PLR2004  # Friday
    plan_ride(by=team.dana, pair_id=pair_id, on=on, about=goals[0].words, today=team.today, now=team.now)


def _write_weeks(team: Team, pair_id: UUID, learner: Actor, began_on: date) -> None:
    weeks = (
        (
            learner,
            "Changed the rollers of a C1 myself. Bruno only watched.",
            "I didn't know what to say when the lady asked whether it will happen again.",
            "Say how one would notice it, as Bruno does.",
        ),
        (
            team.bruno,
            "Good hands, and she checks the paper before the machine.",
            "I took the screwdriver from her once. Next time I keep my hands in my pockets.",
            "She explains the fault at the clinic, I listen.",
        ),
    )
    for number in range(2):
        monday = began_on - began_on.weekday() * DAY + number * WEEK
        met_on = max(began_on, monday + 3 * DAY)
        for who, well, hard, then in weeks[: 2 - number]:
            write_worksheet(
                by=who,
                pair_id=pair_id,
                week_on=monday,
                met_on=min(met_on, team.today),
                went_well=well if number == 0 else "Two scan-to-folder cases, both found at the share's rights.",
                was_hard=hard
                if number == 0
                else "Names and addresses: I mix up what the machine asks and what answers.",
                next_step=then if number == 0 else "Draw the way of a scan before touching anything.",
                today=team.today,
                now=team.now,
            )
