"""Who and what is in the world, as small mutable rows: 350,000 machines must fit into memory."""

from array import array
from dataclasses import dataclass, field
from random import Random

from steadyhand.business.calls.rules import CallType, Urgency
from steadyhand.simulator.catalogue import Cause, Model, Part, Segment, Subsystem
from steadyhand.simulator.happenings import NeedKind, RepeatBecause

Place = tuple[float, float]
# Never: a due time that no clock reaches.
NEVER = -1


@dataclass(slots=True, eq=False)
class Technician:
    """A technician, their habits, their truck, and what waits for them."""

    number: int
    key: str
    name: str
    branch: int
    territory: int
    home: Place
    skills: dict[str, int]
    certified: dict[str, int]
    network_level: int
    joined_day: int
    documents: float
    forgets: float
    notices: float
    speaks_well: float
    languages: str
    away: bytearray
    stock: list[int] = field(default_factory=list)
    par: list[int] = field(default_factory=list)
    queue: list["Trip"] = field(default_factory=list)
    place: Place = (0.0, 0.0)
    free_at: int = 0
    is_busy: bool = False
    wakes_at: int = NEVER
    has_left: bool = False
    lunch_day: int = NEVER


@dataclass(slots=True, eq=False)
class Territory:
    """Whose customers are these? None while nobody is hired."""

    number: int
    branch: int
    town: str
    centre: Place
    neighbours: tuple[int, ...] = ()
    owner: Technician | None = None


@dataclass(frozen=True, slots=True)
class SiteAt:
    key: str
    place: Place


@dataclass(slots=True, eq=False)
class ContactPerson:
    key: str
    name: str
    phone: str


@dataclass(slots=True, eq=False)
class Customer:
    number: int
    key: str
    name: str
    branch: int
    territory: int
    segment: Segment
    sites: tuple[SiteAt, ...]
    contacts: list[ContactPerson]
    contract: str | None
    contract_ends_day: int
    response_minutes: int
    needs_purchase_order: bool
    is_on_credit_hold: bool
    mood: float = 0.75
    told_mood: float = 0.75
    mood_at: int = 0
    goals: int = 0
    goals_reached: int = 0


@dataclass(slots=True, eq=False)
class Lingering:
    """A fault that a visit left in a machine: it comes back after about so many pages."""

    subsystem: Subsystem
    cause: Cause
    mean_pages: float
    because: RepeatBecause
    call: str | None


@dataclass(slots=True, eq=False)
class Machine:
    """One machine. Pages are its rate times the print days of its customer's kind since `zero`."""

    number: int
    customer: Customer
    site: SiteAt
    model: Model
    rate: float
    frailty: float
    zero: float
    start_pages: float
    first_meter: int
    colour_share: float
    born: "array[float]"
    installed_day: int
    since_care_day: int
    turn: int = 0
    fails_at: int = NEVER
    fails_in: int = 0
    lingering: Lingering | None = None
    is_waiting: bool = False
    is_removed: bool = False
    is_collected: bool = False


@dataclass(slots=True, eq=False)
class Call:
    """An open call, and the fault behind it as it really is."""

    key: str
    ref: str
    call_type: CallType
    customer: Customer
    machine: Machine
    contact: ContactPerson
    taken_at: int
    urgency: Urgency
    subsystem: Subsystem | None
    cause: Cause | None
    problem_code: str = ""
    is_repeat: bool = False
    visits: int = 0
    holds: int = 0
    needs_hands: bool = False
    is_diagnosed: bool = False
    is_over: bool = False
    part_here: Part | None = None
    new_model: Model | None = None
    minutes: float = 45.0


@dataclass(slots=True, eq=False)
class Trip:
    """A planned visit."""

    key: str
    call: Call
    number: int
    technician: Technician
    planned_for: int
    minutes: int
    due_worked: int
    ready_at: int
    travel_km: float = 0.0
    travel_seconds: int = 0
    left_at: int = 0
    arrived_at: int = 0
    has_tapped: bool = True


@dataclass(slots=True, eq=False)
class Need:
    key: str
    kind: NeedKind
    is_missed: bool = False


@dataclass(slots=True)
class Staff:
    """The people in the office, by what they do."""

    dispatchers: list[str]
    it_specialists: list[str]
    parts_clerks: list[str]


@dataclass(slots=True)
class Work:
    """What a technician does on one visit, decided on arrival."""

    rng: Random
    minutes: float
    right: bool = True
    cause: Cause | None = None
    fix: str = ""
    used: list[tuple[Part, str]] = field(default_factory=list)
    missing: Part | None = None
