"""Which differences wait, and which were decided? With both values as a person reads them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Count

from steadyhand.imports.differences.deciding import ELSEWHERE
from steadyhand.imports.differences.rules import fields_of
from steadyhand.imports.kinds import KINDS
from steadyhand.imports.models import Difference
from steadyhand.imports.taking.links import ONE_OF
from steadyhand.shared.actor import Actor

# As many as somebody decides at a sitting; deciding some makes room for the next.
SHOWN = 100


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """One difference. `before` is what the ERP said before somebody changed it here; empty where it never did."""

    id: UUID
    kind: str
    kind_label: str
    row_id: UUID
    ref: str
    title: str
    field: str
    label: str
    sort: str
    state: str
    before: str
    ours: str
    theirs: str
    ours_by: str
    ours_at: datetime | None
    file: str
    line: int
    found_at: datetime
    decided_by: str
    decided_at: datetime | None
    # Why theirs can't be taken here; empty if it can.
    not_to_take: str


@dataclass(frozen=True, slots=True)
class DifferenceGroup:
    """All open differences of one field: decided together."""

    kind: str
    kind_label: str
    field: str
    label: str
    sort: str
    sort_label: str
    count: int


def difference_groups(by: Actor) -> list[DifferenceGroup]:
    """Return the open differences by field, what both sides changed first."""
    rows = Difference.objects.visible_to(by).filter(state=Difference.State.OPEN)
    counted = rows.values_list("sort", "kind", "field").annotate(count=Count("id")).order_by("sort", "kind", "field")
    return [
        DifferenceGroup(kind, KINDS[kind].label, field, _label(kind, field), sort, Difference.Sort(sort).label, count)
        for sort, kind, field, count in counted
    ]


def differences(
    by: Actor, *, kind: str = "", field: str = "", sort: str = "", decided: bool = False
) -> list[DifferenceLine]:
    """Return the open ones, or those that people decided last; narrowed to a kind, a field, a sort."""
    rows = Difference.objects.visible_to(by)
    if decided:
        people = (Difference.State.KEPT, Difference.State.TAKEN)
        rows = rows.filter(state__in=people).order_by("-decided_at", "-id")
    else:
        rows = rows.filter(state=Difference.State.OPEN).order_by("sort", "kind", "field", "ref")
    if kind:
        rows = rows.filter(kind=kind, field=field)
    if sort:
        rows = rows.filter(sort=sort)
    return _lines(by, rows[:SHOWN])


def difference(by: Actor, difference_id: UUID) -> DifferenceLine | None:
    """Return one, None where it isn't the actor's to see."""
    return next(iter(_lines(by, Difference.objects.visible_to(by).filter(id=difference_id))), None)


def _lines(by: Actor, rows: Iterable[Difference]) -> list[DifferenceLine]:
    some = list(rows)
    titles = _titles(by, some)
    named = _named(by, some)
    return [
        DifferenceLine(
            id=row.id,
            kind=row.kind,
            kind_label=ONE_OF.get(row.kind, KINDS[row.kind].label),
            row_id=row.row_id,
            ref=row.ref,
            title=titles.get(row.row_id, ""),
            field=row.field,
            label=_label(row.kind, row.field),
            sort=row.sort,
            state=row.state,
            before=_said(row, row.before, named),
            ours=_said(row, row.ours, named),
            theirs=_said(row, row.theirs, named),
            ours_by=row.ours_by,
            ours_at=row.ours_at,
            file=row.file,
            line=row.line,
            found_at=row.found_at,
            decided_by=row.decided_by,
            decided_at=row.decided_at,
            not_to_take=ELSEWHERE.get((row.kind, row.field), ""),
        )
        for row in some
    ]


def _label(kind: str, field: str) -> str:
    return fields_of(kind).get(field, field) if field else "the whole row"


def _titles(by: Actor, rows: Sequence[Difference]) -> dict[UUID, str]:
    wanted: dict[str, list[UUID]] = defaultdict(list)
    for row in rows:
        wanted[row.kind].append(row.row_id)
    return {
        about.id: str(about)
        for kind, ids in wanted.items()
        for about in KINDS[kind].model.objects.visible_to(by).filter(id__in=ids)
    }


def _named(by: Actor, rows: Sequence[Difference]) -> dict[str, str]:
    """Return what rows that are named by id are called."""
    wanted: dict[Any, set[UUID]] = defaultdict(set)
    for row in rows:
        target = _target(row)
        if target is not None:
            wanted[target] |= {UUID(str(value)) for value in (row.before, row.ours, row.theirs) if value}
    return {
        each.id.hex: f"{each} ({each.ref})" if hasattr(each, "ref") else str(each)
        for target, ids in wanted.items()
        for each in target.objects.of(by.tenant_id).filter(id__in=ids)
    }


def _target(row: Difference) -> Any:
    if not row.field:
        return None
    field = next(field for field in KINDS[row.kind].model._meta.concrete_fields if field.attname == row.field)
    return field.related_model if isinstance(field, models.ForeignKey) else None


def _said(row: Difference, value: Any, named: dict[str, str]) -> str:
    if value is None or value == "":
        return ""
    if _target(row) is not None:
        return named.get(UUID(str(value)).hex, "a row that isn't here any more")
    if isinstance(value, bool):
        return "yes" if value else "no"
    field = KINDS[row.kind].field(row.field)
    return str(dict(field.flatchoices).get(value, value)) if field.choices else str(value)
