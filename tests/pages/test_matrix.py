"""Every address × every role × own branch, another branch, another dealership: who gets in, and who sees what.

A new address is walked by itself. One with a new kind of parameter fails with a sentence that says where to add the
row to try it with.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver
from tests import tenancy
from tests.builders import (
    a_branch,
    a_call,
    a_certificate,
    a_contact,
    a_contract,
    a_customer,
    a_dealership,
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
from tests.builders.erp import a_billing_batch, a_difference, a_saved_mapping
from tests.builders.imports import an_import_run
from tests.builders.jobs import a_dead_job
from tests.builders.media import a_file_of, an_attachment
from tests.builders.outbox import a_message
from tests.builders.promises import a_promise
from tests.builders.push import ABrowser
from tests.builders.rota import a_leave, an_alert
from tests.builders.told import a_correction, a_held_message
from tests.builders.webhooks import a_webhook

from steadyhand.business.calls.models import CustomerMessage
from steadyhand.business.calls.settings import LINK_OPEN_DAYS
from steadyhand.business.dealership.actions.add_device import add_device
from steadyhand.business.dealership.actions.close_day import close_day
from steadyhand.business.dealership.actions.make_set_up_link import SET_UP
from steadyhand.business.dealership.actions.renew_invitation import renew_invitation
from steadyhand.business.dealership.models import Branch, User
from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.dealership.rules import Role
from steadyhand.business.followups.actions.open_followup import open_followup
from steadyhand.business.followups.keeping.book import Subject
from steadyhand.business.followups.models import FollowUpListener, FollowUpNews
from steadyhand.business.followups.telling import ANSWER
from steadyhand.business.machines.models import MachineModel, Part
from steadyhand.business.needs.actions.set_routing import Rule, add_rule
from steadyhand.business.obstacles.actions.ask_for_help import HELP_ASKED, ask_for_help
from steadyhand.business.obstacles.models import HelpAsk
from steadyhand.business.promises.backtests.bringing import bring_log
from steadyhand.flows.need.answer_need import REACHED
from steadyhand.flows.visit.customer_link import make_customer_link
from steadyhand.flows.word.opt_out import PURPOSE as NO_MORE_EMAIL
from steadyhand.flows.word.texts_door import PURPOSE as TEXTS_IN
from steadyhand.flows.word.texts_door import texts_token
from steadyhand.pages.common.doors import Door, door_of
from steadyhand.shared.actor import the_system
from steadyhand.shared.clock import read_clock
from steadyhand.shared.links import make_link

pytestmark = pytest.mark.django_db

OK, FOUND, REFUSED, NOT_THERE, WRONG_METHOD, GONE, BROKEN = 200, 302, 403, 404, 405, 410, 500
DAYS = count(1)
# Rows that all branches of a dealership share: another branch's are one's own.
SHARED_BY_BRANCHES = {
    "job_id",
    "calendar_id",
    "day_id",
    "model_id",
    "part_id",
    "outgoing_id",
    "mapping_id",
    "endpoint_id",
    "backtest_id",
}
# Names of what every dealership has, nobody's rows: what they show is narrowed to the actor anyway.
SHARED_BY_ALL = {"key", "metric", "entry_key"}


@dataclass(frozen=True, slots=True)
class Place:
    """One row of each kind at one branch."""

    rows: dict[str, Any]
    # Of each purpose of a link, one that opens something here.
    tokens: dict[str, str]
    users: dict[Role, User]


# The rows here, and those elsewhere with the name of where that is.
Places = tuple[Place, list[tuple[str, Place]]]


def patterns(resolver: URLResolver | None = None, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for each in (resolver or get_resolver()).url_patterns:
        if isinstance(each, URLResolver):
            yield from patterns(each, before + str(each.pattern))
        else:
            yield before + str(each.pattern), each


ADDRESSES = list(patterns())
BEHIND_ROLES = [
    (route, pattern) for route, pattern in ADDRESSES if (door := door_of(pattern.callback)) is not None and door.roles
]


def the_door(pattern: URLPattern) -> Door:
    """Return a view's door; one without is shut for all, and has a test of its own."""
    return door_of(pattern.callback) or Door()


