"""What needs the service manager today? Four cards with their rows, and one that opens the numbers."""

from datetime import timedelta

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from steadyhand.business.calls.alerts.reading import alerts_since
from steadyhand.business.calls.queries.messages import messages_waiting
from steadyhand.business.calls.queries.waiting import callers_unknown, calls_late, calls_waiting
from steadyhand.business.dealership.rules import Role
from steadyhand.business.insight.kept.rows import missed_and_unowned
from steadyhand.business.insight.periods import last_full_month
from steadyhand.business.insight.queries.numbers import callbacks_of
from steadyhand.business.insight.saying import said, said_of
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.erp_notes import erp_notes
from steadyhand.pages.common.record.editing import shown
from steadyhand.pages.common.rota.alert_words import alert_said
from steadyhand.pages.common.saying import saying_for, to_dial
from steadyhand.pages.manager.numbers.overview import chance_said
from steadyhand.pages.manager.people_cards import cards_said
from steadyhand.shared.words import ago_said, duration_said

# A miss that nobody owned within a week is one of the month's figures, and not today's work.
MISSES_SHOWN = timedelta(days=7)
# Last night's, and on a Monday the weekend's.
ALERTS_SHOWN = timedelta(hours=72)


@open_to({Role.SERVICE_MANAGER, Role.PRINCIPAL})
@require_GET
def today(request: SignedInRequest) -> HttpResponse:
    """Show calls past their response time, calls waiting and for what, and customers who wait for a word."""
    saying = saying_for(request)
    late = calls_late(request.actor, now=saying.now)
    waiting = calls_waiting(request.actor)
    callbacks = callbacks_of(request.actor, last_full_month(saying.today))
    context = {
        "callbacks": callbacks,
        "callbacks_said": said(callbacks),
        "callbacks_of": f"{said_of(callbacks)} calls in {last_full_month(saying.today).said}",
        "callbacks_chance": chance_said(callbacks),
        "day": saying.day(saying.today),
        "date": f"{saying.today:%A}, {saying.today.day} {saying.today:%B}",
        "erp_notes": erp_notes(request.actor, saying),
        "people": cards_said(request),
        "late": [{"call": call, "late": f"{duration_said(saying.now - call.respond_by)} late"} for call in late],
        "waiting": [
            {
                "call": call,
                "for": call.waiting_for.label if call.waiting_for else "somebody",
                "since": ago_said(call.waits_since or call.taken_at, saying.now),
            }
            for call in waiting
        ],
        "messages_waiting": [
            {"message": message, "when": ago_said(message.sent_at, saying.now)}
            for message in messages_waiting(request.actor)
        ],
        "missed": [
            {"row": row, "when": saying.ago(row.by_at)}
            for row in missed_and_unowned(request.actor, since=saying.now - MISSES_SHOWN)
        ],
        "alerts": [alert_said(alert, saying) for alert in alerts_since(request.actor, saying.now - ALERTS_SHOWN)],
        "unknown": [
            {
                "call": call,
                "phone": saying.phone(call.phone),
                "dial": to_dial(call.phone),
                "when": ago_said(call.taken_at, saying.now),
            }
            for call in callers_unknown(request.actor)
        ],
    }
    return shown(request, "manager/today.html", context)
