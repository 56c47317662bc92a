"""Which rows do a file's cells name? What can't be found is refused with what to do, or made from its name alone."""

from collections.abc import Mapping
from typing import Protocol

from steadyhand.imports.kinds.columns import short_ref
from steadyhand.imports.kinds.shape import Column, RowKind
from steadyhand.imports.taking.context import Context
from steadyhand.imports.taking.references import References
from steadyhand.imports.taking.rows import Known, Rows

LONGEST_CODE = 30
# How kinds are called in a sentence about one of them.
ONE_OF = {
    "customers": "customer",
    "sites": "site",
    "contacts": "contact",
    "contracts": "contract",
    "models": "model",
    "machines": "machine",
    "parts": "part",
    "technicians": "technician",
    "codes": "code",
    "calls": "call",
    "visits": "visit",
    "places": "place",
    "suppliers": "supplier",
    "supplier_orders": "order",
    "branches": "branch",
    "calendars": "calendar",
    "users": "person who signs in",
}


class Preparing(Protocol):
    """The part of the pipeline that makes rows of another kind."""

    def prepare(self, kind_name: str, rows: Rows) -> None: ...


class Linking:
    """Turns names in cells into rows. `makes_missing` are the kinds that a file may name without their being there."""

    def __init__(self, pipeline: Preparing, references: References, context: Context) -> None:
        self._pipeline = pipeline
        self._references = references
        self._context = context
        self.makes_missing: frozenset[str] = frozenset()
        # By kind: what goes in front of the numbers of this file.
        self.prefixes: Mapping[str, str] = {}

    def resolve(self, kind: RowKind, rows: Rows) -> None:
        """Look up every cell of the rows that names another row."""
        for column in kind.links():
            if column.name in rows.names and not rows.has_link(column.name):
                self._resolve_column(column, rows)

    def _resolve_column(self, column: Column, rows: Rows) -> None:
        prefix = self.prefixes.get(column.link, "")
        texts = [None if text is None else _looked_for(column, text, prefix) for text in rows.cells(column.name)]
        customers = rows.link("customer")
        found = self._references.find(column.link, texts, customers)
        missing = {
            index: text for index, (text, known) in enumerate(zip(texts, found, strict=True)) if text and known is None
        }
        if missing and column.link in self.makes_missing:
            made = self._make(column, rows, missing)
            found = [known or made.get(text_key(customers[index], texts[index])) for index, known in enumerate(found)]
        for index, (text, known) in enumerate(zip(texts, found, strict=True)):
            if text is not None and (known is None or not known.id or not self._context.may_see(known)):
                if column.is_soft:
                    self._context.remark(f"{column.field.label} was left out, because it isn't in the record yet")
                else:
                    self._refuse(column, rows, index, known)
                found[index] = None
        rows.set_link(column.name, found)

    def _refuse(self, column: Column, rows: Rows, index: int, known: Known | None) -> None:
        one, said = ONE_OF[column.link], rows.cells(column.name)[index]
        if known is None:
            reason = f"{one.capitalize()} {said} is neither in these files nor in the record."
            advice = f"Import the {one} first, or correct what is written here."
        elif not known.id:
            reason = f"{one.capitalize()} {said} could be several: the name is not the only one of its kind."
            advice = f"Write the {one}'s number instead."
        else:
            reason = f"{one.capitalize()} {said} belongs to a branch that isn't yours."
            advice = "Ask somebody who looks after that branch, or an administrator of all branches."
        rows.reject(index, column.name, reason, advice)

    def _make(self, column: Column, rows: Rows, missing: dict[int, str]) -> dict[tuple[str, str], Known]:
        """Make placeholders for rows that are named and not there, each once."""
        customers = rows.link("customer")
        first = {text_key(customers[index], text): index for index, text in reversed(missing.items())}
        cells = [rows.cells(column.name)[index] for index in first.values()]
        made = Rows([rows.lines[index] for index in first.values()], {"name": cells})
        if column.link in self.prefixes:
            made.set_cells("ref", [missing[index] for index in first.values()])
        if column.link == "codes":
            made.set_cells("kind", [column.within.removesuffix(":")] * len(cells))
            made.set_cells("code", [short_ref(cell, LONGEST_CODE) for cell in cells])
        if column.link == "sites":
            made.set_link("customer", [customers[index] for index in first.values()])
        if column.link == "customers" and rows.has_link("branch"):
            made.set_link("branch", [rows.link("branch")[index] for index in first.values()])
        self._pipeline.prepare(column.link, made)
        rows.first.append((column.link, made))
        new = sum(made.is_new)
        if new:
            self._context.remark(f"Placeholder {ONE_OF[column.link]}s were made from their names alone", new)
        return dict(zip(first, made.known(), strict=True))


def _looked_for(column: Column, text: str, prefix: str) -> str:
    """Return the number a cell stands for: a code's has its kind in front, and no more letters than fit."""
    if column.within:
        return f"{column.within}{short_ref(text, LONGEST_CODE)}"
    return short_ref(prefix + text) if prefix else text


def text_key(customer: Known | None, text: str | None) -> tuple[str, str]:
    return (customer.id if customer else "", text or "")
