"""A scorecard is kept while it is filled in, and handed in once."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.learning.actions.hiring.end_interviews import end_interviews
from steadyhand.business.learning.hiring.kit import kit_from
from steadyhand.business.learning.hiring.rules import NotLikeThis, check_card, check_marks
from steadyhand.business.learning.models import Scorecard
from steadyhand.business.learning.refusing import CannotHire
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change


@transaction.atomic
def keep_card(
    *,
    by: Actor,
    candidate_id: UUID,
    marks: Mapping[str, int | None],
    notes: Mapping[str, str],
    hands_in: bool,
    now: datetime,
) -> None:
    """Keep one's own scorecard, or hand it in: after that it stays as it is.

    Raises:
        CannotHire: nobody asked them, it is handed in already, the candidate has withdrawn, a mark or a note can't be
            meant, or nothing is assessed.
    """
    rows = Scorecard.objects.visible_to(by).select_related("candidate__opening")
    # With its opening: whoever renews its kit at this moment waits, then finds that somebody has begun.
    rows = rows.select_for_update(of=("self", "candidate__opening"))
    card = rows.filter(candidate_id=candidate_id, candidate__erased_at__isnull=True, rater_id=by.user_id).first()
    if card is None:
        raise CannotHire("Nobody has asked you to interview this candidate: speak to whoever hires.")
    if card.handed_in_at:
        raise CannotHire("You have handed this scorecard in; it stays as it was, whatever the others saw.")
    if card.candidate.withdrew_at:
        raise CannotHire("They don't want the post any more: your scorecard isn't needed, and nothing was kept.")
    kit = kit_from(card.candidate.opening.kit, "kit")
    try:
        check_card(kit, marks, notes)
        if hands_in:
            check_marks(kit, marks)
    except NotLikeThis as refused:
        raise CannotHire(str(refused)) from refused
    Scorecard.objects.filter(**card.where()).update(
        marks=dict(marks),
        notes={key: words.strip() for key, words in notes.items() if words.strip()},
        handed_in_at=now if hands_in else None,
    )
    if hands_in:
        record_change(card, by=by, at=now, verb="scorecard handed in")
        end_interviews(by, [card], outcome="done", now=now)
