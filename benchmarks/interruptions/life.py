"""A month in a house: what comes up is done by actions, timers run at their moments, people answer as they do."""

import heapq
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random
from uuid import UUID

from benchmarks.interruptions.habits import Habits
from benchmarks.interruptions.happening import ComesUp
from benchmarks.interruptions.house import House
from benchmarks.interruptions.worktime import HERE, about, at_work
from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.dealership.rules import Role
from steadyhand.business.followups import models
from steadyhand.business.followups.actions.acknowledge import acknowledge
from steadyhand.business.followups.actions.end_followup import end_followup
from steadyhand.business.followups.actions.give_to import give_to
from steadyhand.business.followups.actions.open_followup import open_followup
from steadyhand.business.followups.actions.promise_step import promise_step
from steadyhand.business.followups.actions.record_contact import record_contact
from steadyhand.business.followups.keeping.book import Subject
from steadyhand.business.followups.registry import kind_called
from steadyhand.business.followups.rules.standing import CannotHappen
from steadyhand.business.needs.actions.note_need import CannotNote, Seen, note_need
from steadyhand.business.obstacles.actions.raise_obstacle import Stopped, raise_obstacle
from steadyhand.business.obstacles.rules import Effect, Sort
from steadyhand.shared.actor import the_system
from steadyhand.shared.models import Job
from steadyhand.shared.queue.doing import do_job
from steadyhand.shared.queue.kinds import kinds_in_lanes
from steadyhand.shared.queue.taking import take_jobs

