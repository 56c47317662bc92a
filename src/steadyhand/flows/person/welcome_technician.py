"""Somebody got the technician's role: visits can be planned for them, and their day is theirs to see."""

from datetime import datetime
from uuid import UUID

from steadyhand.business.dealership.branches import branches_of
from steadyhand.business.dealership.directory import person_of
from steadyhand.business.dealership.rules import Role
from steadyhand.business.people.actions.know_technician import NotThisTechnician, know_technician
from steadyhand.shared.actor import Actor

__all__ = ["NotThisTechnician", "welcome_technician"]


def welcome_technician(*, by: Actor, user_id: UUID, now: datetime) -> UUID | None:
    """Return the technician that this user is; None for users in other roles, and where no branch is open.

    Whoever works at all branches is listed at the first, until a file or the administrator says otherwise.

    Raises:
        NotThisTechnician: somebody else signs in as the technician with this address.
    """
    person = person_of(by, user_id)
    if person is None:
        return None
    places = [held.branch_id for held in person.roles if held.role is Role.TECHNICIAN]
    if not places:
        return None
    branch_id = next((place for place in places if place), None) or next((one.id for one in branches_of(by)), None)
    if branch_id is None:
        return None
    return know_technician(by=by, user_id=user_id, name=person.name, email=person.email, branch_id=branch_id, now=now)
