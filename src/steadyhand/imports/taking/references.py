"""Whom or what does a cell name? By number first, then by serial or name; in this run's files, then in the database."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from steadyhand.imports.taking.rows import Known
from steadyhand.imports.taking.scratch import Scratch
from steadyhand.imports.taking.tables import ArrivingTable, id_of

# Beyond this many remembered answers of one kind we forget them all: memory stays bounded, asking again is cheap.
MOST_REMEMBERED = 200_000
# What a name leads to that several rows share: it has no id.
SHARED = Known("")


@dataclass(frozen=True, slots=True)
class Target:
    """How rows of a kind are named by others.

    `ways` are the columns looked through, in order; one of `within_customer` only counts among its customer's rows.
    `known` are the lookups of branch, customer and site, empty where a kind has none.
    """

    ways: tuple[str, ...]
    known: tuple[str, str, str]
    within_customer: frozenset[str] = frozenset()


TARGETS: Mapping[str, Target] = {
    "customers": Target(("ref", "name"), ("branch_id", "id", "")),
    "sites": Target(
        ("ref", "name", "street"), ("customer__branch_id", "customer_id", "id"), frozenset(("name", "street"))
    ),
    "contacts": Target(("ref", "name"), ("customer__branch_id", "customer_id", ""), frozenset(("name",))),
    "contracts": Target(("ref",), ("customer__branch_id", "customer_id", "")),
    "models": Target(("ref", "name"), ("", "", "")),
    "machines": Target(("ref", "serial", "asset_tag"), ("customer__branch_id", "customer_id", "site_id")),
    "parts": Target(("ref", "name"), ("", "", "")),
    "technicians": Target(("ref", "name", "email"), ("branch_id", "", "")),
    "codes": Target(("ref",), ("", "", "")),
    "calls": Target(("ref",), ("branch_id", "customer_id", "site_id")),
    "visits": Target(("ref",), ("call__branch_id", "call__customer_id", "")),
    "places": Target(("ref", "name"), ("branch_id", "", "")),
    "suppliers": Target(("ref", "name"), ("", "", "")),
    "supplier_orders": Target(("ref",), ("branch_id", "", "")),
}


# A question is what a cell says, with its customer in front where that matters (`scratch_key`).
Answers = dict[str | None, Known | None]


class References:
    """Answers for one run. What it found once it remembers, so a customer of a thousand calls is looked up once."""

    def __init__(self, scratch: Scratch, table_of: Callable[[str], ArrivingTable]) -> None:
        self._scratch = scratch
        self._table_of = table_of
        self._answers: dict[str, Answers] = {}

    def give(self, kind: str, named: Mapping[str, Known]) -> None:
        """Add rows of a kind that lives in no arriving table: branches, calendars, people who sign in."""
        self._answers.setdefault(kind, {None: None}).update(named)

    def forget(self, kind: str) -> None:
        """Drop what is remembered about a kind, because new rows of it have just been written."""
        self._answers.pop(kind, None)

    def find(self, kind: str, texts: Sequence[str | None], customers: Sequence[Known | None]) -> list[Known | None]:
        """Return for each text the row it names, None where it names none, `SHARED` where it names several."""
        answers = self._answers.setdefault(kind, {None: None})
        target = TARGETS.get(kind)
        if target is None:  # kinds that were given whole
            return list(map(answers.get, texts))
        questions = texts
        if target.within_customer:
            questions = [
                None if text is None else scratch_key(customer.customer_id or customer.id if customer else "", text)
                for text, customer in zip(texts, customers, strict=True)
            ]
        asked = set(questions) - answers.keys()
        if asked:
            if len(answers) + len(asked) > MOST_REMEMBERED:
                answers.clear()
                answers[None] = None
                asked = set(questions) - {None}
            text_of = dict(zip(questions, texts, strict=True))
            self._ask(kind, target, {asking: text_of[asking] for asking in asked if asking is not None}, answers)
        return list(map(answers.get, questions))

    def _ask(self, kind: str, target: Target, asked: Mapping[str, str | None], answers: Answers) -> None:
        waiting = {asking: text for asking, text in asked.items() if text is not None}
        for way in target.ways:
            is_within = way in target.within_customer
            keys = {asking: asking if is_within else text for asking, text in waiting.items()}
            found = self._by(kind, target, way, sorted(set(waiting.values())), sorted(set(keys.values())))
            for asking, key in keys.items():
                if key in found:
                    answers[asking] = found[key]
                    del waiting[asking]
            if not waiting:
                return
        answers.update(dict.fromkeys(waiting))

    def _by(self, kind: str, target: Target, way: str, texts: list[str], keys: list[str]) -> dict[str, Known]:
        is_within = way in target.within_customer
        found: dict[str, Known] = {}
        paths = (way, "id", "ref", *(path or "id" for path in target.known))
        for text, row_id, ref, *owners in self._table_of(kind).select(paths, by=way, values=texts):
            ids = [id_of(owner) if path else "" for owner, path in zip(owners, target.known, strict=True)]
            key = scratch_key(ids[1] if is_within else "", text)
            found[key] = Known(id_of(row_id), ref, *ids) if key not in found else SHARED
        for key, seen in self._scratch.get(f"{kind}.{way}", keys).items():
            found[key] = seen.known if key not in found else SHARED
        return found


def scratch_key(customer_id: str, text: str) -> str:
    return f"{customer_id}/{text}" if customer_id else text


def names_of(
    kind: str, cells: Callable[[str], list[str | None]], known: Sequence[Known]
) -> dict[str, list[str | None]]:
    """Return under what new rows will be looked for besides their numbers, by the scratch's shelves."""
    target = TARGETS.get(kind)
    if target is None:
        return {}
    return {
        f"{kind}.{way}": [
            None if text is None else scratch_key(each.customer_id if way in target.within_customer else "", text)
            for text, each in zip(cells(way), known, strict=True)
        ]
        for way in target.ways
        if way != "ref"
    }
