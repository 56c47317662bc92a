"""A technician's day: what comes next, what else is to come, what is done."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from steadyhand.business.calls.queries.day import day_of
from steadyhand.business.dealership.rules import Role
from steadyhand.business.learning.queries.mine import learning_of
from steadyhand.business.learning.queries.said_about import unsigned_rides
from steadyhand.business.obstacles.queries.help import minutes_given, takes_questions
from steadyhand.flows.word.pass_on_praise import praise_for
from steadyhand.pages.common.coaching.thanked import thanks_said
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.learning.mine import today_said
from steadyhand.pages.common.leaving import new_key
from steadyhand.pages.common.obstacles.help_asked import wanted_by
from steadyhand.pages.common.rota.my_alerts import my_alerts
from steadyhand.pages.common.saying import Saying, saying_for
from steadyhand.pages.common.without_signal import readable_today
from steadyhand.pages.technician.cards import cards_of, next_of
from steadyhand.pages.technician.leaving import undo_offered

DAYS_AHEAD = 7


@open_to({Role.TECHNICIAN})
@require_safe
@readable_today
def day(request: SignedInRequest) -> HttpResponse:
    """Show today, or the day that the address names."""
    saying = saying_for(request)
    on = _wanted(request, saying)
    visits = day_of(request.actor, on, today=saying.today, zone=saying.zone, days_ahead=DAYS_AHEAD)
    upcoming = next_of(visits) if on == saying.today else None
    cards = cards_of(visits.visits, saying)
    left_open = cards_of(visits.left_open, saying)
    upcoming_id = upcoming.id if upcoming else None
    learning = learning_of(request.actor, zone=saying.zone, now=saying.now)
    return render(
        request,
        "technician/day.html",
        {
            "day_said": saying.day(on),
            "is_today": on == saying.today,
            "is_past": on < saying.today,
            # A night's call goes before everything: somebody else is woken while this one reads on.
            "alerts": [each for each in my_alerts(request.actor, saying) if each.wants_me],
            "good_words": praise_for(request.actor),
            "thanks": thanks_said(request.actor, saying),
            "unsigned": unsigned_rides(request.actor),
            "wanted": wanted_by(request.actor, saying),
            "takes_questions": takes_questions(request.actor, now=saying.now),
            "minutes_given": minutes_given(
                request.actor, since=datetime.combine(saying.today, time(0), ZoneInfo(saying.zone))
            ),
            "next": next((card for card in [*left_open, *cards] if card.id == upcoming_id), None),
            "to_come": [card for card in cards if not card.is_over and card.id != upcoming_id],
            "over": [card for card in cards if card.is_over],
            "left_open": [card for card in left_open if card.id != upcoming_id],
            "learn": today_said(learning, saying) if on == saying.today and not learning.is_away else None,
            "days": _days(visits.visits_on, on, saying),
            "form_key": new_key(),
            "undo": undo_offered(request),
        },
    )


def _wanted(request: SignedInRequest, saying: Saying) -> date:
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return saying.today


def _days(visits_on: tuple[tuple[date, int], ...], on: date, saying: Saying) -> list[dict[str, object]]:
    """Return the days one tap away: today, tomorrow, and later ones that have visits."""
    counts = dict(visits_on)
    shown = {saying.today, saying.today + timedelta(days=1), on, *counts}
    return [
        {"on": each.isoformat(), "said": saying.day(each), "count": counts.get(each), "is_shown": each == on}
        for each in sorted(shown)
    ]
