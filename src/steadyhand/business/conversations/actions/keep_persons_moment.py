"""Somebody told a customer what the program leaves to people: it stands among the call's moments, as told."""

from datetime import datetime

from steadyhand.business.conversations.actions.keep_moment import keep_moment
from steadyhand.business.conversations.models import Statement
from steadyhand.business.conversations.moments.deciding import Decided, Goes
from steadyhand.business.conversations.moments.moment import Moment
from steadyhand.business.promises.rules import Channel
from steadyhand.shared.actor import Actor


def keep_persons_moment(row: Statement, *, by: Actor, now: datetime) -> bool:
    """Keep the moment of words that have reached a customer; False where there is none, or it is known already.

    That a part is here is told by the program, too: under the same key, so that they don't hear it twice.
    """
    moment = next((each for each in Moment if each.value == row.moment), None)
    if moment is None or row.call_id is None:
        return False
    about = row.promise_id if moment is Moment.PART_HERE else row.id
    return keep_moment(
        by=by,
        call_id=row.call_id,
        key=f"{moment}:{about}",
        moment=moment,
        happened_at=now,
        decided=Decided(Goes.NOW, f"{row.by_name} told them {Channel(row.channel).label}."),
        statement_id=row.id,
        now=now,
    )
