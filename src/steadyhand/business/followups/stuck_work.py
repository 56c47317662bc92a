"""Work that was given up becomes somebody's, too: nothing that the program does by itself is dropped in a log."""

from datetime import datetime, timedelta
from uuid import UUID

from steadyhand.business.dealership.queries import first_branch
from steadyhand.business.dealership.rules import Role
from steadyhand.business.followups.actions.open_followup import open_followup
from steadyhand.business.followups.keeping.book import Subject
from steadyhand.business.followups.models import FollowUp
from steadyhand.business.followups.owners import Owners
from steadyhand.business.followups.rules.kinds import Kind, Outcome, Whose, clocks_of
from steadyhand.shared.actor import the_system
from steadyhand.shared.queue.kinds import WHOLE_SERVER, UnknownKind, Work, kind_named

HOUR = timedelta(hours=1)

STUCK_WORK = Kind(
    name="stuck_work",
    label="work that got stuck",
    owners=(Role.ADMINISTRATOR,),
    clocks=clocks_of(taken_on=4 * HOUR, answered=None, over=16 * HOUR, whose=Whose.OWNER),
    outcomes=(Outcome("done", "done by hand, or tried again"), Outcome("not_needed", "not needed any more")),
    has_somebody_waiting=False,
)


def heard_of_dead_work(work: Work, reason: str, now: datetime) -> None:
    """Open a follow-up for an administrator; of several of one kind, one at a time."""
    if work.tenant_id == WHOLE_SERVER:
        # Whoever runs the server is nobody's colleague: it is in the log, and on the page of every administrator.
        return
    title = f"Given up: {_label(work.kind)}"
    open_ones = FollowUp.objects.of(work.tenant_id).filter(state="open", kind=STUCK_WORK.name, title=title)
    branch_id = first_branch(work.tenant_id)
    if branch_id is None or open_ones.exists():
        return
    administrator = _administrator(work.tenant_id, branch_id, now=now)
    open_followup(
        by=the_system(work.tenant_id, "Steadyhand"),
        kind=STUCK_WORK.name,
        subject=Subject(branch_id=branch_id, title=title, about_kind="shared.job", about_id=work.id),
        words=reason,
        owner=administrator,
        listeners=[administrator],
        now=now,
    )


def _administrator(tenant_id: UUID, branch_id: UUID, *, now: datetime) -> UUID:
    return Owners(tenant_id, STUCK_WORK, branch_id, at=now).find().user_id


def _label(kind: str) -> str:
    try:
        return kind_named(kind).label
    except UnknownKind:
        return kind
