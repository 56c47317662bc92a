"""What is written down about a machine? What forms fill in and actions take."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribedMachine:
    """A machine as somebody describes it, apart from where it stands."""

    serial: str = ""
    asset_tag: str = ""
    model_id: UUID | None = None
    contract_id: UUID | None = None
    network_address: str = ""
    installed_on: date | None = None
    removed_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribedModel:
    """A maker's model as somebody describes it. `ref` is what the dealership's files call it."""

    ref: str
    name: str
    maker: str = ""
    family: str = ""
    segment: str = ""
    has_colour: bool = False
    expected_life_pages: int | None = None
    rated_monthly_pages: int | None = None
    pm_every_pages: int | None = None
    pm_every_days: int | None = None
    # What a visit needs; a level of 0 asks for no skill.
    certificate_line: str = ""
    skill_name: str = ""
    skill_level: int = 0
    needs_two: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribedPart:
    """An item of the catalogue as somebody describes it. `ref` is its item number."""

    ref: str
    name: str
    maker: str = ""
    fits_family: str = ""
    price_cents: int | None = None
    cost_cents: int | None = None
    life_pages: int | None = None
    is_consumable: bool = False
