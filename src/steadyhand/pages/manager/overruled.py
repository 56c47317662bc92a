"""What dispatchers overruled in a month, and which weight should be looked at: shown back to those who set it."""

from datetime import date, timedelta

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from steadyhand.business.dealership.rules import DESK, STEWARDS, Role
from steadyhand.business.dispatch.queries.overruled import overruled_in_month
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.record.editing import shown
from steadyhand.pages.common.saying import saying_for

# A day in the middle of the month before, and of the one after, whatever their lengths.
_HALF_BACK, _ONE_ON = timedelta(days=15), timedelta(days=45)


@open_to(DESK | {Role.PRINCIPAL})
@require_safe
def overruled(request: SignedInRequest) -> HttpResponse:
    """Show a month's overrules, by weight and each with its reason."""
    saying = saying_for(request)
    month = _month(request.GET.get("month", ""), saying.today)
    found = overruled_in_month(request.actor, month=month)
    may_set = request.actor.is_one_of(*STEWARDS)
    earlier, later = (found.month - _HALF_BACK).replace(day=1), (found.month + _ONE_ON).replace(day=1)
    context = {
        "found": found,
        "month_said": f"{found.month:%B %Y}",
        "earlier": _url(earlier),
        "later": _url(later) if later <= saying.today else "",
        "weights": [
            {"line": line, "url": reverse("setting", args=[line.setting_key]) if may_set and line.setting_key else ""}
            for line in found.weights
        ],
        "lines": [
            {"line": line, "when": saying.when(line.at), "call_url": reverse("call", args=[line.call_id])}
            for line in found.overrules
        ],
    }
    return shown(request, "manager/overruled.html", context)


def _url(month: date) -> str:
    return f"{reverse('plans-overruled')}?month={month:%Y-%m}"


def _month(text: str, today: date) -> date:
    """Return the month that the address names, as in 2026-03; this one where it names none that has begun."""
    try:
        asked = date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)
    is_sane = date(1970, 2, 1) <= asked <= today
    return asked if is_sane else today.replace(day=1)
