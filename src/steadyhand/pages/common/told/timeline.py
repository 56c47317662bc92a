"""Everything that a customer, or one of their sites, was told and told us, newest first."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from steadyhand.business.conversations.queries.timeline import Line, Timeline, timeline_of
from steadyhand.business.conversations.rules import Direction, FactState, StatementState
from steadyhand.business.customers.queries.callers import site_of, sites_of
from steadyhand.business.customers.queries.named import customer_to_name
from steadyhand.business.dealership.rules import DESK, EVERYBODY
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.record.editing import shown
from steadyhand.pages.common.saying import Saying, saying_for
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True)
class Said:
    """One statement in words: who and when, what, on what it rests, and what is so instead."""

    who: str
    subject: str
    words: str
    rests_on: str
    # Held, released, replaced; empty: simply said.
    state: str
    is_untrue: bool
    now_is: tuple[str, ...]
    givers: tuple[str, ...]
    # Facts of which nobody has said who told them: the id where whoever looks may say so, else nothing.
    unsourced: tuple[tuple[str, UUID | None], ...]


@open_to(EVERYBODY)
@require_safe
def of_customer(request: SignedInRequest, customer_id: UUID) -> HttpResponse:
    """Show what is owed to them first, then every word."""
    customer, saying = customer_to_name(request.actor, customer_id), saying_for(request)
    if customer is None:
        raise Http404
    found = timeline_of(request.actor, customer_id=customer_id, before=_before(request, saying))
    sites = sites_of(request.actor, customer_id)
    context = {"of": customer.name, "customer": customer, "sites": sites if len(sites) > 1 else ()}
    return shown(request, "told/timeline.html", context | _lines(request, found, saying))


@open_to(EVERYBODY)
@require_safe
def of_site(request: SignedInRequest, site_id: UUID) -> HttpResponse:
    """Show the same of one site: what its people were told, and told us."""
    site, saying = site_of(request.actor, site_id), saying_for(request)
    if site is None:
        raise Http404
    found = timeline_of(request.actor, site_id=site_id, before=_before(request, saying))
    customer = customer_to_name(request.actor, site.customer_id)
    whose = "" if customer is None or customer.name in site.name else customer.name
    context = {"of": ", ".join(part for part in (whose, site.name) if part), "customer": customer, "site": site}
    return shown(request, "told/timeline.html", context | _lines(request, found, saying))


def _lines(request: SignedInRequest, found: Timeline, saying: Saying) -> dict[str, Any]:
    older = f"{request.path}?before={found.lines[-1].at.timestamp():.6f}" if found.has_more else ""
    is_newest = "before" not in request.GET
    return {
        # What is owed is owed now: it stands above the newest.
        "owed": [(each, saying.when(each.opened_at)) for each in found.owed] if is_newest else [],
        "lines": [_said(line, request.actor, saying) for line in found.lines],
        "next_url": older,
        "previous_url": "" if is_newest else request.path,
        "is_newest": is_newest,
    }


def _before(request: SignedInRequest, saying: Saying) -> datetime:
    """Read up to when; what can't be read means now."""
    try:
        return min(saying.now, datetime.fromtimestamp(float(request.GET.get("before", "")), tz=UTC))
    except (ValueError, OverflowError, OSError):
        return saying.now


def _said(line: Line, by: Actor, saying: Saying) -> Said:
    is_ours = line.direction is Direction.TO_THEM
    spoke = f"{line.by or 'We'} told them" if is_ours else f"{line.with_whom or 'They'} told us"
    plain = (StatementState.SAID, StatementState.RECEIVED)
    return Said(
        who=f"{spoke} {line.channel.label}, {saying.when(line.at)}",
        subject=line.subject,
        words=line.words,
        rests_on=" · ".join(line.rests_on),
        state="" if line.state in plain else line.state.label,
        is_untrue=line.is_untrue,
        now_is=tuple(fact.now_is for fact in line.facts if fact.state is FactState.UNTRUE and fact.now_is),
        givers=tuple(f"“{fact.words}”: {fact.giver}, {fact.source}" for fact in line.facts if fact.source),
        unsourced=tuple(
            (fact.words, fact.id if line.by_id == by.user_id or by.is_one_of(*DESK) else None)
            for fact in line.facts
            if fact.is_unsourced
        ),
    )
