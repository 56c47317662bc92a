"""What files are taken for: by their looks, by a saved mapping, by a preset, out of an archive."""

import json
import zipfile
from pathlib import Path

import pytest
from tests.builders.imports import a_file

from steadyhand.imports.kinds import KINDS
from steadyhand.imports.reading.headers import Mapping
from steadyhand.imports.runs.plan import CannotPlan, plan_files, presets, read_saved, saved_mapping, to_saved


def test_files_are_recognised_and_ordered(tmp_path: Path) -> None:
    machines = a_file(tmp_path / "a.csv", "Equip #,Serial No.,Model,Cust No", "E1,NV1,C450,1001")
    customers = a_file(tmp_path / "b.csv", "Customer #,Customer Name,Phone", "1001,Chen,555-0148")

    planned = plan_files([machines, customers], country="US", unpack_to=tmp_path)

    assert [(file.name, file.kind) for file in planned] == [("b.csv", "customers"), ("a.csv", "machines")]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_knows_its_own_export(kind: str, tmp_path: Path) -> None:
    labels = [column.field.label for column in KINDS[kind].columns if column.export_path]
    file = a_file(tmp_path / "list.csv", ",".join(labels), ["x"] * len(labels))

    (planned,) = plan_files([file], country="US", unpack_to=tmp_path)

    assert (planned.kind, planned.unused) == (kind, ())


def test_a_saved_mapping_is_used_again(tmp_path: Path) -> None:
    file = a_file(tmp_path / "list.csv", "Customer #,Name,Trading As", "1,Chen GmbH,Chen")
    saved = json.loads(to_saved(plan_files([file], country="US", unpack_to=tmp_path)))
    saved["files"][0]["fields"]["name"] = {"from": "Trading As"}

    (planned,) = plan_files([file], country="US", unpack_to=tmp_path, saved=read_saved(json.dumps(saved)))

    assert planned.mapping.sources["name"].column == "Trading As"
    assert planned.unused == ("Name",)


def test_a_saved_mapping_that_names_no_column_says_so(tmp_path: Path) -> None:
    file = a_file(tmp_path / "list.csv", "Customer #,Name", "1,Chen")
    saved = [{"file": "*", "kind": "customers", "fields": {"name": {"from": "Nmae"}}}]

    with pytest.raises(CannotPlan, match=r"list.csv: fields.name.from: the file has no column 'Nmae'"):
        plan_files([file], country="US", unpack_to=tmp_path, saved=saved)


def test_a_file_nobody_can_place_is_refused_with_what_it_resembles(tmp_path: Path) -> None:
    file = a_file(tmp_path / "weather.csv", "Station,Wind,Rain", "A,12,3")

    with pytest.raises(CannotPlan, match=r"weather\.csv looks most like a file of"):
        plan_files([file], country="US", unpack_to=tmp_path)


def test_an_archive_of_several_lists_is_unpacked_within_its_folder(tmp_path: Path) -> None:
    archive = tmp_path / "all.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("../../customers.csv", "Customer #,Customer Name\n1,Chen\n")
        packed.writestr("lists/models.csv", "Model,Manufacturer\nC450,Norvik\n")
        packed.writestr("__MACOSX/._models.csv", "rubbish")

    planned = plan_files([archive], country="US", unpack_to=tmp_path / "unpacked")

    assert [file.path for file in planned] == [
        tmp_path / "unpacked" / "customers.csv",
        tmp_path / "unpacked" / "models.csv",
    ]


def test_an_unknown_mapping_names_those_that_come_along() -> None:
    with pytest.raises(CannotPlan, match="boston-311, e-automate-like, it-incidents"):
        saved_mapping("my-mapping")


@pytest.mark.parametrize("preset", presets())
def test_a_preset_names_only_fields_there_are(preset: str) -> None:
    for entry in saved_mapping(preset):
        kind = KINDS[entry["kind"]].file
        mapping = Mapping.from_json(json.dumps({"version": 1, "kind": kind.name, "fields": entry["fields"]}))

        mapping.check(kind, tuple(source.column for source in mapping.sources.values()))
