"""The files of a large dealership, made up by rule: the same bytes each time, one row in a hundred bad."""

import csv
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

FIRST_CALL = datetime(2015, 1, 5, 8, 0, tzinfo=UTC)
TYPES = ("Repair", "Repair", "Repair", "PM", "Install", "Toner", "Phone")
PROBLEMS = ("JAM", "LINES", "NOISE", "SCAN", "ERROR", "FADED")
WORDS = ("Paper jam in the fuser", "Lines on every page", "Loud noise when warming up", "Scan to mail fails")
TOLD = ("We cleaned the rollers and it runs again.", "A new fuser is in; the lines are gone.", "The address is mended.")
ROWS_FOR_A_BAD_ONE = 100
CITIES = ("Columbus", "Dayton", "Akron", "Toledo", "Lima", "Mansfield")


def write_files(folder: Path, *, customers: int, machines: int, calls: int) -> list[Path]:
    """Write the dealership's exports into a folder; return them in no particular order."""
    random = Random(11)  # noqa: S311  # the same files every time
    serials = [f"NV{number:07}" for number in range(machines)]
    pages = [random.randrange(1_000, 200_000) for _ in range(machines)]
    tables: list[tuple[str, list[str], Iterator[list[object]]]] = [
        ("models.csv", ["Model", "Manufacturer", "Series", "Monthly Volume"], _models()),
        ("technicians.csv", ["Technician No", "Technician Name", "Branch"], _technicians()),
        ("codes.csv", ["Code kind", "Code", "Description"], _codes()),
        ("customers.csv", ["Customer #", "Customer Name", "Branch", "Phone"], _customers(random, customers)),
        ("machines.csv", ["Equip #", "Serial No.", "Model", "Customer #"], _machines(random, serials, customers)),
        (
            "calls.csv",
            [
                "Call Number",
                "Equip #",
                "Customer #",
                "Call Type",
                "Call State",
                "Problem",
                "Problem Code",
                "Taken At",
                "Taken By",
                "Closed At",
                "Visit: Technician",
                "Visit: Arrived At",
                "Visit: Finished At",
                "Visit: Cause Code",
                "Visit: Correction Code",
                "Visit: Told the customer",
                "Visit: Stays inside",
                "Total meter at the visit",
                "PO Number",
                "Caller Name",
            ],
            _calls(random, calls, serials, pages, customers),
        ),
    ]
    written = []
    for name, header, rows in tables:
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(header)
            writer.writerows(rows)
        written.append(folder / name)
    return written


def _models() -> Iterator[list[object]]:
    for number in range(40):
        yield [f"N{number * 10 + 200}", "Norvik", f"Norvik {number // 4}", 5_000 + 500 * number]


def _technicians() -> Iterator[list[object]]:
    for number in range(60):
        yield [f"T{number:02}", f"Technician {number:02}", ("COL", "DAY")[number % 2]]


def _codes() -> Iterator[list[object]]:
    for kind in ("problem", "cause", "correction"):
        for code in PROBLEMS:
            yield [kind, code, f"{code.title()} ({kind})"]


def _customers(random: Random, customers: int) -> Iterator[list[object]]:
    for number in range(customers):
        phone = f"(614) 555-{random.randrange(10_000):04}"
        yield [f"C{number:05}", f"{random.choice(CITIES)} Office {number}", ("COL", "DAY")[number % 2], phone]


def _machines(random: Random, serials: list[str], customers: int) -> Iterator[list[object]]:
    for number, serial in enumerate(serials):
        yield [f"E{number:05}", serial, f"N{random.randrange(40) * 10 + 200}", f"C{number % customers:05}"]


def _calls(random: Random, calls: int, serials: list[str], pages: list[int], customers: int) -> Iterator[list[object]]:
    step = timedelta(days=3_650) / calls
    for number in range(calls):
        machine = random.randrange(len(serials))
        taken = FIRST_CALL + step * number
        arrived = taken + timedelta(minutes=random.randrange(30, 900))
        finished = arrived + timedelta(minutes=random.randrange(15, 180))
        pages[machine] += random.randrange(0, 400)
        row: list[object] = [
            300_000 + number,
            f"E{machine:05}",
            f"C{machine % customers:05}",
            TYPES[number % len(TYPES)],
            "Completed",
            WORDS[number % len(WORDS)],
            PROBLEMS[number % len(PROBLEMS)],
            _us(taken),
            f"Dispatcher {number % 9}",
            _us(finished + timedelta(minutes=5)),
            f"T{machine % 60:02}",
            _us(arrived),
            _us(finished),
            PROBLEMS[(number + 1) % len(PROBLEMS)],
            PROBLEMS[(number + 2) % len(PROBLEMS)],
            TOLD[number % len(TOLD)],
            "Second visit this year" if number % 5 == 0 else "",
            pages[machine],
            f"PO-{number % 700}" if number % 3 == 0 else "",
            f"Caller {number % 5_000}",
        ]
        if not (number + 1) % ROWS_FOR_A_BAD_ONE:
            _spoil(row, number // ROWS_FOR_A_BAD_ONE)
        yield row


def _spoil(row: list[object], turn: int) -> None:
    """Make the row bad, each kind of bad in its turn."""
    if turn % 4 == 0:
        row[1] = "E99999999"
    elif turn % 4 == 1:
        row[7] = "31/31/2020"
    elif turn % 4 == 2:  # noqa: PLR2004
        row[11], row[12] = row[12], row[11]
    else:
        row[6] = "NO-SUCH-CODE"


def _us(at: datetime) -> str:
    return f"{at:%m/%d/%Y %I:%M %p}"
