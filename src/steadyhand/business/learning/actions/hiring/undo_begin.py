"""They hadn't begun, or somebody else was meant: all that followed from it is taken back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.followups.keeping.acting import act
from steadyhand.business.followups.queries.about import about_any
from steadyhand.business.followups.rules import events as e
from steadyhand.business.learning.actions.hiring.first_day import move_back
from steadyhand.business.learning.actions.hiring.pairing import unpair
from steadyhand.business.learning.actions.hiring.reaching import candidate_to_lead
from steadyhand.business.learning.actions.watch_paths import ABOUT
from steadyhand.business.learning.kinds import DEVELOPMENT
from steadyhand.business.learning.models import Candidate, HiringDecision, PathStep
from steadyhand.business.learning.refusing import CannotHire
from steadyhand.shared.actor import Actor, the_system
from steadyhand.shared.history import record_change


@transaction.atomic
def undo_begin(*, by: Actor, candidate_id: UUID, now: datetime) -> str:
    """Take back that a candidate has become a technician; return in a sentence what stays all the same, if anything.

    Their path waits for them again: its modules leave that technician's learning, its follow-ups end, a mentor who
    was only proposed isn't any more, its days are counted from the planned first day, and lines that were checked are
    to be checked again.

    Raises:
        CannotHire: not at their branches, or nobody said that they had begun.
    """
    candidate = candidate_to_lead(by, candidate_id)
    if candidate.technician_id is None:
        raise CannotHire("Nobody has said that they work here; nothing was changed.")
    steps = list(PathStep.objects.of(by.tenant_id).filter(decision__candidate=candidate).order_by("due_on", "id"))
    rows = PathStep.objects.of(by.tenant_id).filter(id__in=[step.id for step in steps])
    for step in steps:
        if step.done_at:
            record_change(step, by=by, at=now, verb="path line to be checked again", why="They hadn't begun after all.")
    rows.update(done_at=None, followup_id=None, was_put_off=False)
    Candidate.objects.filter(**candidate.where()).update(technician_id=None)
    record_change(candidate, by=by, at=now, verb="candidate hadn't begun")
    move_back(by, list(HiringDecision.objects.of(by.tenant_id).filter(candidate=candidate)), now=now)
    stays = unpair(by, steps, now=now)
    ids = [step.id for step in steps]
    for each in about_any(by.tenant_id, ABOUT, ids, kind=DEVELOPMENT.name, is_open=True):
        ended = e.Ended(at=now, by=None, outcome="not_begun", words="It was taken back on the candidate's page.")
        act(the_system(by.tenant_id, by.name), each.id, ended, with_record=True)
    return stays
