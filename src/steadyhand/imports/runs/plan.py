"""Which files are these, which columns are which, in what order are they read? For a person to look at and change."""

import json
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any

from steadyhand.imports.kinds import EVERY_KIND, KINDS
from steadyhand.imports.reading.crosswise import read_crosswise
from steadyhand.imports.reading.fields import Kind
from steadyhand.imports.reading.files import CannotRead, FileFacts, Table, open_table
from steadyhand.imports.reading.headers import ColumnSource, MappingUnreadable, knows, recognise
from steadyhand.imports.reading.headers import Mapping as ColumnMapping

VERSION = 1
LONGEST_PREFIX = 12
PRESETS = Path(__file__).resolve().parents[1] / "presets"
# Below this, even the likeliest kind explains too little of a file's columns to go ahead unasked.
LEAST_SCORE = 0.35
LIST_ENDINGS = (".csv", ".tsv", ".txt", ".gz", ".xlsx", ".xlsm", ".xls", ".ods")


class CannotPlan(Exception):
    """Nobody can say what a file is, or a saved mapping doesn't fit; the message is for whoever brought it."""


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A file, what it is taken for and by which columns."""

    path: Path
    name: str
    kind: str
    mapping: ColumnMapping
    facts: FileFacts
    sheet: str = ""
    # Kinds whose missing rows are made from their names alone.
    makes_missing: frozenset[str] = frozenset()
    # It lists all rows there are: one that is known and not in it is missing where it comes from.
    lists_all: bool = False
    # By kind: what goes in front of every number of that kind, so that two systems' numbers don't meet.
    prefixes: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    unused: tuple[str, ...] = field(default=())

    @property
    def place(self) -> int:
        """Return where it comes in the order of reading."""
        return list(EVERY_KIND).index(self.kind)


@cache
def _is_known_header() -> Callable[[str], bool]:
    return knows([kind.file for kind in EVERY_KIND.values()])


def open_list(path: Path, *, name: str, sheet: str = "") -> Table:
    """Open a file as a list; a skills matrix is read crosswise.

    Raises:
        CannotRead: it is no list of rows, or none that can be opened.
    """
    return read_crosswise(open_as_it_stands(path, name=name, sheet=sheet), [kind.file for kind in EVERY_KIND.values()])


def open_as_it_stands(path: Path, *, name: str, sheet: str = "") -> Table:
    """Open a file with its lines as they are, as rejected ones go back to whoever brought them.

    Raises:
        CannotRead: as `open_list`.
    """
    return open_table(path, name=name, sheet=sheet, is_known_header=_is_known_header())


def presets() -> dict[str, str]:
    """Return the mappings that come with Steadyhand: their names and what they are for."""
    return {path.stem: str(json.loads(path.read_text("utf-8"))["about"]) for path in sorted(PRESETS.glob("*.json"))}


def preset_text(name: str) -> str:
    """Return one of the mappings that come along, as JSON.

    Raises:
        CannotPlan: there is none of that name.
    """
    if name not in presets():
        raise CannotPlan(f"There is no mapping called {name}; there are {', '.join(presets())}.")
    return (PRESETS / f"{name}.json").read_text("utf-8")


def read_saved(text: str) -> list[dict[str, Any]]:
    """Return the entries of a saved mapping, one a file.

    Raises:
        CannotPlan: it is none.
    """
    try:
        saved = json.loads(text)
    except json.JSONDecodeError as error:
        raise CannotPlan(f"The mapping is not JSON: {error.msg} in line {error.lineno}.") from error
    if not isinstance(saved, dict) or saved.get("version") != VERSION or not isinstance(saved.get("files"), list):
        raise CannotPlan(f'The mapping needs "version": {VERSION} and "files": a list with one entry a file.')
    for entry in saved["files"]:
        if not isinstance(entry, dict) or not isinstance(entry.get("file"), str) or entry.get("kind") not in EVERY_KIND:
            raise CannotPlan(
                f'The mapping\'s entry {json.dumps(entry)[:80]} needs "file" (a name, * allowed) and "kind": one of '
                f"{', '.join(EVERY_KIND)}."
            )
        strange = set(entry.get("makes_missing", ())) - set(EVERY_KIND)
        if strange:
            raise CannotPlan(f"makes_missing: {', '.join(sorted(strange))} is no kind of file.")
        _check_prefixes(entry.get("prefix", {}))
    entries: list[dict[str, Any]] = saved["files"]
    return entries


def _check_prefixes(prefixes: Any) -> None:
    if not isinstance(prefixes, dict):
        raise CannotPlan('prefix: write which kind gets what in front, as in {"calls": "B-"}.')
    for kind, prefix in prefixes.items():
        # Codes are words that all systems share: JAM is JAM.
        if kind not in KINDS or kind == "codes":
            raise CannotPlan(f"prefix: {kind} is no kind of file that has numbers.")
        if not isinstance(prefix, str) or not prefix.strip() or len(prefix) > LONGEST_PREFIX:
            raise CannotPlan(f"prefix: {prefix!r} for {kind} must be 1 to {LONGEST_PREFIX} letters.")


def saved_mapping(name_or_path: str) -> list[dict[str, Any]]:
    """Return the entries of a preset, by its name, or of a file.

    Raises:
        CannotPlan: there is neither.
    """
    for path in (PRESETS / f"{name_or_path}.json", Path(name_or_path)):
        if path.is_file():
            return read_saved(path.read_text("utf-8"))
    raise CannotPlan(
        f"{name_or_path} is neither a file nor one of the mappings that come along: {', '.join(presets())}."
    )


def to_saved(files: Iterable[PlannedFile]) -> str:
    """Return the mapping of these files as JSON, to keep, change and use again."""
    entries = [
        {"file": file.name, "kind": file.kind, "makes_missing": sorted(file.makes_missing)}
        | ({"prefix": dict(file.prefixes)} if file.prefixes else {})
        | ({"lists_all": True} if file.lists_all else {})
        | {"fields": json.loads(file.mapping.to_json())["fields"]}
        for file in files
    ]
    return json.dumps({"version": VERSION, "files": entries}, indent=2, ensure_ascii=False) + "\n"


def plan_files(
    paths: Sequence[Path], *, country: str, unpack_to: Path, saved: Sequence[Mapping[str, Any]] = (), names: Any = None
) -> list[PlannedFile]:
    """Say of every file what it is, in the order in which they will be read.

    An archive of several lists is unpacked. `names` is what people call files that lie here under another name.

    Raises:
        CannotPlan: a file is no list, or nobody can tell of what; the message says what to do.
    """
    named = names or {}
    planned = [
        _planned(path, named.get(path, path.name), country, saved)
        for archive in paths
        for path in unpacked(archive, unpack_to)
    ]
    return sorted(planned, key=lambda file: (file.place, file.name))


def unpacked(path: Path, to: Path) -> list[Path]:
    """Return the lists in an archive of several, unpacked; any other file itself."""
    # A workbook is an archive as well, but it holds no lists.
    if path.suffix.lower() != ".zip" or not zipfile.is_zipfile(path):
        return [path]
    with zipfile.ZipFile(path) as archive:
        members = [
            member
            for member in archive.infolist()
            if not member.is_dir()
            and member.filename.lower().endswith(LIST_ENDINGS)
            and not Path(member.filename).name.startswith((".", "__"))
        ]
        if len(members) <= 1:
            return [path]
        lists = []
        for member in members:
            # Only the last part of the name: an archive must not write outside its folder.
            target = to / Path(member.filename).name
            to.mkdir(parents=True, exist_ok=True)
            with archive.open(member) as source, target.open("wb") as file:
                while chunk := source.read(1 << 20):
                    file.write(chunk)
            lists.append(target)
        return lists


def _planned(path: Path, name: str, country: str, saved: Sequence[Mapping[str, Any]]) -> PlannedFile:
    entry = next((entry for entry in saved if fnmatch(name.lower(), str(entry["file"]).lower())), None)
    try:
        table = open_list(path, name=name, sheet=str(entry.get("sheet", "")) if entry else "")
        return _by_mapping(path, table, entry) if entry else _by_likeness(path, table, country)
    except (CannotRead, MappingUnreadable) as error:
        raise CannotPlan(f"{name}: {error}") from error


def _by_mapping(path: Path, table: Table, entry: Mapping[str, Any]) -> PlannedFile:
    kind = EVERY_KIND[entry["kind"]].file
    fields = entry.get("fields", {})
    if entry.get("where_there"):
        # A mapping for many dealers' files: what this one's doesn't have is left out.
        there = {header.casefold() for header in table.facts.headers}
        fields = {name: said for name, said in fields.items() if str(said.get("from", "")).casefold() in {"", *there}}
    document = {"version": VERSION, "kind": kind.name, "fields": fields}
    mapping = ColumnMapping.from_json(json.dumps(document))
    mapping.check(kind, table.facts.headers)
    return PlannedFile(
        path,
        table.facts.name,
        kind.name,
        mapping,
        table.facts,
        sheet=str(entry.get("sheet", "")),
        makes_missing=frozenset(entry.get("makes_missing", ())),
        lists_all=bool(entry.get("lists_all")),
        prefixes=dict(entry.get("prefix", {})),
        unused=_unused(mapping, table.facts.headers),
    )


def _by_likeness(path: Path, table: Table, country: str) -> PlannedFile:
    exact = _by_own_labels(table.facts.headers)
    name = table.facts.name
    if exact is not None:
        return PlannedFile(path, name, exact.kind, exact, table.facts, unused=_unused(exact, table.facts.headers))
    kinds = [kind.file for kind in EVERY_KIND.values()]
    ranked = recognise(kinds, table.facts.headers, table.sample(), country=country)
    named = [each for each in ranked if not each.proposal.missing and _is_called(each.kind.name, name)]
    best = (named or [each for each in ranked if not each.proposal.missing] or ranked)[0]
    if best.proposal.missing or (best.score < LEAST_SCORE and not named):
        raise CannotPlan(
            f"{name} looks most like a file of {best.kind.label}: {best.reason} "
            "Say what it is, and which column is which, in a mapping (--mapping), or rename its columns."
        )
    return PlannedFile(
        path,
        name,
        best.kind.name,
        best.proposal.mapping,
        table.facts,
        remarks=tuple(best.proposal.sentences()),
        unused=best.proposal.unused,
    )


def _by_own_labels(headers: Sequence[str]) -> ColumnMapping | None:
    """Recognise what Steadyhand wrote itself: every column is called exactly as a field of one kind."""
    for kind in EVERY_KIND.values():
        labels = {column.field.label: column.name for column in kind.columns}
        if set(headers) <= set(labels):
            sources = {labels[header]: _our_own(header, kind.column(labels[header]).field.kind) for header in headers}
            if all(not field.required or field.name in sources for field in kind.file.fields):
                return ColumnMapping(kind.name, sources)
    return None


def is_our_own(headers: Sequence[str]) -> str:
    """Return the kind of a list that Steadyhand wrote itself, empty for any other."""
    found = _by_own_labels(headers)
    return found.kind if found else ""


def _our_own(header: str, kind: Kind) -> ColumnSource:
    """Read numbers as Steadyhand writes them, whatever the dealership's country."""
    is_number = kind in (Kind.NUMBER, Kind.WHOLE_NUMBER, Kind.MONEY_CENTS, Kind.MINUTES)
    return ColumnSource(header, read_as="decimal point" if is_number else "")


def _is_called(kind: str, name: str) -> bool:
    words = name.lower().replace("-", "_").replace(" ", "_").split(".")[0]
    return kind in words or kind.removesuffix("s") in words.split("_")


def _unused(mapping: ColumnMapping, headers: Sequence[str]) -> tuple[str, ...]:
    used = {name.casefold() for source in mapping.sources.values() for name in (source.column, source.time_column)}
    return tuple(header for header in headers if header.casefold() not in used)


def with_mapping(file: PlannedFile, entry: Mapping[str, Any]) -> PlannedFile:
    """Return the file planned anew by an entry that somebody changed.

    Raises:
        CannotPlan: the entry doesn't fit the file.
    """
    try:
        return replace(
            _by_mapping(file.path, open_list(file.path, name=file.name, sheet=file.sheet), entry), name=file.name
        )
    except (CannotRead, MappingUnreadable) as error:
        raise CannotPlan(f"{file.name}: {error}") from error
