"""What is known of a region before its customers are assigned? Values only; lengths are minutes a month."""

from dataclasses import dataclass, field

from steadyhand.business.dispatch.travel.places import Place


class BadRegion(Exception):
    """The region can't be as it is told; the message names the thing and the way out."""


@dataclass(frozen=True, slots=True)
class Answerable:
    """A technician whom customers can be given to; `minutes` is what they have for them, drive included."""

    key: str
    start: Place
    minutes: float
    name: str = ""
    can: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Stop:
    """One of a customer's sites: the work it is expected to make, and in how many visits."""

    at: Place
    work_minutes: float
    visits: float


@dataclass(frozen=True, slots=True)
class Served:
    """A customer, who is answerable now (or nobody), and who may be."""

    key: str
    sites: tuple[Stop, ...]
    name: str = ""
    now: str = ""
    needs: frozenset[str] = frozenset()
    only: frozenset[str] | None = None
    not_wanted: frozenset[str] = frozenset()
    # How much the relationship is worth beside others': 2 is twice as dear to move.
    worth: float = 1.0

    @property
    def work_minutes(self) -> float:
        return sum(site.work_minutes for site in self.sites)


@dataclass(frozen=True, slots=True)
class Knobs:
    """What whoever decides can turn. Ours, as a beginning."""

    # Minutes a month that keeping a customer with whom they know is worth.
    moved_minutes: float = 30.0
    # Loads may lie so far from even, as a share; beyond it each minute counts `uneven`.
    even_within: float = 0.1
    uneven: float = 2.0
    # So many visits make a day: the way out and home is shared by them.
    visits_a_day: float = 4.0


@dataclass(frozen=True, slots=True)
class Region:
    """Technicians and customers of one region."""

    technicians: tuple[Answerable, ...]
    customers: tuple[Served, ...]
    knobs: Knobs = field(default_factory=Knobs)

    def __post_init__(self) -> None:
        people = _once([each.key for each in self.technicians], "technician")
        _once([each.key for each in self.customers], "customer")
        if not people:
            raise BadRegion("There is no technician to give customers to: name at least one.")
        for who in self.technicians:
            if who.minutes <= 0:
                raise BadRegion(f"Technician {who.key!r} has no minutes: give more than 0, or leave them out.")
        for customer in self.customers:
            if customer.now and customer.now not in people:
                raise BadRegion(
                    f"Customer {customer.key!r} is with technician {customer.now!r}, who isn't in the list: "
                    "add them, or leave now out."
                )
        if self.knobs.visits_a_day <= 0:
            raise BadRegion("visits_a_day should be more than 0.")


def _once(keys: list[str], what: str) -> set[str]:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise BadRegion(f"Two {what}s are called {key!r}: give each its own id.")
        seen.add(key)
    return seen
