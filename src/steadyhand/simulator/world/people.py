"""Who drives out? Technicians join with what they can, learn, fall ill, take leave, and leave."""

from datetime import timedelta
from random import Random

from steadyhand.business.dealership.rules import Role
from steadyhand.simulator import words
from steadyhand.simulator.chance import exponential, normal, one_of, pick, poisson, summed
from steadyhand.simulator.days import DAY, HOUR
from steadyhand.simulator.happenings import (
    AbsenceBegan,
    CertificateEarned,
    PersonJoined,
    PersonLeft,
    SkillShown,
    TechnicianJoined,
    TechnicianLeft,
)
from steadyhand.simulator.world.dispatching import hand_over
from steadyhand.simulator.world.founding import latitude_longitude
from steadyhand.simulator.world.state import Technician, Territory
from steadyhand.simulator.world.stocking import fill_truck
from steadyhand.simulator.world.world import FOUNDED_AT, World

YEAR = 365
# The lead technician of each so many teaches.
TOP_LEVEL = 4
# Days away: ours, from common leave and sick pay in offices of the United States.
ILLNESSES_A_YEAR, LONGEST_ILLNESS = 2.2, 4
LEAVE_WEEKS_A_YEAR = 3
# A place stays empty until somebody has been found and has given notice elsewhere: ours.
VACANT_DAYS = (25, 70)
CERTIFICATE_YEARS = 2
BEGINNER_LEVELS_LOST = 1
MORNING = 7 * HOUR
FIRST_NAME = "Bruno Tallis"
LANGUAGES = ("en", "en", "en", "en, es", "en, es", "en, fr", "en, vi")


def hire_first(world: World) -> None:
    """Let every territory have its technician on the first morning."""
    for territory in world.territories:
        rng = world.chance(f"technician:{len(world.technicians)}")
        hire(world, FOUNDED_AT, territory, rng, days_here=int(60 + rng.random() * 3600), is_new=False)


def hire(world: World, at: int, territory: Territory, rng: Random, *, days_here: int, is_new: bool) -> Technician:
    """Make a territory's technician and tell who they are and what they can."""
    number = len(world.technicians)
    dealer = world.dealer
    technician = Technician(
        number=number,
        key=f"technician:{number}",
        name=FIRST_NAME if number == 0 else words.person(rng),
        branch=territory.branch,
        territory=territory.number,
        home=territory.centre,
        skills={},
        certified={},
        network_level=pick(rng, summed(dealer.network_weights)),
        joined_day=at // DAY,
        documents=_habit(rng, dealer.documents_share),
        forgets=_habit(rng, dealer.forgets_tap_share),
        notices=_habit(rng, dealer.notices_needs),
        speaks_well=_habit(rng, dealer.speaks_well),
        languages=one_of(rng, LANGUAGES),
        away=bytearray(len(world.days.dates)),
        place=territory.centre,
        free_at=at,
    )
    world.technicians.append(technician)
    territory.owner = technician
    _tell_joined(world, at, technician, rng, days_here=days_here)
    _tell_skills(world, at, technician, rng, is_new=is_new)
    _plan_life(world, at, technician, rng)
    if is_new:
        fill_truck(world, at, technician)
    return technician


def _habit(rng: Random, share: float) -> float:
    """Return one person's habit around what is usual in the house."""
    return min(max(share + 0.12 * normal(rng), 0.01), 0.99)


def _tell_joined(world: World, at: int, technician: Technician, rng: Random, *, days_here: int) -> None:
    person = f"person:{world.number('person')}"
    email = words.mailbox(f"{technician.name} {technician.number}", world.dealer.firm)
    phone = words.phone(rng)
    moment = world.moment(at)
    latitude, longitude = latitude_longitude(technician.home)
    world.out.append(
        PersonJoined(
            key=person,
            at=moment,
            name=technician.name,
            email=email,
            phone=phone,
            roles=(Role.TECHNICIAN.value,),
            branch=f"branch:{technician.branch}",
        )
    )
    world.out.append(
        TechnicianJoined(
            key=technician.key,
            at=moment,
            ref=f"T{technician.number + 1:03d}",
            person=person,
            branch=f"branch:{technician.branch}",
            name=technician.name,
            phone=phone,
            email=email,
            network_level=technician.network_level,
            languages=technician.languages,
            started_on=world.days.date(at) - timedelta(days=days_here),
            territory=technician.territory,
            latitude=latitude,
            longitude=longitude,
        )
    )
    world.counts[f"account:{technician.number}"] = world.counts["person"]


def _tell_skills(world: World, at: int, technician: Technician, rng: Random, *, is_new: bool) -> None:
    levels = summed(world.dealer.skill_weights)
    for family in dict.fromkeys(model.family for model in world.catalogue.models):
        level = pick(rng, levels)
        technician.skills[family] = max(0, level - BEGINNER_LEVELS_LOST) if is_new else level
        _show_skill(world, at, technician, family)
    for line in _lines(world):
        if rng.random() < world.dealer.certified_share:
            _certify(world, at, technician, line, days_left=int(30 + rng.random() * CERTIFICATE_YEARS * YEAR))


