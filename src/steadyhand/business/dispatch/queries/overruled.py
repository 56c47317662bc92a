"""What did dispatchers overrule in a month, and which weight should be looked at therefore?"""

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from steadyhand.business.dealership.queries import the_dealership
from steadyhand.business.dealership.settings.values import values_of
from steadyhand.business.dispatch.day_plan.models import DayPlan, Overrule
from steadyhand.business.dispatch.day_plan.rules import (
    A_RULE,
    COST_CALLED,
    NOTHING_WEIGHED,
    PlanState,
    Usual,
    cost_said,
    reason_said,
)
from steadyhand.business.dispatch.day_plan.shown import OverruledMonth, OverruledWeight, OverruleFacts
from steadyhand.business.dispatch.settings import SETTING_OF_COST
from steadyhand.shared.actor import Actor

# A month of a large house has some hundreds.
_MOST = 1_000
# Fewer say nothing about a weight.
_ASK_FROM = 5
_SAID = {A_RULE: "a rule that must hold", NOTHING_WEIGHED: "nothing that is weighed"}


def overruled_in_month(by: Actor, *, month: date, branch_id: UUID | None = None) -> OverruledMonth:
    """Return a month's overrules (by the dealership's clock), what was overruled most on top. Five queries.

    What was undone is counted apart, and in no weight.
    """
    since, until = _month(by, month)
    rows = Overrule.objects.visible_to(by).filter(at__gte=since, at__lt=until)
    plans = DayPlan.objects.visible_to(by).filter(accepted_at__gte=since, accepted_at__lt=until)
    if branch_id is not None:
        rows, plans = rows.filter(branch_id=branch_id), plans.filter(branch_id=branch_id)
    undone = rows.filter(taken_back_at__isnull=False).count()
    rows = rows.filter(taken_back_at__isnull=True)
    found = tuple(
        _facts(row) for row in rows.select_related("call", "planned_with", "given_to").order_by("-at", "-id")[:_MOST]
    )
    return OverruledMonth(
        month=month.replace(day=1),
        plans_accepted=plans.filter(state=PlanState.ACCEPTED).count(),
        weights=_weights(by, found, dict(rows.values_list("id", "weight_minutes")[:_MOST])),
        overrules=found,
        undone=undone,
    )


def _month(by: Actor, month: date) -> tuple[datetime, datetime]:
    zone = ZoneInfo(the_dealership(by.tenant_id).zone)
    first = month.replace(day=1)
    following = (first + timedelta(days=32)).replace(day=1)
    since, until = (datetime.combine(each, datetime.min.time(), tzinfo=zone) for each in (first, following))
    return since, until


def _facts(row: Overrule) -> OverruleFacts:
    return OverruleFacts(
        id=row.id,
        at=row.at,
        on=row.on,
        by=row.by_name,
        call_id=row.call_id,
        call_number=row.call.ref,
        planned_with=row.planned_with.name if row.planned_with else "",
        given_to=row.given_to.name if row.given_to else "",
        weight=row.weight,
        weight_said=_called(row.weight),
        more_minutes=row.more_minutes,
        usual=Usual(row.usual),
        why=reason_said(Usual(row.usual), row.why),
    )


def _weights(by: Actor, found: tuple[OverruleFacts, ...], minutes: dict[UUID, float]) -> tuple[OverruledWeight, ...]:
    of_weight: dict[str, list[OverruleFacts]] = defaultdict(list)
    for each in found:
        of_weight[each.weight].append(each)
    held = values_of(by.tenant_id, set(SETTING_OF_COST.values()))
    lines = []
    for weight, mine in of_weight.items():
        setting = SETTING_OF_COST.get(weight)
        now = setting.said(held[setting]) if setting else ""
        lines.append(
            OverruledWeight(
                weight=weight,
                said=_SAID.get(weight, cost_said(weight)),
                times=len(mine),
                people=len({each.by for each in mine}),
                minutes=sum(minutes.get(each.id, 0.0) for each in mine),
                setting_key=setting.key if setting else "",
                question=_question(weight, len(mine), now),
                reasons=tuple(Counter(each.usual.label for each in mine).most_common()),
            )
        )
    return tuple(sorted(lines, key=lambda line: (-line.times, line.said)))


def _question(weight: str, times: int, now: str) -> str:
    if times < _ASK_FROM:
        return ""
    if weight == A_RULE:
        return f"Dispatchers went against a rule {times} times: is what it rests on written down rightly?"
    if weight == NOTHING_WEIGHED:
        return f"Dispatchers overruled plans {times} times for what no weight knows: read their reasons."
    return f"Dispatchers overruled {_called(weight)} {times} times: it weighs {now}. Change its weight?"


def _called(weight: str) -> str:
    return _SAID.get(weight) or COST_CALLED.get(weight) or cost_said(weight)
