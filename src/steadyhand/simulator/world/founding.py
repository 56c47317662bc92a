"""Who and what is there before the first morning? The firm, its people in the office, its catalogue and its map."""

from math import cos, pi, radians, sin

from steadyhand.business.dealership.rules import Role
from steadyhand.simulator import words
from steadyhand.simulator.chance import one_of
from steadyhand.simulator.happenings import (
    BranchOpened,
    CalendarSet,
    CodeListed,
    DealershipFounded,
    ModelListed,
    PartListed,
    PersonJoined,
    SupplierKnown,
)
from steadyhand.simulator.world.state import Place, Staff, Territory
from steadyhand.simulator.world.world import COUNTRY, FOUNDED_AT, REGION, ZONE, World

OFFICE_HOURS = "calendar:office"
# Open sea, so that no invented street can be mistaken for a real one.
LATITUDE, LONGITUDE = 27.2, -90.4
KM_A_DEGREE = 111.2
# Branches lie this far apart; technicians' territories lie within the second distance of their branch.
BRANCH_KM, REACH_KM = 70.0, 22.0
TECHNICIANS_A_BRANCH = 30
SMALLEST_WITH_TWO_BRANCHES = 6
TECHNICIANS_A_DISPATCHER = 12
NEIGHBOURS = 4
BRANCH_ROW = 6


def found_firm(world: World) -> None:
    """Tell the firm, its calendar, branches, office people, suppliers, codes, models and parts."""
    rng = world.chance("firm")
    at = world.moment(FOUNDED_AT)
    world.out.append(
        DealershipFounded(
            key="dealership",
            at=at,
            name=world.dealer.firm,
            country=COUNTRY,
            region=REGION,
            zone=ZONE,
            clock="12",
            phone=words.phone(rng),
            email=words.mailbox("service", world.dealer.firm),
        )
    )
    days = ("mon", "tue", "wed", "thu", "fri")
    world.out.append(
        CalendarSet(
            key=OFFICE_HOURS,
            at=at,
            name="Office hours",
            zone=ZONE,
            weekly=tuple((day, ("08:00-17:00",)) for day in days),
            holidays_of=f"{COUNTRY}-{REGION}",
            closed_days=(),
        )
    )
    _open_branches(world)
    _list_catalogue(world)


def latitude_longitude(place: Place) -> tuple[float, float]:
    """Return where a place of the map (km east, km north) would lie on a globe."""
    east, north = place
    latitude = LATITUDE + north / KM_A_DEGREE
    return round(latitude, 6), round(LONGITUDE + east / KM_A_DEGREE / cos(radians(LATITUDE)), 6)


