"""Decide about a candidate: hire, hire with a dated path, keep warm or no, with reasons by criterion."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from steadyhand.business.learning.actions.hiring.decide import DecidedMeanwhile, decide
from steadyhand.business.learning.actions.hiring.note_reading import note_reading
from steadyhand.business.learning.hiring.rules import Finding, Marked, Seen, findings, leaning
from steadyhand.business.learning.queries.decided import Decision, decision_on
from steadyhand.business.learning.queries.hiring import CandidateFacts, candidate_called, cards_shown
from steadyhand.business.learning.queries.means import means_at
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.hiring.deciding_form import DecideForm
from steadyhand.pages.common.hiring.keeping import LEADS, UNPROCESSABLE, done_once
from steadyhand.pages.common.hiring.wording import VERDICT_LOOKS, finding_said, leaning_said
from steadyhand.pages.common.leaving import see_other
from steadyhand.pages.common.record.editing import CONFLICT, shown
from steadyhand.pages.common.saying import saying_for


@open_to(LEADS)
@require_http_methods(["GET", "POST"])
def decide_about(request: SignedInRequest, candidate_id: UUID) -> HttpResponse:
    """Show what raters saw beside the form; POST decides, or says who has decided meanwhile."""
    saying, by = saying_for(request), request.actor
    found = candidate_called(by, candidate_id)
    if found is None:
        raise Http404
    cards = cards_shown(by, candidate_id)
    note_reading(by=by, candidate_id=candidate_id, cards=len(cards or ()), now=saying.now)
    stands = decision_on(by, candidate_id, on=saying.today)
    here = means_at(by, found.branch_id, found.post, found.kit.criteria, on=saying.today)
    form = DecideForm(found.kit, here, saying.today, request.POST or None)
    form.fields["instead_of"].initial = stands.id if stands else None
    meanwhile: list[UUID] = []

    def do() -> UUID:
        try:
            return decide(
                by=by,
                candidate_id=candidate_id,
                decided=form.decided(),
                instead_of=_instead_of(request, form),
                now=saying.now,
            )
        except DecidedMeanwhile as faster:
            meanwhile.append(faster.decision_id)
            raise

    if request.method == "POST" and done_once(request, form, do):
        messages.success(request, "Decided. A later decision replaces this one; both stay to be read.")
        return see_other(reverse("hiring-candidate", args=[candidate_id]))
    if meanwhile and stands:
        # Theirs is shown beside one's own, so it has been read.
        note_reading(by=by, candidate_id=candidate_id, decision=True, now=saying.now)
    context = _context(found, cards, form) | {
        "theirs": _theirs(stands, saying.when(stands.at)) if stands and meanwhile else None,
    }
    status = CONFLICT if meanwhile else UNPROCESSABLE if form.errors else 200
    return shown(request, "hiring/decide.html", context, status=status)


def _instead_of(request: SignedInRequest, form: DecideForm) -> UUID | None:
    """Return which decision this one replaces: the one that stood, or the one that whoever decides has read since."""
    try:
        return UUID(request.POST["all_the_same"])
    except (KeyError, ValueError):
        seen: UUID | None = form.cleaned_data["instead_of"]
        return seen


def _theirs(stands: Decision, when: str) -> dict[str, Any]:
    return {"row": stands, "word": stands.verdict.label, "kind": VERDICT_LOOKS[stands.verdict], "when": when}


def _context(found: CandidateFacts, cards: tuple[Marked, ...] | None, form: DecideForm) -> dict[str, Any]:
    seen = findings(found.kit, cards or ())
    return {
        "candidate": found,
        "may_decide": bool(cards) and not (found.technician_id or found.erased_at or found.withdrew_at),
        "leaning": leaning_said(leaning(seen), seen) if cards else "",
        "criteria": [
            {
                "said": finding_said(each, found.kit, cards or ()),
                "reason": form[f"reason_{each.criterion.code}"],
                "line": form.lines_of(each.criterion.code),
                "due": form.due_of(each.criterion.code, each.criterion.learn_weeks),
                "is_gap": _is_open(each, form),
            }
            for each in seen
        ],
        "form": form,
    }


def _is_open(found: Finding, form: DecideForm) -> bool:
    """Tell whether a criterion's line is shown unfolded: there is a gap, or somebody has ticked it."""
    return found.seen in (Seen.GAP, Seen.APART) or bool(form.data.get(f"on_{found.criterion.code}"))
