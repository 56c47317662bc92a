"""How is a row changed so that the history says what it was and what it became?"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from steadyhand.shared.actor import Actor
from steadyhand.shared.history import differences, facts_of, record_change
from steadyhand.shared.rows import Row


def change_row(row: Row, facts: Mapping[str, Any], *, by: Actor, at: datetime, verb: str, why: str = "") -> bool:
    """Write those facts that differ, with one entry in the history; return whether any did.

    `facts` are keyed by attribute (`branch_id`, not `branch`). Call it inside the transaction that read the row.
    """
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
