"""Words have reached a customer: what the guard finds in them is kept, so that the cause can be removed."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.conversations.actions.hand_fact import DEPARTMENTS
from steadyhand.business.conversations.guard.findings import Finding
from steadyhand.business.conversations.guard.reviewing import review
from steadyhand.business.conversations.guard.shipped import languages
from steadyhand.business.conversations.models import Statement, StatementFinding
from steadyhand.business.conversations.queries.own_rules import rules_of
from steadyhand.business.conversations.rules import Direction, FindingEnd, StatementState
from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.dealership.rules import Role
from steadyhand.shared.actor import Actor
from steadyhand.shared.identity import new_id
from steadyhand.shared.rows import RowQuerySet

# A minute's worth at a few hundredths of a second each; what is left has its turn the next minute.
MOST = 300
KNOWN = (StatementState.SAID, StatementState.RELEASED)


def look_at_sent(*, by: Actor, most: int = MOST, now: datetime) -> int:
    """Look at words that customers know and nobody looked at yet, newest first; return how many.

    What waits, was replaced or never sent isn't looked at, and neither is what the program said by itself. It runs
    behind what people do: nobody waits for it, and the same words always have the same findings.
    """
    departments: dict[UUID, str] = {}
    spoken, rules, count = languages(), rules_of(by.tenant_id), 0
    for row in _waiting(by).order_by("-at", "-id")[:most]:
        own = rules if row.language == "en" else None
        found = review(row.words, language=row.language, rules=own).findings if row.language in spoken else ()
        count += _keep(row, found, _department(row, departments), now)
    return count


def _waiting(by: Actor) -> RowQuerySet[Statement]:
    return Statement.objects.of(by.tenant_id).filter(
        direction=Direction.TO_THEM, by__isnull=False, state__in=KNOWN, looked_at__isnull=True
    )


def _keep(row: Statement, found: tuple[Finding, ...], department: str, now: datetime) -> bool:
    with transaction.atomic():
        # Two may look at once: one UPDATE decides whose findings are kept.
        is_ours = Statement.objects.filter(**row.where(), looked_at__isnull=True).update(
            looked_at=now, department=department, reviewed=sorted({each.label.value for each in found})
        )
        if is_ours:
            StatementFinding.objects.bulk_create(_finding(row, each) for each in found)
    return bool(is_ours)


def _finding(row: Statement, found: Finding) -> StatementFinding:
    kept = _kept(row, found)
    return StatementFinding(
        id=new_id(),
        tenant_id=row.tenant_id,
        statement=row,
        rule=found.rule[:100],
        label=found.label,
        tier=found.tier,
        start=found.start,
        end=found.end,
        how=FindingEnd.SENT if kept is None else FindingEnd.KEPT,
        why=str(kept.get("why", ""))[:300] if kept else "",
    )


def _kept(row: Statement, found: Finding) -> Mapping[str, str] | None:
    """Return what its writer kept although it was shown to them, if this finding is it."""
    words = row.words[found.start : found.end]
    same = [each for each in row.dismissed if each.get("rule") == found.rule]
    # Words around it may have been changed after it was kept: the rule alone tells then.
    return next((each for each in same if each.get("words") == words), same[0] if same else None)


def _department(row: Statement, known: dict[UUID, str]) -> str:
    """Return in which role it was said: the first of the writer's that speaks for a department."""
    if row.by_id is None:
        return ""
    if row.by_id not in known:
        roles = actor_for(row.by_id).roles
        known[row.by_id] = next((role for role in DEPARTMENTS if role in roles), Role.ADMINISTRATOR)
    return known[row.by_id]
