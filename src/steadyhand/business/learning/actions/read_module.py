"""Somebody reads a module: where they are is kept, and once they are through, that they are."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.present import today_at
from steadyhand.business.learning.actions.coach_module import coach_module
from steadyhand.business.learning.content.modules import Module, module
from steadyhand.business.learning.models import ModuleReading
from steadyhand.business.learning.refusing import CannotLearn, learner
from steadyhand.business.people.queries import technician_of_user
from steadyhand.shared.actor import Actor, the_system
from steadyhand.shared.history import record_change

# The sections of a module, in their order: where somebody can be.
SECTIONS = ("rule", "bad", "good", "here", "cards", "drills", "bring", "goal")


def keep_place(*, by: Actor, code: str, place: str, now: datetime) -> None:
    """Keep at which section somebody is, so that any device goes on there.

    Raises:
        CannotLearn: there is no such module or section.
    """
    found = _known(code)
    if place not in SECTIONS:
        raise CannotLearn(f"“{place}” is no section of a module; there are {', '.join(SECTIONS)}.")
    # Where one is isn't worth an entry in the history: it says nothing to anybody else.
    reading = _reading(by, found, now)
    ModuleReading.objects.filter(**reading.where()).update(place=place, last_at=now)


@transaction.atomic
def finish_module(*, by: Actor, code: str, now: datetime) -> UUID:
    """Keep that somebody has read it through; doing so again changes nothing. Return the reading's id.

    Raises:
        CannotLearn: there is no such module.
    """
    reading = _reading(by, _known(code), now)
    moved = ModuleReading.objects.filter(**reading.where(), done_at=None).update(done_at=now, last_at=now, place="goal")
    if moved:
        record_change(reading, by=by, at=now, verb="module read", became={"module": code, "version": reading.version})
        _coach(by, code, now)
    return reading.id


def _known(code: str) -> Module:
    found = module(code)
    if found is None:
        raise CannotLearn(f"There is no module “{code}”; open it from the list of modules.")
    return found


def _reading(by: Actor, found: Module, now: datetime) -> ModuleReading:
    reading, _ = ModuleReading.objects.get_or_create(
        tenant_id=by.tenant_id,
        user_id=learner(by),
        module=found.code,
        version=found.version,
        defaults={"started_at": now, "last_at": now},
    )
    return reading


def _coach(by: Actor, code: str, now: datetime) -> None:
    """Open the coaching of what a technician has just read; others who read it aren't ridden along with."""
    found = _known(code)
    technician_id = technician_of_user(by.tenant_id, by.user_id) if by.user_id else None
    if technician_id is None:
        return
    # Nobody opens their own coaching: it opens by itself.
    system = the_system(by.tenant_id, "Steadyhand")
    on = today_at(by.tenant_id, now)
    coach_module(by=system, technician_id=technician_id, module=code, title=found.title, finished_on=on, now=now)
