"""Which column is which, as somebody sees and changes it on the page: a choice for every field of every file."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from steadyhand.imports.bringing import CannotImport, planned_files
from steadyhand.imports.kinds import EVERY_KIND
from steadyhand.imports.reading.files import CannotRead
from steadyhand.imports.runs.plan import VERSION, CannotPlan, PlannedFile
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True)
class FieldChoice:
    """One field and the column it is read from; empty where it isn't in the file."""

    name: str
    input_name: str
    label: str
    column: str
    is_required: bool


@dataclass(frozen=True, slots=True)
class FileColumns:
    """One file: what it is taken for, its columns, and a choice for each field."""

    number: int
    name: str
    kind: str
    kind_input: str
    headers: tuple[str, ...]
    fields: tuple[FieldChoice, ...]
    kinds: tuple[tuple[str, str], ...]
    entry: Mapping[str, Any]


def columns_of_run(by: Actor, run_id: UUID) -> list[FileColumns]:
    """Return the files of a run as they are mapped now.

    Raises:
        CannotImport: a file can't be read any more.
    """
    try:
        files = planned_files(by, run_id)
    except (CannotPlan, CannotRead) as problem:
        raise CannotImport(str(problem)) from problem
    return [_columns(number, file) for number, file in enumerate(files)]


def mapping_from(files: list[FileColumns], chosen: Mapping[str, Any]) -> str:
    """Return the saved mapping that somebody's choices make; what they can't choose here stays as it was."""
    entries = []
    for file in files:
        kind = str(chosen.get(file.kind_input, file.kind))
        if kind not in EVERY_KIND:
            raise CannotImport(f"{kind!r} is no kind of file.")
        if kind != file.kind:
            # Another kind has other fields: its columns are found anew by their names.
            entries.append(_anew(file, kind))
            continue
        before = file.entry["fields"]
        fields = {}
        for field in file.fields:
            column = str(chosen.get(field.input_name, field.column))
            if column and column == field.column:
                fields[field.name] = before[field.name]
            elif column:
                fields[field.name] = {"from": column}
            elif field.name in before and "always" in before[field.name]:
                fields[field.name] = before[field.name]
        entries.append({**file.entry, "fields": fields})
    return json.dumps({"version": VERSION, "files": entries})


def _anew(file: FileColumns, kind: str) -> dict[str, Any]:
    from steadyhand.imports.reading.headers import propose  # noqa: PLC0415  # only when somebody changes a kind

    proposal = propose(EVERY_KIND[kind].file, file.headers, [], country="US")
    fields = json.loads(proposal.mapping.to_json())["fields"]
    return {"file": file.name, "kind": kind, "makes_missing": [], "fields": fields}


def _columns(number: int, file: PlannedFile) -> FileColumns:
    saved = json.loads(file.mapping.to_json())["fields"]
    return FileColumns(
        number=number,
        name=file.name,
        kind=file.kind,
        kind_input=f"kind-{number}",
        headers=file.facts.headers,
        fields=tuple(
            FieldChoice(
                field.name,
                f"field-{number}-{field.name}",
                field.label,
                file.mapping.sources[field.name].column if field.name in file.mapping.sources else "",
                field.required,
            )
            for field in EVERY_KIND[file.kind].file.fields
        ),
        kinds=tuple((kind.name, kind.label) for kind in EVERY_KIND.values()),
        entry={"file": file.name, "kind": file.kind, "makes_missing": sorted(file.makes_missing)}
        | ({"prefix": dict(file.prefixes)} if file.prefixes else {})
        | {"fields": saved},
    )
