"""What came of it, as the rows of import files: one table a kind, headers as a dealership's own export has them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from steadyhand.commands.demo.cast import EVERYBODY
from steadyhand.commands.demo.dates import THIS_MONDAY
from steadyhand.commands.demo.writing.catalogue import CAUSED_BY, CODES, MODELS, PARTS
from steadyhand.commands.demo.writing.fleet import HISTORY_FROM, Customer, Machine, Phones, at
from steadyhand.commands.demo.writing.past_calls import Diary, PastCall, PastVisit
from steadyhand.commands.demo.writing.places import OTHER_PEOPLE, OTHER_TITLES

Rows = list[dict[str, str]]
READ_EVERY_WEEKS = 13
# Segments whose back doors have a code.
LOCKED = {"medical", "finance"}

# Level of each craft by technician, in the order of the cast; 4 teaches, 1 learns.
SKILLS = {
    "Norvik C4": (4, 3, 3, 2, 3, 3, 2, 3),
    "Norvik C3": (3, 3, 4, 3, 3, 3, 3, 2),
    "Halden H": (3, 2, 3, 3, 4, 2, 4, 3),
    "Halden HC": (3, 3, 2, 1, 3, 3, 3, 3),
    "Tessaro desktop": (3, 3, 3, 3, 3, 3, 3, 3),
    "Quillmark Q": (0, 0, 4, 0, 2, 3, 0, 1),
    "Network": (3, 4, 1, 2, 1, 3, 1, 2),
}
NETWORK_LEVELS = (2, 3, 1, 1, 1, 3, 1, 2)
LANGUAGES = ("en, es", "en", "en, es", "en, de", "en", "en, ja", "en", "en, el")


def customer_rows(customers: list[Customer]) -> Rows:
    return [
        {
            "Customer number": customer.number,
            "Customer name": customer.account.name,
            "Branch": customer.account.branch,
            "Phone": customer.phone,
            "Segment": customer.account.segment,
            "Credit hold": _yes(customer.account.is_on_credit_hold),
            "Customer since": customer.since.isoformat(),
            "Note": customer.account.note,
        }
        for customer in customers
    ]


def site_rows(customers: list[Customer], random: Random) -> Rows:
    return [
        {
            "Site number": site.number,
            "Customer number": customer.number,
            "Site name": site.name,
            "Street": site.street,
            "City": site.town,
            "State": "OH",
            "ZIP": site.postcode,
            "Country": "US",
            "Latitude": str(site.latitude),
            "Longitude": str(site.longitude),
            "How to get in": site.way_in,
            "Door code": f"{random.randrange(1000, 9999)}#" if customer.account.segment in LOCKED else "",
        }
        for customer in customers
        for site in customer.sites
    ]


def contact_rows(customers: list[Customer], phones: Phones, random: Random) -> Rows:
    """Return whom one asks for, and for larger customers somebody else at each further site."""
    others = iter(OTHER_PEOPLE)
    rows: Rows = []
    for customer in customers:
        account = customer.account
        people = [(account.contact, account.job_title, customer.sites[0])]
        people += [(next(others), random.choice(OTHER_TITLES), site) for site in customer.sites[1:]]
        for name, title, site in people:
            agreed = HISTORY_FROM + timedelta(days=random.randrange(0, 600))
            channel = random.choice(("phone", "phone", "email", "sms"))
            mail = f"{name.split()[-1].casefold()}@{_domain(account.name)}"
            rows.append(
                {
                    "Contact number": f"P{len(rows) + 1:03}",
                    "Customer number": customer.number,
                    "Site number": site.number,
                    "Contact name": name,
                    "Job title": title,
                    "Phone": phones.one(account.branch) if len(rows) % 2 else customer.phone,
                    "E-mail": mail,
                    "Preferred channel": channel,
                    "Agreed to e-mail": _yes(channel == "email"),
                    "Agreed to text messages": _yes(channel == "sms"),
                    "Agreed on": agreed.isoformat() if channel in {"email", "sms"} else "",
                }
            )
    return rows


def goal_rows(customers: list[Customer]) -> Rows:
    return [
        {
            "Goal number": f"{customer.number}-{index}",
            "Customer number": customer.number,
            "In their words": words,
            "Said by": customer.account.contact,
            "Said on": (THIS_MONDAY - timedelta(days=40 * index + int(customer.number) % 37)).isoformat(),
        }
        for customer in customers
        for index, words in enumerate(customer.account.goals, start=1)
    ]


def contract_rows(customers: list[Customer]) -> Rows:
    return [{"Customer number": customer.number} | customer.contract for customer in customers if customer.contract]


def model_rows() -> Rows:
    return [
        {
            "Model number": f"{model.maker} {model.name}",
            "Maker": model.maker,
            "Model name": model.name,
            "Family": model.family,
            "Segment": model.segment,
            "Prints colour": _yes("colour" in model.meters or model.segment == "wide format"),
            "Expected life in pages": str(model.life_pages),
            "Rated pages a month": str(model.monthly_pages),
        }
        for model in MODELS
    ]


def machine_rows(machines: list[Machine]) -> Rows:
    return [
        {
            "Machine number": machine.number,
            "Serial number": machine.serial,
            "Asset tag": f"LK-{machine.number}",
            "Model number": f"{machine.model.maker} {machine.model.name}",
            "Customer number": machine.site.customer.number,
            "Site number": machine.site.number,
            "Contract number": machine.site.customer.contract.get("Contract number", ""),
            "Stands where": machine.place,
            "Network address": f"192.0.2.{int(machine.number) % 250 + 1}",
            "Installed on": machine.installed.isoformat(),
        }
        for machine in machines
    ]


def reading_rows(machines: list[Machine], calls: list[PastCall]) -> Rows:
    """Return what every meter showed each quarter, and whenever a technician had finished."""
    rows: Rows = []
    for machine in machines:
        for week in range(0, 104, READ_EVERY_WEEKS):
            moment = at(HISTORY_FROM + timedelta(weeks=week, days=int(machine.number) % 5), 9.5)
            if moment.date() > machine.installed:
                rows += [_reading(machine, kind, moment, "") for kind in machine.model.meters]
    for call in calls:
        for visit in call.visits:
            if call.kind in {"corrective", "preventive"}:
                number = f"{call.number}-{visit.number}"
                rows += [_reading(call.machine, kind, visit.finished_at, number) for kind in call.machine.model.meters]
    return rows


def part_rows() -> Rows:
    headings = ("Part number", "Part name", "Maker", "Fits family", "Price", "Cost", "Life in pages", "Consumable")
    return [dict(zip(headings, line.split("|"), strict=True)) for line in PARTS.splitlines()]


def code_rows() -> Rows:
    headings = ("Code kind", "Code", "Code name", "In plain words")
    rows = [dict(zip(headings, line.split("|"), strict=True)) for line in CODES.splitlines()]
    return [row | {"Caused by": CAUSED_BY.get((row["Code kind"], row["Code"]), "")} for row in rows]


def technician_rows(diary: Diary, phones: Phones) -> Rows:
    people = {person.name: person for person in EVERYBODY}
    return [
        {
            "Technician number": number,
            "Technician name": name,
            "Branch": people[name].branch,
            "Signs in as": people[name].email,
            "Phone": phones.one(people[name].branch),
            "E-mail": people[name].email,
            "Network level": str(NETWORK_LEVELS[index]),
            "Languages": LANGUAGES[index],
            "Started on": (HISTORY_FROM - timedelta(days=400 + 410 * (7 - index))).isoformat(),
        }
        for index, (name, number) in enumerate(diary.numbers.items())
    ]


def skill_rows(diary: Diary) -> Rows:
    return [
        {"Technician number": number, "Skill": skill, "Skill level": str(levels[index])}
        for index, number in enumerate(diary.numbers.values())
        for skill, levels in SKILLS.items()
        if levels[index]
    ]


def certification_rows(diary: Diary) -> Rows:
    """Return a certificate for each line a technician knows well; two of them end soon, one has ended."""
    rows: Rows = []
    for index, number in enumerate(diary.numbers.values()):
        for skill, levels in SKILLS.items():
            vendor = skill.split()[0]
            if levels[index] >= 3 and vendor in {"Norvik", "Halden", "Quillmark"}:  # noqa: PLR2004  # independent
                got = HISTORY_FROM - timedelta(days=31 * (len(rows) % 9))
                ends = got + timedelta(days=730 + 45 * (len(rows) % 19))
                rows.append(
                    {
                        "Technician number": number,
                        "Vendor": vendor,
                        "Product line": skill,
                        "Certified on": got.isoformat(),
                        "Expires on": ends.isoformat(),
                    }
                )
    return rows


def call_rows(calls: list[PastCall]) -> Rows:
    return [
        {
            "Call number": str(call.number),
            "Branch": call.machine.site.customer.account.branch,
            "Customer number": call.machine.site.customer.number,
            "Site number": call.machine.site.number,
            "Machine number": call.machine.number,
            "Caller name": call.machine.site.customer.account.contact,
            "Caller phone": call.machine.site.customer.phone,
            "Call type": call.kind,
            "Call state": "cancelled" if call.cancelled_because else "closed",
            "Problem": call.said,
            "Problem code": call.problem,
            "Urgency": call.urgency,
            "Purchase order": _order(call),
            "Taken at": _said(call.taken_at),
            "Taken by": "Dana Whitfield",
            "Closed at": _said(call.visits[-1].finished_at if call.visits else call.taken_at + timedelta(hours=2)),
            "Cancelled because": call.cancelled_because,
        }
        for call in calls
    ]


def visit_rows(calls: list[PastCall]) -> Rows:
    return [
        {
            "Visit number": f"{call.number}-{visit.number}",
            "Call number": str(call.number),
            "Which visit": str(visit.number),
            "Visit state": visit.outcome,
            "Technician number": visit.technician,
            "Planned for": _said(visit.planned_for),
            "Planned minutes": str(visit.planned_minutes),
            "On the way at": _said(visit.on_the_way_at),
            "Arrived at": _said(visit.arrived_at),
            "Finished at": _said(visit.finished_at),
            "Problem code": visit.problem,
            "Cause code": visit.cause,
            "Correction code": visit.correction,
            "Told the customer": visit.told,
            "Stays inside": visit.inside,
            "Next step": visit.next_step,
        }
        for call, visit in _trips(calls)
    ]


def part_used_rows(calls: list[PastCall]) -> Rows:
    return [
        {"Visit number": f"{call.number}-{visit.number}", "Part number": part, "Quantity": "1"}
        for call, visit in _trips(calls)
        for part in visit.parts
    ]


def _trips(calls: list[PastCall]) -> Iterator[tuple[PastCall, PastVisit]]:
    return ((call, visit) for call in calls for visit in call.visits)


def _reading(machine: Machine, kind: str, moment: datetime, visit: str) -> dict[str, str]:
    return {
        "Machine number": machine.number,
        "Meter kind": kind,
        "Read at": _said(moment),
        "Shown": str(machine.shows(kind, moment.date())),
        "Visit number": visit,
    }


def _order(call: PastCall) -> str:
    needs_one = call.machine.site.customer.contract.get("Purchase order needed") == "yes"
    return f"PO-{call.number * 7 % 100_000:05}" if needs_one else ""


def _said(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment else ""


def _domain(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())[:16] + ".example"


def _yes(is_so: bool) -> str:  # noqa: FBT001  # a word for it
    return "yes" if is_so else "no"
