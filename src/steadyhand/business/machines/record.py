"""What does the record say about machines? A customer's machines, one machine, and those that were found."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from steadyhand.business.customers.finding import CallerFound, in_one_line
from steadyhand.business.machines.described import DescribedMachine
from steadyhand.business.machines.models import Machine, MachineModel, Meter, MeterReading
from steadyhand.shared.actor import Actor

# A hospital's; beyond this a machine is found by its serial or tag.
MOST = 300


@dataclass(frozen=True, slots=True)
class MachineLine:
    """A machine in a list."""

    id: UUID
    name: str
    serial: str
    asset_tag: str
    site: str
    stands_where: str
    contract: str
    is_removed: bool


@dataclass(frozen=True, slots=True)
class MachineCard:
    """A machine with where it stands and what covers it."""

    id: UUID
    name: str
    number: str
    described: DescribedMachine
    customer_id: UUID
    customer: str
    site_id: UUID | None
    site: str
    address: str
    stands_where: str
    maker: str
    family: str
    expected_life_pages: int | None
    rated_monthly_pages: int | None
    is_removed: bool


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """A model to choose from."""

    id: UUID
    name: str


def machines_of(by: Actor, customer_id: UUID) -> tuple[MachineLine, ...]:
    """Return a customer's machines, removed ones last."""
    rows = Machine.objects.visible_to(by).filter(customer_id=customer_id)
    rows = rows.select_related("model", "site", "contract").order_by("removed_on", "site_id", "serial", "id")
    lines = [
        MachineLine(
            id=row.id,
            name=_name_of(row),
            serial=row.serial,
            asset_tag=row.asset_tag,
            site=str(row.site) if row.site else "",
            stands_where=row.stands_where,
            contract=row.contract.ref if row.contract else "",
            is_removed=row.removed_on is not None,
        )
        for row in rows[:MOST]
    ]
    return tuple(sorted(lines, key=lambda line: line.is_removed))


def machine_card(by: Actor, machine_id: UUID) -> MachineCard | None:
    """Return one machine, or None where the actor can't see it."""
    rows = Machine.objects.visible_to(by).select_related("model", "site", "customer")
    row = rows.filter(id=machine_id).first()
    if row is None:
        return None
    return MachineCard(
        id=row.id,
        name=_name_of(row),
        number=row.ref,
        described=DescribedMachine(
            serial=row.serial,
            asset_tag=row.asset_tag,
            model_id=row.model_id,
            contract_id=row.contract_id,
            network_address=row.network_address,
            installed_on=row.installed_on,
            removed_on=row.removed_on,
            note=row.note,
        ),
        customer_id=row.customer_id,
        customer=row.customer.name,
        site_id=row.site_id,
        site=str(row.site) if row.site else "",
        address=row.site.address if row.site else "",
        stands_where=row.stands_where,
        maker=row.model.maker if row.model else "",
        family=row.model.family if row.model else "",
        expected_life_pages=row.model.expected_life_pages if row.model else None,
        rated_monthly_pages=row.model.rated_monthly_pages if row.model else None,
        is_removed=row.removed_on is not None,
    )


def rows_of_machine(by: Actor, machine_id: UUID) -> frozenset[UUID]:
    """Return the machine, its meters and what they showed."""
    ids = set(Machine.objects.visible_to(by).filter(id=machine_id).values_list("id", flat=True))
    ids |= set(Meter.objects.visible_to(by).filter(machine_id=machine_id).values_list("id", flat=True))
    # Only readings that somebody corrected have entries of their own, and those are few: the newest do.
    newest = MeterReading.objects.visible_to(by).filter(meter__machine_id=machine_id).order_by("-read_at")
    return frozenset(ids | set(newest.values_list("id", flat=True)[:MOST]))


def models_to_choose(by: Actor) -> tuple[ModelChoice, ...]:
    """Return every model the dealership knows, by maker and name."""
    rows = MachineModel.objects.visible_to(by).order_by("maker", "name", "id")
    return tuple(ModelChoice(row.id, str(row)) for row in rows)


def machines_found(by: Actor, ids: Collection[UUID]) -> list[CallerFound]:
    rows = Machine.objects.visible_to(by).filter(id__in=ids) if ids else Machine.objects.none()
    return [
        CallerFound(
            kind="machine",
            id=row.id,
            title=in_one_line(_name_of(row), row.serial),
            detail=in_one_line(
                "removed" if row.removed_on else "",
                row.customer.name,
                str(row.site) if row.site else "",
                row.stands_where,
                f"tag {row.asset_tag}" if row.asset_tag else "",
            ),
            customer_id=row.customer_id,
            site_id=row.site_id,
            machine_id=row.id,
        )
        for row in rows.select_related("model", "customer", "site")
    ]


def names_of_machines(by: Actor, ids: Collection[UUID]) -> dict[UUID, str]:
    """Return machines by model and serial."""
    rows = Machine.objects.visible_to(by).filter(id__in=ids).select_related("model")
    return {row.id: in_one_line(_name_of(row), row.serial) for row in rows}


def _name_of(row: Machine) -> str:
    return str(row.model) if row.model else "machine of an unknown model"
