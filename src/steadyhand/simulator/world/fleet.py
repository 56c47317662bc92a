"""Whom does the dealership serve on its first morning, with which machines?"""

from array import array
from collections.abc import Iterator
from datetime import timedelta
from random import Random

from steadyhand.simulator import words
from steadyhand.simulator.catalogue import Model, Segment
from steadyhand.simulator.chance import around, normal, one_of, pick, summed
from steadyhand.simulator.days import DAY
from steadyhand.simulator.happenings import (
    ContactMet,
    ContractSigned,
    CustomerWon,
    GoalSaid,
    MachineInstalled,
    SiteOpened,
)
from steadyhand.simulator.world.founding import OFFICE_HOURS, latitude_longitude
from steadyhand.simulator.world.state import ContactPerson, Customer, Machine, SiteAt, Territory
from steadyhand.simulator.world.world import FOUNDED_AT, REGION, World

# Assumptions about who is served; grounds in docs/how-it-works/simulator.md.
TERRITORY_SPREAD = 0.12
SITE_KM = 5.0
MORE_MACHINES = 0.6
A_SITE_HAS = 6
NO_CONTRACT = 0.07
CREDIT_HOLD = 0.02
PURCHASE_ORDERS = {"school": 0.5, "town hall": 0.6, "clinic": 0.15}
HAS_GOAL = 0.3
OLDEST_YEARS = 6.5
CONTRACT_YEARS = (3, 4, 5)
YEAR = 365
DAYS_IN_MONTH = 30.4
# Response hours by the size of machines, the trade's norm: four for segments 2–5, two in production, more on a desk.
RESPONSE_HOURS = {1: 8, 2: 4, 3: 4, 4: 4, 5: 4, 6: 2}
VOLUME_SPREAD, FRAILTY_SPREAD = 0.55, 0.18
CHEN = "Chen Family Clinic"


def found_fleet(world: World) -> Iterator[list[Machine]]:
    """Make every territory's customers; yields each one's machines, so that nobody holds all that is told of them."""
    wanted = world.dealer.machines_per_technician
    for territory in world.territories:
        world.demand.append([0.0] * len(world.catalogue.parts))
        rng = world.chance(f"territory:{territory.number}")
        left = round(around(rng, wanted, TERRITORY_SPREAD))
        while left > 0:
            machines = _win_customer(world, territory, most=left)
            left -= len(machines)
            yield machines


