"""Scorecards are settled: what stood for them in an inbox ends."""

from collections.abc import Collection
from datetime import datetime

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
    ids = {card.candidate_id for card in cards}
    is_open = {each.id for each in about_any(by.tenant_id, ABOUT, ids, kind=INTERVIEW.name, is_open=True)}
    for card in cards:
        if card.followup_id in is_open:
            ended = e.Ended(at=now, by=None, outcome=outcome, words="Settled on the candidate's page.")
            act(the_system(by.tenant_id, by.name), card.followup_id, ended, with_record=True)
