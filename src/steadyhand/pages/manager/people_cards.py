"""Three cards at most on today's page: whom to follow up, which gap, whom to thank; done, put off, or not useful."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from steadyhand.business.dealership.rules import Role
from steadyhand.business.learning.actions.thank import CannotThank, bring_cards_back, put_card_off, thank
from steadyhand.business.learning.queries.cards import Cards, cards_for, key_of, not_wanted
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import new_key, see_other, turn_back
from steadyhand.pages.common.record.customers import uuid_or_none
from steadyhand.pages.common.saying import Saying, date_said, saying_for
from steadyhand.shared.once import do_once

TODAY = "manager-today"
PUT_OFF = timedelta(days=1)
# A gap doesn't close by tomorrow.
GAP_PUT_OFF = timedelta(days=7)
# A card is a reminder; what it reminds of is none the less there.
_NEVER = {
    "follow-up": "It isn't shown here again; it still stands under Coaching. If it is of no use, leave it out there.",
    "gap": "It isn't shown here again; the gap still stands under Coverage and with the certificates.",
    "thank": "It isn't shown here again. Nobody hears of it.",
}


def cards_said(request: SignedInRequest) -> dict[str, Any]:
    """Return today's cards in words."""
    saying = saying_for(request)
    cards = cards_for(request.actor, now=saying.now)
    return {
        "how_many": cards.how_many,
        "follow_up": _follow_up(cards, saying),
        "gap": _gap(cards, saying),
        "thank": _thank(cards, saying),
        "form_key": new_key(),
        "not_wanted": not_wanted(request.actor),
    }


@open_to({Role.SERVICE_MANAGER, Role.PRINCIPAL})
@require_POST
def put_off(request: SignedInRequest) -> HttpResponse:
    """Put a card off, never show it again, or show again what wasn't wanted."""
    if request.POST.get("do") == "back":
        many = bring_cards_back(by=request.actor)
        messages.success(request, f"{many} can show again, one of a kind at a time.")
        return see_other(reverse(TODAY))
    key, saying = request.POST.get("key", ""), saying_for(request)
    what, _, row = key.partition(":")
    if what not in _NEVER or uuid_or_none(row) is None:
        return turn_back(request, reverse(TODAY), said="That card isn't there any more.")
    is_later = request.POST.get("do") == "later"
    until = saying.today + (GAP_PUT_OFF if what == "gap" else PUT_OFF)
    put_card_off(by=request.actor, key=key, until_on=until if is_later else None, now=saying.now)
    said = f"It is back {saying.day(until)}." if is_later else _NEVER[what]
    messages.success(request, said)
    return see_other(reverse(TODAY))


@open_to({Role.SERVICE_MANAGER, Role.PRINCIPAL})
@require_POST
def say_thanks(request: SignedInRequest) -> HttpResponse:
    """Thank somebody; they read it on their own first page."""
    by, now = request.actor, saying_for(request).now
    about_id, to_id = (uuid_or_none(request.POST.get(name, "")) for name in ("about", "to"))
    if about_id is None or to_id is None:
        return turn_back(request, reverse(TODAY), said="Whom you wanted to thank isn't there any more.")

    def do() -> dict[str, Any]:
        words = request.POST.get("words", "")
        return {"name": thank(by=by, about_id=about_id, to_id=to_id, words=words, now=now)}

    try:
        key = request.POST.get("form_key", "") or new_key()
        answer = do_once(tenant_id=by.tenant_id, form_key=key, now=now, do=do)
    except CannotThank as refused:
        return turn_back(request, reverse(TODAY), said=str(refused))
    messages.success(request, f"{answer['name']} reads it on their own page.")
    return see_other(reverse(TODAY))


def _follow_up(cards: Cards, saying: Saying) -> dict[str, Any] | None:
    if cards.follow_up is None:
        return None
    step, agreed = cards.follow_up
    return {
        "key": key_of("follow-up", step.id),
        "who": step.technician,
        "what": step.sort.label,
        "url": reverse("coaching-step", args=[step.id]),
        "agreed": agreed.words if agreed else "",
        "when": saying.when(agreed.at) if agreed else "",
        "ask": "When did you last have a chance for it, and what happened then?"
        if agreed
        else "What did you try first?",
    }


def _gap(cards: Cards, _saying: Saying) -> dict[str, Any] | None:
    gap = cards.gap
    if gap is None:
        return None
    return {
        "key": key_of("gap", gap.id),
        "who": gap.who,
        "what": gap.what,
        "until": date_said(gap.ends_on),
        "is_cover": gap.is_cover,
        "customers": gap.customers,
    }


def _thank(cards: Cards, saying: Saying) -> dict[str, Any] | None:
    deed = cards.thank
    if deed is None:
        return None
    return {
        "key": key_of("thank", deed.about_id),
        "about": deed.about_id,
        "to": UUID(str(deed.user_id)),
        "who": deed.name,
        "label": deed.deed.label,
        "what": deed.what,
        "when": saying.when(deed.at),
    }
