"""What decides where technicians can be sent on a day, and who may know where they live."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.builders import (
    MONDAY,
    a_branch,
    a_certificate,
    a_customer,
    a_machine,
    a_site,
    a_skill,
    a_technician,
    an_actor,
)

from steadyhand.business.customers.queries.access import access_of_sites
from steadyhand.business.dealership.actions.change_setting import change_setting
from steadyhand.business.dealership.models import Branch
from steadyhand.business.dealership.rules import Role
from steadyhand.business.machines.models import MachineModel
from steadyhand.business.machines.visit_needs import VisitNeeds, visit_needs
from steadyhand.business.people.actions.change_technician import change_technician
from steadyhand.business.people.actions.make_answerable import make_answerable
from steadyhand.business.people.actions.note_home import note_home
from steadyhand.business.people.actions.note_wish import end_wish, note_wish
from steadyhand.business.people.customers import answerable_lines, customers_answered_for, wish_lines
from steadyhand.business.people.described import CannotBeSo
from steadyhand.business.people.home import home_of
from steadyhand.business.people.models import Home, Technician
from steadyhand.business.people.record import technician_card
from steadyhand.business.people.sending import (
    BreakDue,
    Spot,
    Wishes,
    answerable_for,
    technicians_for_day,
    wishes_of,
)
from steadyhand.business.people.settings import BREAK_MINUTES
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import changes_of

pytestmark = pytest.mark.django_db
TODAY = MONDAY.date()
MOST_QUERIES = 13


@pytest.fixture
def marta() -> Actor:
    return an_actor(Role.SERVICE_MANAGER)


def test_a_day_has_the_branch_s_hours_and_the_dealership_s_break_unless_they_have_their_own(marta: Actor) -> None:
    bruno = a_technician()
    Branch.objects.of(bruno.tenant_id).update(latitude=39.96, longitude=-83.0)
    change_setting(by=an_actor(Role.ADMINISTRATOR), key=BREAK_MINUTES.key, value=Decimal(45), now=MONDAY)

    usual = technicians_for_day(bruno.tenant_id, bruno.branch_id, on=TODAY)[0]
    card = technician_card(marta, bruno.id, on=MONDAY.date())
    assert card is not None
    own = replace(
        card.described,
        day_starts_at="home",
        break_minutes=20,
        break_earliest="12:00",
        break_latest="12:45",
        overtime_minutes=0,
        clearances="County court badge, Hospital",
    )
    change_technician(by=marta, technician_id=bruno.id, facts=own, now=MONDAY)
    note_home(by=marta, technician_id=bruno.id, latitude=40.1, longitude=-83.1, now=MONDAY)
    theirs = technicians_for_day(bruno.tenant_id, bruno.branch_id, on=TODAY)[0]

    assert (usual.starts_at, usual.break_due, usual.overtime_minutes) == (
        Spot(39.96, -83.0),
        BreakDue(45, 690, 810),
        60,
    )
    assert usual.hours
    assert (theirs.starts_at, theirs.break_due, theirs.overtime_minutes) == (
        Spot(40.1, -83.1),
        BreakDue(20, 720, 765),
        0,
    )
    assert theirs.clearances == {"county court badge", "hospital"}


def test_what_they_know_counts_while_it_holds_and_more_technicians_take_no_more_queries() -> None:
    bruno = a_technician()
    skill, certificate = a_skill(bruno), a_certificate(bruno)
    with CaptureQueriesContext(connection) as alone:
        first = technicians_for_day(bruno.tenant_id, bruno.branch_id, on=TODAY)[0]
    for name in ("Ada", "Cem"):
        Technician.objects.create(tenant_id=bruno.tenant_id, branch=bruno.branch, ref=name, name=name)
    with CaptureQueriesContext(connection) as together:
        assert len(technicians_for_day(bruno.tenant_id, bruno.branch_id, on=TODAY)) == len(("Ada", "Bruno", "Cem"))

    assert first.skills == {skill.name.casefold(): skill.level}
    assert first.certificates == {
        f"{certificate.vendor} {certificate.line}".casefold(): certificate.expires_on or date.max
    }
    assert len(together) <= len(alone) <= MOST_QUERIES


def test_a_home_is_for_its_technician_and_whoever_plans_their_day_and_never_in_the_history(marta: Actor) -> None:
    bruno = a_technician()
    himself = replace(an_actor(Role.TECHNICIAN), user_id=bruno.user_id)
    others = [an_actor(role) for role in (Role.TECHNICIAN, Role.ADMINISTRATOR, Role.PRINCIPAL, Role.SALES)]

    note_home(by=himself, technician_id=bruno.id, latitude=40.1234, longitude=-83.1, now=MONDAY)

    assert home_of(himself, bruno.id) == home_of(an_actor(Role.DISPATCHER), bruno.id) == (40.1234, -83.1)
    assert [home_of(each, bruno.id) for each in others] == [None] * 4
    change = changes_of(bruno.tenant_id, [bruno.id])[0]
    assert (change.verb, change.was, change.became) == ("home changed", {}, {})
    for nobody in others:
        with pytest.raises(CannotBeSo, match="ask one of them"):
            note_home(by=nobody, technician_id=bruno.id, latitude=1, longitude=1, now=MONDAY)
    with pytest.raises(CannotBeSo, match="needs both"):
        note_home(by=marta, technician_id=bruno.id, latitude=1, longitude=None, now=MONDAY)
    with pytest.raises(CannotBeSo, match="is no place"):
        note_home(by=marta, technician_id=bruno.id, latitude=91, longitude=0, now=MONDAY)
    note_home(by=marta, technician_id=bruno.id, latitude=None, longitude=None, now=MONDAY)
    assert not Home.objects.of(bruno.tenant_id).exists()


def test_who_was_answerable_stays_written_down_when_somebody_else_is(marta: Actor) -> None:
    bruno, chen = a_technician(), a_customer()
    ada = Technician.objects.create(tenant_id=bruno.tenant_id, branch=bruno.branch, ref="Ada", name="Ada")
    week = timedelta(days=7)

    def named(technician: Technician | None, since: date) -> object:
        technician_id = technician.id if technician else None
        return make_answerable(by=marta, customer_id=chen.id, technician_id=technician_id, since_on=since, now=MONDAY)

    assert named(bruno, TODAY)
    assert named(bruno, TODAY + week) is None
    assert named(ada, TODAY + week)
    with pytest.raises(CannotBeSo, match="choose a later day"):
        named(bruno, TODAY)

    assert [line.technician for line in answerable_lines(marta, chen.id)] == ["Ada", bruno.name]
    assert answerable_for(marta.tenant_id, [chen.id], on=TODAY) == {chen.id: bruno.id}
    assert answerable_for(marta.tenant_id, [chen.id], on=TODAY + week) == {chen.id: ada.id}
    assert customers_answered_for(marta, bruno.id, on=TODAY + week) == ()
    assert [line.id for line in customers_answered_for(marta, ada.id, on=TODAY + week)] == [chen.id]
    assert named(None, TODAY + 2 * week)
    assert answerable_for(marta.tenant_id, [chen.id], on=TODAY + 2 * week) == {}


def test_a_wish_has_a_reason_and_counts_until_it_ends(marta: Actor) -> None:
    bruno, chen = a_technician(), a_customer()

    def noted(kind: str, why: str) -> UUID:
        facts = {"customer_id": chen.id, "technician_id": bruno.id}
        return note_wish(by=marta, **facts, kind=kind, why=why, now=MONDAY)

    with pytest.raises(CannotBeSo, match="Why"):
        noted("never", " ")
    wish_id = noted("never", "He broke their door.")
    with pytest.raises(CannotBeSo, match="already says “don't send"):
        noted("only", "They like him.")

    assert wishes_of(marta.tenant_id, [chen.id], on=TODAY) == {chen.id: Wishes({bruno.id: "He broke their door."}, {})}
    elsewhere = an_actor(Role.SERVICE_MANAGER, branch=a_branch("DAY"))
    with pytest.raises(CannotBeSo, match="isn't about one of"):
        end_wish(by=elsewhere, wish_id=wish_id, on=TODAY, now=MONDAY)
    end_wish(by=marta, wish_id=wish_id, on=TODAY, now=MONDAY)
    end_wish(by=marta, wish_id=wish_id, on=TODAY, now=MONDAY)
    assert wishes_of(marta.tenant_id, [chen.id], on=TODAY) == {}
    assert wish_lines(marta, chen.id) == ()
    assert [change.verb for change in changes_of(marta.tenant_id, [wish_id])].count("wish ended") == 1


def test_a_visit_needs_what_its_model_says_and_its_site_lets_in_by_its_own_hours(marta: Actor) -> None:
    chen = a_customer()
    site = a_site(chen, clearance="County court badge ", calendar=a_branch().calendar)
    model = MachineModel.objects.create(
        tenant_id=marta.tenant_id, ref="P9", name="P9", maker="Norvik", certificate_line="Office", needs_two=True
    )
    machine, plain = a_machine(site=site, model=model), a_machine(site=a_site(chen))

    needs = visit_needs(marta.tenant_id, [machine.id, plain.id])
    access = access_of_sites(marta.tenant_id, [site.id], on=TODAY)[site.id]
    sunday = access_of_sites(marta.tenant_id, [site.id], on=TODAY - timedelta(days=1))[site.id]

    assert needs[machine.id] == VisitNeeds("norvik office", "", 0, needs_two=True)
    assert needs[plain.id] == VisitNeeds("", "", 0, needs_two=False)
    assert access.clearance == "county court badge"
    assert access.hours
    assert sunday.hours == ()