def _lines(world: World) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"{model.maker}/{model.line}" for model in world.catalogue.models))


def _show_skill(world: World, at: int, technician: Technician, family: str) -> None:
    world.out.append(
        SkillShown(
            key=f"skill:{technician.number}:{family}",
            at=world.moment(at),
            technician=technician.key,
            name=family,
            level=technician.skills[family],
        )
    )


def _certify(world: World, at: int, technician: Technician, line: str, *, days_left: int) -> None:
    maker, name = line.split("/")
    ends_on = world.days.date(at) + timedelta(days=days_left)
    technician.certified[line] = world.days.day_of(ends_on)
    world.out.append(
        CertificateEarned(
            key=f"certificate:{technician.number}:{line}:{technician.certified[line]}",
            at=world.moment(at),
            technician=technician.key,
            vendor=maker,
            line=name,
            got_on=ends_on - timedelta(days=CERTIFICATE_YEARS * YEAR),
            expires_on=ends_on,
        )
    )


def _plan_life(world: World, at: int, technician: Technician, rng: Random) -> None:
    """Spread the technician's absences over the run, and find the day they leave."""
    first, last = at // DAY, world.ends_at // DAY
    span = max(1, last - first)
    years = span / YEAR
    for _ in range(poisson(rng, ILLNESSES_A_YEAR * years)):
        start = first + 1 + int(rng.random() * span)
        length = 1 + int(rng.random() * LONGEST_ILLNESS)
        # Nobody knows of an illness before its morning; leave and courses are in the calendar.
        world.later(start * DAY + MORNING, "fall ill", (technician, length))
    for kind, length, count in (("leave", 7, LEAVE_WEEKS_A_YEAR), ("training", 1, world.dealer.training_days)):
        for _ in range(poisson(rng, count * years)):
            start = first + 1 + int(rng.random() * span)
            _mark(technician, start, length)
            world.later(start * DAY + MORNING, "go away", (technician, kind, length))
    day = first + 20 + int(exponential(rng) / world.dealer.leaves_a_year * YEAR)
    if technician.number > 0 and day < last:
        world.later(day * DAY + MORNING, "leave", technician)


def _mark(technician: Technician, start: int, length: int) -> None:
    for day in range(start, min(start + length, len(technician.away))):
        technician.away[day] = 1


def fall_ill(world: World, at: int, ill: tuple[Technician, int]) -> None:
    """Let a technician be ill from this morning on; their visits go to others."""
    technician, length = ill
    if technician.has_left or technician.away[at // DAY]:
        return
    _mark(technician, at // DAY, length)
    _tell_away(world, at, technician, "illness", length)
    hand_over(world, at, technician, why="ill")


def go_away(world: World, at: int, absence: tuple[Technician, str, int]) -> None:
    """Let a leave or a course begin. A course raises a skill, or renews a certificate that lapses soon."""
    technician, kind, length = absence
    if technician.has_left:
        return
    _tell_away(world, at, technician, kind, length)
    hand_over(world, at, technician, why="swap")
    if kind == "training":
        _learn(world, at, technician)


def _tell_away(world: World, at: int, technician: Technician, kind: str, length: int) -> None:
    world.out.append(
        AbsenceBegan(
            key=f"absence:{technician.number}:{world.number(technician.key)}",
            at=world.moment(at),
            technician=technician.key,
            kind=kind,  # type: ignore[arg-type]  # one of the three
            from_on=world.days.date(at),
            until_on=world.days.date(at) + timedelta(days=length),
        )
    )


def _learn(world: World, at: int, technician: Technician) -> None:
    rng = world.chance(f"course:{technician.number}:{at // DAY}")
    lines = _lines(world)
    line = min(lines, key=lambda name: technician.certified.get(name, 0))
    _certify(world, at, technician, line, days_left=CERTIFICATE_YEARS * YEAR)
    family = one_of(rng, sorted(technician.skills))
    if technician.skills[family] < TOP_LEVEL:
        technician.skills[family] += 1
        _show_skill(world, at, technician, family)


def leave(world: World, at: int, technician: Technician) -> None:
    """Let a technician leave the firm; the place stays empty for some weeks."""
    technician.has_left = True
    territory = world.territories[technician.territory]
    territory.owner = None
    hand_over(world, at, technician, why="left")
    world.out.append(TechnicianLeft(key=technician.key, at=world.moment(at), left_on=world.days.date(at)))
    account = world.counts[f"account:{technician.number}"]
    world.out.append(PersonLeft(key=f"person:{account}", at=world.moment(at)))
    rng = world.chance(f"vacancy:{technician.number}")
    least, most = VACANT_DAYS
    day = at // DAY + least + int(rng.random() * (most - least))
    world.later(world.days.next_working_day(day) * DAY + MORNING, "join", territory)


def join(world: World, at: int, territory: Territory) -> None:
    """Let somebody new take a territory over."""
    rng = world.chance(f"technician:{len(world.technicians)}")
    hire(world, at, territory, rng, days_here=0, is_new=True)
    for gone in world.technicians:
        # What nobody else was there to take.
        if gone.has_left and gone.queue:
            hand_over(world, at, gone, why="left")
