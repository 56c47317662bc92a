"""Whose can a follow-up be? Somebody who works here now: asked for, covering, by role, or up the ladder."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from steadyhand.business.dealership.present import Present, on_leave, today_at, working_here
from steadyhand.business.dealership.rules import Role
from steadyhand.business.followups.models import FollowUp
from steadyhand.business.followups.rules.events import Moved
from steadyhand.business.followups.rules.kinds import Kind, Rung

# Who may have any follow-up, whatever its kind: the ladder's own people, in its order. There is always an
# administrator who can sign in (dealership/rights.py sees to it).
LADDER = (Role.SERVICE_MANAGER, Role.PRINCIPAL, Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class Found:
    """Who has it. `is_unattended`: nobody active was found, so it stays with whoever stands highest."""

    user_id: UUID
    name: str
    is_unattended: bool = False


class NobodyLeft(Exception):
    """Nobody works at this dealership any more who could have anything."""


class Owners:
    """Who could have follow-ups of a kind at a branch, at a moment. Five queries at most, at first asking."""

    def __init__(
        self, tenant_id: UUID, kind: Kind, branch_id: UUID, *, at: datetime, also: Collection[UUID] = ()
    ) -> None:
        self._tenant_id = tenant_id
        self._kind = kind
        self._at = at
        self._roles = (*(Role(role) for role in kind.owners), *LADDER)
        wanted = frozenset(also)
        self._covers = on_leave(tenant_id, on=today_at(tenant_id, at)) if wanted else {}
        covers = {self._covers[user_id] for user_id in wanted & self._covers.keys()} - {None}
        self._people = {
            person.id: person
            for person in working_here(
                tenant_id,
                branch_id=branch_id,
                roles=self._roles,
                at=at,
                also=[*wanted, *(each for each in covers if each)],
            )
        }
        self._elsewhere = self._of_other_branches(wanted) if kind.crosses_branches else frozenset()

    def can_have(self, user_id: UUID) -> bool:
        """Tell whether somebody works here now, at this branch, in a role that has such things; or was sent for."""
        person = self._people.get(user_id)
        if person is None or person.is_on_leave:
            return False
        return user_id in self._elsewhere or not person.roles.isdisjoint(self._roles)

    def who_can_have(self) -> tuple[tuple[UUID, str], ...]:
        """Return everybody who could have it now, by name."""
        return tuple((person.id, person.name) for person in self._people.values() if self.can_have(person.id))

    def why_not(self, user_id: UUID) -> Moved:
        """Return why somebody can't have it any more."""
        person = self._people.get(user_id)
        if person is None:
            return Moved.LEFT
        return Moved.ON_LEAVE if person.is_on_leave else Moved.LOST_ROLE

    def find(self, wanted: UUID | None = None) -> Found:
        """Return who has it: whoever is wanted, else their cover, else by role, else up the ladder.

        Raises:
            NobodyLeft: nobody is active in any role.
        """
        for user_id in (wanted, self._covers.get(wanted) if wanted else None):
            if user_id is not None and self.can_have(user_id):
                return self._found(self._people[user_id])
        for role in self._roles:
            holders = [each for each in self._people.values() if role in each.roles and self.can_have(each.id)]
            if holders:
                return self._found(self._least_laden(holders))
        return self._unattended()

    def on_rung(self, rung: Rung, *, owner: UUID) -> UUID:
        """Return whom silence climbs to: somebody present there, else the next above, in the end the owner."""
        if rung is Rung.OWNER:
            return owner
        start = 0 if rung is Rung.MANAGER else 1
        for role in (*LADDER[start:], *LADDER[:start]):
            # The owner knows already, since half the time.
            holders = [
                each
                for each in self._people.values()
                if role in each.roles and not each.is_on_leave and each.id != owner
            ]
            if holders:
                return self._least_laden(holders).id
        return owner

    def _of_other_branches(self, wanted: frozenset[UUID]) -> frozenset[UUID]:
        """Return those of these people whose work it is at some branch of the dealership."""
        roles = [Role(role) for role in self._kind.owners]
        anywhere = working_here(self._tenant_id, branch_id=None, roles=roles, at=self._at) if wanted else ()
        return wanted & {person.id for person in anywhere}

    def _unattended(self) -> Found:
        for role in (Role.PRINCIPAL, Role.ADMINISTRATOR, Role.SERVICE_MANAGER):
            holders = [each for each in self._people.values() if role in each.roles]
            if holders:
                return Found(holders[0].id, holders[0].name, is_unattended=True)
        anybody = working_here(self._tenant_id, branch_id=None, roles=tuple(Role), at=self._at)
        if not anybody:
            raise NobodyLeft("Nobody works here any more: invite an administrator, who then has what is open.")
        return Found(anybody[0].id, anybody[0].name, is_unattended=True)

    def _least_laden(self, people: Iterable[Present]) -> Present:
        """Return who has least open. Whoever hasn't chosen a password yet comes last: they look at nothing."""
        several = list(people)
        if len(several) == 1:
            return several[0]
        open_ones = FollowUp.objects.of(self._tenant_id).filter(
            state="open", owner_id__in=[person.id for person in several]
        )
        laden = Counter(dict(open_ones.values_list("owner_id").annotate(Count("id"))))
        return min(several, key=lambda person: (not person.has_password, laden[person.id], person.name, person.id))

    def _found(self, person: Present) -> Found:
        return Found(person.id, person.name)
