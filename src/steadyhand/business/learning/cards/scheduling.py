"""When is a card asked again? FSRS-6 with its default weights, set for one look a day.

Source: py-fsrs 6.3; settings by measurement (docs/how-it-works/learning.md): no steps of minutes, for nobody opens a
van's door twice for a card; no chance in the dates; 120 days at most; asked when nine in ten would still know it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from fsrs import Card as FsrsCard
from fsrs import Rating, Scheduler, State

WANTED_RECALL = 0.9
LONGEST_DAYS = 120
# Cards never need the library's own number, and without one it waits a millisecond to make it.
_NUMBER = 1
_SCHEDULER = Scheduler(
    desired_retention=WANTED_RECALL,
    learning_steps=(),
    relearning_steps=(),
    maximum_interval=LONGEST_DAYS,
    enable_fuzzing=False,
)


class Answer(StrEnum):
    """How it went, in the learner's own judgement."""

    MISSED = "missed"
    HARD = "hard"
    KNEW = "knew"

    @property
    def label(self) -> str:
        return {"missed": "Missed", "hard": "Hard", "knew": "Knew it"}[self.value]


# No "easy": first answers of eight days and then sixty-six were forgotten.
_RATINGS = {Answer.MISSED: Rating.Again, Answer.HARD: Rating.Hard, Answer.KNEW: Rating.Good}


@dataclass(frozen=True, slots=True)
class Memory:
    """What the scheduler remembers of a card: how many days it lasts, how hard it is (1–10), when it is due again."""

    stability_days: float
    difficulty: float
    last_at: datetime
    due_at: datetime


def after(memory: Memory | None, answer: Answer, at: datetime) -> Memory:
    """Return what is remembered after an answer at a moment; `memory` None for the first one."""
    # The library takes no other UTC than datetime's own; one from a time zone database is refused.
    moment = at.astimezone(UTC)
    card, _ = _SCHEDULER.review_card(_card(memory, moment), _RATINGS[answer], review_datetime=moment)
    if card.stability is None or card.difficulty is None:
        raise ValueError(f"The scheduler kept nothing of the answer “{answer.value}” at {moment:%Y-%m-%d %H:%M}.")
    return Memory(card.stability, card.difficulty, moment, card.due.astimezone(UTC))


def replayed(answers: Iterable[tuple[Answer, datetime]]) -> Memory | None:
    """Return what is remembered after all of a card's answers, oldest first; None where there is none."""
    memory: Memory | None = None
    for answer, at in answers:
        memory = after(memory, answer, at)
    return memory


def recall(memory: Memory, now: datetime) -> float:
    """Return how likely it is known now, 0–1, by whole days since the last answer."""
    return float(_SCHEDULER.get_card_retrievability(_card(memory, now), current_datetime=now.astimezone(UTC)))


def _card(memory: Memory | None, now: datetime) -> FsrsCard:
    if memory is None:
        return FsrsCard(card_id=_NUMBER, due=now)
    return FsrsCard(
        card_id=_NUMBER,
        state=State.Review,
        stability=memory.stability_days,
        difficulty=memory.difficulty,
        due=memory.due_at.astimezone(UTC),
        last_review=memory.last_at.astimezone(UTC),
    )
