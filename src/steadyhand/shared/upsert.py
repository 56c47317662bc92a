"""How are many rows written over those that may be there already, quickly? Without a model object for each.

`bulk_create` builds and prepares an object a row; of wide rows that takes ten times as long as writing them.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import connection, models

from steadyhand.shared.rows import Row


def upsert_rows(
    model: type[Row], columns: Sequence[str], rows: Iterable[Sequence[Any]], *, unique: Sequence[str]
) -> None:
    """Insert rows, or write over those with the same `unique` columns, which keep their id.

    `columns` are attribute names (`branch_id`), the id and tenant_id among them; each row has their values in order.
    Call it inside the transaction that the rows belong to.
    """
    fields = {field.attname: field for field in model._meta.concrete_fields}
    chosen = [fields[name] for name in columns]
    names = [_column(field) for field in chosen]
    key = ", ".join(_column(fields[name]) for name in unique)
    # Names come from the model's own fields, values go as parameters.
    changes = ", ".join(
        f"{_column(field)} = EXCLUDED.{_column(field)}" for field in chosen if field.attname not in (*unique, "id")
    )
    sql = (
        f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({', '.join(names)}) "  # noqa: S608  # see above
        f"VALUES ({', '.join(['%s'] * len(names))}) ON CONFLICT ({key}) DO UPDATE SET {changes}"
    )
    prepare = [_preparing(field) for field in chosen]
    values = [[one(value) for one, value in zip(prepare, row, strict=True)] for row in rows]
    if values:
        with connection.cursor() as cursor:
            cursor.executemany(sql, values)


def _preparing(field: "models.Field[Any, Any]") -> Callable[[Any], Any]:
    """Return how a column's values become what the database takes."""
    target = getattr(field, "target_field", field)
    if isinstance(target, models.UUIDField):
        return _as_it_is if connection.features.has_native_uuid_field else _as_hex
    if isinstance(target, models.DateTimeField):
        return connection.ops.adapt_datetimefield_value
    if isinstance(target, models.DateField):
        return connection.ops.adapt_datefield_value
    return _as_it_is


def _as_it_is(value: Any) -> Any:
    return value


def _as_hex(value: Any) -> Any:
    return None if value is None else value.hex


def _column(field: "models.Field[Any, Any]") -> str:
    assert field.column is not None  # noqa: S101  # mypy: concrete fields have one
    return connection.ops.quote_name(field.column)
