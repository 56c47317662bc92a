"""Which models and parts does the dealership know?"""

from collections.abc import Collection
from dataclasses import dataclass, fields
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Q

from steadyhand.business.machines.described import DescribedModel, DescribedPart
from steadyhand.business.machines.models import MachineModel, Part
from steadyhand.shared.actor import Actor

PAGE = 50
# More models than any dealership services; its parts run to tens of thousands and are paged.
MOST_MODELS = 500
DescribedT = TypeVar("DescribedT", DescribedModel, DescribedPart)


@dataclass(frozen=True, slots=True)
class ModelLine:
    """A model with what is known about it."""

    id: UUID
    described: DescribedModel


@dataclass(frozen=True, slots=True)
class PartLine:
    """A part with what is known about it."""

    id: UUID
    described: DescribedPart


@dataclass(frozen=True, slots=True)
class PartsPage:
    """Parts by name; `next_after` is where the next page begins, None on the last."""

    lines: tuple[PartLine, ...]
    next_after: UUID | None


def model_lines(by: Actor) -> tuple[ModelLine, ...]:
    """Return the models by maker and name."""
    rows = MachineModel.objects.visible_to(by).order_by("maker", "name", "id")[:MOST_MODELS]
    return tuple(ModelLine(row.id, _described(DescribedModel, row)) for row in rows)


def model_line(by: Actor, model_id: UUID) -> ModelLine | None:
    row = MachineModel.objects.visible_to(by).filter(id=model_id).first()
    return ModelLine(row.id, _described(DescribedModel, row)) if row else None


def parts_page(by: Actor, *, typed: str = "", after: UUID | None = None, most: int = PAGE) -> PartsPage:
    """Return a page of the catalogue by name: all of it, or what has these words in its name or begins its number."""
    rows = Part.objects.visible_to(by).order_by("name", "id")
    named = Q()
    for word in typed.split():
        named &= Q(name__icontains=word)
    if typed.strip():
        rows = rows.filter(named | Q(ref__istartswith=typed.strip()))
    last = Part.objects.visible_to(by).filter(id=after).first() if after else None
    if last is not None:
        rows = rows.filter(name__gte=last.name).filter(Q(name__gt=last.name) | Q(id__gt=last.id))
    found = list(rows[: most + 1])
    lines = tuple(PartLine(row.id, _described(DescribedPart, row)) for row in found[:most])
    return PartsPage(lines, lines[-1].id if len(found) > most else None)


@dataclass(frozen=True, slots=True)
class PartOfFamily:
    """A part as engines need it."""

    id: UUID
    number: str
    name: str
    family: str
    life_pages: int | None


def every_part(by: Actor) -> list[PartOfFamily]:
    """Return the whole catalogue but what is used up and sent, by number. One query."""
    rows = Part.objects.visible_to(by).filter(is_consumable=False).order_by("ref")
    columns = ("id", "ref", "name", "fits_family", "life_pages")
    return [PartOfFamily(*row) for row in rows.values_list(*columns)]


def costs_of_parts(by: Actor) -> dict[UUID, int]:
    """Return what each part costs, in cents; one whose cost nobody wrote down isn't among them. One query."""
    rows = Part.objects.visible_to(by).filter(cost_cents__isnull=False).values_list("id", "cost_cents")
    return {part_id: cents for part_id, cents in rows if cents is not None}


def part_line(by: Actor, part_id: UUID) -> PartLine | None:
    row = Part.objects.visible_to(by).filter(id=part_id).first()
    return PartLine(row.id, _described(DescribedPart, row)) if row else None


def _described(form: type[DescribedT], row: Any) -> DescribedT:
    return form(**{field.name: getattr(row, field.name) for field in fields(form)})


@dataclass(frozen=True, slots=True)
class Priced:
    """What a part costs us and what it is sold for, in cents where known, and whose it is."""

    maker: str
    cost_cents: int | None
    price_cents: int | None


def prices_of(by: Actor, part_ids: Collection[UUID]) -> dict[UUID, Priced]:
    """Return maker, cost and price of these parts. One query."""
    rows = Part.objects.visible_to(by).filter(id__in=list(part_ids))
    return {row[0]: Priced(*row[1:]) for row in rows.values_list("id", "maker", "cost_cents", "price_cents")}
