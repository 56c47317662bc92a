"""A made-up dealership large enough to measure finding: the same rows every time, written straight into the tables."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from random import Random
from typing import Any
from uuid import UUID

from django.db import connection, models, transaction

from steadyhand.business.calls.models import Call
from steadyhand.business.customers.finding import (
    CONTACT,
    CUSTOMER,
    SITE,
    keys_of_contact,
    keys_of_customer,
    keys_of_site,
)
from steadyhand.business.customers.models import Contact, Customer, Site
from steadyhand.business.dealership.models import Branch, Calendar, Dealership
from steadyhand.business.machines.finding import MACHINE, keys_of_machine
from steadyhand.business.machines.models import Machine, MachineModel
from steadyhand.shared.actor import Actor
from steadyhand.shared.models import FindingKey

CHUNK = 20_000
FIRST_DAY = datetime(2020, 1, 6, 13, 0, tzinfo=UTC)
BRANCHES = 12


def words(text: str) -> list[str]:
    return text.split()


TRADES = words(
    "Medical Dental Legal Family Community Regional Central United Metro Valley County State National Lutheran "
    "Presbyterian Veterinary Insurance Realty Accounting Construction Lumber Plumbing Electric Machine Tool Steel "
    "Printing Logistics Freight Credit Savings Primary Middle Charter Montessori Rehabilitation Orthopedic Cardiology"
)
FORMS = words("Center Group Clinic Associates Partners Services School Hospital Office Company Inc LLC Corp Ltd")
CITIES = words(
    "Columbus Dayton Cincinnati Cleveland Toledo Akron Canton Youngstown Lorain Hamilton Springfield Kettering Elyria "
    "Newark Mentor Dublin Beavercreek Westerville Lancaster Fairfield Findlay Warren Gahanna Hilliard Mason"
)
STREET_KINDS = words("St Ave Blvd Rd Dr Ln Ct Pl Pkwy Way")
FIRST_NAMES = words("Grace Bruno Dana Amir Lucia Hannah Omar Priya Tomas Ingrid Wei Nadia Carlos Ellen Jonas Mara")
SYLLABLES = words(
    "bar ber cas chen dor fel gar hal han ker kow lan lin mar mil nor pet ros sal ste tan var wal wen zim"
)
ENDINGS = words("son man berg ner ski ez ley ton well ing ard er")


def numbered(kind: int, number: int) -> UUID:
    """Return the id of a row: sorted by its number, as ids made one after the other are."""
    return UUID(int=(1 << 124) | (kind << 96) | (0x7 << 76) | (0x8 << 60) | number)


class Filler:
    """Writes the rows and remembers enough of them to type what people would."""

    def __init__(self, *, scale: float) -> None:
        self.tenant_id = numbered(0, 1)
        self.customers = int(200_000 * scale)
        self.sites = int(230_000 * scale)
        self.contacts = int(300_000 * scale)
        self.machines = int(300_000 * scale)
        self.calls = int(1_000_000 * scale)
        self._is_sqlite = connection.vendor == "sqlite"

    def fill(self, *, say: Callable[[str], None]) -> None:
        """Write everything; only names, numbers and addresses matter here, so the rest keeps its defaults."""
        Dealership.objects.create(id=self.tenant_id, name="Bench", country="US")
        calendar = Calendar.objects.create(tenant_id=self.tenant_id, name="Weekdays", zone="UTC", weekly={})
        for number in range(BRANCHES):
            Branch.objects.create(
                id=numbered(1, number), tenant_id=self.tenant_id, code=f"B{number}", name=f"Branch {number}",
                zone="UTC", calendar=calendar,
            )  # fmt: skip
        MachineModel.objects.create(
            id=numbered(2, 0), tenant_id=self.tenant_id, ref="C450", maker="Norvik", name="C450"
        )
        if self._is_sqlite:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA synchronous=OFF")
                cursor.execute("PRAGMA cache_size=-1000000")
        for model, rows in (
            (Customer, self._customers()),
            (Site, self._sites()),
            (Contact, self._contacts()),
            (Machine, self._machines()),
            (Call, self._calls()),
        ):
            say(f"  {self._write(model, rows):>9,} {model._meta.verbose_name_plural}")
        # In the order of the key, as a database that grew over years is after its nightly care.
        say(f"  {self._write_keys():>9,} finding keys")
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
            if self._is_sqlite:
                cursor.execute("PRAGMA cache_size=-64000")

    def actors(self) -> tuple[Actor, Actor]:
        """Return somebody of all branches, and somebody of one."""
        one = frozenset({numbered(1, 3)})
        return (
            Actor(tenant_id=self.tenant_id, user_id=None, name="everywhere"),
            Actor(tenant_id=self.tenant_id, user_id=None, name="at one branch", branch_ids=one),
        )

    def texts(self) -> dict[str, Callable[[Random], str]]:
        """Return for each kind of text how somebody types one."""
        return {
            "serial number": lambda chance: self.serial(chance.randrange(self.machines)).lower(),
            "serial number, begun": lambda chance: self.serial(chance.randrange(self.machines))[:5],
            "last five of a serial": lambda chance: self.serial(chance.randrange(self.machines))[-5:],
            "last four of anything": lambda chance: f"{chance.randrange(10_000):04}",
            "asset tag": lambda chance: self.tag(chance.randrange(self.machines)),
            "customer number": lambda chance: self.customer_ref(chance.randrange(self.customers)),
            "name, two words": lambda chance: " ".join(self.name(chance.randrange(self.customers)).split()[:2]),
            "name, begun": lambda chance: self.name(chance.randrange(self.customers))[:4],
            "one letter": lambda chance: chance.choice("abcdefghilmnoprstvw"),
            "person": lambda chance: self.person(chance.randrange(self.contacts)),
            "phone, any format": self._phone_typed,
            "phone, last seven": lambda chance: self.phone(chance.randrange(self.customers))[-8:],
            "street and number": lambda chance: self.street(chance.randrange(self.sites)),
            "street, begun": lambda chance: self.street(chance.randrange(self.sites)).split()[1][:5],
            "call number": lambda chance: str(10_000 + chance.randrange(self.calls)),
            "call number, begun": lambda chance: str(10_000 + chance.randrange(self.calls))[:4],
            "common word": lambda chance: chance.choice(TRADES).lower(),
            "two common words": lambda chance: f"{chance.choice(TRADES)} {chance.choice(FORMS)}".lower(),
            "three common words, any order": lambda chance: " ".join(
                [chance.choice(FORMS), chance.choice(TRADES), chance.choice(CITIES)]
            ),
            "typo that finds nothing": lambda chance: f"x{self.name(chance.randrange(self.customers))[:6]}q",
            "common word and a typo": lambda chance: f"medical {self.name(chance.randrange(self.customers))[:5]}qx",
        }

    # What row number n is called: worked out from n, so nothing has to be kept in memory.

    def name(self, number: int) -> str:
        chance = _chance(number, 1)
        return f"{self.surname(number)} {chance.choice(TRADES)} {chance.choice(FORMS)}"

    def surname(self, number: int) -> str:
        chance = _chance(number, 2)
        return (chance.choice(SYLLABLES) + chance.choice(SYLLABLES) + chance.choice(ENDINGS)).title()

    def person(self, number: int) -> str:
        return f"{_chance(number, 3).choice(FIRST_NAMES)} {self.surname(number * 7 + 3)}"

    def street(self, number: int) -> str:
        chance = _chance(number, 4)
        return f"{chance.randrange(1, 9_999)} {self.surname(chance.randrange(3_000))} {chance.choice(STREET_KINDS)}"

    def serial(self, number: int) -> str:
        chance = _chance(number, 5)
        return f"{chance.choice('NVKXTB')}{chance.choice('ACDEF')}{chance.randrange(10)}-{chance.randrange(10**7):07}"

    def tag(self, number: int) -> str:
        return f"T{_chance(number, 6).randrange(10**6):06}"

    def customer_ref(self, number: int) -> str:
        return f"C{100_000 + number}"

    def phone(self, number: int) -> str:
        chance = _chance(number, 7)
        return f"({chance.choice((614, 937, 513, 216))}) {chance.randrange(200, 999)}-{chance.randrange(10_000):04}"

    def _phone_typed(self, chance: Random) -> str:
        digits = "".join(letter for letter in self.phone(chance.randrange(self.customers)) if letter.isdecimal())
        spoken = f"{digits[:3]} {digits[3:6]} {digits[6:]}"
        return chance.choice((digits, f"+1 {spoken}", spoken.replace(" ", "."), f"1-{digits}", f"{spoken} ext 12"))

    # Rows: a mapping of column to value for each; what is left out keeps its default.

    def _customers(self) -> Iterator[dict[str, Any]]:
        for number in range(self.customers):
            yield {
                "id": numbered(3, number),
                "ref": self.customer_ref(number),
                "branch_id": numbered(1, number % BRANCHES),
                "name": self.name(number),
                "phone": self.phone(number),
            }

    def _sites(self) -> Iterator[dict[str, Any]]:
        for number in range(self.sites):
            yield {
                "id": numbered(4, number),
                "ref": f"S{number}",
                "customer_id": numbered(3, number % self.customers),
                "street": self.street(number),
                "city": _chance(number, 8).choice(CITIES),
            }

    def _contacts(self) -> Iterator[dict[str, Any]]:
        for number in range(self.contacts):
            yield {
                "id": numbered(5, number),
                "ref": f"P{number}",
                "customer_id": numbered(3, number % self.customers),
                "name": self.person(number),
                "phone": self.phone(number + 1_000_000),
            }

    def _machines(self) -> Iterator[dict[str, Any]]:
        for number in range(self.machines):
            yield {
                "id": numbered(6, number),
                "ref": f"E{number}",
                "serial": self.serial(number),
                "asset_tag": self.tag(number),
                "model_id": numbered(2, 0),
                "customer_id": numbered(3, number % self.sites % self.customers),
                "site_id": numbered(4, number % self.sites),
            }

    def _calls(self) -> Iterator[dict[str, Any]]:
        for number in range(self.calls):
            machine = number % self.machines
            yield {
                "id": numbered(7, number),
                "ref": str(10_000 + number),
                "branch_id": numbered(1, machine % self.sites % self.customers % BRANCHES),
                "customer_id": numbered(3, machine % self.sites % self.customers),
                "site_id": numbered(4, machine % self.sites),
                "machine_id": numbered(6, machine),
                "problem": "Lines on every page",
                "state": "closed",
                "taken_at": FIRST_DAY + timedelta(minutes=3 * number),
                "taken_at_how": "entered",
            }

    def _keys(self) -> Iterator[tuple[Any, ...]]:
        for number in range(self.customers):
            name, ref, phone = self.name(number), self.customer_ref(number), self.phone(number)
            keys = keys_of_customer(name=name, ref=ref, phone=phone, country="US")
            yield from _key_rows(CUSTOMER, numbered(3, number), keys, home=number)
        for number in range(self.sites):
            city = _chance(number, 8).choice(CITIES)
            keys = keys_of_site(street=self.street(number), city=city, name="")
            yield from _key_rows(SITE, numbered(4, number), keys, home=number % self.customers)
        for number in range(self.contacts):
            phone = self.phone(number + 1_000_000)
            keys = keys_of_contact(name=self.person(number), phone=phone, mobile="")
            yield from _key_rows(CONTACT, numbered(5, number), keys, home=number % self.customers)
        for number in range(self.machines):
            keys = keys_of_machine(serial=self.serial(number), asset_tag=self.tag(number), ref=f"E{number}")
            yield from _key_rows(MACHINE, numbered(6, number), keys, home=number % self.sites % self.customers)

    # Writing.

    def _write(self, model: type[models.Model], rows: Iterator[dict[str, Any]]) -> int:
        first = next(rows)
        varying = list(first)
        fixed = [field for field in model._meta.concrete_fields if field.attname not in varying]
        constants = [
            self.tenant_id if field.attname == "tenant_id" else None if field.null else field.get_default()
            for field in fixed
        ]
        columns = [*varying, *(field.attname for field in fixed)]
        tuples = ((*row.values(), *constants) for row in _chained(first, rows))
        return self._insert(model._meta.db_table, columns, tuples)

    def _write_keys(self) -> int:
        # The keys of all rows at once are a few hundred megabytes; sorted, each page of the index is written once.
        keys = sorted(self._keys())
        tuples = ((self.tenant_id, key, UUID(bytes=row), kind, UUID(bytes=home), None) for key, row, kind, home in keys)
        columns = ["tenant_id", "key", "target_id", "target_kind", "home_id", "batch_id"]
        return self._insert(FindingKey._meta.db_table, columns, tuples)

    def _insert(self, table: str, columns: list[str], rows: Iterator[tuple[Any, ...]]) -> int:
        named = ", ".join(f'"{column}"' for column in columns)
        count = 0
        with transaction.atomic(), connection.cursor() as cursor:
            if not self._is_sqlite:
                with cursor.copy(f'COPY "{table}" ({named}) FROM STDIN') as copy:
                    for row in rows:
                        copy.write_row(row)
                        count += 1
                return count
            marks = ", ".join(["%s"] * len(columns))
            statement = f'INSERT INTO "{table}" ({named}) VALUES ({marks})'  # noqa: S608  # our own tables and columns
            while chunk := [tuple(_plain(value) for value in row) for row in islice(rows, CHUNK)]:
                cursor.executemany(statement, chunk)
                count += len(chunk)
        return count


def _chained(first: dict[str, Any], rows: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    yield first
    yield from rows


def _plain(value: Any) -> Any:
    """Return a value as SQLite keeps it."""
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat(sep=" ")
    return value


def _chance(number: int, what: int) -> Random:
    """Return a source of chance that gives row `number` the same answers every time."""
    return Random(number * 31 + what)  # noqa: S311


def _key_rows(kind: str, row_id: UUID, keys: Iterable[str], *, home: int) -> Iterator[tuple[str, bytes, str, bytes]]:
    """Yield the keys of a row of this customer; ids as bytes, which take half the memory."""
    home_id = numbered(3, home).bytes
    for key in keys:
        yield key, row_id.bytes, kind, home_id
