"""Two years of calls: what broke when, who came, what was found, said and used."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from steadyhand.business.dealership.rules import Role
from steadyhand.commands.demo.cast import EVERYBODY
from steadyhand.commands.demo.dates import THIS_MONDAY
from steadyhand.commands.demo.writing.catalogue import FAULTS, INSIDE, PARTS, Fault
from steadyhand.commands.demo.writing.fleet import HISTORY_FROM, Machine, at

CALLS = 404
FIRST_NUMBER = 10_001
# Of the dealership's parts; the rest of a machine's part numbers is its family's.
PART_NUMBERS = tuple(line.split("|")[0] for line in PARTS.splitlines())
PREFIXES = {
    "Norvik C4": "NV4", "Norvik C3": "NV3", "Norvik M3": "NM3", "Halden H": "HD", "Halden HC": "HC",
    "Tessaro T2": "T2", "Tessaro T3": "T3", "Tessaro W": "TW", "Quillmark Q": "QM",
}  # fmt: skip
NETWORK = {"SCANMAIL", "SCANFOLD", "NOPRINT"}

# Calls about nothing broken: type, problem code, cause, correction, minutes, what was said, what was told.
OTHER_CALLS = (
    ("preventive", "CARE", "PLAN", "CARED", 70, "Planned care is due.", "Planned care is done, the glass is clean."),
    ("preventive", "CARE", "PLAN", "CARED", 70, "Half-year care.", "The planned care is done; all is as it should be."),
    ("supplies", "TONER", "WISH", "SENT", 15, "We're on our last black toner.", "Two black toners are on the shelf."),
    ("training", "HOWTO", "WISH", "SHOWN", 45, "New people here; can somebody show them scanning?",
     "I showed three people how to scan to e-mail and left the one-page guide."),
    ("pickup_move", "MOVE", "WISH", "MOVED", 90, "We move the copier to the second floor.",
     "The machine stands on the second floor and prints there."),
    ("courtesy", "HOWTO", "WISH", "SHOWN", 20, "Courtesy visit after the last repair.",
     "I looked in after last week's repair; it has run well since."),
)  # fmt: skip


@dataclass(slots=True)
class PastVisit:
    """One trip, over."""

    number: int
    technician: str
    planned_for: datetime
    planned_minutes: int
    on_the_way_at: datetime | None
    arrived_at: datetime
    finished_at: datetime
    outcome: str
    problem: str
    cause: str
    correction: str
    told: str
    inside: str = ""
    next_step: str = ""
    parts: list[str] = field(default_factory=list)


@dataclass(slots=True)
class PastCall:
    """One call, over."""

    number: int
    machine: Machine
    kind: str
    problem: str
    said: str
    urgency: str
    taken_at: datetime
    visits: list[PastVisit]
    cancelled_because: str = ""


class Diary:
    """Who works where, and at which hours they are taken already."""

    def __init__(self, random: Random) -> None:
        self._random = random
        names = [person for person in EVERYBODY if person.role is Role.TECHNICIAN]
        self.numbers = {person.name: f"T{index:02}" for index, person in enumerate(names, start=1)}
        self._of_branch: dict[str, list[str]] = {}
        for person in names:
            self._of_branch.setdefault(person.branch, []).append(self.numbers[person.name])
        self._taken: set[tuple[str, date, int]] = set()

    def who_knows(self, machine: Machine) -> str:
        """Return the technician whose customer this is; Bruno knows Chen's clinic."""
        of_branch = self._of_branch[machine.site.customer.account.branch]
        return of_branch[(int(machine.site.customer.number) - 1001) % len(of_branch)]

    def book(self, machine: Machine, not_before: datetime, minutes: int) -> tuple[str, datetime]:
        """Return who comes and when: mostly who knows the customer, at the first free hour of a working day."""
        somebody = self._random.choice(self._of_branch[machine.site.customer.account.branch])
        technician = self.who_knows(machine) if self._random.random() < 0.75 else somebody  # noqa: PLR2004  # a share
        day, hour = not_before.date(), max(8, not_before.hour + 1)
        while True:
            while hour + (minutes + 59) // 60 <= 17:  # noqa: PLR2004  # they close at five
                hours = [(technician, day, hour + extra) for extra in range((minutes + 59) // 60)]
                if day.weekday() < 5 and self._taken.isdisjoint(hours):  # noqa: PLR2004  # Monday to Friday
                    self._taken.update(hours)
                    return technician, at(day, hour)
                hour += 1
            day, hour = day + timedelta(days=1), 8


def past_calls(machines: list[Machine], diary: Diary, random: Random) -> list[PastCall]:
    """Return the calls in the order in which they were taken."""
    weights = [machine.monthly * (1 + (THIS_MONDAY - machine.installed).days / 1500) ** 2 for machine in machines]
    # Desktop machines break too, if less than their pages say.
    weights = [weight**0.5 for weight in weights]
    days = [HISTORY_FROM + timedelta(days=number) for number in range((THIS_MONDAY - HISTORY_FROM).days - 4)]
    working = [day for day in days if day.weekday() < 5]  # noqa: PLR2004  # Monday to Friday
    moments = sorted(at(random.choice(working), random.uniform(7.6, 15.5)) for _ in range(CALLS))
    calls: list[PastCall] = []
    for taken_at in moments:
        usable = [machine.installed < taken_at.date() for machine in machines]
        chances = [weight if is_there else 0 for weight, is_there in zip(weights, usable, strict=True)]
        (machine,) = random.choices(machines, chances)
        call = _one_call(FIRST_NUMBER + len(calls), machine, taken_at, diary, random)
        # The story ends last week: what would be finished later is left out.
        if not call.visits or call.visits[-1].finished_at < at(THIS_MONDAY, 0):
            calls.append(call)
    return calls


def _one_call(number: int, machine: Machine, taken_at: datetime, diary: Diary, random: Random) -> PastCall:
    chance = random.random()
    if chance < 0.2:  # noqa: PLR2004  # one in five is not about something broken
        return _other_call(number, machine, taken_at, diary, random)
    fitting = [fault for fault in FAULTS if _fits(fault, machine)]
    (fault,) = random.choices(fitting, [fault.weight for fault in fitting])
    kind = "network" if fault.problem in NETWORK else "corrective"
    if not fault.part and chance < 0.28:  # noqa: PLR2004  # some are mended over the phone
        kind = "phone_fix"
    (urgency,) = random.choices(("standstill", "urgent", "normal", "can_wait"), (12, 25, 55, 8))
    call = PastCall(number, machine, kind, fault.problem, random.choice(fault.said), urgency, taken_at, [])
    if random.random() < 0.025:  # noqa: PLR2004  # it went away by itself
        call.cancelled_because = "Customer called back: it works again."
        return call
    call.visits = _visits(call, fault, diary, random)
    return call


def _visits(call: PastCall, fault: Fault, diary: Diary, random: Random) -> list[PastVisit]:
    part = _part(fault, call.machine)
    wait = {"standstill": 0.5, "urgent": 2, "normal": 6, "can_wait": 30}[call.urgency] * random.uniform(0.5, 2)
    first = _visit(call, 1, call.taken_at + timedelta(hours=wait), fault.minutes, diary, random)
    first.cause, first.told = fault.cause, fault.told
    if part and random.random() < 0.2:  # noqa: PLR2004  # one in five trucks lacks the part
        first.outcome, first.correction = "parts", ""
        first.told = "I found the cause and have ordered the part. We'll call you with a day as soon as it is here."
        first.next_step = "We come back when the part is here."
        first.inside = f"{part} was not on the truck."
    elif fault.problem in NETWORK and random.random() < 0.3:  # noqa: PLR2004  # a third needs the IT team
        first.outcome, first.correction, first.cause = "it", "", ""
        first.told = "The machine itself is fine. Our IT specialist calls your IT people today."
        first.next_step = "Our IT specialist calls you today."
    if first.outcome == "done":
        first.parts = [part] if part else []
        first.correction = fault.correction
        return [first]
    again = first.finished_at + timedelta(days=random.choice((1, 1, 2, 3)))
    second = _visit(call, 2, again, fault.minutes, diary, random)
    second.cause, second.correction, second.told = fault.cause, fault.correction, fault.told
    second.parts = [part] if part else []
    return [first, second]


def _visit(call: PastCall, number: int, not_before: datetime, minutes: int, diary: Diary, random: Random) -> PastVisit:
    technician, planned_for = diary.book(call.machine, not_before, minutes)
    arrived_at = planned_for + timedelta(minutes=random.randrange(0, 20))
    took = max(10, round(minutes * random.uniform(0.6, 1.4)))
    return PastVisit(
        number=number,
        technician=technician,
        planned_for=planned_for,
        planned_minutes=60 if minutes <= 60 else 90,  # noqa: PLR2004  # dispatchers plan in steps
        on_the_way_at=None if call.kind == "phone_fix" else arrived_at - timedelta(minutes=random.randrange(8, 35)),
        arrived_at=arrived_at,
        finished_at=arrived_at + timedelta(minutes=took),
        outcome="done",
        problem=call.problem,
        cause="",
        correction="",
        told="",
        inside=random.choice(INSIDE) if random.random() < 0.15 else "",  # noqa: PLR2004  # a share
    )


def _other_call(number: int, machine: Machine, taken_at: datetime, diary: Diary, random: Random) -> PastCall:
    kind, problem, cause, correction, minutes, said, told = random.choice(OTHER_CALLS)
    call = PastCall(number, machine, kind, problem, said, random.choice(("normal", "can_wait")), taken_at, [])
    visit = _visit(call, 1, taken_at + timedelta(hours=random.uniform(3, 60)), minutes, diary, random)
    visit.cause, visit.correction, visit.told = cause, correction, told
    call.visits = [visit]
    return call


def _fits(fault: Fault, machine: Machine) -> bool:
    """Tell whether a machine of this model can have the fault, and whether its part exists."""
    if fault.problem == "COLOUR" and "colour" not in machine.model.meters:
        return False
    return not fault.part or bool(_part(fault, machine))


def _part(fault: Fault, machine: Machine) -> str:
    if not fault.part:
        return ""
    number = f"{PREFIXES[machine.model.family]}-{fault.part}"
    return number if number in PART_NUMBERS else ""
