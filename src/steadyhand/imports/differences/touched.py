"""Which fields of a row did somebody change here since the ERP last spoke about them, and what did it say then?"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models

from steadyhand.business.calls.models import Visit
from steadyhand.shared.models import Change
from steadyhand.shared.rows import ArrivingRow

# What history calls a field for which the ERP's value was taken by hand: from then on it is the ERP's word again.
TOOK = "took the ERP's value"
# A decision, not a change: it says nothing new about the field.
KEPT = "kept ours against the ERP"
UNKNOWN = object()
# What each visit, closing or cancelling moves. History tells of the visit, so these can't be asked one by one.
STANDING = frozenset(("state", "waiting_for", "closed_at", "closed_at_how", "cancelled_because"))


@dataclass(frozen=True, slots=True)
class Touched:
    """Who changed a field here last, when, and what stood there before; `UNKNOWN` if the ERP never spoke of it."""

    by: str
    at: datetime
    before: Any


Fields = dict[str, Touched]


def touched_fields(
    model: type[ArrivingRow], tenant_id: UUID, ids: Iterable[UUID], *, verbs_of_files: frozenset[str]
) -> Mapping[UUID, Fields]:
    """Return for each row the columns changed here; one query for all of them."""
    names = {name: field.attname for field in model._meta.concrete_fields for name in (field.name, field.attname)}
    found: dict[UUID, Fields] = defaultdict(dict)
    entries = Change.objects.of(tenant_id).filter(about_id__in=list(ids)).exclude(verb=KEPT).order_by("at", "id")
    for row_id, at, by, verb, was, became in entries.values_list("about_id", "at", "by_name", "verb", "was", "became"):
        fields = found[row_id]
        for said in became.keys() | was.keys():
            name = names.get(said)
            if name is None:
                continue
            if verb in verbs_of_files:
                fields.pop(name, None)
            else:
                first = fields.get(name)
                fields[name] = Touched(by, at, first.before if first else was.get(said, UNKNOWN))
    return found


def worked_on_calls(tenant_id: UUID, ids: Iterable[UUID], *, verbs_of_files: frozenset[str]) -> Mapping[UUID, Touched]:
    """Return those calls that somebody worked on here, by themselves or on a visit, and who did last; two queries."""
    ids = list(ids)
    call_of = dict(Visit.objects.of(tenant_id).filter(call_id__in=ids).values_list("id", "call_id"))
    call_of |= {call_id: call_id for call_id in ids}
    entries = Change.objects.of(tenant_id).filter(about_id__in=list(call_of)).exclude(verb__in={KEPT, *verbs_of_files})
    return {
        call_of[about]: Touched(by, at, UNKNOWN)
        for about, by, at in entries.order_by("at", "id").values_list("about_id", "by_name", "at")
    }


def is_same(field: "models.Field[Any, Any]", one: Any, other: Any) -> bool:
    """Tell whether two plain values, from history or a waiting change, mean the same."""
    return bool(_value(field, one) == _value(field, other))


def _value(field: "models.Field[Any, Any]", plain: Any) -> Any:
    if plain is None:
        return "" if field.empty_strings_allowed and not field.null else None
    if isinstance(field, models.ForeignKey):
        return UUID(str(plain))
    return field.to_python(plain)