def is_private(pattern: URLPattern, where: str) -> bool:
    """Tell whether the address names a row that somebody of here must not see."""
    shared = SHARED_BY_ALL | (SHARED_BY_BRANCHES if where == "another branch" else set())
    return bool(set(pattern.pattern.converters) - shared)


def filled(pattern: URLPattern, route: str, place: Place) -> str:
    """Return the address with this place's rows in it."""
    address = "/" + route
    for name, converter in pattern.pattern.converters.items():
        door = door_of(pattern.callback)
        known = place.tokens.get(door.link_purpose) if door and name == "token" else place.rows.get(name)
        if known is None:
            pytest.fail(
                f"/{route} has a parameter {name!r} of which this walk knows no row: "
                f"add one to `rows_at` in tests/pages/test_matrix.py."
            )
        kind = type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
        address = address.replace(f"<{kind}:{name}>", str(known)).replace(f"<{name}>", str(known))
    assert "<" not in address, f"/{route} is written in a way that this walk can't fill in: {address}"
    return address


def rows_at(branch: Branch) -> Place:
    """Make one row of each kind at a branch. A new kind of parameter in an address gets its row here."""
    now = read_clock()
    steward = an_actor(Role.ADMINISTRATOR, branch=branch)
    customer = a_customer(branch=branch)
    site = a_site(customer)
    model = MachineModel.objects.create(tenant_id=branch.tenant_id, ref=f"C450 of {branch.code}", name="C450")
    part = Part.objects.create(tenant_id=branch.tenant_id, ref=f"FU of {branch.code}", name="Fuser unit")
    contract = a_contract(customer)
    machine = a_machine(site=site, contract=contract, model=model)
    meter = a_meter(machine)
    technician = a_technician(branch=branch)
    assert technician.user is not None
    visit = a_visit(call=a_call(machine=machine), technician=technician)
    message = CustomerMessage.objects.create(
        tenant_id=branch.tenant_id, call=visit.call, kind=CustomerMessage.Kind.PLEASE_CALL, sent_at=now
    )
    # Branches share their calendar, and a day closes once.
    day = now.date() + timedelta(days=next(DAYS))
    calendar_id = branch.calendar_id
    rows = {
        "branch_id": branch.id,
        "calendar_id": calendar_id,
        "day_id": close_day(by=steward, calendar_id=calendar_id, closed_on=day, reason="inventory", now=now),
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
        "technician_id": technician.id,
        "skill_id": a_skill(technician).id,
        "certificate_id": a_certificate(technician).id,
        "call_id": visit.call_id,
        "visit_id": visit.id,
        "message_id": message.id,
        "file_id": an_attachment(visit, for_customer=True).id,
        "user_id": technician.user.id,
        "run_id": an_import_run(branch).id,
        "key": LINK_OPEN_DAYS.key,
        "metric": "callbacks",
        "entry_key": "rollers-worn",
        "promise_kind": "arrival",
        "mapping_id": a_saved_mapping(tenant_id=branch.tenant_id).id,
        "difference_id": a_difference(customer).id,
        "batch_id": a_billing_batch(branch).id,
        "leave_id": a_leave(technician.user, now=now),
        "outgoing_id": a_message(str(branch.id), now=now, tenant_id=branch.tenant_id).id,
    }
    promise_id = a_promise(customer, by=steward, now=now)
    rows["promise_id"] = promise_id
    rows["held_message_id"] = a_held_message(visit.call_id, by=steward, now=now)
    rows["correction_id"] = a_correction(promise_id, customer.id, by=steward, now=now)
    rows["device_id"] = add_device(
        by=actor_for(technician.user.id),
        label="Chrome on Android",
        now=now,
        **ABrowser().subscription(f"https://push.example/{branch.code}"),
    )
    rows["endpoint_id"] = a_webhook(tenant_id=branch.tenant_id)
    log = b"opened,closed\n2026-01-05 09:00,2026-01-05 11:00\n"
    rows["backtest_id"] = bring_log(by=steward, name="calls.csv", content=log, now=now)
    followup_id = open_followup(
        by=steward,
        kind="need",
        subject=Subject(branch_id=branch.id, customer_id=customer.id, title="The copier is too slow"),
        owner=None,
        now=now,
    )
    rows["followup_id"] = followup_id
    rows["handed_id"] = a_file_of(followup_id, by=steward).id
    told = FollowUpNews(
        tenant_id=branch.tenant_id, followup_id=followup_id, number=99, user=technician.user, at=now, how="at_once"
    )
    told.save()
    FollowUpListener(tenant_id=branch.tenant_id, followup_id=followup_id, user=technician.user, since=now).save()
    rows["job_id"] = a_dead_job(branch.tenant_id, now=now)
    rows["rule_id"] = add_rule(by=steward, rule=Rule(branch_id=branch.id, role=Role.SALES), now=now)
    request_id = ask_for_help(by=actor_for(technician.user.id), visit_id=visit.id, now=now)
    ask_id = HelpAsk.objects.get(request_id=request_id).id
    rows |= {"request_id": request_id, "ask_id": ask_id}
    step, alert_token = an_alert(visit.call, technician.user, now=now)
    rows["step_id"] = step.id
    tokens = {
        # About a dealership to come, so it belongs to none of here.
        "set-up": make_link(
            by=the_system(uuid4(), "steadyhand"),
            purpose=SET_UP,
            about_id=uuid4(),
            expires_at=now + timedelta(1),
            now=now,
        ),
        "invitation": renew_invitation(by=steward, user_id=technician.user.id, now=now),
        "customer-call": make_customer_link(by=steward, call_id=visit.call_id, now=now),
        "on-call-alert": alert_token,
        NO_MORE_EMAIL: make_link(
            by=steward,
            purpose=NO_MORE_EMAIL,
            about_id=a_contact(customer).id,
            expires_at=now + timedelta(days=1),
            now=now,
        ),
        TEXTS_IN: texts_token(by=steward, now=now),
        REACHED: make_link(
            by=steward, purpose=REACHED, about_id=followup_id, expires_at=now + timedelta(days=1), now=now
        ),
        HELP_ASKED: make_link(
            by=steward, purpose=HELP_ASKED, about_id=ask_id, expires_at=now + timedelta(days=1), now=now
        ),
        ANSWER: make_link(by=steward, purpose=ANSWER, about_id=told.id, expires_at=now + timedelta(days=1), now=now),
    }
    users = {role: a_user(role, branch=branch) for role in Role if role is not Role.TECHNICIAN}
    return Place(rows, tokens, users | {Role.TECHNICIAN: technician.user})


