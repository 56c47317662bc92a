"""What does the world need to know of models, their subsystems and parts, and kinds of customers?"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Cause:
    """Why a subsystem fails, what puts it right, and how easily it is mistaken for something else."""

    code: str
    weight_new: float
    weight_worn: float
    part: str
    minutes: float
    left: float
    hard: float
    phone: float
    fix: str
    is_device_caused: bool
    network_level: int


@dataclass(frozen=True, slots=True, eq=False)
class Subsystem:
    """A part of a machine that fails by its own power-law process."""

    name: str
    share: float
    shape: float
    symptoms: tuple[str, ...]
    symptom_sums: tuple[float, ...]
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class Supplier:
    key: str
    name: str
    cut_off_seconds: int
    cut_off: str
    lead_days: int
    late_share: float


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    number: int
    key: str
    ref: str
    kind: str
    name: str
    maker: str
    family: str
    price_cents: int
    cost_cents: int
    life_pages: int | None
    is_consumable: bool
    supplier: Supplier


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """A model, and how its subsystems wear: the scale η of each, in pages."""

    number: int
    key: str
    ref: str
    maker: str
    name: str
    family: str
    line: str
    segment: int
    size: float
    has_colour: bool
    life_pages: int
    rated_monthly_pages: int
    usual_monthly_pages: float
    usual_pages_between_failures: float
    weight: float
    subsystems: tuple[Subsystem, ...]
    scales: tuple[float, ...]
    parts: Mapping[str, Part]


@dataclass(frozen=True, slots=True)
class Segment:
    """A kind of customer: how many machines of which size, and when it prints."""

    number: int
    name: str
    share: float
    machines: float
    size_weights: tuple[float, ...]
    months: tuple[float, ...]
    week: tuple[float, ...]
    on_holidays: float


@dataclass(frozen=True, slots=True)
class Catalogue:
    models: tuple[Model, ...]
    parts: tuple[Part, ...]
    suppliers: tuple[Supplier, ...]
    segments: tuple[Segment, ...]
    subsystems: tuple[Subsystem, ...]
    network: Subsystem
    # code: (name, plain words), in the order of the files.
    problems: Mapping[str, tuple[str, str]]
    causes: Mapping[str, tuple[str, str]]
    corrections: Mapping[str, tuple[str, str]]
