"""Did two runs write the same? One SHA-256 over every row of a dealership, the same on both databases."""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models

# How a password is hashed is this installation's affair.
LEFT_OUT = frozenset(("password",))


def digest_of(tenant_id: UUID) -> str:
    """Return the digest of all rows that belong to a dealership, its own included. Reads in constant memory."""
    digest = hashlib.sha256()
    for model in apps.get_models():
        if not any(field.name in ("tenant_id", "is_demo") for field in model._meta.concrete_fields):
            continue
        digest.update(f"\n{model._meta.label}\n".encode())
        for line in lines_of(model, tenant_id):
            digest.update(line.encode())
    return digest.hexdigest()


def lines_of(model: type[models.Model], tenant_id: UUID) -> Iterable[str]:
    """Yield a dealership's rows of one table, each as a line, in the order of their keys."""
    fields = sorted(field.attname for field in model._meta.concrete_fields if field.attname not in LEFT_OUT)
    owner = "tenant_id" if "tenant_id" in fields else "id"
    manager = model._meta.default_manager
    if manager is None:  # for mypy: every model of ours has one
        return
    rows = manager.filter(**{owner: tenant_id}).order_by("pk").values_list(*fields)
    for row in rows.iterator(chunk_size=5_000):
        yield json.dumps([_plain(value) for value in row], sort_keys=True) + "\n"


def _plain(value: Any) -> Any:
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return value