@pytest.fixture(scope="module")
def _made(
    django_db_setup: None,  # noqa: ARG001
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Places]:
    """Make all rows once: tests see them and take their own changes back, and in the end the rows go."""
    files = tmp_path_factory.mktemp("files")
    with override_settings(MEDIA_ROOT=files), django_db_blocker.unblock(), transaction.atomic():
        with tenancy.wrapper():
            a_dealership()
            here = rows_at(a_branch("COL"))
            harbor = a_dealership(name="Harbor Copiers")
            elsewhere = [
                ("another branch", rows_at(a_branch("DAYT"))),
                ("another dealership", rows_at(a_branch("HARBOR", tenant_id=harbor.id))),
            ]
        with django_db_blocker.block():
            yield here, elsewhere
        transaction.set_rollback(True)


@pytest.fixture
def here(_made: Places, db: None) -> Place:  # noqa: ARG001
    return _made[0]


@pytest.fixture
def elsewhere(_made: Places, db: None) -> list[tuple[str, Place]]:  # noqa: ARG001
    """Another branch of the dealership, and a branch of another dealership."""
    return _made[1]


def somebody(user: User | None = None, **how: Any) -> Client:
    client = Client(raise_request_exception=False, **how)
    if user is not None:
        client.force_login(user)
    return client