def _open_branches(world: World) -> None:
    wanted = world.wanted_technicians
    count = 1 if wanted < SMALLEST_WITH_TWO_BRANCHES else max(2, -(-wanted // TECHNICIANS_A_BRANCH))
    towns = _towns(world, wanted + count)
    for branch in range(count):
        rng = world.chance(f"branch:{branch}")
        centre = (branch % BRANCH_ROW * BRANCH_KM, branch // BRANCH_ROW * BRANCH_KM)
        town = towns[branch]
        latitude, longitude = latitude_longitude(centre)
        world.out.append(
            BranchOpened(
                key=f"branch:{branch}",
                at=world.moment(FOUNDED_AT),
                code=f"B{branch + 1:02d}",
                name=town,
                zone=ZONE,
                calendar=OFFICE_HOURS,
                street=words.address(rng),
                city=town,
                latitude=latitude,
                longitude=longitude,
                phone=words.phone(rng),
            )
        )
        own = range(branch, wanted, count)
        for place, number in enumerate(own):
            # A sunflower's seeds: even, and no two alike.
            distance, turn = REACH_KM * ((place + 0.5) / len(own)) ** 0.5, place * pi * (3 - 5**0.5)
            world.territories.append(
                Territory(
                    number=number,
                    branch=branch,
                    town=towns[count + number],
                    centre=(centre[0] + distance * cos(turn), centre[1] + distance * sin(turn)),
                )
            )
        _staff(world, branch, len(own))
    world.territories.sort(key=lambda territory: territory.number)
    for territory in world.territories:
        territory.neighbours = _nearest(world.territories, territory)


def _towns(world: World, count: int) -> list[str]:
    names = words.sentences("names")
    rng = world.chance("towns")
    towns: dict[str, None] = {}
    while len(towns) < count:
        town = one_of(rng, names["town_begin"]) + one_of(rng, names["town_end"])
        # There are some six hundred names; a bigger world has a North and a South of them.
        towns[
            town if town not in towns else f"{one_of(rng, ('North', 'South', 'East', 'West', 'Old', 'New'))} {town}"
        ] = None
    return list(towns)


def _nearest(territories: list[Territory], home: Territory) -> tuple[int, ...]:
    others = [other for other in territories if other.branch == home.branch and other is not home]
    others.sort(key=lambda other: (_square(other.centre, home.centre), other.number))
    return tuple(other.number for other in others[:NEIGHBOURS])


def _square(one: Place, other: Place) -> float:
    return float((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2)


def _staff(world: World, branch: int, technicians: int) -> None:
    staff = Staff([], [], [])
    world.staff.append(staff)
    if branch == 0:
        for role in (Role.PRINCIPAL, Role.ADMINISTRATOR):
            _join(world, (role,), None)
        staff.dispatchers.append(_join(world, (Role.DISPATCHER,), 0, name="Dana Whitcombe"))
    for _ in range(len(staff.dispatchers), max(1, round(technicians / TECHNICIANS_A_DISPATCHER))):
        staff.dispatchers.append(_join(world, (Role.DISPATCHER,), branch))
    _join(world, (Role.SERVICE_MANAGER,), branch)
    _join(world, (Role.SALES,), branch)
    staff.it_specialists.append(_join(world, (Role.IT_SPECIALIST,), branch))
    staff.parts_clerks.append(_join(world, (Role.PARTS,), branch))


def _join(world: World, roles: tuple[Role, ...], branch: int | None, *, name: str = "") -> str:
    number = world.number("person")
    rng = world.chance(f"person:{number}")
    name = name or words.person(rng)
    world.out.append(
        PersonJoined(
            key=f"person:{number}",
            at=world.moment(FOUNDED_AT),
            name=name,
            email=words.mailbox(f"{name} {number}", world.dealer.firm),
            phone=words.phone(rng),
            roles=tuple(role.value for role in roles),
            branch=None if branch is None else f"branch:{branch}",
        )
    )
    return name


def _list_catalogue(world: World) -> None:
    catalogue, at = world.catalogue, world.moment(FOUNDED_AT)
    for supplier in catalogue.suppliers:
        world.out.append(
            SupplierKnown(
                key=supplier.key, at=at, name=supplier.name, cut_off=supplier.cut_off, lead_days=supplier.lead_days
            )
        )
    for kind, codes in (
        ("problem", catalogue.problems),
        ("cause", catalogue.causes),
        ("correction", catalogue.corrections),
    ):
        for code, (name, plain) in codes.items():
            world.out.append(
                CodeListed(key=f"code:{kind}:{code}", at=at, kind=kind, code=code, name=name, plain_words=plain)  # type: ignore[arg-type]  # one of the three
            )
    for model in catalogue.models:
        world.out.append(
            ModelListed(
                key=model.key,
                at=at,
                ref=model.ref,
                maker=model.maker,
                name=model.name,
                family=model.family,
                segment=str(model.segment),
                has_colour=model.has_colour,
                expected_life_pages=model.life_pages,
                rated_monthly_pages=model.rated_monthly_pages,
            )
        )
    for part in catalogue.parts:
        world.out.append(
            PartListed(
                key=part.key,
                at=at,
                ref=part.ref,
                name=part.name,
                maker=part.maker,
                fits_family=part.family,
                price_cents=part.price_cents,
                cost_cents=part.cost_cents,
                life_pages=part.life_pages,
                is_consumable=part.is_consumable,
                supplier=part.supplier.key,
            )
        )
