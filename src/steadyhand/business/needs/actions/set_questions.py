"""What the dealership asks changes: a question is worded otherwise, hidden, shown again, added, or put back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.needs.models import Question
from steadyhand.business.needs.queries.questions import Asked, all_questions
from steadyhand.business.needs.rules import Sort
from steadyhand.business.needs.wording import why_not
from steadyhand.shared.actor import Actor
from steadyhand.shared.changing import ChangedMeanwhile, change_row
from steadyhand.shared.history import changes_of, record_change

# As many of one's own, of a kind, as one reads beside a machine.
MOST_OWN = 12
ADDED = "added a question"


class CannotAsk(Exception):
    """It can't be asked so; the message says which word, or what else, and what to do."""


@transaction.atomic
def add_question(*, by: Actor, sort: Sort, words: str, now: datetime) -> UUID:
    """Ask something that isn't shipped, and return its id.

    Raises:
        CannotAsk: it sells, asks nothing, is asked already, or there are too many of their own.
    """
    asked = all_questions(by.tenant_id)[sort]
    if sum(each.is_own and not each.is_hidden for each in asked) >= MOST_OWN:
        raise CannotAsk(f"{MOST_OWN} questions of your own are as many as anybody reads: hide one first.")
    said = _checked(words, asked)
    row = Question.objects.create(tenant_id=by.tenant_id, sort=sort, words=said)
    # Undone, it is hidden: its words are kept for a second thought.
    was, became = {"is_hidden": True}, {"words": said, "is_hidden": False}
    record_change(row, by=by, at=now, verb=ADDED, was=was, became=became)
    return row.id


@transaction.atomic
def reword_question(*, by: Actor, key: str, words: str, opened: str, now: datetime) -> None:
    """Ask it in other words. `opened`: its words when the form was opened. A shipped one's own words put it back.

    Raises:
        CannotAsk: it sells, asks nothing, is asked already, isn't there, or somebody else has reworded it meanwhile.
    """
    asked = _asked(by, key)
    others = [each for each in all_questions(by.tenant_id)[asked.sort] if each.key != key]
    said = _checked(words, others)
    row = _row_to_change(by, asked)
    try:
        change_row(
            row,
            {"words": "" if said == asked.shipped_words else said},
            by=by,
            at=now,
            verb="reworded a question" if said != asked.shipped_words else "put a question back as it was shipped",
            opened={"words": "" if opened == asked.shipped_words else opened},
        )
    except ChangedMeanwhile as changed:
        who = changed.theirs[0].by or "Somebody"
        raise CannotAsk(
            f"{who} has reworded it since you opened it: “{asked.words}” Look at both, then save yours again."
        ) from changed


@transaction.atomic
def hide_question(*, by: Actor, key: str, is_hidden: bool, now: datetime) -> None:
    """Ask it no longer, or again.

    Raises:
        CannotAsk: it isn't there.
    """
    row = _row_to_change(by, _asked(by, key))
    verb = "hid a question" if is_hidden else "showed a question again"
    change_row(row, {"is_hidden": is_hidden}, by=by, at=now, verb=verb)


@transaction.atomic
def take_back_change(*, by: Actor, question_id: UUID, change_id: UUID, now: datetime) -> None:
    """Undo the newest change of a question.

    Raises:
        CannotAsk: it has been changed again since, or isn't there.
    """
    row = Question.objects.of(by.tenant_id).select_for_update().filter(id=question_id).first()
    newest = next(iter(changes_of(by.tenant_id, [question_id], most=1)), None)
    if row is None or newest is None or newest.id != change_id:
        raise CannotAsk("It has been changed again since: look at the list, and undo what stands on top.")
    facts = {name: value for name, value in newest.was.items() if name in ("words", "is_hidden")}
    change_row(row, facts, by=by, at=now, verb=f"undid: {newest.verb}")


def _asked(by: Actor, key: str) -> Asked:
    every = [each for asked in all_questions(by.tenant_id).values() for each in asked]
    found = next((each for each in every if each.key == key), None)
    if found is None:
        raise CannotAsk("This question isn't there any more; look at the list anew.")
    return found


def _row_to_change(by: Actor, asked: Asked) -> Question:
    """Return its row, ours until the transaction ends; of a shipped one that nobody touched yet, a new one."""
    rows = Question.objects.of(by.tenant_id).select_for_update()
    name = asked.key.partition(".")[2]
    if asked.is_own:
        return rows.get(id=UUID(hex=name))
    row, _ = rows.get_or_create(tenant_id=by.tenant_id, sort=asked.sort, shipped=name)
    return row


def _checked(words: str, others: tuple[Asked, ...] | list[Asked]) -> str:
    """Return what may be asked, without stray blanks."""
    said = " ".join(words.split())
    refused = why_not(said)
    if refused:
        raise CannotAsk(refused)
    if any(each.words.casefold() == said.casefold() for each in others):
        raise CannotAsk("This is asked already: change the other one, or show it again if it is hidden.")
    return said
