"""A technician's territory: to themselves with a form on each row, to whoever plans or leads to look at."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from steadyhand.business.calls.proposals.queries import Proposed, proposals_of
from steadyhand.business.calls.proposals.rules import ProposalState
from steadyhand.business.dealership.rules import DESK, Role
from steadyhand.business.followups.actions.see_news import see_news
from steadyhand.business.insight.territory.mine import territory_of
from steadyhand.business.people.queries import technician_of, technician_of_user
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.kept import is_ahead
from steadyhand.pages.common.leaving import new_key
from steadyhand.pages.common.record.editing import shown
from steadyhand.pages.common.saying import Saying, saying_for
from steadyhand.pages.common.territory.lists import Section, sections_of
from steadyhand.pages.common.territory.map import drawn
from steadyhand.pages.common.territory.proposing import form_for, wish_said
from steadyhand.pages.common.without_signal import readable_today

READERS = DESK | {Role.PRINCIPAL}
# What was answered stands so long under what one proposed.
ANSWERED_FOR = timedelta(days=30)
_KINDS = {
    ProposalState.PROPOSED: "waiting",
    ProposalState.TAKEN_ON: "moving",
    ProposalState.DECLINED: "stopped",
    ProposalState.WITHDRAWN: "done",
}


@open_to({Role.TECHNICIAN})
@require_safe
@readable_today
def my_territory(request: SignedInRequest) -> HttpResponse:
    """Show a technician their own territory."""
    by, saying = request.actor, saying_for(request)
    technician_id = technician_of_user(by.tenant_id, by.user_id) if by.user_id else None
    if technician_id is None:
        return shown(request, "territory/territory.html", {"is_own": True, "is_nobody": True})
    context = _context(request, technician_id, saying, is_own=True)
    return shown(request, "territory/territory.html", context)


@open_to(READERS)
@require_safe
def territory(request: SignedInRequest, technician_id: UUID) -> HttpResponse:
    """Show whoever plans or leads the territory of one of their branches' technicians."""
    saying = saying_for(request)
    technician = technician_of(request.actor, technician_id, on=saying.today)
    if technician is None:
        raise Http404
    context = _context(request, technician_id, saying, is_own=False) | {"technician": technician}
    return shown(request, "territory/territory.html", context)


def _context(request: SignedInRequest, technician_id: UUID, saying: Saying, *, is_own: bool) -> dict[str, Any]:
    by = request.actor
    found = territory_of(by, technician_id, today=saying.today, now=saying.now)
    proposed = proposals_of(by, technician_id)
    every = sections_of(found, proposed, saying)
    only = request.GET.get("list", "")
    wanted = sections_of(found, proposed, saying, only=only) if only in {each.key for each in every} else every
    worth: dict[UUID, str] = {}
    for section in every:
        for row in section.rows:
            worth.setdefault(row.customer_id, row.why)
    since = saying.now - ANSWERED_FOR
    mine = [each for each in proposed if each.is_open or (each.answered_at and each.answered_at >= since)]
    # Fetched ahead by a phone, nobody has read it yet.
    if is_own and not is_ahead(request):
        see_news(by=by, followup_ids=[each.followup_id for each in mine if each.followup_id], now=saying.now)
    return {
        "is_own": is_own,
        "customers": found.customers,
        "machines": len(found.machines),
        "sections": [_said(section, saying, is_own=is_own, before=number) for number, section in enumerate(wanted)],
        "chips": [{"key": each.key, "title": each.title, "count": each.count} for each in wanted],
        "only": wanted[0].title if only and wanted is not every else "",
        "map": drawn(by, found, worth),
        "proposed": [proposal_said(each, saying) for each in mine],
        "here": reverse("my-territory") if is_own else reverse("territory", args=[technician_id]),
    }


def _said(section: Section, saying: Saying, *, is_own: bool, before: int) -> dict[str, Any]:
    # Each row's form has ids of its own: no list shows a hundred.
    return {
        "section": section,
        "rows": [
            {
                "row": row,
                "wish": wish_said(row.proposed) if row.proposed else "",
                "form": form_for(row, section.reason, today=saying.today, number=100 * before + number)
                if is_own and row.proposed is None
                else None,
            }
            for number, row in enumerate(section.rows)
        ],
    }


def proposal_said(each: Proposed, saying: Saying) -> dict[str, Any]:
    """Return how a proposal stands, in words: what was wished, what became of it, and whether it waits."""
    word, kind = each.state.label, _KINDS[each.state]
    if each.call_state is not None and not each.call_state.is_open:
        word, kind = ("visited", "done") if each.call_state.value == "closed" else ("not made", "stopped")
    return {
        "each": each,
        "wish": wish_said(each),
        "when": saying.when(each.proposed_at),
        "word": word,
        "kind": kind,
        "answered": saying.when(each.answered_at),
        "form_key": new_key(),
    }
