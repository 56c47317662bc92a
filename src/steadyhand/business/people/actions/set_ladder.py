"""What the levels of a skill mean here is written in the dealership's own words, or the shipped ones count again."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from steadyhand.business.people.described import CannotBeSo
from steadyhand.business.people.growth.models import Ladder
from steadyhand.business.people.growth.rules import SkillKind
from steadyhand.business.people.growth.shipped import RUNGS
from steadyhand.shared.actor import Actor
from steadyhand.shared.changing import change_row
from steadyhand.shared.history import facts_of, record_change

MOST_WANTED = 99


@transaction.atomic
def set_ladder(  # a ladder has this many parts
    *,
    by: Actor,
    name: str,
    kind: str,
    rungs: Sequence[str],
    wanted: int,
    now: datetime,
) -> None:
    """Write what the levels of a skill mean, and how many people should be able to work alone in it.

    Raises:
        CannotBeSo: no name or kind, a level without a sentence, or a number of people that can't be meant.
    """
    name, said = name.strip(), [each.strip() for each in rungs]
    if not name:
        raise CannotBeSo("A skill needs a name.")
    if kind not in tuple(SkillKind):
        raise CannotBeSo(f"There is no heading “{kind}”; choose one of those offered.")
    if len(said) != RUNGS or not all(said):
        raise CannotBeSo("Each level needs a sentence that says what somebody on it does.")
    if not 0 <= wanted <= MOST_WANTED:
        raise CannotBeSo(f"{wanted} people can't be wanted; 0 to {MOST_WANTED} can.")
    facts = {"kind": kind, "rungs": said, "wanted": wanted}
    row = Ladder.objects.of(by.tenant_id).filter(name__iexact=name).first()
    if row is not None:
        change_row(row, facts, by=by, at=now, verb="ladder changed")
        return
    row = Ladder(tenant_id=by.tenant_id, name=name, **facts)
    row.save(force_insert=True)
    record_change(row, by=by, at=now, verb="ladder written", became=facts_of(row))


@transaction.atomic
def restore_ladder(*, by: Actor, name: str, now: datetime) -> None:
    """Let the shipped sentences count again; the history keeps the own ones."""
    row = Ladder.objects.of(by.tenant_id).filter(name__iexact=name).first()
    if row is not None:
        record_change(row, by=by, at=now, verb="shipped ladder restored", was=facts_of(row))
        row.delete()
