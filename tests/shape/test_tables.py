"""Tables keep the key rules from the first migration on (docs/decisions/0004)."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from steadyhand.shared.rows import ArrivingRow

SRC = Path(__file__).resolve().parents[2] / "src" / "steadyhand"
OURS = [model for model in apps.get_models() if model.__module__.startswith("steadyhand.")]
# The firm itself: its id is everybody else's tenant_id.
TENANT = "dealership.dealership"


def named(model: type[models.Model]) -> str:
    return model._meta.label_lower


def columns_of(rule: models.UniqueConstraint) -> list[str]:
    return [*rule.fields, *(str(getattr(each, "name", "")) for each in rule.expressions)]


@pytest.mark.parametrize("model", [model for model in OURS if model._meta.label_lower != TENANT], ids=named)
def test_every_row_belongs_to_one_dealership(model: type[models.Model]) -> None:
    field = model._meta.get_field("tenant_id")

    assert isinstance(field, models.UUIDField)
    assert not field.null


@pytest.mark.parametrize("model", OURS, ids=named)
def test_ids_are_made_by_the_application(model: type[models.Model]) -> None:
    key = model._meta.pk

    if isinstance(key, models.CompositePrimaryKey):
        assert "tenant_id" in key.field_names
    else:
        assert isinstance(key, models.UUIDField)
        assert callable(key.default)


@pytest.mark.parametrize("model", [model for model in OURS if model._meta.label_lower != TENANT], ids=named)
def test_every_uniqueness_carries_the_tenant(model: type[models.Model]) -> None:
    for field in model._meta.concrete_fields:
        assert field.primary_key or not field.unique, f"{named(model)}.{field.name} is unique across dealerships"
    for rule in model._meta.constraints:
        if isinstance(rule, models.UniqueConstraint):
            assert "tenant_id" in columns_of(rule), f"{rule.name} does not carry tenant_id"


@pytest.mark.parametrize("model", OURS, ids=named)
def test_nothing_below_reaches_back_up(model: type[models.Model]) -> None:
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey):
            assert field.remote_field.related_name == "+", f"{named(model)}.{field.name} needs related_name='+'"


@pytest.mark.parametrize("model", OURS, ids=named)
def test_a_key_into_a_large_table_can_be_followed_backwards_fast(model: type[models.Model]) -> None:
    """Deleting a row asks every table that refers to it; without an index that reads the whole table."""
    # Few rows, hardly ever deleted: an index would cost every insert and help nobody.
    small = {
        "branch",
        "calendar",
        "closedday",
        "machinemodel",
        "code",
        "dealership",
        "user",
        "part",
        "technician",
        "place",
    }
    leading = {rule.fields[0] for rule in model._meta.indexes if rule.fields}
    leading |= {columns_of(rule)[0] for rule in model._meta.constraints if isinstance(rule, models.UniqueConstraint)}

    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and field.remote_field.model._meta.model_name not in small:
            has_own = getattr(field, "db_index", False)
            assert field.name in leading or has_own, f"{named(model)}.{field.name} has no index leading with it"


@pytest.mark.parametrize(
    "model",
    [model for model in OURS if issubclass(model, ArrivingRow)],
    ids=named,
)
def test_rows_that_arrive_in_files_hide_until_they_land(model: type[ArrivingRow]) -> None:
    assert model._default_manager is model._meta.managers_map["objects"]
    assert "shared_batch" in str(model._default_manager.all().query)


def test_only_the_importer_sees_what_is_arriving() -> None:
    users = {
        str(path.relative_to(SRC))
        for path in SRC.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr == "with_arriving"
    }

    assert {path for path in users if not path.startswith(("imports/", "shared/landing.py"))} == set()


def test_only_a_part_s_own_files_use_its_tables() -> None:
    """Others ask its queries. Insight may read all; imports and the simulator write rows in bulk."""
    parts = {path.name for path in (SRC / "business").iterdir() if path.is_dir()}
    strangers = []
    for path in SRC.rglob("*.py"):
        where = path.relative_to(SRC).parts
        if where[0] in ("imports", "simulator", "config", "shared") or "migrations" in where:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and (node.module or "").endswith(".models"):
                names = (node.module or "").split(".")
                if names[1] == "business" and names[2] in parts:
                    own = where[0] == "business" and where[1] in (names[2], "insight")
                    # A table may point at a lower part's table: models import models.
                    keys = where[0] == "business" and (where[-1] == "models.py" or where[2:3] == ("models",))
                    if not own and not keys:
                        strangers.append(f"{'/'.join(where)} imports {node.module}")

    assert strangers == []
