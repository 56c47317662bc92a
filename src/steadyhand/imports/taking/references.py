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
}


class References:
    """Answers for one run. What it found once it remembers, so a customer of a thousand calls is looked up once."""

    def __init__(self, scratch: Scratch, table_of: Callable[[str], ArrivingTable]) -> None:
        self._scratch = scratch
        self._table_of = table_of
        self._answers: dict[str, dict[tuple[str, str], Known | None]] = {}

    def give(self, kind: str, named: Mapping[str, Known]) -> None:
        """Add rows of a kind that lives in no arriving table: branches, calendars, people who sign in."""
        answers = self._answers.setdefault(kind, {})
        for text, known in named.items():
            answers["", text] = known

    def forget(self, kind: str) -> None:
        """Drop what is remembered about a kind, because new rows of it have just been written."""
        self._answers.pop(kind, None)

    def find(self, kind: str, texts: Sequence[str | None], customers: Sequence[Known | None]) -> list[Known | None]:
        """Return for each text the row it names, None where it names none, `SHARED` where it names several."""
        answers = self._answers.setdefault(kind, {})
        owners = [known.customer_id or known.id if known else "" for known in customers]
        asked = {
            (owner, text)
            for owner, text in zip(owners, texts, strict=True)
            if text is not None and (owner, text) not in answers
        }
        target = TARGETS.get(kind)
        if asked and target is not None:
            if len(answers) + len(asked) > MOST_REMEMBERED:
                answers.clear()
                asked = {(owner, text) for owner, text in zip(owners, texts, strict=True) if text is not None}
            self._ask(kind, target, asked, answers)
        if target is None:  # kinds that were given whole
            return [None if text is None else answers.get(("", text)) for text in texts]
        return [None if text is None else answers[owner, text] for owner, text in zip(owners, texts, strict=True)]

    def _ask(
        self, kind: str, target: Target, asked: set[tuple[str, str]], answers: dict[tuple[str, str], Known | None]
    ) -> None:
        open_questions = asked
        for way in target.ways:
            found = self._by(kind, target, way, open_questions)
            is_within = way in target.within_customer
            for owner, text in open_questions:
                known = found.get(scratch_key(owner if is_within else "", text))
                if known is not None:
                    answers[owner, text] = known
            open_questions = {question for question in open_questions if question not in answers}
            if not open_questions:
                return
        answers.update(dict.fromkeys(open_questions))

    def _by(self, kind: str, target: Target, way: str, questions: set[tuple[str, str]]) -> dict[str, Known]:
        is_within = way in target.within_customer
        found: dict[str, Known] = {}
        paths = (way, "id", "ref", *(path or "id" for path in target.known))
        texts = sorted({text for _, text in questions})
        for text, row_id, ref, *owners in self._table_of(kind).select(paths, by=way, values=texts):
            ids = [id_of(owner) if path else "" for owner, path in zip(owners, target.known, strict=True)]
            key = scratch_key(ids[1] if is_within else "", text)
            found[key] = Known(id_of(row_id), ref, *ids) if key not in found else SHARED
        keys = sorted({scratch_key(owner if is_within else "", text) for owner, text in questions})
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
