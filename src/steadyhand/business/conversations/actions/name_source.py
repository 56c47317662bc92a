"""Who told you? Whoever said something that no record knows names on what it rests; that is kept with the fact."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from steadyhand.business.conversations.models import FactTold
from steadyhand.business.conversations.rules import CannotSay, Verdict
from steadyhand.business.dealership.present import working_here
from steadyhand.business.dealership.rules import DESK, EVERYBODY
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change

ABOUT_AS_LONG_AS_A_LINE = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """On what a fact rests, in words for the timeline; `giver`: whose word it is, where it isn't the speaker's own."""

    source_words: str
    giver: str = ""


@transaction.atomic
def name_source(*, by: Actor, fact_id: UUID, named: Named, now: datetime) -> None:
    """Keep who told somebody what a customer was told.

    Whoever said it may, and the desk of the branch.

    Raises:
        CannotSay: nothing is named, nobody's who may, or it has a source already.
    """
    words = named.source_words.strip()[:ABOUT_AS_LONG_AS_A_LINE]
    if not words:
        raise CannotSay("Name who told you, or on what it rests: one line is enough.")
    # Whoever closes a colleague's visit at another branch said it, too: rows of the house, then who may.
    rows = FactTold.objects.of(by.tenant_id).select_for_update(no_key=True, of=("self",))
    fact = rows.select_related("statement").filter(id=fact_id).first()
    said = fact.statement if fact else None
    is_own = said is not None and by.user_id is not None and said.by_id == by.user_id
    if fact is None or said is None or not (is_own or by.is_one_of_at(said.branch_id, *DESK)):
        raise CannotSay("There is nothing here that you told a customer; look at the timeline anew.")
    if fact.verdict != Verdict.NO_RECORD:
        raise CannotSay(f"It is known already on what “{fact.words}” rests: {fact.source_words or 'the record'}.")
    becomes: dict[str, Any] = {"verdict": Verdict.ASKED, "source_words": words}
    if giver := named.giver.strip():
        becomes |= {"giver_name": giver[:200], "giver_id": _colleague(by, giver, now)}
    FactTold.objects.filter(**fact.where()).update(**becomes)
    record_change(said, by=by, at=now, verb="named a source", became={"fact": fact.words, **becomes})


def _colleague(by: Actor, name: str, now: datetime) -> UUID | None:
    """Return who is meant, where it is one person's name; the name alone is kept otherwise."""
    wanted = name.casefold()
    people = working_here(by.tenant_id, branch_id=None, roles=EVERYBODY, at=now)
    meant = [each for each in people if each.name.casefold() == wanted or each.name.casefold().split()[:1] == [wanted]]
    return meant[0].id if len(meant) == 1 else None
