"""How Lakeside sees the programme: managers more rosily than technicians here and there, last quarter and this one."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from steadyhand.business.learning.actions.self_assess import CannotAssess, self_assess, side_of
from steadyhand.business.learning.actions.thank import thank
from steadyhand.business.learning.queries.cards import cards_for
from steadyhand.business.learning.self_assessment.rules import Side, quarter_of, questions
from steadyhand.shared.actor import Actor

# After the reminder, before the answers are closed.
ASKED = timedelta(days=50)
# What managers see differently from those who drive, by side.
DIFFERENTLY = {
    "talks-happen": {Side.LEADS: 5, Side.DRIVES: 3},
    "needs-answered": {Side.LEADS: 4, Side.DRIVES: 2},
    "time-for-it": {Side.LEADS: 4, Side.DRIVES: 3},
    "help-quick": {Side.LEADS: 3, Side.DRIVES: 4},
    "seniors": {Side.LEADS: 3, Side.DRIVES: 2},
}


@dataclass(frozen=True, slots=True)
class Voices:
    """Who answers, and who leads."""

    ruth: Actor
    everybody: tuple[Actor, ...]
    now: datetime


def tell_programme(voices: Voices) -> None:
    """Let most of the house answer for two quarters, and Ruth thank for one thing."""
    chance = Random(5)  # noqa: S311 - a story that is told the same again
    for at in _asked_at(voices.now):
        for person in voices.everybody:
            if chance.random() < 0.85:  # noqa: PLR2004 - most, not all
                _answer(person, at, chance)
    deed = cards_for(voices.ruth, now=voices.now).thank
    if deed is not None:
        words = "I heard of it from them before I heard it from you. Thank you."
        thank(by=voices.ruth, about_id=deed.about_id, to_id=deed.user_id, words=words, now=voices.now)


def _asked_at(now: datetime) -> tuple[datetime, ...]:
    """Return a day of the quarter before in which answers were taken, and one of this quarter if it has come."""
    this = quarter_of(now.date())
    days = (quarter_of(this - timedelta(days=1)) + ASKED, this + ASKED)
    return tuple(at for day in days if (at := now - timedelta(days=(now.date() - day).days)) <= now)


def _answer(person: Actor, at: datetime, chance: Random) -> None:
    side = side_of(person)
    answers: dict[str, int | None] = {}
    for each in questions():
        value = DIFFERENTLY.get(each.key, {}).get(side, 4) + chance.choice((-1, 0, 0, 1))
        can_say = chance.random() > 0.05  # noqa: PLR2004 - one in twenty can't
        answers[each.key] = max(1, min(5, value)) if can_say else None
    try:
        self_assess(by=person, answers=answers, now=at)
    except CannotAssess:
        # The day may lie in the quarter before: then they have answered for it already.
        return
