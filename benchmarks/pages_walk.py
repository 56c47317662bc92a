"""Every page of the application, and realistic addresses for each: walks the URL patterns, asks the record for rows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import cycle
from random import Random
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.files.base import ContentFile
from django.db.models import Count, QuerySet
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from steadyhand.business.calls.models import AlertStep, Call, CustomerMessage, Visit
from steadyhand.business.calls.rules import CallState
from steadyhand.business.conversations.moments.moment import Moment
from steadyhand.business.conversations.plain_words.library import shipped
from steadyhand.business.customers.models import Contact, Contract, Customer, Goal, Site
from steadyhand.business.dealership.actions.make_set_up_link import SET_UP
from steadyhand.business.dealership.actions.renew_invitation import renew_invitation
from steadyhand.business.dealership.models import (
    Branch,
    Calendar,
    ClosedDay,
    Leave,
    PushDevice,
    RoleHeld,
    User,
    WebhookEndpoint,
)
from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.dealership.rules import Role
from steadyhand.business.dealership.settings.registry import registered_settings
from steadyhand.business.followups.models import FollowUp
from steadyhand.business.followups.telling import ANSWER
from steadyhand.business.insight.metrics import METRICS
from steadyhand.business.learning.actions.ask_about_fairness import PURPOSE as FAIRNESS
from steadyhand.business.learning.content.drills import drills
from steadyhand.business.learning.content.modules import modules
from steadyhand.business.learning.hiring.shipped import shipped_contents
from steadyhand.business.machines.models import Machine, MachineModel, Meter, MeterReading, Part
from steadyhand.business.needs.models import RoutingRule
from steadyhand.business.obstacles.actions.ask_for_help import HELP_ASKED
from steadyhand.business.people.customers import customers_answered_for
from steadyhand.business.people.growth.shipped import shipped_needs, shipped_posts
from steadyhand.business.people.models import Certification, Skill, Technician
from steadyhand.business.promises.models import Promise
from steadyhand.business.promises.rules import BY_HAND, PromiseKind, PromiseState
from steadyhand.business.stock.models import PartRequest, Place, Supplier, SupplierOrder
from steadyhand.flows.need.answer_need import REACHED
from steadyhand.flows.visit.customer_link import make_customer_link
from steadyhand.flows.word.opt_out import PURPOSE as NO_MORE_EMAIL
from steadyhand.flows.word.opt_out import keep_opt_out_link, opt_out_token
from steadyhand.flows.word.texts_door import PURPOSE as TEXTS_IN
from steadyhand.imports.bringing import bring_files
from steadyhand.jobs.run_imports import run_waiting_imports
from steadyhand.pages.common.doors import Door, door_of
from steadyhand.shared.actor import Actor
from steadyhand.shared.models import Job, OutgoingMessage

# Who is sent through a door that several may open: whoever uses the page all day.
USUAL = (
    Role.DISPATCHER,
    Role.TECHNICIAN,
    Role.SERVICE_MANAGER,
    Role.IT_SPECIALIST,
    Role.PARTS,
    Role.SALES,
    Role.ADMINISTRATOR,
    Role.PRINCIPAL,
)


POSTS = tuple(shipped_posts())
# In a simulated dealership nobody takes photos or is coached, no ERP stands beside it, and its days have been driven
# without a plan.
NOT_SIMULATED = frozenset(
    {
        "file_id",
        "course_id",
        "evidence_id",
        "pair_id",
        "ride_id",
        "handed_id",
        "handed_fact_id",
        "mapping_id",
        "difference_id",
        "batch_id",
        "request_id",
        "ask_id",
        "device_id",
        "backtest_id",
        "correction_id",
        "fact_id",
        "held_message_id",
        "own_rule_id",
        "proposal_id",
        "wish_id",
        "plan_id",
        "coaching_plan_id",
        "coaching_step_id",
        "ride_along_id",
        "said_id",
        "thanks_id",
        "rollout_id",
        "opening_id",
        "candidate_id",
        "path_step_id",
        "handover_id",
        "audit_id",
        "audit_photo_id",
    }
)


# What may be promised on a call's page.
ON_A_CALL = (PromiseKind.ARRIVAL, PromiseKind.PART, PromiseKind.FIX)
# What has ended leads away from these.
ON_OPEN_PROMISES = ("promise-early", "promise-another-time", "promise-taken-back", "promise-kept")


@dataclass(frozen=True, slots=True)
class Page:
    """One address pattern: its name, the names of its parts, who may open it."""

    name: str
    parts: tuple[str, ...]
    door: Door
    module: str

    @property
    def role(self) -> Role | None:
        """Who is sent there; None for pages without sign-in."""
        if not self.door.roles:
            return None
        if ".technician." in self.module and Role.TECHNICIAN in self.door.roles:
            return Role.TECHNICIAN
        return next(role for role in USUAL if role in self.door.roles)


def all_pages() -> list[Page]:
    """Return every named page with a door, in the order of the URL patterns."""
    return list(_walk(get_resolver().url_patterns))


def _walk(patterns: list[URLPattern | URLResolver]) -> Iterator[Page]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns)
            continue
        door = door_of(pattern.callback)
        if door is not None and pattern.name:
            parts = tuple(pattern.pattern.converters)
            yield Page(pattern.name, parts, door, pattern.callback.__module__)


class Rows:
    """Rows that people of a dealership would open, drawn from all its time: the same ones for a seed."""

    def __init__(self, tenant_id: UUID, *, now: datetime, seed: int) -> None:
        self.tenant_id = tenant_id
        self._now = now
        self._chance = Random(seed)  # noqa: S311  # the same rows every time
        self._users: dict[Role, User] = {}
        self._run_id: UUID | None = None
        self._texts: dict[UUID | None, list[str]] = {}

    def user(self, role: Role) -> User:
        """Return somebody with this role, at the branch of the technician with a full day: that is the usual day."""
        if role not in self._users:
            technician = self._busy_technician()
            held = RoleHeld.objects.of(self.tenant_id).filter(role=role, user__is_active=True).select_related("user")
            if role is Role.TECHNICIAN:
                held = held.filter(user=technician.user)
            own = held.filter(branch=technician.branch).order_by("user_id").first()
            one = own or held.order_by("user_id").first()
            if one is None:
                raise LookupError(f"Nobody in this dealership is {role.label}: simulate one with people of every role.")
            self._users[role] = one.user
        return self._users[role]

    def addresses(self, page: Page, count: int) -> list[str]:
        """Return addresses of a page with different rows, none where the record has no such rows."""
        by = actor_for(self.user(page.role or Role.DISPATCHER).id)
        drawn = self._drawn(page, by, count)
        asked = [self._question(page.name, by) for _ in drawn]
        return [f"{reverse(page.name, kwargs=row)}{question}" for row, question in zip(drawn, asked, strict=True)]

    def _drawn(self, page: Page, by: Actor, count: int) -> list[dict[str, Any]]:
        parts = frozenset(page.parts)
        if not parts:
            return [{}] * count
        if page.name == "number-rows" or parts & NOT_SIMULATED:
            return []
        together: dict[frozenset[str], Callable[[], list[dict[str, Any]]]] = {
            frozenset({"metric"}): lambda: [{"metric": key} for key in self._chance.choices(sorted(METRICS), k=count)],
            frozenset({"token"}): lambda: self._tokens(page.door.link_purpose, by, count),
            frozenset({"visit_id", "meter_id"}): lambda: self._meters(by, count),
            frozenset({"call_id", "message_id"}): lambda: self._messages(by, count),
            frozenset({"call_id", "promise_kind"}): lambda: [
                {"call_id": call_id, "promise_kind": kind}
                for call_id, kind in zip(self._calls(by, count), cycle(ON_A_CALL), strict=False)
            ],
            frozenset({"key"}): lambda: [{"key": setting.key} for setting in registered_settings()[:count]],
            frozenset({"module_code"}): lambda: [
                {"module_code": each.code} for each in self._chance.choices(modules(), k=count)
            ],
            frozenset({"drill_code"}): lambda: [
                {"drill_code": each.code} for each in self._chance.choices(drills(), k=count)
            ],
            frozenset({"entry_key"}): lambda: [
                {"entry_key": key} for key in self._chance.choices(sorted(shipped()), k=count)
            ],
            frozenset({"moment_key"}): lambda: [
                {"moment_key": each.value} for each in self._chance.choices(list(Moment), k=count)
            ],
            frozenset({"post_key"}): lambda: [{"post_key": post} for post in self._chance.choices(POSTS, k=count)],
            frozenset({"post_key", "code"}): lambda: [
                {"post_key": post, "code": shipped_needs(post)[0].code} for post in self._chance.choices(POSTS, k=count)
            ],
            frozenset({"post_key", "question_code"}): lambda: [
                {"post_key": post, "question_code": shipped_contents(post).questions[0].key}
                for post in self._chance.choices(POSTS, k=count)
            ],
            frozenset({"post_key", "sample_code"}): lambda: [
                {"post_key": post, "sample_code": shipped_contents(post).samples[0].code}
                for post in self._chance.choices(POSTS, k=count)
            ],
            # Nobody in the simulation has changed a kit: there is what ships.
            frozenset({"post_key", "version_number"}): lambda: [
                {"post_key": post, "version_number": 0} for post in self._chance.choices(POSTS, k=count)
            ],
            frozenset({"line_id"}): lambda: self._own_lines(count),
            frozenset({"technician_id", "line_id"}): lambda: [
                {"technician_id": self._busy_technician().id} | line for line in self._own_lines(count)
            ],
            frozenset({"run_id"}): lambda: [{"run_id": self._import_run(by)}] * count,
        }
        if parts in together:
            return together[parts]()
        if len(parts) > 1:
            raise LookupError(f"Which {' and '.join(sorted(parts))} belong together? Teach benchmarks/pages_walk.py.")
        (part,) = parts
        return [{part: row} for row in self._of(part, page, by)(count)]

    def _of(self, part: str, page: Page, by: Actor) -> Callable[[int], list[UUID]]:
        if part == "visit_id":
            mine = by if page.role is Role.TECHNICIAN else None
            return lambda count: self._visits(by, count, technician=mine)
        if part == "call_id":
            return lambda count: self._calls(by, count)
        if part == "promise_id":
            return lambda count: self._promises(page, by, count)
        if page.name == "propose-visit":
            return lambda count: self._chance.choices(self._answered_for(by), k=count)
        if part == "reading_id":
            return lambda count: self._readings(by, count)
        tables: dict[str, Any] = {
            "customer_id": Customer,
            "site_id": Site,
            "contact_id": Contact,
            "contract_id": Contract,
            "goal_id": Goal,
            "machine_id": Machine,
            "model_id": MachineModel,
            "part_id": Part,
            "meter_id": Meter,
            "skill_id": Skill,
            "certificate_id": Certification,
            "technician_id": Technician,
            "user_id": User,
            "branch_id": Branch,
            "calendar_id": Calendar,
            "day_id": ClosedDay,
            "leave_id": Leave,
            "step_id": AlertStep,
            "outgoing_id": OutgoingMessage,
            "followup_id": FollowUp,
            "rule_id": RoutingRule,
            "job_id": Job,
            "endpoint_id": WebhookEndpoint,
            "device_id": PushDevice,
            "place_id": Place,
            "part_request_id": PartRequest,
            "order_id": SupplierOrder,
            "supplier_id": Supplier,
        }
        if part not in tables:
            raise LookupError(
                f"Nobody knows what {part} of page {page.name} stands for: teach benchmarks/pages_walk.py."
            )
        model = tables[part]
        rows = model.objects.of(by.tenant_id) if model is User else model.objects.visible_to(by)
        return lambda count: [row for (row,) in self._some(rows, "id", count=count)]

    def _own_lines(self, count: int) -> list[dict[str, Any]]:
        mine = Skill.objects.of(self.tenant_id).filter(technician=self._busy_technician())
        return [{"line_id": line_id} for (line_id,) in self._some(mine, "id", count=count)]

    def _messages(self, by: Actor, count: int) -> list[dict[str, Any]]:
        messages = self._some(CustomerMessage.objects.visible_to(by), "call_id", "id", count=count)
        return [{"call_id": call, "message_id": message} for call, message in messages]

    def _tokens(self, purpose: str, by: Actor, count: int) -> list[dict[str, Any]]:
        if purpose == SET_UP:
            return []  # there is a dealership
        if purpose == "invitation":
            user = self.user(Role.PARTS)
            return [{"token": renew_invitation(by=by, user_id=user.id, now=self._now)}] * count
        # Nobody asks candidates about themselves in a simulated dealership.
        if purpose in ("on-call-alert", ANSWER, REACHED, HELP_ASKED, FAIRNESS):
            return []  # nobody is alerted, or told at once of a follow-up, in a simulated dealership
        if purpose == TEXTS_IN:
            return []  # only programs write there
        if purpose == NO_MORE_EMAIL:
            people = self._some(Contact.objects.visible_to(by), "id", count=count)
            for (contact_id,) in people:
                keep_opt_out_link(by=by, contact_id=contact_id, now=self._now)
            return [{"token": opt_out_token(by.tenant_id, contact_id, now=self._now)} for (contact_id,) in people]
        # A link to a call that was closed long ago opens nothing.
        open_calls = self._chance.choices(self._open_calls(by), k=count)
        return [{"token": make_customer_link(by=by, call_id=call, now=self._now)} for call in open_calls]

    def _import_run(self, by: Actor) -> UUID:
        """Return an import that was tried: a list of customers, one of them without a name."""
        if self._run_id is None:
            lines = [f"X{number},Customer {number}" for number in range(200)]
            text = "Customer number,Customer name\n" + "\n".join([*lines, "X200,"])
            file = ContentFile(text.encode(), name="customers.csv")
            self._run_id = bring_files(by=by, files=[file], now=self._now)
            run_waiting_imports(self._now)
        return self._run_id

    def _some(self, rows: QuerySet[Any, Any], *columns: str, count: int) -> list[tuple[Any, ...]]:
        keys = list(rows.order_by("id").values_list(*columns))
        return self._chance.choices(keys, k=count) if keys else []

    def _open_calls(self, by: Actor) -> list[UUID]:
        calls = Call.objects.visible_to(by).exclude(state__in=(CallState.CLOSED, CallState.CANCELLED))
        return list(calls.order_by("id").values_list("id", flat=True)[:500])

    def _calls(self, by: Actor, count: int) -> list[UUID]:
        """Return half open calls, half of any age: people look at both."""
        calls = Call.objects.visible_to(by)
        is_open = self._open_calls(by)
        drawn = self._chance.choices(is_open, k=count // 2) if is_open else []
        first = Call.objects.of(self.tenant_id).order_by("taken_at").values_list("taken_at", flat=True)[0]
        span = (self._now - first).total_seconds()
        while len(drawn) < count:
            at = first + timedelta(seconds=self._chance.random() * span)
            nearest = calls.filter(taken_at__gte=at).order_by("taken_at").values_list("id", flat=True)[:1]
            drawn.extend(nearest)
        return drawn

    def _visits(self, by: Actor, count: int, *, technician: Actor | None) -> list[UUID]:
        """Return visits around now, the technician's own where one asks: nobody opens those of last year."""
        visits = Visit.objects.visible_to(by).filter(planned_for__gte=self._now - timedelta(days=14))
        if technician is not None:
            visits = visits.filter(technician__user=_id_of(technician))
        return [row for (row,) in self._some(visits, "id", count=count)]

    def _promises(self, page: Page, by: Actor, count: int) -> list[UUID]:
        """Return those that somebody would open this page for; a promise's own page shows any."""
        rows = Promise.objects.visible_to(by)
        if page.name in ON_OPEN_PROMISES:
            rows = rows.filter(state__in=[state for state in PromiseState if state.is_open])
        if page.name == "promise-own":
            rows = rows.filter(state=PromiseState.MISSED)
        if page.name == "promise-kept":
            rows = rows.filter(kind__in=BY_HAND)
        return [row for (row,) in self._some(rows, "id", count=count)]

    def _meters(self, by: Actor, count: int) -> list[dict[str, Any]]:
        mine = Visit.objects.visible_to(by).filter(technician__user=_id_of(by), call__machine__isnull=False)
        recent = dict(mine.order_by("-planned_for").values_list("call__machine_id", "id")[:100])
        meters = Meter.objects.of(by.tenant_id).filter(machine_id__in=recent).values_list("id", "machine_id")
        found = [{"visit_id": recent[machine], "meter_id": meter} for meter, machine in meters]
        return self._chance.choices(found, k=count) if found else []

    def _readings(self, by: Actor, count: int) -> list[UUID]:
        meters = [meter for (meter,) in self._some(Meter.objects.visible_to(by), "id", count=count)]
        readings = MeterReading.objects.visible_to(by).filter(meter_id__in=meters)
        return [row for (row,) in self._some(readings, "id", count=count)]

    def _answered_for(self, by: Actor) -> list[UUID]:
        """Return the customers that the technician who is sent answers for."""
        me = Technician.objects.of(by.tenant_id).get(user_id=_id_of(by))
        return [line.id for line in customers_answered_for(by, me.id, on=self._now.date())]

    def _question(self, name: str, by: Actor) -> str:
        if name in ("find", "new-call-found"):
            return "?" + urlencode({"q": self._typed(by)})
        if name == "new-call-caller":
            (machine,) = self._some(Machine.objects.visible_to(by), "id", count=1)
            return "?" + urlencode({"machine": machine[0]})
        return "?" + urlencode({"part": "fus"}) if name == "visit-parts" else ""

    def _typed(self, by: Actor) -> str:
        """Return what somebody types: a serial or its end, a name begun, a phone, a street."""
        if by.user_id not in self._texts:
            machines = self._some(Machine.objects.visible_to(by), "serial", count=50)
            customers = self._some(Customer.objects.visible_to(by), "name", "phone", count=50)
            sites = self._some(Site.objects.visible_to(by), "street", count=50)
            self._texts[by.user_id] = [
                *(serial[-5:] for (serial,) in machines),
                *(serial.lower() for (serial,) in machines),
                *(name[:4] for name, _ in customers),
                *(phone[-8:] for _, phone in customers),
                *(street for (street,) in sites),
            ]
        return self._chance.choice(self._texts[by.user_id])

    def _busy_technician(self) -> Technician:
        """Return who has most visits today."""
        day = timedelta(hours=9)
        today = Visit.objects.of(self.tenant_id).filter(
            planned_for__gte=self._now - day, planned_for__lt=self._now + day, technician__user__is_active=True
        )
        busiest = (
            today.values("technician_id").annotate(visits=Count("id")).order_by("-visits", "technician_id").first()
        )
        if busiest is None:
            raise LookupError(f"Nobody has a visit around {self._now}: simulate a dealership until that day.")
        return Technician.objects.of(self.tenant_id).select_related("user", "branch").get(id=busiest["technician_id"])


def _id_of(actor: Actor) -> UUID:
    if actor.user_id is None:
        raise LookupError(f"{actor.name} doesn't sign in, so no visit is theirs.")
    return actor.user_id
