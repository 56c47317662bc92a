"""Scorecards are settled, or asked for again: what stands for them in an inbox ends, or comes back."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from steadyhand.business.followups.actions.reopen_followup import reopen_followup
from steadyhand.business.followups.keeping.acting import act
from steadyhand.business.followups.queries.about import about_any
from steadyhand.business.followups.rules import events as e
from steadyhand.business.learning.kinds import INTERVIEW
from steadyhand.business.learning.models import Scorecard
from steadyhand.shared.actor import Actor, the_system

# Of a scorecard to fill in; its page is the candidate's own.
ABOUT = "learning.candidate"


def end_interviews(by: Actor, cards: Collection[Scorecard], *, outcome: str, now: datetime) -> None:
    """End the follow-ups of scorecards that are open still. Call it last: it opens the book."""
    is_open = _followups(by, cards, is_open=True)
    for card in cards:
        if card.followup_id in is_open:
            ended = e.Ended(at=now, by=None, outcome=outcome, words="Settled on the candidate's page.")
            act(the_system(by.tenant_id, by.name), card.followup_id, ended, with_record=True)


def reopen_interviews(by: Actor, cards: Collection[Scorecard], *, now: datetime) -> None:
    """Open the follow-ups of scorecards again that were settled without them. Call it last: it opens the book."""
    has_ended = _followups(by, cards, is_open=False)
    for card in cards:
        if card.followup_id in has_ended:
            reopen_followup(
                by=the_system(by.tenant_id, by.name),
                followup_id=card.followup_id,
                words="They want the post after all: your scorecard is needed again.",
                with_record=True,
                now=now,
            )


def _followups(by: Actor, cards: Collection[Scorecard], *, is_open: bool) -> set[UUID]:
    ids = {card.candidate_id for card in cards}
    return {each.id for each in about_any(by.tenant_id, ABOUT, ids, kind=INTERVIEW.name, is_open=is_open)}
