"""A dealership says something in its own plain words: a shipped entry otherwise, or one of its own."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.conversations.models import PlainWording
from steadyhand.business.conversations.plain_words.library import Group, shipped
from steadyhand.business.conversations.queries.plain_words import OWN
from steadyhand.shared.actor import Actor
from steadyhand.shared.changing import change_row
from steadyhand.shared.history import record_change


class CannotWord(Exception):
    """It can't be said so; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What an entry is to say. Of a shipped one only `words` and `is_hidden` count."""

    words: str
    is_hidden: bool = False
    title: str = ""
    group: Group = Group.PANEL
    codes: str = ""


@transaction.atomic
def add_plain_words(*, by: Actor, said: Wording, now: datetime) -> str:
    """Keep an entry of their own, and return its key.

    Raises:
        CannotWord: it has no words or no title.
    """
    facts = _own_facts(said)
    row = PlainWording.objects.create(tenant_id=by.tenant_id, **facts)
    record_change(row, by=by, at=now, verb="added plain words", became=facts)
    return f"{OWN}{row.id.hex}"


@transaction.atomic
def change_plain_words(
    *, by: Actor, key: str, said: Wording, opened: dict[str, object] | None = None, now: datetime
) -> None:
    """Say an entry otherwise, or offer it no longer, or again. A shipped one without words is as it was shipped.

    `opened`: what it said when its form was opened, of the fields that are written.

    Raises:
        CannotWord: it isn't there, or one of their own would say nothing.
        ChangedMeanwhile: somebody else has changed the same since it was opened.
    """
    row = _row_to_change(by, key)
    if row.shipped:
        words = _one_line(said.words)
        shipped_words = shipped()[row.shipped].words if row.shipped in shipped() else ""
        facts: dict[str, object] = {"words": "" if words == shipped_words else words, "is_hidden": said.is_hidden}
        if opened is not None and opened.get("words") == shipped_words:
            opened = opened | {"words": ""}
    else:
        facts = _own_facts(said)
    change_row(row, facts, by=by, at=now, verb="changed plain words", opened=opened)


def _row_to_change(by: Actor, key: str) -> PlainWording:
    """Return its row, ours until the transaction ends; of a shipped one that nobody touched yet, a new one."""
    rows = PlainWording.objects.of(by.tenant_id).select_for_update()
    if key in shipped():
        row, _ = rows.get_or_create(tenant_id=by.tenant_id, shipped=key)
        return row
    row_id = _id_in(key)
    own = rows.filter(id=row_id, shipped="").first() if row_id is not None else None
    if own is None:
        raise CannotWord("These words aren't there any more; look at the list anew.")
    return own


def _id_in(key: str) -> UUID | None:
    try:
        return UUID(hex=key.removeprefix(OWN))
    except ValueError:
        return None


def _own_facts(said: Wording) -> dict[str, object]:
    words, title = _one_line(said.words), _one_line(said.title)
    if not words or not title:
        raise CannotWord("Write a title by which it is found, and the words as a customer can hear them.")
    facts = {"title": title, "group": said.group.value, "codes": _one_line(said.codes), "words": words}
    return facts | {"is_hidden": said.is_hidden}


def _one_line(words: str) -> str:
    return " ".join(words.split())
