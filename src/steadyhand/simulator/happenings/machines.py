"""Which machines stand where, and what do their meters show?"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from steadyhand.business.machines.rules import Verdict
from steadyhand.simulator.happenings.base import Happening, How

MeterKind = Literal["mono", "colour", "large", "scan", "total"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeterFitted:
    """One of a machine's counters, part of its `MachineInstalled`."""

    key: str
    kind: MeterKind
    digits: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineInstalled(Happening):
    """A machine stands at a site from now on (at the founding: it has stood there since `installed_on`)."""

    ref: str
    serial: str
    asset_tag: str
    model: str
    customer: str
    site: str
    contract: str | None
    stands_where: str
    network_address: str
    installed_on: date
    note: str
    meters: tuple[MeterFitted, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineRemoved(Happening):
    """`key` is the machine's."""

    removed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MeterRead(Happening):
    """What somebody or something wrote down as a meter's count.

    `verdict`, `pages_total` and `doubt` are the judgement of business.machines.rules on all readings so far, so that
    an action given the same readings stores the same. `true_pages` is what the machine has really printed on this
    meter, and `slip` what went wrong in writing it down; neither belongs into the record.
    """

    meter: str
    read_at: datetime
    read_at_how: How
    shown: int
    is_new_counter: bool
    pages_total: int | None
    verdict: Verdict
    doubt: str
    visit: str | None
    true_pages: int
    slip: Literal["", "digits swapped", "digit too many", "wrong meter", "digit missing"]
