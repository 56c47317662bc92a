"""Anything may happen, in any order, at any time, to any follow-up: the rules of the Hypothesis state machine."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from tests.business.followups.proving.house import House, found_house
from tests.business.followups.proving.promised import look

from steadyhand.business.dealership.actions.change_roles import change_roles
from steadyhand.business.dealership.actions.close_day import close_day
from steadyhand.business.dealership.actions.deactivate_user import deactivate_user
from steadyhand.business.dealership.actions.end_leave import end_leave
from steadyhand.business.dealership.actions.invite_user import invite_user
from steadyhand.business.dealership.actions.take_leave import take_leave
from steadyhand.business.dealership.described import CannotRunItSo, RoleAt
from steadyhand.business.dealership.models import Leave, User
from steadyhand.business.dealership.rules import Role
from steadyhand.business.followups.actions.acknowledge import acknowledge
from steadyhand.business.followups.actions.add_note import add_note
from steadyhand.business.followups.actions.confirm_contact import confirm_contact
from steadyhand.business.followups.actions.deny_contact import deny_contact
from steadyhand.business.followups.actions.end_followup import end_followup
from steadyhand.business.followups.actions.finish_step import finish_step
from steadyhand.business.followups.actions.give_to import give_to
from steadyhand.business.followups.actions.listen import listen
from steadyhand.business.followups.actions.merge_followups import merge_followups
from steadyhand.business.followups.actions.open_followup import open_followup
from steadyhand.business.followups.actions.pause import pause
from steadyhand.business.followups.actions.promise_step import promise_step
from steadyhand.business.followups.actions.record_contact import record_contact
from steadyhand.business.followups.actions.reopen_followup import reopen_followup
from steadyhand.business.followups.actions.resume import resume
from steadyhand.business.followups.actions.take_back import take_back
from steadyhand.business.followups.checking import see_that_nothing_is_dropped
from steadyhand.business.followups.keeping.book import Subject
from steadyhand.business.followups.models import FollowUp
from steadyhand.business.followups.registry import kind_called, kinds
from steadyhand.business.followups.rules.standing import CannotHappen
from steadyhand.shared.models import Job
from steadyhand.shared.once import do_once
from steadyhand.shared.queue.current import Holding
from steadyhand.shared.queue.doing import do_job
from steadyhand.shared.queue.mending import mend_waits
from steadyhand.shared.queue.taking import take_jobs

which = st.integers(0, 50)
who = st.integers(0, 8)
hours = st.sampled_from((0.02, 0.3, 1, 3, 9, 20, 70, 170))
HOUR = timedelta(hours=1)
# Enough to be merged and confused.
MOST_OPEN = 8
DAY = timedelta(days=1)
# How many steps were done, over all runs: what `make prove-followups` counts.
STEPS = count(1)
REFUSED = (CannotHappen, CannotRunItSo)


class PowerFails(Exception):
    """The process dies here."""


class Anything(RuleBasedStateMachine):
    """A house in which anything may happen; after each step everything promised is looked at."""

    house: House
    steps_done = 0

    @initialize()
    def found(self) -> None:
        self.house = found_house()
        self.held: list[Holding] = []
        self.forms = count(1)
        self.fails_after: int | None = None

    # --- what people do -----------------------------------------------------------------------------------------

    @rule(kind=which, by=who, owner=st.one_of(st.none(), who))
    def open(self, kind: int, by: int, owner: int | None) -> None:
        known = kinds()
        if len(self.house.followups) < MOST_OPEN:
            self._open(known[kind % len(known)].name, by=by, owner=owner)

    def _open(self, kind: str, *, by: int, owner: int | None) -> None:
        subject = Subject(branch_id=self.house.branch.id, customer_id=self.house.customer.id, title="It is slow")

        def act() -> None:
            followup_id = open_followup(
                by=self.house.actor(by),
                kind=kind,
                subject=subject,
                words="It is slow",
                owner=None if owner is None else self.house.user_id(owner),
                now=self.house.now,
            )
            self.house.followups.append(followup_id)

        self._try(act)

    @precondition(lambda self: self.house.followups)
    @rule(number=which, by=st.one_of(st.none(), who))
    def acknowledge(self, number: int, by: int | None) -> None:
        self._try(lambda: acknowledge(by=self._owner_or(by, number), **self._on(number)))

    @precondition(lambda self: self.house.followups)
    @rule(number=which, by=who, words=st.sampled_from(("Rang Grace", "")))
    def contact(self, number: int, by: int, words: str) -> None:
        self._try(lambda: record_contact(by=self.house.actor(by), channel="phone", words=words, **self._on(number)))

    @precondition(lambda self: self.house.followups)
    @rule(number=which, by=who)
    def note(self, number: int, by: int) -> None:
        self._try(lambda: add_note(by=self.house.actor(by), words="Rang, engaged", **self._on(number)))

    @precondition(lambda self: self.house.followups)
    @rule(number=which, by=who, ahead=hours)
    def promise(self, number: int, by: int, ahead: float) -> None:
        due_at = self.house.now + ahead * HOUR
        self._try(lambda: promise_step(by=self.house.actor(by), words="An offer", due_at=due_at, **self._on(number)))

    @precondition(lambda self: self.house.followups)
    @rule(number=which, by=who)
    def finish(self, number: int, by: int) -> None:
        self._try(lambda: finish_step(by=self.house.actor(by), **self._on(number)))

    @precondition(lambda self: self.house.followups)
    @rule(number=which, by=who, ahead=hours)
    def pause(self, number: int, by: int, ahead: float) -> None:
        until = self.house.now + ahead * HOUR
        self._try(lambda: pause(by=self.house.actor(by), words="Grace is away", until=until, **self._on(number)))

    @precondition(lambda self: self.house.followups)
    @rule(number=which, by=who)
    def resume(self, number: int, by: int) -> None:
        self._try(lambda: resume(by=self.house.actor(by), **self._on(number)))

    @precondition(lambda self: self.house.followups)
    @rule(number=which, by=who, outcome=which, is_told=st.booleans(), words=st.sampled_from(("So it is", "")))
    def end(self, *, number: int, by: int, outcome: int, is_told: bool, words: str) -> None:
        row = FollowUp.objects.get(id=self._id(number))
        outcomes = kind_called(row.kind).outcomes
        chosen = outcomes[outcome % len(outcomes)]
        back_at = self.house.now + 20 * DAY if chosen.comes_back else None

        def act() -> None:
            if is_told and row.state == "open":
                record_contact(by=self.house.actor(by), channel="phone", words="Told them", **self._on(number))
            end_followup(
                by=self.house.actor(by), outcome=chosen.name, words=words, comes_back_at=back_at, **self._on(number)
            )

        self._try(act)

    @precondition(lambda self: self.house.followups)
    @rule(number=which, by=who)
    def reopen(self, number: int, by: int) -> None:
        self._try(lambda: reopen_followup(by=self.house.actor(by), words="Not over", **self._on(number)))

    @precondition(lambda self: self.house.followups)
    @rule(number=which)
    def deny(self, number: int) -> None:
        self._try(lambda: deny_contact(by=self.house.actor(0), **self._on(number)))

    @precondition(lambda self: self.house.followups)
    @rule(number=which)
    def confirm(self, number: int) -> None:
        self._try(lambda: confirm_contact(by=self.house.actor(0), **self._on(number)))

    @precondition(lambda self: self.house.followups)
    @rule(number=which, by=who, to=who)
    def give(self, number: int, by: int, to: int) -> None:
        owner = self.house.user_id(to)
        self._try(lambda: give_to(by=self.house.actor(by), owner=owner, **self._on(number)))

    @precondition(lambda self: self.house.followups)
    @rule(number=which, by=who, to=who)
    def hear(self, number: int, by: int, to: int) -> None:
        listener = self.house.user_id(to)
        self._try(lambda: listen(by=self.house.actor(by), listener=listener, **self._on(number)))

    @precondition(lambda self: len(self.house.followups) > 1)
    @rule(number=which, other=which, by=who)
    def merge(self, number: int, other: int, by: int) -> None:
        into = self._id(other)
        self._try(lambda: merge_followups(by=self.house.actor(by), into=into, **self._on(number)))

    @precondition(lambda self: self.house.followups)
    @rule(number=which, by=who, is_last=st.booleans())
    def take_back(self, *, number: int, by: int, is_last: bool) -> None:
        row = FollowUp.objects.get(id=self._id(number))
        by_id = None
        if is_last:
            from steadyhand.business.followups.models import FollowUpEvent  # noqa: PLC0415  # beside its only use

            by_id = FollowUpEvent.objects.get(followup_id=row.id, number=row.events).by_id
        actor = self.house.actor(by)
        for place, user in enumerate(self.house.people):
            if user.id == by_id:
                actor = self.house.actor(place)
        self._try(lambda: take_back(by=actor, **self._on(number)))

    @precondition(lambda self: self.house.followups)
    @rule(number=which, by=who)
    def contact_by_a_double_click(self, number: int, by: int) -> None:
        """The same form twice: the second time nothing happens."""
        row = FollowUp.objects.get(id=self._id(number))
        form_key = f"form {next(self.forms)}"

        def once() -> dict[str, Any]:
            record_contact(by=self.house.actor(by), channel="phone", words="Rang Grace", **self._on(number))
            return {}

        for _ in range(2):
            with suppress(*REFUSED):
                do_once(tenant_id=self.house.tenant_id, form_key=form_key, now=self.house.now, do=once)
        contacts = FollowUp.objects.get(id=row.id).events - row.events
        # The owner may have to move by the way, once.
        assert contacts <= 2, "a double click counts twice"

    # --- what chance alone would bring together too rarely --------------------------------------------------------

    @precondition(lambda self: self.house.followups)
    @rule(number=which, by=who)
    def put_off_and_its_owner_leaves(self, number: int, by: int) -> None:
        """Three weeks later it comes back, to somebody who is here."""
        row = FollowUp.objects.get(id=self._id(number))
        later = [each for each in kind_called(row.kind).outcomes if each.comes_back]
        if row.state != "open" or not later:
            return
        self._end(number, by=by, outcome=later[0].name, back_at=self.house.now + 20 * DAY)
        self._owner_leaves(number)
        self.house.passes(21 * DAY)
        self.house.works()

    @precondition(lambda self: self.house.followups)
    @rule(number=which, by=who)
    def over_and_its_owner_leaves_and_it_opens_again(self, number: int, by: int) -> None:
        row = FollowUp.objects.get(id=self._id(number))
        for_good = [each for each in kind_called(row.kind).outcomes if not each.comes_back]
        if row.state == "open":
            self._end(number, by=by, outcome=for_good[0].name)
        self._owner_leaves(number)
        self._try(lambda: reopen_followup(by=self.house.actor(by), words="Not over", **self._on(number)))

    @precondition(lambda self: len(self.house.followups) > 1)
    @rule(number=which, other=which, by=who)
    def what_was_answered_takes_in_who_waits(self, number: int, other: int, by: int) -> None:
        into = self._id(other)
        actor = self.house.actor(by)
        self._try(
            lambda: record_contact(by=actor, channel="phone", words="Told them", followup_id=into, now=self.house.now)
        )
        self._try(lambda: merge_followups(by=actor, into=into, **self._on(number)))

    @rule(by=who, seller=st.integers(0, 1))
    def many_for_one_person(self, by: int, seller: int) -> None:
        while len(self.house.followups) < MOST_OPEN:
            before = len(self.house.followups)
            self._open("need", by=by, owner=seller)
            if len(self.house.followups) == before:
                return  # refused, or the power failed

    @rule(number=who, days=st.integers(2, 5))
    def all_are_away_and_one_comes_back(self, number: int, days: int) -> None:
        today = self.house.now.date()
        for place in range(len(self.house.people)):
            self._goes_on_leave(place, starts_on=today, days=days)
        self.house.works()
        back = Leave.objects.of(self.house.tenant_id).filter(user_id=self.house.user_id(number), starts_on=today)
        for leave_id in back.order_by("id").values_list("id", flat=True):
            self._ends_leave(leave_id)

    def _goes_on_leave(self, number: int, *, starts_on: date, days: int, cover: int | None = None) -> None:
        self._try(
            lambda: take_leave(
                by=self.house.administrator,
                user_id=self.house.user_id(number),
                starts_on=starts_on,
                until=starts_on + days * DAY,
                cover_id=None if cover is None else self.house.user_id(cover),
                now=self.house.now,
            )
        )

    def _ends_leave(self, leave_id: UUID) -> None:
        back_on = self.house.now.date()
        self._try(
            lambda: end_leave(by=self.house.administrator, leave_id=leave_id, back_on=back_on, now=self.house.now)
        )

    def _end(self, number: int, *, by: int, outcome: str, back_at: datetime | None = None) -> None:
        actor = self.house.actor(by)

        def act() -> None:
            record_contact(by=actor, channel="phone", words="Told them", **self._on(number))
            end_followup(by=actor, outcome=outcome, words="So it is", comes_back_at=back_at, **self._on(number))

        self._try(act)

    def _owner_leaves(self, number: int) -> None:
        owner = FollowUp.objects.get(id=self._id(number)).owner_id
        self._try(lambda: deactivate_user(by=self.house.administrator, user_id=owner, now=self.house.now))

    # --- who works here -----------------------------------------------------------------------------------------

    @rule(number=who)
    def leaves(self, number: int) -> None:
        self._try(
            lambda: deactivate_user(by=self.house.administrator, user_id=self.house.user_id(number), now=self.house.now)
        )

    @rule(number=who)
    def comes_back(self, number: int) -> None:
        user = User.objects.get(id=self.house.user_id(number))
        roles = [RoleAt(Role.TECHNICIAN)] if number % 2 else [RoleAt(Role.SALES), RoleAt(Role.SERVICE_MANAGER)]
        self._try(
            lambda: invite_user(
                by=self.house.administrator,
                name=user.name,
                email=user.email,
                phone="",
                roles=roles,
                now=self.house.now,
            )
        )

    @rule(number=who, role=st.sampled_from((Role.SALES, Role.TECHNICIAN, Role.SERVICE_MANAGER, Role.PRINCIPAL)))
    def has_other_work(self, number: int, role: Role) -> None:
        self._try(
            lambda: change_roles(
                by=self.house.administrator,
                user_id=self.house.user_id(number),
                roles=[RoleAt(role)],
                now=self.house.now,
            )
        )

    @rule(number=who, ahead=st.integers(0, 3), days=st.integers(1, 9), cover=st.one_of(st.none(), who))
    def goes_on_leave(self, number: int, ahead: int, days: int, cover: int | None) -> None:
        self._goes_on_leave(number, starts_on=(self.house.now + ahead * DAY).date(), days=days, cover=cover)

    @rule(number=which)
    def is_back_early(self, number: int) -> None:
        leaves = list(Leave.objects.of(self.house.tenant_id).order_by("id"))
        if leaves:
            self._ends_leave(leaves[number % len(leaves)].id)

    @rule(ahead=st.integers(0, 12))
    def a_holiday_is_added(self, ahead: int) -> None:
        closed_on = (self.house.now + ahead * DAY).date()
        self._try(
            lambda: close_day(
                by=self.house.administrator,
                calendar_id=self.house.calendar.id,
                closed_on=closed_on,
                reason="Founders' day",
                now=self.house.now,
            )
        )
        # What it changes, a worker changes.
        self.house.is_behind = True

    # --- time, workers and the power ------------------------------------------------------------------------------

    @rule(span=hours)
    def time_passes_and_a_worker_works(self, span: float) -> None:
        self.house.passes(span * HOUR)
        self.house.works()

    @rule(span=hours)
    def nobody_works_for_a_while(self, span: float) -> None:
        self.house.passes(span * HOUR)

    @rule()
    def a_worker_works(self) -> None:
        self.house.works()

    @rule(most=st.integers(1, 4))
    def a_worker_takes_jobs_and_falls_silent(self, most: int) -> None:
        self.held += take_jobs(most=most, now=self.house.now)
        self.house.is_behind = True

    @precondition(lambda self: self.held)
    @rule()
    def the_silent_worker_goes_on(self) -> None:
        """Its leases may be another's by now, and the jobs done: then nothing of it counts."""
        held, self.held = self.held, []
        for each in held:
            do_job(each, clock=lambda: self.house.now)

    @rule(after=st.integers(0, 12))
    def the_power_will_fail(self, after: int) -> None:
        """The next thing that somebody does dies after so many statements."""
        self.fails_after = after

    @rule(jump=st.sampled_from((1, 30, 400)), number=which, by=who)
    def the_clock_runs_ahead_for_a_moment(self, jump: int, number: int, by: int) -> None:
        """Something is done and told at a time that isn't yet; then the clock is set right, and the sweep comes by."""
        right = self.house.now
        self.house.now = right + jump * DAY
        if self.house.followups:
            self._try(lambda: acknowledge(by=self._owner_or(None, number), **self._on(number)))
            self._try(lambda: add_note(by=self.house.actor(by), words="Rang", **self._on(number)))
        self.house.works()
        self.house.now = right
        see_that_nothing_is_dropped(self.house.tenant_id, now=right)
        mend_waits(right)
        self.house.is_behind = True
        self.house.works()

    # --- and after each -------------------------------------------------------------------------------------------

    @invariant()
    def everything_is_as_promised(self) -> None:
        if hasattr(self, "house"):
            Anything.steps_done = next(STEPS)
            look(self.house)

    def teardown(self) -> None:
        if hasattr(self, "house"):
            # The next house's worker has nothing to do with this one's timers.
            Job.objects.of(self.house.tenant_id).delete()

    def _id(self, number: int) -> UUID:
        return self.house.followups[number % len(self.house.followups)]

    def _on(self, number: int) -> dict[str, Any]:
        return {"followup_id": self._id(number), "now": self.house.now}

    def _owner_or(self, by: int | None, number: int) -> Any:
        if by is not None:
            return self.house.actor(by)
        owner = FollowUp.objects.get(id=self._id(number)).owner_id
        return self.house.actor(next(place for place, user in enumerate(self.house.people) if user.id == owner))

    def _try(self, act: Callable[[], object]) -> None:
        """Let somebody do something, whole or not at all: refused, or cut short by the power."""
        fails_after, self.fails_after = self.fails_after, None
        self.house.is_changed = True
        kept = list(self.house.followups)
        try:
            if fails_after is None:
                with transaction.atomic():
                    act()
            else:
                with connection.execute_wrapper(_Fails(fails_after)), transaction.atomic():
                    act()
        except (*REFUSED, PowerFails):
            self.house.followups = kept


class _Fails:
    """Lets so many statements through, and no more."""

    def __init__(self, after: int) -> None:
        self._left = after

    def __call__(self, execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        if not sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            self._left -= 1
            if self._left < 0:
                raise PowerFails
        return execute(sql, params, many, context)
