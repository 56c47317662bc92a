"""Everything that a customer was told and told us, newest first."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from steadyhand.business.conversations.queries.timeline import Line, timeline_of
from steadyhand.business.conversations.rules import Direction, FactState, StatementState
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
    found = timeline_of(request.actor, customer_id=customer_id, before=saying.now)
    context = {
        "customer": customer,
        "owed": [(each, saying.when(each.opened_at)) for each in found.owed],
        "lines": [_said(line, request.actor, saying) for line in found.lines],
        "has_more": found.has_more,
    }
    return shown(request, "told/timeline.html", context)


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
