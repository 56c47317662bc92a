"""The same happenings in bulk and through flows: every column of every row, but for differences with a reason."""

import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import models, transaction
from tests.builders.happenings import UNTIL, a_small_dealership

from steadyhand.business.calls.models import PartUsed
from steadyhand.business.machines.models import MeterReading
from steadyhand.shared.models import Change, FindingKey
from steadyhand.shared.rows import Row
from steadyhand.simulator import happenings as h
from steadyhand.simulator.dealers import read_dealer
from steadyhand.simulator.landing.bulk import Landed, land_in_bulk
from steadyhand.simulator.landing.differences import DIFFERENCES, EVERYWHERE
from steadyhand.simulator.landing.through_flows import land_through_flows
from steadyhand.simulator.run import simulate

pytestmark = pytest.mark.django_db
Lines = dict[str, list[str]]
WHOLE_TABLES = {each.table for each in DIFFERENCES if not each.column}
COLUMNS = frozenset((each.table, each.column) for each in DIFFERENCES if each.column)
ALWAYS = {each.column for each in EVERYWHERE}
# In the small story nobody forgets a tap or leaves a box empty, so that only names may differ.
REFS = frozenset((table, column) for table, column in COLUMNS if column == "ref")


def seen_after(
    land: Callable[..., Landed], story: Iterable[h.Happening], *, allowed: frozenset[tuple[str, str]] = REFS
) -> tuple[Lines, list[str]]:
    """Return every row that one way leads to, and the words under which things are found; then take it back.

    Columns in `allowed` are left out: they may differ.
    """
    with transaction.atomic():
        landed = land(story, run="small", until=UNTIL)
        names = names_of(landed.tenant_id)
        tables = {
            model._meta.label: sorted(lines(model, landed.tenant_id, names, allowed))
            for model in apps.get_models()
            if issubclass(model, Row) and model._meta.label not in WHOLE_TABLES
        }
        keys = FindingKey.objects.filter(tenant_id=landed.tenant_id).values_list("key", "target_id", "target_kind")
        words = sorted(f"{key} {names[target]} {kind}" for key, target, kind in keys)
        transaction.set_rollback(True)
    return tables, words


def names_of(tenant_id: UUID) -> dict[UUID, str]:
    """Return what each row is called whatever its id: its number, or what it belongs to."""
    names: dict[UUID, str] = {}
    for model in apps.get_models():
        if not any(field.name == "tenant_id" for field in model._meta.concrete_fields) or model is FindingKey:
            continue
        for row in model._meta.default_manager.filter(tenant_id=tenant_id):  # type: ignore[union-attr]
            names[row.pk] = f"{model._meta.label} {getattr(row, 'ref', '') or row}"
    for used in PartUsed.objects.of(tenant_id).select_related("visit", "part"):
        names[used.id] = f"{used.part.ref} of {used.visit.ref}"
    for reading in MeterReading.objects.of(tenant_id).select_related("meter"):
        names[reading.id] = f"{reading.meter.ref} at {reading.read_at}"
    return names


def lines(model: type[Row], tenant_id: UUID, names: dict[UUID, str], allowed: frozenset[tuple[str, str]]) -> list[str]:
    fields = [
        field
        for field in model._meta.concrete_fields
        if field.attname not in ALWAYS and (model._meta.label, field.attname) not in allowed
    ]
    return [
        json.dumps({field.attname: named(field, getattr(row, field.attname), names) for field in fields}, default=str)
        for row in model.objects.of(tenant_id)
    ]


def named(field: "models.Field[Any, Any]", value: Any, names: dict[UUID, str]) -> Any:
    return names.get(value, value) if isinstance(value, UUID) and field.attname != "tenant_id" else value


def test_both_ways_lead_to_the_same_rows() -> None:
    in_bulk, _ = seen_after(land_in_bulk, a_small_dealership())
    lived, _ = seen_after(land_through_flows, a_small_dealership())

    assert {table: rows for table, rows in in_bulk.items() if rows != lived[table]} == {}
    assert sum(len(rows) for rows in in_bulk.values()) > 30


@pytest.mark.slow
def test_a_simulated_month_leads_to_the_same_rows_but_for_the_differences_with_a_reason() -> None:
    until = datetime(2026, 3, 13, 18, 0, tzinfo=UTC)
    story = list(simulate(read_dealer("typical"), technicians=1, years=1 / 16, seed=7, until=until))

    in_bulk, _ = seen_after(land_in_bulk, story, allowed=COLUMNS)
    lived, _ = seen_after(land_through_flows, story, allowed=COLUMNS)

    assert {table: set(rows) ^ set(lived[table]) for table, rows in in_bulk.items() if rows != lived[table]} == {}
    assert len(in_bulk["calls.Visit"]) > 25


def test_everything_is_found_under_the_same_words_both_ways() -> None:
    _, in_bulk = seen_after(land_in_bulk, a_small_dealership())
    _, lived = seen_after(land_through_flows, a_small_dealership())

    assert in_bulk == lived


def test_what_people_did_is_in_the_history_and_what_a_file_brought_is_not() -> None:
    landed = land_through_flows(a_small_dealership(), run="small", until=UNTIL)

    changes = Change.objects.of(landed.tenant_id).order_by("at", "id").values_list("by_name", "verb")
    assert changes[0] == ("Dana Whitfield", "took the call")
    assert ("Bruno Salas", "set out") in changes
    assert ("Dana Whitfield", "moved a visit") in changes
    assert Change.objects.of(landed.tenant_id).filter(about_kind="customers.customer").count() == 0


def test_every_difference_is_of_a_column_there_is() -> None:
    for each in DIFFERENCES:
        model = apps.get_model(each.table)

        assert not each.column or each.column in {field.attname for field in model._meta.concrete_fields}
