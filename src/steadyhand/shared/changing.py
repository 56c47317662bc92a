"""How is a row changed so that the history says what it was and became, and nobody writes over somebody unseen?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from steadyhand.shared.actor import Actor
from steadyhand.shared.history import changes_of, differences, facts_of, plain_facts, record_change
from steadyhand.shared.rows import Row

# Who changed a field while a form was open stands among the newest entries of its row.
RECENT = 50


@dataclass(frozen=True, slots=True)
class Theirs:
    """What somebody else wrote into a field meanwhile. `by` is empty and `at` None where no entry says so."""

    field: str
    value: Any
    by: str
    at: datetime | None


class ChangedMeanwhile(Exception):
    """Others changed the row since it was opened; whoever saves must see that first. Nothing has been written."""

    def __init__(self, theirs: tuple[Theirs, ...]) -> None:
        super().__init__("Somebody changed this since you opened it; look at both, then save again.")
        self.theirs = theirs


def change_row(
    row: Row,
    facts: Mapping[str, Any],
    *,
    by: Actor,
    at: datetime,
    verb: str,
    why: str = "",
    opened: Mapping[str, Any] | None = None,
) -> bool:
    """Write those facts that differ, with one entry in the history; return whether any did.

    `facts` and `opened` are keyed by attribute (`branch_id`, not `branch`). Call it inside the transaction that locked
    the row. `opened` is what the row said when its form was opened, as plain values; None where no person looked at it.

    Raises:
        ChangedMeanwhile: a field isn't any more what it was when opened, nor what is to be written.
    """
    if opened is not None:
        _check_unchanged(row, facts, opened)
    was = facts_of(row)
    for name, value in facts.items():
        setattr(row, name, value)
    old, new = differences(was, facts_of(row))
    if not new:
        return False
    fields = [row._meta.get_field(name) for name in new]
    type(row).objects.filter(**row.where()).update(
        **{field.attname: getattr(row, field.attname) for field in fields if hasattr(field, "attname")}
    )
    record_change(row, by=by, at=at, verb=verb, why=why, was=old, became=new)
    return True


def _check_unchanged(row: Row, facts: Mapping[str, Any], opened: Mapping[str, Any]) -> None:
    """Refuse to write over what somebody else wrote since. By value, so that files count as much as people do."""
    names = [name for name in facts if name in opened]
    now = plain_facts({name: getattr(row, name) for name in names})
    mine = plain_facts({name: facts[name] for name in names})
    changed = [name for name in names if now[name] not in (opened[name], mine[name])]
    if changed:
        raise ChangedMeanwhile(_who_wrote(row, {name: now[name] for name in changed}))


def _who_wrote(row: Row, values: Mapping[str, Any]) -> tuple[Theirs, ...]:
    entries = changes_of(row.tenant_id, [row.id], most=RECENT)

    def newest(name: str) -> tuple[str, datetime | None]:
        # The history calls a key by its field, `branch`.
        names = {name, name.removesuffix("_id")}
        return next(((entry.by_name, entry.at) for entry in entries if not names.isdisjoint(entry.became)), ("", None))

    return tuple(Theirs(name, value, *newest(name)) for name, value in values.items())
