"""A dealership tells its customers of a moment in its own words, or in the shipped ones again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from steadyhand.business.conversations.models import MomentWording
from steadyhand.business.conversations.moments.moment import Moment
from steadyhand.business.conversations.moments.templates import ENGLISH, BadTemplate, Template, shipped
from steadyhand.business.conversations.moments.wording import lines, template_from, wrongs
from steadyhand.business.conversations.queries.own_rules import rules_of
from steadyhand.shared.actor import Actor
from steadyhand.shared.changing import change_row


class CannotWordMoment(Exception):
    """A customer shouldn't read it so; the message says what is wrong and the way out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Worded:
    """A moment's words, a sentence a line; what is empty is as it was shipped."""

    subject: str = ""
    text: str = ""
    mail: str = ""


@transaction.atomic
def word_moment(
    *, by: Actor, moment: Moment, worded: Worded, opened: Mapping[str, Any] | None = None, now: datetime
) -> bool:
    """Keep a moment's words in English, and return whether anything changed. `opened`: as its form was opened.

    Raises:
        CannotWordMoment: the guard finds something, or they say less than the moment is there for.
        ChangedMeanwhile: somebody else has changed the same since it was opened.
    """
    before = shipped(ENGLISH)[moment]
    try:
        template = template_from(before, subject=worded.subject, text=worded.text, mail=worded.mail)
    except BadTemplate as bad:
        raise CannotWordMoment(str(bad)) from bad
    if found := wrongs(template, shipped=before, rules=rules_of(by.tenant_id)):
        raise CannotWordMoment(" ".join(found))
    # Locked with the row, or made: two who change the first words at once don't write over each other.
    rows = MomentWording.objects.of(by.tenant_id).select_for_update()
    row, _ = rows.get_or_create(tenant_id=by.tenant_id, language=ENGLISH, moment=moment)
    was = as_written(before)
    facts = {name: "" if value == was[name] else value for name, value in as_written(template).items()}
    if opened is not None:
        opened = {name: "" if _plain(value) == was[name] else _plain(value) for name, value in opened.items()}
    return change_row(row, facts, by=by, at=now, verb="changed a moment's words", opened=opened)


def as_written(template: Template) -> dict[str, str]:
    """Return a template as the form and the row write it."""
    return {"subject": template.subject, "text": "\n".join(template.text), "mail": "\n".join(template.mail)}


def _plain(value: object) -> str:
    return "\n".join(lines(str(value or "")))
