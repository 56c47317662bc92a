"""A dealership of its own for each run: several of each role, so that somebody can always leave."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

from steadyhand.business.customers.models import Customer
from steadyhand.business.dealership.models import Branch, Calendar, Dealership, RoleHeld, User
from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.dealership.rules import Role
from steadyhand.shared.actor import Actor
from steadyhand.shared.identity import new_id
from steadyhand.shared.models import Job
from steadyhand.shared.queue.doing import do_job
from steadyhand.shared.queue.taking import take_jobs

BEGINS_AT = datetime(2026, 3, 6, 14, 0, tzinfo=UTC)  # the Friday before clocks change in New York
HOURS = {day: ["08:00-12:00", "13:00-17:00"] for day in ("mon", "tue", "wed", "thu", "fri")}
CAST = (
    Role.SALES, Role.SALES, Role.SERVICE_MANAGER, Role.PRINCIPAL, Role.ADMINISTRATOR, Role.TECHNICIAN,
    Role.IT_SPECIALIST, Role.PARTS, Role.DISPATCHER,
)  # fmt: skip


@dataclass
class House:
    """Who works there, and what time its machine believes it is."""

    tenant_id: UUID
    branch: Branch
    calendar: Calendar
    customer: Customer
    people: list[User]
    now: datetime = BEGINS_AT
    # Time has passed, and no worker has looked since.
    is_behind: bool = False
    # Somebody did something since: it may lead to a word that is due at once, such as for a first word owed all along.
    is_changed: bool = False
    followups: list[UUID] = field(default_factory=list)

    def actor(self, number: int) -> Actor:
        return actor_for(self.people[number % len(self.people)].id)

    def user_id(self, number: int) -> UUID:
        return self.people[number % len(self.people)].id

    @property
    def administrator(self) -> Actor:
        return actor_for(self.people[CAST.index(Role.ADMINISTRATOR)].id)

    def works(self, *, most_looks: int = 60) -> None:
        """Let a worker do everything that is due."""
        for _ in range(most_looks):
            held = take_jobs(most=16, now=self.now)
            if not held:
                # What a silent worker holds is due until its lease ends; nobody else may do it before.
                self.is_behind = self._is_something_held()
                self.is_changed = False
                return
            for each in held:
                do_job(each, clock=lambda: self.now)
        raise AssertionError("The worker never comes to an end: something puts itself again and again.")

    def _is_something_held(self) -> bool:
        due = Job.objects.of(self.tenant_id).filter(state="open", due_at__lte=self.now)
        return due.filter(token__isnull=False, free_at__gt=self.now).exists()

    def passes(self, span: timedelta) -> None:
        self.now += span
        self.is_behind = True


def found_house() -> House:
    """Found a dealership that shares nothing with any other in the database."""
    firm = Dealership.objects.create(name="Lakeside", country="US", zone="America/New_York")
    calendar = Calendar.objects.create(tenant_id=firm.id, name="Weekdays", zone="America/New_York", weekly=HOURS)
    branch = Branch.objects.create(
        tenant_id=firm.id, code="COL", name="Columbus", zone="America/New_York", calendar=calendar
    )
    customer = Customer.objects.create(tenant_id=firm.id, ref="C1", name="Chen Family Clinic", branch=branch)
    people = []
    for number, role in enumerate(CAST):
        user = User(
            tenant_id=firm.id, email=f"p{number}-{new_id().hex}@lakeside.example", name=f"{role.label} {number}"
        )
        # Hashed once for all would be a secret in the code; an unusable one would make them the last choice for all.
        user.password = "kept"
        user.save()
        RoleHeld.objects.create(tenant_id=firm.id, user=user, role=role, branch=None)
        people.append(user)
    return House(firm.id, branch, calendar, customer, people)