def test_every_view_has_a_door() -> None:
    assert BEHIND_ROLES
    assert [f"/{route} ({pattern.name})" for route, pattern in ADDRESSES if door_of(pattern.callback) is None] == []


def test_whoever_is_not_signed_in_is_sent_to_sign_in(here: Place) -> None:
    client = somebody()

    let_in = {
        f"{method.__name__} {address}": response.status_code
        for address in (filled(each, route, here) for route, each in BEHIND_ROLES)
        for method in (client.get, client.post)
        if (response := method(address)).status_code != FOUND or not response["Location"].startswith("/sign-in/")
    }

    assert let_in == {}


@pytest.mark.parametrize("role", Role)
def test_a_role_that_is_not_in_the_door_is_refused(here: Place, role: Role) -> None:
    client = somebody(here.users[role])

    let_in = {
        f"{method.__name__} {address}": response.status_code
        for route, each in BEHIND_ROLES
        if role not in the_door(each).roles
        for address in [filled(each, route, here)]
        for method in (client.get, client.post)
        if (response := method(address)).status_code != REFUSED
    }

    assert let_in == {}


@pytest.mark.parametrize("role", Role)
def test_a_role_in_the_door_gets_to_the_rows_of_its_own_branch(here: Place, role: Role) -> None:
    client = somebody(here.users[role])

    shut_out = {
        address: status
        for route, each in BEHIND_ROLES
        if role in the_door(each).roles
        for address in [filled(each, route, here)]
        if (status := client.get(address).status_code) in (REFUSED, NOT_THERE) or status >= BROKEN
    }

    assert shut_out == {}


@pytest.mark.parametrize("role", Role)
def test_rows_of_another_branch_and_of_another_dealership_are_not_there(
    here: Place, elsewhere: list[tuple[str, Place]], role: Role
) -> None:
    client = somebody(here.users[role])

    seen = {
        f"{method.__name__} {address} of {where}": status
        for where, place in elsewhere
        for route, each in BEHIND_ROLES
        if role in the_door(each).roles and is_private(each, where)
        for address in [filled(each, route, place)]
        for method in (client.get, client.post)
        if (status := method(address).status_code) not in (NOT_THERE, WRONG_METHOD)
    }

    assert seen == {}


# A mailbox's one click (RFC 8058) and a gateway send no cookie that somebody could abuse: the signed token in the
# address is all that lets them in.
SENT_BY_PROGRAMS = {"no-more-email", "texts-in"}


def test_a_form_of_another_site_is_refused(here: Place) -> None:
    """No CSRF token: nothing changes, whoever is signed in."""
    let_in = {}
    for route, each in ADDRESSES:
        if each.name in SENT_BY_PROGRAMS:
            continue
        door = the_door(each)
        role = min(door.roles, default=None)
        client = somebody(here.users[role] if role else None, enforce_csrf_checks=True)
        address = filled(each, route, here)
        if (status := client.post(address).status_code) != REFUSED:
            let_in[address] = status

    assert let_in == {}


def test_a_link_opens_its_page_and_a_forged_one_opens_nothing(here: Place) -> None:
    for route, each in ADDRESSES:
        purpose = the_door(each).link_purpose
        if purpose:
            address = filled(each, route, here)
            forged = address.replace(here.tokens[purpose], "0" * 32 + ":forged")

            assert somebody().get(address).status_code in (OK, WRONG_METHOD), address
            assert somebody().get(forged).status_code in (NOT_THERE, GONE, WRONG_METHOD), forged
            assert somebody().post(forged).status_code in (NOT_THERE, GONE, WRONG_METHOD), forged