BEFORE_ALL = datetime(2000, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
MANAGERS = (Role.SERVICE_MANAGER, Role.PRINCIPAL, Role.ADMINISTRATOR)
# More things due than anybody does before the first call.
MOST_IN_THE_MORNING = 6


class Life:
    """One house through its days. `opened` and `refused` say what happened, and what people wanted in vain."""

    def __init__(self, house: House, habits: Habits, seed: int) -> None:
        self.house, self.habits, self.rng = house, habits, Random(seed)  # noqa: S311  # made up, no secret
        self.now = BEFORE_ALL
        self.opened: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self._told: list[models.FollowUpNews] = []
        self._coming: list[tuple[datetime, int, Callable[[], None]]] = []
        self._numbers = count()
        self._by_key: dict[str, UUID] = {}

    def hear(self, news: models.FollowUpNews) -> None:
        """Remember that somebody is told, for them to act on it when they will."""
        if news.tenant_id == self.house.tenant_id:
            self._told.append(news)

    def live(self, coming: list[ComesUp], days: list[datetime]) -> None:
        """Let everything happen, until the last day is over."""
        for each in coming:
            self._at(each.at, lambda each=each: self._comes_up(each))  # type: ignore[misc]
        for day in days:
            for user_id, role in self.house.everybody().items():
                at = at_work(day, self.rng.uniform(0, 60))
                if role is not Role.TECHNICIAN and self.rng.random() < self.habits.answers.digest_share:
                    self._at(at, lambda user_id=user_id: self._morning(user_id))  # type: ignore[misc]
        until = days[-1] + DAY
        while self._coming and self._coming[0][0] < until:
            at, _, act = heapq.heappop(self._coming)
            self._timers(until=at)
            self.now = at
            try:
                act()
            except (CannotHappen, CannotNote) as refused:
                self.refused[type(refused).__name__] += 1
            self._answer()
        self._timers(until=until)

    # --- the program's own clock --------------------------------------------------------------------------------

    def _timers(self, *, until: datetime) -> None:
        """Let a worker do everything that comes due before a moment, each at its own."""
        # What waits in a lane is messages on their way out, which nobody here delivers: they were counted when written.
        mine = Job.objects.of(self.house.tenant_id).exclude(kind__in=kinds_in_lanes(""))
        jobs = mine.filter(state=Job.State.OPEN).order_by("free_at")
        while (due := jobs.values_list("free_at", flat=True).first()) is not None and due <= until:
            self.now = max(self.now, due)
            for held in take_jobs(most=16, now=self.now):
                do_job(held, clock=lambda: self.now)
            self._answer()

    # --- what comes up --------------------------------------------------------------------------------------------

    def _comes_up(self, it: ComesUp) -> None:
        if it.kind in ("moved", "came", "part_came"):
            self._goes_on(it)
        elif it.kind == "need" and it.need:
            sort, leave = it.need
            seen = Seen(
                customer_id=self.house.customer(it.customer), sort=sort, leave=leave, words="Seen on the visit."
            )
            note_need(by=self.house.one(Role.TECHNICIAN, it.technician), seen=seen, now=self.now)
            self.opened["need"] += 1
        elif it.kind == "obstacle":
            stopped = Stopped(sort=self.rng.choice(list(Sort)), effect=self.rng.choice(list(Effect)))
            raise_obstacle(by=self.house.one(Role.TECHNICIAN, it.technician), stopped=stopped, now=self.now)
            self.opened["obstacle"] += 1
        else:
            self._open(it)

    def _open(self, it: ComesUp) -> None:
        """Open it by whoever has it open in daily work: who plans, who is there, or the program that watches."""
        people = {"promise": Role.DISPATCHER, "correction_owed": Role.DISPATCHER, "toner_request": Role.DISPATCHER}
        role = people.get(it.kind, Role.TECHNICIAN)
        number = self.rng.randrange(len(self.house.people[role]))
        by = self.house.one(role, it.technician if role is Role.TECHNICIAN else number)
        listeners: tuple[UUID, ...] = ()
        if it.kind in ("missed_promise", "certificate", "good_news"):
            by, listeners = the_system(self.house.tenant_id, "Steadyhand"), (by.user_id,) if by.user_id else ()
        helper = self.house.one(Role.TECHNICIAN, it.technician + 1).user_id if it.kind == "help" else None
        followup_id = open_followup(
            by=by,
            kind=it.kind,
            subject=Subject(
                branch_id=self.house.branch.id,
                title=f"{it.kind} {it.customer}",
                customer_id=self.house.customer(it.customer) if it.customer else None,
            ),
            words="So it is.",
            owner=by.user_id if it.kind == "promise" else helper,
            listeners=listeners,
            now=self.now,
        )
        self.opened[it.kind] += 1
        if it.key:
            self._by_key[it.key] = followup_id
        if it.kind == "promise" and it.due_at is not None and it.due_at > self.now:
            acknowledge(by=by, followup_id=followup_id, now=self.now)
            promise_step(by=by, followup_id=followup_id, words="A technician comes.", due_at=it.due_at, now=self.now)
            self._at(it.due_at, lambda: self._miss(followup_id, it))

    def _goes_on(self, it: ComesUp) -> None:
        followup_id = self._by_key.get(it.key)
        row = models.FollowUp.objects.filter(id=followup_id, state="open").first()
        if row is None:
            return
        by = actor_for(row.owner_id)
        if it.kind == "moved":
            self._by_key.pop(it.key)
            self._end(row, "renegotiated")
            if it.due_at is not None and it.due_at > self.now:
                self._open(ComesUp(at=self.now, kind="promise", key=it.key, due_at=it.due_at))
        elif it.kind == "came":
            self._end(row, "kept")
        else:
            if row.waiting_since is not None:
                record_contact(by=by, followup_id=row.id, channel="phone", words="It is here.", now=self.now)
            self._end(row, "arrived")

    def _miss(self, followup_id: UUID, it: ComesUp) -> None:
        """End what was not kept by its moment, and have somebody own it."""
        row = models.FollowUp.objects.filter(id=followup_id, state="open").first()
        if row is None:
            return
        self._end(row, "missed")
        self._open(ComesUp(at=self.now, kind="missed_promise", customer=it.customer))

    # --- what people do -------------------------------------------------------------------------------------------

    def _answer(self) -> None:
        """Let everybody who was told just now decide what they do about it, and when."""
        told, self._told = self._told, []
        habits = self.habits.answers
        for news in told:
            is_loud = news.how == models.FollowUpNews.How.AT_ONCE
            row = models.FollowUp.objects.get(id=news.followup_id)
            if not is_loud and row.owner_id != news.user_id:
                continue
            share, minutes = (
                (habits.message_share, habits.message_minutes) if is_loud else (habits.page_share, habits.page_minutes)
            )
            if self.rng.random() < share:
                self._turn_later(news.user_id, row.id, minutes)

    def _morning(self, user_id: UUID) -> None:
        due = models.FollowUp.objects.of(self.house.tenant_id).filter(state="open", owner_id=user_id)
        rows = due.filter(due_at__lt=self.now + DAY).order_by("due_at").values_list("id", flat=True)
        for place, followup_id in enumerate(rows[:MOST_IN_THE_MORNING]):
            at = at_work(self.now, 8.0 * place)
            self._at(at, lambda followup_id=followup_id: self._turn(user_id, followup_id))  # type: ignore[misc]

    def _turn(self, user_id: UUID, followup_id: UUID) -> None:
        """Let somebody take the next step with a follow-up that is theirs, or that they were told of."""
        row = models.FollowUp.objects.filter(id=followup_id, state="open").first()
        if row is None or row.kind == "promise":
            return  # a promise is kept by being there
        habits, by = self.habits.answers, actor_for(user_id)
        if row.owner_id != user_id:
            if not self._is_taken_over(row, user_id):
                return
        elif row.acknowledged_at is None:
            acknowledge(by=by, followup_id=row.id, now=self.now)
        elif row.waiting_since is not None:
            if self.rng.random() < habits.reached_share:
                record_contact(by=by, followup_id=row.id, channel="phone", words="Rang them.", now=self.now)
        else:
            self._come_to_an_end(row)
            return
        if self.rng.random() < habits.goes_on_share:
            self._turn_later(user_id, row.id, habits.goes_on_minutes)

    def _is_taken_over(self, row: models.FollowUp, user_id: UUID) -> bool:
        """Let somebody who was told of another's remind the owner, or take it over if they may."""
        habits, by = self.habits.answers, actor_for(user_id)
        if not by.is_one_of(*MANAGERS):
            return False
        if self.rng.random() < habits.reminds_share:
            self._turn_later(row.owner_id, row.id, habits.message_minutes)
            return False
        give_to(by=by, followup_id=row.id, owner=user_id, words="I do it.", now=self.now)
        return True

    def _come_to_an_end(self, row: models.FollowUp) -> None:
        if row.kind == "part_request":
            return  # that ends when the part comes
        habits, outcomes = self.habits.answers, kind_called(row.kind).outcomes
        later = next((each for each in outcomes if each.comes_back), None)
        if later and self.rng.random() < habits.later_share:
            self._end(row, later.name, comes_back_at=self.now + habits.later_days * DAY)
        else:
            self._end(row, outcomes[0].name)

    def _turn_later(self, user_id: UUID, followup_id: UUID, minutes: float) -> None:
        at = at_work(self.now, about(self.rng, minutes, self.habits.answers.spread))
        self._at(at, lambda: self._turn(user_id, followup_id))

    def _end(self, row: models.FollowUp, outcome: str, *, comes_back_at: datetime | None = None) -> None:
        end_followup(
            by=actor_for(row.owner_id),
            followup_id=row.id,
            outcome=outcome,
            words="So it is.",
            comes_back_at=comes_back_at,
            now=self.now,
        )

    def _at(self, at: datetime, act: Callable[[], None]) -> None:
        heapq.heappush(self._coming, (max(at, self.now), next(self._numbers), act))


def day_of(at: datetime) -> str:
    """Return the day on the dealership's wall."""
    return at.astimezone(HERE).date().isoformat()