def _win_customer(world: World, territory: Territory, *, most: int) -> list[Machine]:
    number = world.number("customer")
    rng = world.chance(f"customer:{number}")
    segment = _segment(world, rng, number)
    machines = min(most, max(1, round(around(rng, segment.machines, MORE_MACHINES))))
    customer = _tell_customer(world, territory, segment, number, rng, sites=1 + machines // A_SITE_HAS)
    sites = customer.sites
    return [
        install(
            world,
            FOUNDED_AT,
            customer,
            sites[place % len(sites)],
            choose_model(world, segment, rng),
            rng,
            is_new=False,
        )
        for place in range(machines)
    ]


def _segment(world: World, rng: Random, number: int) -> Segment:
    segments = world.catalogue.segments
    place = pick(rng, summed(segment.share for segment in segments))
    if number == 1:
        return next(segment for segment in segments if segment.name == "clinic")
    return segments[place]


def _tell_customer(
    world: World, territory: Territory, segment: Segment, number: int, rng: Random, *, sites: int
) -> Customer:
    names = words.sentences("names")
    town = territory.town
    pattern = one_of(rng, names["firms"][segment.name])
    name = pattern.format(last=words.surname(rng), last2=words.surname(rng), town=town)
    name = CHEN if number == 1 else name
    at = world.moment(FOUNDED_AT)
    today = world.days.first
    customer = Customer(
        number=number,
        key=f"customer:{number}",
        name=name,
        branch=territory.branch,
        territory=territory.number,
        segment=segment,
        sites=tuple(_place(territory, number, place, rng) for place in range(sites)),
        contacts=[],
        contract=None if rng.random() < NO_CONTRACT and number > 1 else f"contract:{number}",
        contract_ends_day=0,
        response_minutes=0,
        needs_purchase_order=rng.random() < PURCHASE_ORDERS.get(segment.name, 0.04),
        is_on_credit_hold=rng.random() < CREDIT_HOLD,
    )
    world.out.append(
        CustomerWon(
            key=customer.key,
            at=at,
            ref=f"{10000 + number}",
            branch=f"branch:{customer.branch}",
            territory=territory.number,
            name=name,
            phone=words.phone(rng),
            email=words.mailbox("office", f"{name} {number}"),
            segment=segment.name,
            language="en",
            is_on_credit_hold=customer.is_on_credit_hold,
            customer_since_on=today - timedelta(days=int(30 + rng.random() * 5000)),
            note="",
        )
    )
    for site in customer.sites:
        _tell_site(world, customer, site, town, rng)
    for place in range(1 + (rng.random() < 0.6)):  # noqa: PLR2004 - most have a second person who calls
        meet_contact(world, FOUNDED_AT, customer, rng, number=place)
    if customer.contract:
        _sign(world, customer, rng)
    if rng.random() < HAS_GOAL:
        say_goal(world, FOUNDED_AT, customer, rng, days_ago=int(rng.random() * 400))
    return customer


def _place(territory: Territory, number: int, place: int, rng: Random) -> SiteAt:
    east, north = territory.centre
    return SiteAt(f"site:{number}-{place + 1}", (east + SITE_KM * normal(rng), north + SITE_KM * normal(rng)))


def _tell_site(world: World, customer: Customer, site: SiteAt, town: str, rng: Random) -> None:
    latitude, longitude = latitude_longitude(site.place)
    world.out.append(
        SiteOpened(
            key=site.key,
            at=world.moment(FOUNDED_AT),
            ref=site.key.removeprefix("site:"),
            customer=customer.key,
            name="" if len(customer.sites) == 1 else f"House {site.key[-1]}",
            street=words.address(rng),
            city=town,
            region=REGION,
            postcode=words.postcode(rng),
            country="US",
            latitude=latitude,
            longitude=longitude,
            phone="",
            how_to_get_in=one_of(rng, words.sentences("names")["getting_in"]),
            door_code=f"{int(rng.random() * 9000) + 1000}#" if rng.random() < 0.05 else "",  # noqa: PLR2004 - a few have one
        )
    )


def meet_contact(world: World, at: int, customer: Customer, rng: Random, *, number: int) -> ContactPerson:
    """Add somebody who calls for a customer."""
    is_chen = customer.number == 1 and number == 0
    name = "Mei Chen" if is_chen else words.person(rng)
    contact = ContactPerson(f"contact:{customer.number}-{number + 1}", name, words.phone(rng))
    customer.contacts.append(contact)
    has_agreed_to_sms = rng.random() < 0.4  # noqa: PLR2004 - ours: four in ten
    world.out.append(
        ContactMet(
            key=contact.key,
            at=world.moment(at),
            ref=contact.key.removeprefix("contact:"),
            customer=customer.key,
            site=customer.sites[number % len(customer.sites)].key,
            name=name,
            job_title=one_of(rng, words.sentences("names")["job_titles"]),
            phone=contact.phone,
            mobile=words.phone(rng) if has_agreed_to_sms else "",
            email=words.mailbox(name, f"{customer.name} {customer.number}"),
            language="en" if rng.random() < 0.93 else "es",  # noqa: PLR2004 - ours
            preferred_channel="sms" if has_agreed_to_sms else ("email" if rng.random() < 0.3 else "phone"),  # noqa: PLR2004
            has_agreed_to_email=True,
            has_agreed_to_sms=has_agreed_to_sms,
            agreed_on=world.days.date(at) - timedelta(days=int(rng.random() * 300)),
        )
    )
    return contact


def say_goal(world: World, at: int, customer: Customer, rng: Random, *, days_ago: int = 0) -> None:
    """Let somebody at a customer say what they want for their own business."""
    goals = words.sentences("goals")
    own = goals[customer.segment.name]
    text = one_of(rng, own) if rng.random() < 0.7 else one_of(rng, goals["any"])  # noqa: PLR2004 - mostly of their trade
    customer.goals += 1
    key = f"{customer.number}-{customer.goals}"
    world.out.append(
        GoalSaid(
            key=f"goal:{key}",
            at=world.moment(at),
            ref=key,
            customer=customer.key,
            words=text,
            said_by=one_of(rng, customer.contacts).name,
            said_on=world.days.date(at) - timedelta(days=days_ago),
        )
    )


def _sign(world: World, customer: Customer, rng: Random) -> None:
    years = one_of(rng, CONTRACT_YEARS)
    began = int(rng.random() * years * YEAR)
    customer.contract_ends_day = years * YEAR - began
    biggest = max(range(6), key=lambda size: (customer.segment.size_weights[size], size)) + 1
    customer.response_minutes = RESPONSE_HOURS[biggest] * 60
    ends_on = world.days.first + timedelta(days=customer.contract_ends_day)
    is_leased = rng.random() < 0.7  # noqa: PLR2004 - ours: seven in ten
    world.out.append(
        ContractSigned(
            key=f"contract:{customer.number}",
            at=world.moment(FOUNDED_AT),
            ref=f"A-{20000 + customer.number}",
            customer=customer.key,
            kind="full service" if rng.random() < 0.8 else "labour and parts",  # noqa: PLR2004 - ours
            starts_on=world.days.first - timedelta(days=began),
            ends_on=ends_on,
            covers_parts=True,
            covers_labour=True,
            covers_toner=rng.random() < 0.8,  # noqa: PLR2004 - ours
            covers_network=rng.random() < 0.25,  # noqa: PLR2004 - ours
            needs_purchase_order=customer.needs_purchase_order,
            purchase_order=f"PO-{int(rng.random() * 90000) + 10000}" if customer.needs_purchase_order else "",
            response_minutes=customer.response_minutes,
            response_term="each_call" if rng.random() < 0.3 else "quarterly_average",  # noqa: PLR2004 - ours
            calendar=OFFICE_HOURS,
            lease_ends_on=ends_on if is_leased else None,
            lessor=one_of(rng, words.sentences("names")["lessors"]) if is_leased else "",
        )
    )


def choose_model(world: World, segment: Segment, rng: Random) -> Model:
    """Return a model that this kind of customer would have."""
    models = world.catalogue.models
    sizes: list[float] = [0.0] * 7
    for model in models:
        sizes[model.segment] += model.weight
    weights = (segment.size_weights[model.segment - 1] * model.weight / sizes[model.segment] for model in models)
    return models[pick(rng, summed(weights))]


def install(
    world: World, at: int, customer: Customer, site: SiteAt, model: Model, rng: Random, *, is_new: bool
) -> Machine:
    """Add a machine: a new one with nothing printed, or one that has stood there for years."""
    number = world.number("machine")
    monthly = min(around(rng, model.usual_monthly_pages, VOLUME_SPREAD), model.rated_monthly_pages * 1.6)
    age_days = 0 if is_new else int(rng.random() ** 0.8 * OLDEST_YEARS * YEAR)
    pages = monthly / DAYS_IN_MONTH * age_days
    first, fitted = world.meters.fit(model)
    colour = min(max(0.4 + 0.2 * normal(rng), 0.05), 0.85) if model.has_colour else 0.0
    machine = Machine(
        number=number,
        customer=customer,
        site=site,
        model=model,
        rate=monthly / DAYS_IN_MONTH,
        frailty=around(rng, 1.0, FRAILTY_SPREAD),
        zero=world.prints[customer.segment.number].up_to(at),
        start_pages=pages,
        first_meter=first,
        colour_share=colour,
        # Nobody knows what was done before: each subsystem is somewhere in its life.
        born=array("d", (pages - min(pages, rng.random() * scale) for scale in model.scales)),
        installed_day=at // DAY - age_days,
        since_care_day=at // DAY - int(rng.random() * 300),
        is_collected=rng.random() < world.dealer.meters_collected,
    )
    world.out.append(
        MachineInstalled(
            key=f"machine:{number}",
            at=world.moment(at),
            ref=f"E{100000 + number}",
            serial=f"{model.name[0]}{model.number:X}{(number * 7919) % 9999991:07d}",
            asset_tag=f"{customer.number}/{number % 1000:03d}" if customer.segment.name in PURCHASE_ORDERS else "",
            model=model.key,
            customer=customer.key,
            site=site.key,
            contract=customer.contract,
            stands_where=one_of(rng, words.sentences("names")["where"]),
            network_address=f"192.0.2.{1 + number % 254}",
            installed_on=world.days.date(at) - timedelta(days=age_days),
            note="",
            meters=fitted,
        )
    )
    return machine
