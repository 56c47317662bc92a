"""One row of each kind at a branch, to try every address with. A new kind of parameter gets its row here."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from tests.builders import (
    a_call,
    a_certificate,
    a_contact,
    a_contract,
    a_customer,
    a_goal,
    a_machine,
    a_meter,
    a_reading,
    a_site,
    a_skill,
    a_technician,
    a_user,
    a_visit,
    an_actor,
)
from tests.builders.coaching import coaching_rows
from tests.builders.erp import a_billing_batch, a_difference, a_saved_mapping
from tests.builders.hiring import hiring_rows
from tests.builders.imports import an_import_run
from tests.builders.jobs import a_dead_job
from tests.builders.media import PLAIN_JPEG, a_file_of, an_attachment
from tests.builders.outbox import a_message
from tests.builders.own_rules import an_own_rule
from tests.builders.promises import a_promise
from tests.builders.push import ABrowser
from tests.builders.rota import a_leave, an_alert
from tests.builders.told import a_correction, a_fact_of_nobodys, a_handed_fact, a_held_message
from tests.builders.webhooks import a_webhook

from steadyhand.business.calls.actions.propose_visit import Wished, propose_visit
from steadyhand.business.calls.models import CustomerMessage, Visit
from steadyhand.business.calls.rules import CallType
from steadyhand.business.calls.settings import LINK_OPEN_DAYS
from steadyhand.business.customers.models import Customer
from steadyhand.business.dealership.actions.add_device import add_device
from steadyhand.business.dealership.actions.close_day import close_day
from steadyhand.business.dealership.actions.make_set_up_link import SET_UP
from steadyhand.business.dealership.actions.renew_invitation import renew_invitation
from steadyhand.business.dealership.models import Branch, User
from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.dealership.rules import Role
from steadyhand.business.dispatch.actions.propose_plan import propose_plan
from steadyhand.business.followups.actions.open_followup import open_followup
from steadyhand.business.followups.keeping.book import Subject
from steadyhand.business.followups.models import FollowUpListener, FollowUpNews
from steadyhand.business.followups.telling import ANSWER
from steadyhand.business.learning.actions.ask_about_fairness import PURPOSE as FAIRNESS
from steadyhand.business.machines.models import MachineModel, Part
from steadyhand.business.needs.actions.set_routing import Rule, add_rule
from steadyhand.business.obstacles.actions.ask_for_help import HELP_ASKED, ask_for_help
from steadyhand.business.obstacles.models import HelpAsk
from steadyhand.business.people.actions.add_evidence import add_evidence
from steadyhand.business.people.actions.keep_course import keep_course
from steadyhand.business.people.actions.make_answerable import make_answerable
from steadyhand.business.people.actions.note_wish import note_wish
from steadyhand.business.people.actions.pair_up import confirm_pair, propose_pair
from steadyhand.business.people.actions.plan_ride import plan_ride
from steadyhand.business.people.described import DescribedCourse
from steadyhand.business.people.growth.pairs import PairGoal
from steadyhand.business.people.models import Technician
from steadyhand.business.promises.backtests.bringing import bring_log
from steadyhand.business.stock.actions.begin_handover import begin_handover
from steadyhand.business.stock.actions.keep_supplier import SupplierFacts, keep_supplier
from steadyhand.business.stock.actions.open_place import open_shelves, open_truck
from steadyhand.business.stock.actions.photograph_audit import photograph_audit
from steadyhand.business.stock.actions.put_on_order import order_for_request
from steadyhand.business.stock.models import AuditPhoto
from steadyhand.flows.need.answer_need import REACHED
from steadyhand.flows.visit.customer_link import make_customer_link
from steadyhand.flows.visit.request_part import request_part
from steadyhand.flows.word.opt_out import PURPOSE as NO_MORE_EMAIL
from steadyhand.flows.word.texts_door import PURPOSE as TEXTS_IN
from steadyhand.flows.word.texts_door import texts_token
from steadyhand.shared.actor import Actor, the_system
from steadyhand.shared.clock import read_clock
from steadyhand.shared.links import make_link

DAY = timedelta(days=1)
# Branches share their calendar, and a day closes once.
_days = count(1)


@dataclass(frozen=True, slots=True)
class Place:
    """One row of each kind at one branch."""

    rows: dict[str, Any]
    # Of each purpose of a link, one that opens something here.
    tokens: dict[str, str]
    users: dict[Role, User]


def rows_at(branch: Branch) -> Place:
    """Make one row of each kind at a branch, with links that open something there and somebody of each role."""
    now, steward = read_clock(), an_actor(Role.ADMINISTRATOR, branch=branch)
    customer = a_customer(branch=branch)
    technician = a_technician(branch=branch)
    user = technician.user
    assert user is not None
    rows = _record(branch, customer) | {
        "technician_id": technician.id,
        **_people(branch, technician, steward, now),
        "wish_id": note_wish(
            by=steward, customer_id=customer.id, technician_id=technician.id, kind="only", why="They asked.", now=now
        ),
        "place_id": open_truck(by=steward, technician_id=technician.id, on=now.date(), now=now),
        "proposal_id": _proposed(customer, user, steward, technician.id, now),
        "user_id": user.id,
        "leave_id": a_leave(user, now=now),
    }
    rows |= _on_truck(branch, actor_for(user.id), rows["place_id"], rows["part_id"], now)
    visit = a_visit(call=a_call(machine=a_machine(site=a_site(customer))), technician=technician)
    rows |= _on_call(visit, now) | _told(visit, customer, steward, now) | _office(branch, customer, steward, now)
    rows |= _device(branch, user, now) | _asked_for_help(visit, user, now) | _planned(customer, steward, now)
    rows["handed_fact_id"] = a_handed_fact(visit.call_id, by=steward, to=user.id, now=now)
    rows |= _parts(branch, visit, steward, now)
    followup_id, told_id = _followed_up(branch, customer, user, steward, now)
    rows |= {"followup_id": followup_id, "handed_id": a_file_of(followup_id, by=steward).id}
    rows |= coaching_rows(branch, technician, visit, now) | hiring_rows(branch, now)
    step, alert_token = an_alert(visit.call, user, now=now)
    rows["step_id"] = step.id
    tokens = {
        # About a dealership to come, so it belongs to none of here.
        "set-up": _link(the_system(uuid4(), "steadyhand"), SET_UP, uuid4(), now),
        "invitation": renew_invitation(by=steward, user_id=user.id, now=now),
        "customer-call": make_customer_link(by=steward, call_id=visit.call_id, now=now),
        "on-call-alert": alert_token,
        NO_MORE_EMAIL: _link(steward, NO_MORE_EMAIL, rows["contact_id"], now),
        TEXTS_IN: texts_token(by=steward, now=now),
        REACHED: _link(steward, REACHED, followup_id, now),
        HELP_ASKED: _link(steward, HELP_ASKED, rows["ask_id"], now),
        FAIRNESS: _link(steward, FAIRNESS, rows["fairness_ask_id"], now),
        ANSWER: _link(steward, ANSWER, told_id, now),
    }
    users = {role: a_user(role, branch=branch) for role in Role if role is not Role.TECHNICIAN}
    return Place(rows, tokens, users | {Role.TECHNICIAN: user})


def _people(branch: Branch, technician: Technician, steward: Actor, now: datetime) -> dict[str, Any]:
    """Return what is written down about a technician, who is the mentor of another one."""
    skill, today = a_skill(technician), now.date()
    learner = a_technician(branch=branch, name="Annika Holm")
    pair_id = propose_pair(by=steward, learner_id=learner.id, mentor_id=technician.id, why="She is new.", now=now)
    goals = [PairGoal("Takes a C4 apart alone", "Norvik C4")]
    confirm_pair(by=steward, pair_id=pair_id, mentor_id=technician.id, goals=goals, starts_on=today, now=now)
    course = DescribedCourse(name=f"C4 at {branch.code}", skill="Norvik C4", to_level=3, hours=8, weeks=2)
    return {
        "skill_id": skill.id,
        "certificate_id": a_certificate(technician).id,
        "line_id": skill.id,
        "evidence_id": add_evidence(by=steward, about_id=skill.id, name="c4.pdf", content=b"%PDF-1.4 it is", now=now),
        "post_key": "technician",
        "code": "licence",
        "course_id": keep_course(by=steward, facts=course, now=now),
        "pair_id": pair_id,
        "ride_id": plan_ride(by=steward, pair_id=pair_id, on=today + DAY, about="C4", today=today, now=now),
    }


def _proposed(customer: Customer, user: User, steward: Actor, technician_id: UUID, now: datetime) -> UUID:
    """Make the technician answerable for the customer, and return a visit that they propose."""
    today = now.date() - DAY
    make_answerable(by=steward, customer_id=customer.id, technician_id=technician_id, since_on=today, now=now)
    wished = Wished(
        customer_id=customer.id,
        call_type=CallType.COURTESY,
        from_on=now.date() + 2 * DAY,
        until_on=now.date() + 2 * DAY,
        minutes=30,
        why="Not seen for long.",
    )
    return propose_visit(by=actor_for(user.id), wished=wished, now=now)


def _on_truck(branch: Branch, by: Actor, truck_id: UUID, part_id: UUID, now: datetime) -> dict[str, Any]:
    """Return a handover from the branch's parts room to a technician's truck, and a look at it with a photo."""
    clerk = an_actor(Role.PARTS, branch=branch)
    room_id = open_shelves(by=clerk, branch_id=branch.id, now=now)
    handover_id = begin_handover(by=clerk, from_id=room_id, to_id=truck_id, part_id=part_id, quantity=1, now=now)
    photo_id = photograph_audit(by=by, place_id=truck_id, content=PLAIN_JPEG, on=now.date(), now=now)
    audit_id = AuditPhoto.objects.get(id=photo_id).audit_id
    return {"handover_id": handover_id, "audit_id": audit_id, "audit_photo_id": photo_id}


def _record(branch: Branch, customer: Customer) -> dict[str, Any]:
    site, contract = a_site(customer), a_contract(customer)
    model = MachineModel.objects.create(tenant_id=branch.tenant_id, ref=f"C450 of {branch.code}", name="C450")
    part = Part.objects.create(tenant_id=branch.tenant_id, ref=f"FU of {branch.code}", name="Fuser unit")
    machine = a_machine(site=site, contract=contract, model=model)
    meter = a_meter(machine)
    return {
        "branch_id": branch.id,
        "calendar_id": branch.calendar_id,
        "customer_id": customer.id,
        "site_id": site.id,
        "contact_id": a_contact(customer).id,
        "contract_id": contract.id,
        "machine_id": machine.id,
        "goal_id": a_goal(customer).id,
        "model_id": model.id,
        "part_id": part.id,
        "meter_id": meter.id,
        "reading_id": a_reading(meter).id,
    }


def _on_call(visit: Visit, now: datetime) -> dict[str, Any]:
    message = CustomerMessage.objects.create(
        tenant_id=visit.tenant_id, call=visit.call, kind=CustomerMessage.Kind.PLEASE_CALL, sent_at=now
    )
    return {
        "call_id": visit.call_id,
        "visit_id": visit.id,
        "message_id": message.id,
        "file_id": an_attachment(visit, for_customer=True).id,
    }


def _told(visit: Visit, customer: Customer, steward: Actor, now: datetime) -> dict[str, Any]:
    promise_id = a_promise(customer, by=steward, now=now)
    log = b"opened,closed\n2026-01-05 09:00,2026-01-05 11:00\n"
    return {
        "promise_id": promise_id,
        "promise_kind": "arrival",
        "backtest_id": bring_log(by=steward, name="calls.csv", content=log, now=now),
        "held_message_id": a_held_message(visit.call_id, by=steward, now=now),
        "correction_id": a_correction(promise_id, customer.id, by=steward, now=now),
        "fact_id": a_fact_of_nobodys(visit.call_id, by=steward, now=now),
        "entry_key": "rollers-worn",
        "moment_key": "planned",
        "module_code": "own-it",
        "drill_code": "own-third-visit",
    }


def _office(branch: Branch, customer: Customer, steward: Actor, now: datetime) -> dict[str, Any]:
    tenant_id, day = branch.tenant_id, now.date() + next(_days) * DAY
    return {
        "day_id": close_day(by=steward, calendar_id=branch.calendar_id, closed_on=day, reason="inventory", now=now),
        "run_id": an_import_run(branch).id,
        "mapping_id": a_saved_mapping(tenant_id=tenant_id).id,
        "difference_id": a_difference(customer).id,
        "batch_id": a_billing_batch(branch).id,
        "outgoing_id": a_message(str(branch.id), now=now, tenant_id=tenant_id).id,
        "endpoint_id": a_webhook(tenant_id=tenant_id),
        "job_id": a_dead_job(tenant_id, now=now),
        "own_rule_id": an_own_rule(by=steward, now=now, name=f"the-move-{uuid4().hex[:8]}"),
        "rule_id": add_rule(by=steward, rule=Rule(branch_id=branch.id, role=Role.SALES), now=now),
        "key": LINK_OPEN_DAYS.key,
        "metric": "callbacks",
    }


def _device(branch: Branch, user: User, now: datetime) -> dict[str, Any]:
    subscription = ABrowser().subscription(f"https://push.example/{branch.code}")
    return {"device_id": add_device(by=actor_for(user.id), label="Chrome on Android", now=now, **subscription)}


def _planned(customer: Customer, steward: Actor, now: datetime) -> dict[str, Any]:
    """Return a call and two plans of tomorrow that have it, the second of which overtook the first."""
    call, on = a_call(machine=a_machine(site=a_site(customer))), now.date() + DAY
    plans = [propose_plan(by=steward, branch_id=call.branch_id, on=on, seconds=0.05, now=now).id for _ in range(2)]
    return {"planned_call_id": call.id, "other_plan_id": plans[0], "plan_id": plans[1]}


def _asked_for_help(visit: Visit, user: User, now: datetime) -> dict[str, Any]:
    request_id = ask_for_help(by=actor_for(user.id), visit_id=visit.id, now=now)
    return {"request_id": request_id, "ask_id": HelpAsk.objects.get(request_id=request_id).id}


def _parts(branch: Branch, visit: Visit, steward: Actor, now: datetime) -> dict[str, Any]:
    """Return a part that is asked for on a visit, and on a supplier's next order."""
    part = Part.objects.create(tenant_id=branch.tenant_id, ref=f"BELT of {branch.code}", name="Belt")
    room = open_shelves(by=steward, branch_id=branch.id, now=now)
    facts = SupplierFacts(ref=f"S of {branch.code}", name="Midwest Parts", cut_off_minutes=930)
    supplier_id = keep_supplier(by=steward, supplier_id=None, facts=facts, now=now)
    (wanted_id,) = request_part(by=steward, parts={part.id: 1}, visit_id=visit.id, reason="Torn", now=now)
    order = order_for_request(
        by=steward, request_id=wanted_id, version=1, supplier_id=supplier_id, place_id=room, now=now
    )
    return {"part_request_id": wanted_id, "order_id": order.order_id, "supplier_id": supplier_id}


def _followed_up(branch: Branch, customer: Customer, user: User, steward: Actor, now: datetime) -> tuple[UUID, UUID]:
    """Return a follow-up that somebody listens to, and what they were told of it."""
    subject = Subject(branch_id=branch.id, customer_id=customer.id, title="The copier is too slow")
    followup_id = open_followup(by=steward, kind="need", subject=subject, owner=None, now=now)
    facts = {"tenant_id": branch.tenant_id, "followup_id": followup_id, "user": user}
    told = FollowUpNews.objects.create(**facts, number=99, at=now, how="at_once")
    FollowUpListener.objects.create(**facts, since=now)
    return followup_id, told.id


def _link(by: Actor, purpose: str, about_id: UUID, now: datetime) -> str:
    return make_link(by=by, purpose=purpose, about_id=about_id, expires_at=now + DAY, now=now)
