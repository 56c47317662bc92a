"""A dealership adds a rule of its own to the guard, changes it, or switches it off."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from steadyhand.business.conversations.models import OwnRule
from steadyhand.business.conversations.own_rules.reading import CannotRule, RuleTold, rule_told
from steadyhand.shared.actor import Actor
from steadyhand.shared.changing import change_row
from steadyhand.shared.history import record_change

# Each is looked for in every text that is typed.
MOST = 200


@transaction.atomic
def add_own_rule(*, by: Actor, told: RuleTold, now: datetime) -> UUID:
    """Keep a rule that passes its own examples, and return its id. From then on every text is looked at by it.

    Raises:
        CannotRule: it fails an example, a pattern may never end, or a rule of this name is there.
    """
    rule_told(told)
    rows = OwnRule.objects.of(by.tenant_id)
    if rows.count() >= MOST:
        raise CannotRule(f"{MOST} rules of your own are the most: change one that you need no more.")
    with _one_of_a_name(f"You have a rule called “{told.name}” already: change that one, or give this another name."):
        row = OwnRule.objects.create(tenant_id=by.tenant_id, **_facts(told))
    record_change(row, by=by, at=now, verb="added a rule for words", became={"name": told.name})
    return row.id


@transaction.atomic
def change_own_rule(
    *,
    by: Actor,
    rule_id: UUID,
    told: RuleTold,
    is_off: bool,
    opened: dict[str, object] | None = None,
    now: datetime,
) -> None:
    """Change a rule, or switch it off or on. A rule that is off needn't pass its examples.

    Raises:
        CannotRule: it isn't there, has another's name, or doesn't pass.
        ChangedMeanwhile: somebody else has changed the same since it was opened.
    """
    row = OwnRule.objects.of(by.tenant_id).select_for_update().filter(id=rule_id).first()
    if row is None:
        raise CannotRule("This rule isn't there any more; look at the list anew.")
    if not is_off:
        rule_told(told)
    facts = {**_facts(told), "is_off": is_off}
    with _one_of_a_name(f"You have a rule called “{told.name}” already: give this one another name."):
        if change_row(row, facts, by=by, at=now, verb="changed a rule for words", opened=opened):
            OwnRule.objects.filter(**row.where()).update(version=row.version + 1)


@contextmanager
def _one_of_a_name(refusal: str) -> Iterator[None]:
    """Refuse a name that is there, in words: of two people at once only the database knows who was first."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as twice:
        raise CannotRule(refusal) from twice


def _facts(told: RuleTold) -> dict[str, object]:
    return asdict(told) | {"label": told.label.value, "tier": told.tier.value}
