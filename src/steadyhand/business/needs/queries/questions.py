"""Which questions does a dealership ask? The shipped ones as it words them, and its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from steadyhand.business.needs.models import Question
from steadyhand.business.needs.prompts import prompts
from steadyhand.business.needs.rules import Sort
from steadyhand.shared.history import changes_of

# What was changed longer ago stands in the history of everything.
MOST_CHANGES = 12


@dataclass(frozen=True, slots=True)
class Asked:
    """A question. `key` names it on its page: `aging.lasting` a shipped one, `aging.` and an id one of their own."""

    key: str
    sort: Sort
    words: str
    # As it was shipped; empty for one of their own.
    shipped_words: str
    is_hidden: bool

    @property
    def is_own(self) -> bool:
        return not self.shipped_words

    @property
    def is_reworded(self) -> bool:
        return not self.is_own and self.words != self.shipped_words


def all_questions(tenant_id: UUID) -> Mapping[Sort, tuple[Asked, ...]]:
    """Return every question by sort, hidden ones too: their own first, then the shipped ones in order. One query."""
    rows = list(Question.objects.of(tenant_id).order_by("id"))
    changed = {(row.sort, row.shipped): row for row in rows if row.shipped}
    found: dict[Sort, list[Asked]] = {sort: [] for sort in Sort}
    for row in rows:
        if not row.shipped:
            key = f"{row.sort}.{row.id.hex}"
            found[Sort(row.sort)].append(Asked(key, Sort(row.sort), row.words, "", row.is_hidden))
    for sort, shipped in prompts().items():
        for name, words in shipped.items():
            change = changed.get((sort.value, name))
            said = change.words if change and change.words else words
            is_hidden = bool(change and change.is_hidden)
            found[sort].append(Asked(f"{sort}.{name}", sort, said, words, is_hidden))
    return {sort: tuple(asked) for sort, asked in found.items()}


def questions_asked(tenant_id: UUID, *, fewest: int) -> Mapping[Sort, tuple[str, ...]]:
    """Return what helps to see a need: all of their own, and shipped ones until there are so many. One query."""
    asked: dict[Sort, tuple[str, ...]] = {}
    for sort, questions in all_questions(tenant_id).items():
        shown = [each for each in questions if not each.is_hidden]
        # What they worded themselves is meant to be asked.
        own = [each for each in shown if each.is_own or each.is_reworded]
        rest = [each for each in shown if each not in own]
        asked[sort] = tuple(each.words for each in [*own, *rest[: max(fewest - len(own), 0)]])
    return asked


@dataclass(frozen=True, slots=True)
class ChangeMade:
    """Somebody changed a question. `can_undo`: nothing has happened to it since."""

    id: UUID
    question_id: UUID
    at: datetime
    who: str
    verb: str
    words: str
    can_undo: bool


def changes_made(tenant_id: UUID) -> tuple[ChangeMade, ...]:
    """Return the last changes of questions, newest first. Two queries."""
    rows = {row.id: row for row in Question.objects.of(tenant_id)}
    seen: set[UUID] = set()
    found = []
    for entry in changes_of(tenant_id, rows, most=MOST_CHANGES):
        row = rows[entry.about_id]
        words = entry.became.get("words") or row.words or prompts()[Sort(row.sort)].get(row.shipped, "")
        can_undo = row.id not in seen and bool(entry.was)
        found.append(ChangeMade(entry.id, row.id, entry.at, entry.by_name, entry.verb, words, can_undo))
        seen.add(row.id)
    return tuple(found)
