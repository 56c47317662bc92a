"""Who changed what, when and why? One entry a change, written in the transaction of the change."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.forms.models import model_to_dict

from steadyhand.shared.actor import Actor
from steadyhand.shared.models import Change
from steadyhand.shared.rows import Row


def record_change(  # an entry has this many columns
    about: Row,
    *,
    by: Actor,
    at: datetime,
    verb: str,
    why: str = "",
    was: Mapping[str, Any] | None = None,
    became: Mapping[str, Any] | None = None,
) -> None:
    """Add one entry to the history. Call it inside the transaction that makes the change."""
    Change.objects.create(
        tenant_id=about.tenant_id,
        at=at,
        by_id=by.user_id,
        by_name=by.name,
        about_kind=about._meta.label_lower,
        about_id=about.id,
        verb=verb,
        why=why,
        was=plain_facts(was),
        became=plain_facts(became),
    )


def facts_of(row: models.Model) -> dict[str, Any]:
    """Return a row's own fields as plain values, for `was` and `became`."""
    return plain_facts(model_to_dict(row))


def differences(was: Mapping[str, Any], became: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the parts of both that differ."""
    names = [name for name in became if was.get(name) != became[name]]
    return {name: was.get(name) for name in names}, {name: became[name] for name in names}


def changes_of(tenant_id: UUID, about_ids: Iterable[UUID], *, most: int = 100) -> list[Change]:
    """Return the newest entries about any of these rows, newest first."""
    return list(Change.objects.of(tenant_id).filter(about_id__in=list(about_ids)).order_by("-at", "-id")[:most])


def first_changes(tenant_id: UUID, about_ids: Iterable[UUID], *, verb: str) -> dict[UUID, dict[str, Any]]:
    """Return what each of these rows was before the first change of this kind; rows without one are left out."""
    rows = Change.objects.of(tenant_id).filter(about_id__in=list(about_ids), verb=verb).order_by("-at", "-id")
    # Of several the earliest is read last, and stays.
    return dict(rows.values_list("about_id", "was"))


def plain_facts(facts: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return the facts as JSON would give them back, so that was and became compare."""
    plain: dict[str, Any] = json.loads(json.dumps(dict(facts or {}), cls=DjangoJSONEncoder))
    return plain
