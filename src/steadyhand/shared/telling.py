"""What does an entry of the history mean? The rows it refers to by name, choices by their words."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Protocol
from uuid import UUID

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, Model

from steadyhand.shared.rows import Row

UUID_LIKE = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}", re.IGNORECASE)


class Entry(Protocol):
    """What is read of an entry."""

    @property
    def about_kind(self) -> str: ...
    @property
    def about_id(self) -> UUID: ...
    @property
    def was(self) -> Mapping[str, Any]: ...
    @property
    def became(self) -> Mapping[str, Any]: ...


def names_of_rows(
    tenant_id: UUID, entries: Iterable[Entry], *, known: Collection[UUID] = frozenset()
) -> dict[UUID, str]:
    """Return the names of all rows that these entries are about or refer to: one query for each kind of row.

    Rows that are `known` by better names aren't looked up as what an entry is about.
    """
    wanted: dict[type[Row], set[UUID]] = defaultdict(set)
    for entry in entries:
        if entry.about_id not in known and (about := _model_of(entry.about_kind)) is not None:
            wanted[about].add(entry.about_id)
        for facts in (entry.was, entry.became):
            for name, value in facts.items():
                related = _related(entry.about_kind, name)
                if related is not None and UUID_LIKE.fullmatch(str(value)):
                    wanted[related].add(UUID(str(value)))
    return {row.pk: str(row) for model, ids in wanted.items() for row in model.objects.of(tenant_id).filter(pk__in=ids)}


def word_of_choice(about_kind: str, name: str, value: Any) -> str:
    """Return the word for a value that stands for one of several: `on average, over a quarter`; empty for others."""
    field = _field_of(about_kind, name)
    return str(dict(field.flatchoices).get(value, "")) if field is not None and field.choices else ""


def _related(about_kind: str, name: str) -> type[Row] | None:
    field = _field_of(about_kind, name)
    related: Any = field.related_model if field is not None and field.is_relation else None
    return related if related is not None else None


def _field_of(about_kind: str, name: str) -> "Field[Any, Any] | None":
    model = _model_of(about_kind)
    for known in (name, name.removesuffix("_id")):
        try:
            field: Any = model._meta.get_field(known) if model else None
        except FieldDoesNotExist:
            continue
        # What points back at a row from elsewhere is no fact of its own.
        return field if isinstance(field, Field) else None
    return None


def _model_of(about_kind: str) -> Any:
    """Return the table an entry is about; None for one that is no more."""
    try:
        model: type[Model] = apps.get_model(about_kind)
    except (LookupError, ValueError):
        return None
    return model
