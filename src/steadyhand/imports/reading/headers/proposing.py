"""Which column is which field, and what kind of file is it? A proposal with reasons, for a person to confirm."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from steadyhand.imports.reading.fields import Field, FileKind, Kind
from steadyhand.imports.reading.files.facts import Cell
from steadyhand.imports.reading.headers.likeness import Columns, likeness
from steadyhand.imports.reading.headers.mapping import ColumnSource, Mapping
from steadyhand.imports.reading.headers.spelling import meant_words

# Below this a proposal would be wrong more often than right; measured on the headers in the tests.
LEAST_CONFIDENCE = 0.55


@dataclass(frozen=True, slots=True)
class ProposedColumn:
    """One field's column, how sure we are (0 to 1), and why."""

    field: Field
    column: str
    time_column: str
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A whole mapping: what was found, which required fields were not, which columns nobody wants."""

    mapping: Mapping
    columns: tuple[ProposedColumn, ...]
    missing: tuple[Field, ...]
    unused: tuple[str, ...]

    def sentences(self) -> list[str]:
        """Return what a person should look at before agreeing."""
        doubtful = [
            f"{each.field.label}: {each.reason}; please check."
            for each in self.columns
            if each.confidence < 0.8  # noqa: PLR2004
        ]
        missing = [
            f"{field.label}: no column was found, and every row needs one. Say in the mapping where it comes from."
            for field in self.missing
        ]
        return missing + doubtful


@dataclass(frozen=True, slots=True)
class Recognition:
    """How much a file looks like one kind of file: `score` from 0 to 1."""

    kind: FileKind
    score: float
    proposal: Proposal
    reason: str


def propose(kind: FileKind, headers: Sequence[str], sample: Sequence[Sequence[Cell]], *, country: str) -> Proposal:
    """Propose a mapping; each column is used at most once, the surest pair first."""
    columns = Columns.of(headers, sample, country)
    pairs = [
        (found.confidence, header, field, found.reason)
        for header in columns.headers
        for field in kind.fields
        if (found := likeness(columns, header, field, kind)).confidence >= LEAST_CONFIDENCE
    ]
    pairs.sort(key=lambda pair: -pair[0])
    chosen: dict[str, ProposedColumn] = {}
    free = list(columns.headers)
    for confidence, header, field, reason in pairs:
        if field.name not in chosen and header in free:
            free.remove(header)
            chosen[field.name] = ProposedColumn(field, header, "", round(confidence, 2), reason)
    for name, each in list(chosen.items()):
        if each.field.kind is Kind.MOMENT and not columns.has_times_of_day(each.column):
            chosen[name] = _with_time_column(each, columns, free)
    found_columns = tuple(chosen[field.name] for field in kind.fields if field.name in chosen)
    sources = {each.field.name: ColumnSource(each.column, each.time_column) for each in found_columns}
    missing = tuple(field for field in kind.fields if field.required and field.name not in chosen)
    return Proposal(Mapping(kind.name, sources), found_columns, missing, tuple(free))


def _with_time_column(each: ProposedColumn, columns: Columns, free: list[str]) -> ProposedColumn:
    """Find the column of times that belongs to a column of dates: "Call Time" beside "Call Date"."""
    wanted = {word for word in meant_words(each.column) if word != "date"} | {"time"}
    for header in free:
        if set(meant_words(header)) == wanted and columns.are_times(header):
            free.remove(header)
            reason = f'{each.reason}, with the time of day from "{header}"'
            return ProposedColumn(each.field, each.column, header, each.confidence, reason)
    return each


def recognise(
    kinds: Iterable[FileKind], headers: Sequence[str], sample: Sequence[Sequence[Cell]], *, country: str
) -> list[Recognition]:
    """Rank the kinds of file by how well they explain a file's columns, the likeliest first."""
    ranked = [_recognition(kind, propose(kind, headers, sample, country=country), len(headers)) for kind in kinds]
    return sorted(ranked, key=lambda each: -each.score)


def _recognition(kind: FileKind, proposal: Proposal, columns: int) -> Recognition:
    needed = sum(field.required for field in kind.fields)
    found_share = 1 - len(proposal.missing) / needed if needed else 1.0
    explained = sum(each.confidence * (2 if each.time_column else 1) for each in proposal.columns)
    # What a file must have counts more than how much else it has.
    score = (0.3 + 0.7 * found_share) * explained / max(1, columns)
    reason = f"{len(proposal.columns)} of its {columns} columns belong to {kind.label}"
    if proposal.missing:
        reason += f", but {', '.join(field.label for field in proposal.missing)} is missing"
    return Recognition(kind, round(min(1.0, score), 3), proposal, reason + ".")


def knows(kinds: Iterable[FileKind]) -> Callable[[str], bool]:
    """Return a test whether a cell is the name of a field, for finding a file's header line."""
    known = {
        frozenset(meant_words(phrase))
        for kind in kinds
        for field in kind.fields
        for phrase in (field.name, field.label, *field.synonyms)
    }
    known.discard(frozenset())
    return lambda header: frozenset(meant_words(header)) in known
