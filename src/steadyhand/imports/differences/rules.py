"""Who is believed about which field? Without a rule somebody is asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.imports.differences.touched import STANDING
from steadyhand.imports.kinds import KINDS
from steadyhand.imports.models import FieldRule
from steadyhand.shared.actor import Actor
from steadyhand.shared.changing import change_row
from steadyhand.shared.history import facts_of, record_change

# Kinds that people change here; the rest comes from files and from work.
ASKED_ABOUT = ("customers", "sites", "contacts", "contracts", "machines", "technicians", "calls")


class NoSuchField(Exception):
    """There is no such field to make a rule for."""


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One field that may have a rule."""

    kind: str
    kind_label: str
    field: str
    label: str
    believes: str


def rules_of(tenant_id: UUID) -> Mapping[tuple[str, str], str]:
    """Return the dealership's rules by kind and column."""
    rows = FieldRule.objects.of(tenant_id).values_list("kind", "field", "believes")
    return {(kind, field): believes for kind, field, believes in rows}


def rule_lines(by: Actor) -> list[RuleLine]:
    """Return every field that may have a rule, with what holds now."""
    rules = rules_of(by.tenant_id)
    return [
        RuleLine(kind, KINDS[kind].label, name, label, rules.get((kind, name), FieldRule.Believes.ASK))
        for kind in ASKED_ABOUT
        for name, label in ruled_fields(kind).items()
    ]


def fields_of(kind: str) -> dict[str, str]:
    """Return the columns of a kind that a file fills, with what they are called."""
    return {
        KINDS[kind].field(column.fills).attname: column.field.label
        for column in KINDS[kind].columns
        if column.fills and column.name != "ref"
    }


def ruled_fields(kind: str) -> dict[str, str]:
    """Return the columns that may have a rule. Where a call stands may not: its visits say so, or somebody is asked."""
    fields = fields_of(kind)
    return {name: label for name, label in fields.items() if kind != "calls" or name not in STANDING}


@transaction.atomic
def set_rule(*, by: Actor, kind: str, field: str, believes: str, now: datetime) -> bool:
    """Say who is believed about a field from now on; return whether that is news.

    Raises:
        NoSuchField: no such kind, field or rule, or the actor sees some branches only.
    """
    if by.branch_ids is not None:
        raise NoSuchField("Rules hold for the whole dealership: ask somebody who sees all branches.")
    if kind not in ASKED_ABOUT or field not in ruled_fields(kind) or believes not in FieldRule.Believes.values:
        raise NoSuchField(f"There is no rule {believes!r} for {kind} {field}.")
    row = FieldRule.objects.of(by.tenant_id).select_for_update().filter(kind=kind, field=field).first()
    if row is not None:
        return change_row(row, {"believes": believes}, by=by, at=now, verb="rule for a field changed")
    if believes == FieldRule.Believes.ASK:
        return False
    row = FieldRule.objects.create(tenant_id=by.tenant_id, kind=kind, field=field, believes=believes)
    record_change(row, by=by, at=now, verb="rule for a field made", became=facts_of(row))
    return True
