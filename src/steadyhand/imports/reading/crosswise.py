"""A skills matrix as dealerships have it: a row a person, a column a skill. Read as one row a person and skill."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from steadyhand.imports.reading.fields import FileKind
from steadyhand.imports.reading.files import BrokenLine, Cell, FileFacts, ReadingNotes, Table
from steadyhand.imports.reading.headers import knows

# How the person's column is called, the surest first: a number names somebody more surely than a name.
PEOPLE = (
    "technician number", "technician #", "tech #", "tech id", "employee number", "employee #", "employee id",
    "technician", "technician name", "tech", "tech name", "employee", "employee name", "name",
)  # fmt: skip
OF_PEOPLE = frozenset(("technicians", "skills", "certifications"))
HEADERS = ("Technician", "Skill", "Skill level")
# A list that only says “Name” may be one of anything: beside a matrix's levels little else stands.
WEAK, MOST_BESIDE = "name", 3
# Fewer columns of levels are something else: a list of technicians has a network level.
FEWEST_SKILLS = 3
LEVELS = frozenset(("0", "1", "2", "3", "4", "none", "learning", "assisted", "independent", "teaches"))
# What people write where they mean nothing.
BLANKS = frozenset(("", "-", "–", "—", "n/a", "na", "."))
# Of what stands in a column of levels at most one cell, or this share of many, is something else: it is rejected with
# its reason.
MOST_STRANGE = 0.2


class SkillsMatrix:
    """A table that reads another one crosswise; lines stay those of the file."""

    def __init__(self, table: Table, person: int, skills: Sequence[int]) -> None:
        self._table, self._person, self._skills = table, person, skills
        self.notes: ReadingNotes = table.notes
        headers = table.facts.headers
        used = {person, *skills}
        unread = [header for place, header in enumerate(headers) if place not in used]
        remarks: tuple[str, ...] = (
            f"A matrix of {len(skills)} skills, a row a person: each level in it is taken as a row of its own.",
        )
        if unread:
            remarks += (f"Not levels, so not read here: {', '.join(unread)}.",)
        self.facts: FileFacts = replace(
            table.facts,
            headers=HEADERS,
            rows_guessed=table.facts.rows_guessed * len(skills),
            remarks=(*table.facts.remarks, *remarks),
        )

    def rows(self, *, on_broken: Callable[[BrokenLine], None]) -> Iterator[tuple[int, list[Cell]]]:
        for line, cells in self._table.rows(on_broken=on_broken):
            self.notes = self._table.notes
            for row in self._of(cells):
                yield line, row

    def sample(self, size: int = 2000) -> list[list[Cell]]:
        return [row for cells in self._table.sample(size) for row in self._of(cells)][:size]

    def _of(self, cells: Sequence[Cell]) -> Iterator[list[Cell]]:
        for place in self._skills:
            level = _level(cells[place])
            if level.casefold() not in BLANKS:
                skill = self._table.facts.headers[place]
                # What is no level is rejected, and says then of which of eighty columns it is.
                yield [cells[self._person], skill, level if level.casefold() in LEVELS else f"{skill}: {level}"]


def read_crosswise(table: Table, kinds: Iterable[FileKind]) -> Table:
    """Return a skills matrix as a list of skills, and any other table as it is."""
    headers = table.facts.headers
    names = [header.strip().casefold() for header in headers]
    person = next((names.index(each) for each in PEOPLE if each in names), None)
    if person is None:
        return table
    sample = table.sample()
    # A column that a list of people has is no skill, whatever stands in it.
    is_column_of_people = knows([kind for kind in kinds if kind.name in OF_PEOPLE])
    skills = [
        place
        for place, header in enumerate(headers)
        if place != person
        and not is_column_of_people(header)
        and _are_levels([_level(row[place]) for row in sample if place < len(row)])
    ]
    is_weak = names[person] == WEAK and len(headers) - len(skills) - 1 > MOST_BESIDE
    return SkillsMatrix(table, person, skills) if len(skills) >= FEWEST_SKILLS and not is_weak else table


def _are_levels(values: Sequence[str]) -> bool:
    said = [value.casefold() for value in values if value.casefold() not in BLANKS]
    strange = sum(value not in LEVELS for value in said)
    return strange < len(said) and strange <= max(1, MOST_STRANGE * len(said))


def _level(cell: Cell) -> str:
    """Return a cell as it is meant: a workbook's 3.0 is 3, and “3 – independent” is 3."""
    if isinstance(cell, int | float):
        return f"{cell:g}"
    text = str(cell).strip()
    return text[0] if len(text) > 1 and text[0] in "01234" and text[1] in " -:–=" else text
