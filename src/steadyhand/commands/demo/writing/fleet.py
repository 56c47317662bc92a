"""Which machines stand where, under which agreement, and what do their counters show?"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from steadyhand.commands.demo.dates import THIS_MONDAY
from steadyhand.commands.demo.writing.catalogue import MODELS, Model
from steadyhand.commands.demo.writing.places import ACCOUNTS, AREA_CODES, MIDDLES, TOWNS, Account

HISTORY_FROM = THIS_MONDAY - timedelta(weeks=104)
DAYS_A_MONTH = 30.4

# Who has what for a reason: the copier of Chen's clinic, plotters for drawings, fast machines for many pages.
SETTLED = (
    ("C450", "Chen Family Clinic"),
    ("W36", "Greenbrier Architects"),
    ("W36", "Beavercreek Surveying"),
    ("W36", "City of Millbrook"),
    ("Q7", "Kessler Printing Supply"),
    ("Q7", "Huber Ridge Schools"),
    ("Q7", "Olentangy Valley Schools"),
    ("H85", "Dayton Harbor Hospital"),
    ("H85", "Buckeye Freight Lines"),
    ("H85", "Gem City Bank"),
    ("H85", "Tri-County Electric Co-op"),
    ("H85", "St. Brendan Parish"),
    ("C450", "Harlan & Voss, Attorneys"),
    ("C450", "Heritage Funeral Home"),
    ("HC40", "Riverbend Charter Academy"),
)


@dataclass(slots=True)
class Site:
    """A customer's place."""

    number: str
    customer: "Customer"
    name: str
    street: str
    town: str
    postcode: str
    latitude: float
    longitude: float
    way_in: str


@dataclass(slots=True)
class Customer:
    """An account with its number, its sites and its contract."""

    number: str
    account: Account
    phone: str
    since: date
    contract: dict[str, str]
    sites: list[Site] = field(default_factory=list)


@dataclass(slots=True)
class Machine:
    """A machine in the field; `monthly` is what it really prints."""

    number: str
    serial: str
    model: Model
    site: Site
    installed: date
    monthly: int
    place: str

    def shows(self, kind: str, day: date) -> int:
        """Return what this meter shows on a day: steady use, split between its meters."""
        share = {"mono": 0.7, "colour": 0.3, "scan": 0.4, "large": 1.0}[kind]
        if self.model.meters == ("mono",):
            share = 1.0
        return round(self.monthly * share * max(0, (day - self.installed).days) / DAYS_A_MONTH)


class Phones:
    """Gives out numbers that no telephone company ever will: 555-0101 to 555-0199."""

    def __init__(self) -> None:
        self._next = {code: 101 for codes in AREA_CODES.values() for code in codes}

    def one(self, branch: str) -> str:
        for code in AREA_CODES[branch]:
            if self._next[code] < 200:  # noqa: PLR2004  # the block's end
                self._next[code] += 1
                return f"({code}) 555-{self._next[code] - 1:04}"
        raise ValueError(f"All invented numbers of {branch} are given out: name another area code in AREA_CODES.")


def customers_of(random: Random, phones: Phones) -> list[Customer]:
    """Return every account with sites and contract."""
    customers = []
    site_number = 501
    for number, account in enumerate(ACCOUNTS, start=1001):
        since = HISTORY_FROM - timedelta(days=random.randrange(200, 4000))
        contract = _contract(account.agreement, f"A-{number}", since, random)
        customer = Customer(str(number), account, phones.one(account.branch), since, contract)
        latitude, longitude = MIDDLES[account.branch]
        for told in account.sites:
            name, street, way_in = told.split("|")
            town, postcode = random.choice(TOWNS[account.branch])
            customer.sites.append(
                Site(
                    str(site_number), customer, name, street, town, postcode,
                    round(latitude + random.uniform(-0.16, 0.16), 5), round(longitude + random.uniform(-0.2, 0.2), 5),
                    way_in,
                )
            )  # fmt: skip
            site_number += 1
        customers.append(customer)
    return customers


def machines_of(customers: list[Customer], random: Random) -> list[Machine]:
    """Return ninety machines: each site has one, some more, and the large ones stand where they are used."""
    supply = [model for model in MODELS for _ in range(model.count)]
    sites = [site for customer in customers for site in customer.sites]
    settled: list[tuple[Site, Model]] = []
    for name, at_customer in SETTLED:
        model = next(model for model in supply if model.name == name)
        supply.remove(model)
        settled.append((next(site for site in sites if site.customer.account.name == at_customer), model))
    random.shuffle(supply)
    bare = [site for site in sites if all(site is not taken for taken, _ in settled)]
    # Chen's clinic has the copier, and nothing else.
    more = random.choices(sites[1:], k=len(supply) - len(bare))
    pairs = settled + list(zip(bare + more, supply, strict=True))
    return [_one_machine(str(number), site, model, random) for number, (site, model) in enumerate(pairs, start=2001)]


def _one_machine(number: str, site: Site, model: Model, random: Random) -> Machine:
    installed = THIS_MONDAY - timedelta(days=round(random.randrange(8, 96) * DAYS_A_MONTH))
    return Machine(
        number=number,
        serial=f"{model.serial}{random.randrange(10_000, 99_999)}{int(number) % 10}",
        model=model,
        site=site,
        installed=max(installed, site.customer.since + timedelta(days=20)),
        monthly=round(model.monthly_pages * random.choice((0.25, 0.4, 0.5, 0.6, 0.7, 0.8, 1.2))),
        place=random.choice(("Copy room", "Front desk", "Second floor, hallway", "Mail room", "Back office")),
    )


def at(day: date, hours: float) -> datetime:
    """Return a local moment, to the minute."""
    return datetime.combine(day, time()) + timedelta(minutes=round(hours * 60))


def _contract(agreement: str, number: str, since: date, random: Random) -> dict[str, str]:
    """Return a contract's row, or an empty one where there is no agreement."""
    if agreement == "none":
        return {}
    starts = max(since, HISTORY_FROM - timedelta(days=random.randrange(30, 700)))
    ends = THIS_MONDAY + timedelta(days=random.randrange(300, 1100))
    lease_ends, lessor = "", ""
    if agreement == "ended":
        ends = THIS_MONDAY - timedelta(days=random.randrange(20, 90))
    if agreement == "lease ending":
        ends = THIS_MONDAY + timedelta(days=random.randrange(60, 160))
        lease_ends, lessor = ends.isoformat(), random.choice(("Tallgrass Leasing", "Erie Equipment Finance"))
    covers = {
        "labour only": ("no", "yes", "no", "no"),
        "toner extra": ("yes", "yes", "no", "no"),
        "parts and labour": ("yes", "yes", "no", "no"),
        "network": ("yes", "yes", "yes", "yes"),
    }.get(agreement, ("yes", "yes", "yes", "no"))
    needs_order = agreement == "order needed"
    is_urgent = agreement in {"urgent", "network"}
    return {
        "Contract number": number,
        "Kind": {"lease ending": "lease with service", "network": "managed print", "urgent": "full service, fast",
                 "order needed": "full service", "full": "full service", "ended": "full service"}
                .get(agreement, agreement),
        "Starts on": starts.isoformat(),
        "Ends on": ends.isoformat(),
        "Covers parts": covers[0],
        "Covers labour": covers[1],
        "Covers toner": covers[2],
        "Covers network": covers[3],
        "Purchase order needed": "yes" if needs_order else "no",
        "Response minutes": "240" if is_urgent else "480",
        "Response term": "each call" if is_urgent else "quarterly average",
        "Lease ends on": lease_ends,
        "Lessor": lessor,
    }  # fmt: skip
