"""Which dealerships are made up? Their habits, one file each: causes, never results.

`typical` and `good` differ in what they stock, how they train, look, test, plan and come back to the same customers.
The files are frozen (tests/simulator/test_frozen.py): every gain reported so far was measured with them.
"""

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

NAMES = ("typical", "good")


class UnknownDealer(ValueError):
    """There is no made-up dealership of this name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dealer:
    """The habits of a dealership. Each is explained, with its ground, in docs/how-it-works/simulator.md."""

    name: str
    firm: str
    # How much there is to do.
    machines_per_technician: int
    # How a visit is done.
    whole_machine_share: float
    whole_machine_left: float
    worn_parts_replaced_from: float
    tests_before_leaving: float
    knows_the_machine: float
    slip_share: float
    rush_after_hours: float
    rush_slips: float
    # Who does it.
    skill_weights: tuple[float, ...]
    network_weights: tuple[float, ...]
    certified_share: float
    leaves_a_year: float
    training_days: int
    documents_share: float
    forgets_tap_share: float
    notices_needs: float
    speaks_well: float
    # What is on the truck.
    stocked_from_a_month: float
    stock_guess_spread: float
    stock_cover: float
    restock_days: int
    restock_forgotten: float
    warehouse_share: float
    kit_share: float
    # Who goes where.
    others_cost_hours: float
    # What is done before anything breaks.
    maintenance_share: float
    courtesy_a_year: float
    # What the desk can solve.
    phone_skill: float
    meters_collected: float


def read_dealer(name: str) -> Dealer:
    """Return a made-up dealership's habits.

    Raises:
        UnknownDealer: there is none of this name.
    """
    if name not in NAMES:
        raise UnknownDealer(f"There is no made-up dealership {name!r}; take {' or '.join(NAMES)}.")
    row = tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    return Dealer(name=name, **values)
