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
