"""How far has each behaviour come: team, technicians, coaching beside it, and what became of the outcome?"""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from steadyhand.business.dealership.settings.values import value_of
from steadyhand.business.insight.outcomes import DOWNTIME, MEASURES, weekly_downtime, weekly_outcomes
from steadyhand.business.learning.coaching.cadence import WEEK, Sort, monday_of
from steadyhand.business.learning.coaching.rules import Source
from steadyhand.business.learning.queries.adoption import OfBehaviour, Person, by_behaviour, points_at
from steadyhand.business.learning.queries.coaching import Held, held_since
from steadyhand.business.learning.queries.rollouts import RolloutRow, rollouts_at
from steadyhand.business.learning.settings import TEAM_ONLY
from steadyhand.business.learning.statistics.adoption import Habit
from steadyhand.business.learning.statistics.funnel import Zone
from steadyhand.pages.common.coaching.outcome_chart import limits_from, mean_chart, outcome_chart
from steadyhand.pages.common.coaching.roles import LEADS
from steadyhand.pages.common.coaching.wording import behaviour_of, counted_said, label_of, sources_said, week_said
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.record.editing import shown
from steadyhand.pages.common.saying import Saying, saying_for

# Half a year: what was seen before says little of now.
WEEKS = 26
_ORDER = (Habit.NOT_YET, Habit.SOMETIMES, Habit.HABIT, Habit.TOO_EARLY)


@open_to(LEADS)
@require_safe
def adoption(request: SignedInRequest) -> HttpResponse:
    """Show every behaviour of which anything is known, in the last half year."""
    saying, by = saying_for(request), request.actor
    since_on = saying.today - WEEKS * WEEK
    since, _ = saying.starts_and_ends(since_on)
    found = sorted(by_behaviour(points_at(by, since=since)), key=_place)
    is_team_only = bool(value_of(by.tenant_id, TEAM_ONLY))
    rolled_out = rollouts_at(by)
    limits = limits_from(rolled_out, saying.today)
    weeks = (monday_of(saying.today) - limits.since) // WEEK
    outcomes = weekly_outcomes(by, until=saying.today, weeks=weeks)
    charts = [outcome_chart(each, outcomes[each.key], since=limits.since) for each in MEASURES]
    downtime = mean_chart(DOWNTIME, weekly_downtime(by, until=saying.today, weeks=weeks), since=limits.since)
    context = {
        "behaviours": [_behaviour_said(each, with_people=not is_team_only) for each in found],
        "held": [_held_said(sort, each) for sort, each in held_since(by, since_on, now=saying.now).items()],
        "rollouts": [_rollout_said(each, saying) for each in rolled_out],
        "outcomes": [chart for chart in (*charts, downtime) if chart is not None],
        "limits": limits.said,
        "weeks": WEEKS,
        "is_team_only": is_team_only,
    }
    return shown(request, "coaching/adoption.html", context)


def _place(each: OfBehaviour) -> tuple[int, str]:
    """Return where a behaviour stands: what isn't used yet first, what can't be told last."""
    return _ORDER.index(each.team.verdict), label_of(each.behaviour)


def _behaviour_said(each: OfBehaviour, *, with_people: bool) -> dict[str, Any]:
    known = behaviour_of(each.behaviour)
    return {
        "label": label_of(each.behaviour),
        "seen": known.seen if known else "",
        "team": counted_said(each.team),
        "sources": sources_said(each.sources),
        "own": sum(source.n for source in each.sources if source.source is Source.SELF),
        "people": [_person_said(person) for person in each.people] if with_people else [],
        "habits": each.habits,
        "many": len(each.people),
    }


def _person_said(person: Person) -> dict[str, Any]:
    # Only the outermost limits speak of a person; "too few" stands in the verdict already.
    speaks = person.zone.value if person.zone in (Zone.LOWER, Zone.HIGHER) else ""
    like = person.like
    return {
        "like": f"{round(like.low * 100)}–{round(like.high * 100)} %" if like else "",
        "guess": f"{round(person.guess * 100)} %" if person.guess is not None else "",
        "id": person.technician_id,
        "name": person.name,
        "speaks": speaks,
        "sources": sources_said(person.sources),
        **counted_said(person.adopted),
    }


def _held_said(sort: Sort, held: Held) -> dict[str, Any]:
    return {"label": f"{sort.label.capitalize()}s", "held": held}


def _rollout_said(row: RolloutRow, saying: Saying) -> dict[str, Any]:
    return {
        "row": row,
        "starts": week_said(row.starts_on, saying),
        "word": "frozen" if row.frozen_at else "not frozen yet",
        "kind": "moving" if row.frozen_at else "waiting",
    }
