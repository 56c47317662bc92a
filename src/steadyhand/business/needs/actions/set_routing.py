"""Who answers which needs changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.customers.queries.hours import branch_of_customer
from steadyhand.business.dealership.present import person_here
from steadyhand.business.needs.models import RoutingRule
from steadyhand.business.needs.rules import Sort
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """For needs of which sort, branch and customer (none: any), and whose they are: somebody's or a role's."""

    sort: Sort | None = None
    branch_id: UUID | None = None
    customer_id: UUID | None = None
    user_id: UUID | None = None
    role: str = ""


class CannotRoute(Exception):
    """The rule can't be kept so; the message says what to choose."""


@transaction.atomic
def add_rule(*, by: Actor, rule: Rule, now: datetime) -> UUID:
    """Add a rule after all others and return its id.

    Raises:
        CannotRoute: it names nobody, or both somebody and a role, or whoever or whatever isn't there.
    """
    if bool(rule.user_id) == bool(rule.role):
        raise CannotRoute("Choose who answers: one person, or one role.")
    if rule.user_id is not None and person_here(by.tenant_id, rule.user_id, at=now) is None:
        raise CannotRoute("They don't work here any more: choose somebody else.")
    if rule.customer_id is not None and branch_of_customer(by, rule.customer_id) is None:
        raise CannotRoute("This customer isn't one of your branches' customers: choose another.")
    if rule.branch_id is not None and not by.can_see_branch(rule.branch_id):
        raise CannotRoute("This branch isn't one of yours: choose another.")
    places = RoutingRule.objects.of(by.tenant_id).order_by("-place").values_list("place", flat=True)
    row = RoutingRule.objects.create(
        tenant_id=by.tenant_id,
        place=(places.first() or 0) + 1,
        sort=rule.sort or "",
        branch_id=rule.branch_id,
        customer_id=rule.customer_id,
        user_id=rule.user_id,
        role=rule.role,
    )
    record_change(row, by=by, at=now, verb="routing rule added", became=_facts(row))
    return row.id


@transaction.atomic
def remove_rule(*, by: Actor, rule_id: UUID, now: datetime) -> None:
    """Take a rule away; needs that it sent stay where they are.

    Raises:
        CannotRoute: it isn't there any more.
    """
    row = RoutingRule.objects.of(by.tenant_id).filter(id=rule_id).first()
    if row is None or (row.branch_id is not None and not by.can_see_branch(row.branch_id)):
        raise CannotRoute("This rule isn't there any more; look at the list anew.")
    record_change(row, by=by, at=now, verb="routing rule removed", was=_facts(row))
    RoutingRule.objects.filter(**row.where()).delete()


@transaction.atomic
def order_rules(*, by: Actor, ids: Sequence[UUID], now: datetime) -> None:
    """Let rules count in this order; those that aren't named come after, as they stood.

    Raises:
        CannotRoute: one isn't there any more.
    """
    rows = {row.id: row for row in RoutingRule.objects.of(by.tenant_id).order_by("place", "id")}
    if any(each not in rows for each in ids):
        raise CannotRoute("A rule isn't there any more; look at the list anew.")
    ordered = [*ids, *(each for each in rows if each not in set(ids))]
    for place, rule_id in enumerate(ordered, start=1):
        row = rows[rule_id]
        if row.place != place:
            RoutingRule.objects.filter(**row.where()).update(place=place)
            was, became = {"place": row.place}, {"place": place}
            record_change(row, by=by, at=now, verb="routing rule moved", was=was, became=became)


def _facts(row: RoutingRule) -> dict[str, object]:
    names = ("sort", "branch_id", "customer_id", "user_id", "role")
    return {name: getattr(row, name) for name in names if getattr(row, name)}
