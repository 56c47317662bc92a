"""What does each wish weigh? In minutes of customers and technicians, so that a dispatcher can judge it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

# By urgency: nobody prints; hindered; can wait; whenever somebody is near.
_UNDONE: Mapping[int, float] = {1: 480.0, 2: 240.0, 3: 120.0, 4: 30.0}
_LATE: Mapping[int, float] = {1: 4.0, 2: 2.0, 3: 1.0, 4: 0.25}
_WAITS: Mapping[int, float] = {1: 0.5, 2: 0.1, 3: 0.02, 4: 0.0}


@dataclass(frozen=True, slots=True)
class Weights:
    """Chosen by us as a beginning; a dealership changes them. Docs: how-it-works/dispatch.md says on what grounds.

    `not_the_usual`, `second_trip` and `moved` were chosen in simulated months (`make bench-dispatch-month`), as was
    what a dealership's own plans say otherwise (dispatch/settings.py): they know of tomorrow, a day in a file doesn't.
    """

    # A minute behind the wheel is a minute.
    drive: float = 1.0
    # A minute of standing about between two visits; nobody's engine minds it, so it is off unless asked for.
    waiting: float = 0.0
    overtime: float = 2.0
    undone: Mapping[int, float] = field(default_factory=lambda: dict(_UNDONE))
    optional_undone: float = 15.0
    # A minute after the contract's response term, by urgency.
    past_term: Mapping[int, float] = field(default_factory=lambda: dict(_LATE))
    # A minute that a customer who was promised no time waits, by urgency.
    waits: Mapping[int, float] = field(default_factory=lambda: dict(_WAITS))
    # A minute after the promised window: the word was given.
    late_for_promise: float = 6.0
    late_for_promise_at_all: float = 60.0
    # So many minutes before a promised window closes a plan wants to be there: works and drives take longer than told.
    promise_margin: float = 0.0
    not_the_usual: float = 45.0
    outside_territory: float = 10.0
    # What a second trip costs everybody; counted by how likely it is.
    second_trip: float = 220.0
    moved: float = 15.0
    told_time_changed: float = 15.0
    second_technician_to_customer: float = 15.0
    # A minute of work, or of driving, above what is usual for the team that day.
    uneven_load: float = 0.1
    uneven_drive: float = 0.1
