"""What a technician can do is written down: who they are, skills, certificates."""

from dataclasses import replace
from datetime import date

import pytest
from tests.builders import MONDAY, a_branch, a_certificate, a_skill, a_technician, an_actor

from steadyhand.business.dealership.rules import Role
from steadyhand.business.people.actions.add_certificate import add_certificate
from steadyhand.business.people.actions.change_certificate import change_certificate
from steadyhand.business.people.actions.change_technician import change_technician
from steadyhand.business.people.actions.rate_skill import rate_skill
from steadyhand.business.people.described import CannotBeSo, DescribedCertificate
from steadyhand.business.people.models import Certification, Skill, Technician
from steadyhand.business.people.queries import technicians_of
from steadyhand.business.people.record import certificate_of, technician_card
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import changes_of

pytestmark = pytest.mark.django_db
EXPIRED_FIRST = DescribedCertificate(vendor="Norvik", line="C", got_on=date(2026, 2, 1), expires_on=date(2026, 1, 1))


@pytest.fixture
def marta() -> Actor:
    return an_actor(Role.SERVICE_MANAGER)


def test_whoever_has_left_is_planned_no_more(marta: Actor) -> None:
    bruno = a_technician()
    card = technician_card(marta, bruno.id)
    assert card is not None
    left = replace(card.described, left_on=MONDAY.date())

    change_technician(by=marta, technician_id=bruno.id, facts=left, now=MONDAY)

    assert technicians_of(marta, on=MONDAY.date()) == ()
    assert changes_of(bruno.tenant_id, [bruno.id])[0].became == {"left_on": "2026-03-09"}


def test_a_technician_stays_within_ones_branches_and_the_levels(marta: Actor) -> None:
    bruno = a_technician()
    card = technician_card(marta, bruno.id)
    assert card is not None
    columbus = an_actor(Role.SERVICE_MANAGER, branch=a_branch())

    elsewhere = replace(card.described, branch_id=a_branch("DAY").id)
    crossed = replace(card.described, started_on=date(2026, 2, 1), left_on=date(2026, 1, 1))

    with pytest.raises(CannotBeSo, match="to your own branches only"):
        change_technician(by=columbus, technician_id=bruno.id, facts=elsewhere, now=MONDAY)
    with pytest.raises(CannotBeSo, match="7 is no level"):
        change_technician(by=marta, technician_id=bruno.id, facts=replace(card.described, network_level=7), now=MONDAY)
    with pytest.raises(CannotBeSo, match="would have left before starting"):
        change_technician(by=marta, technician_id=bruno.id, facts=crossed, now=MONDAY)
    assert Technician.objects.get().branch_id == a_branch().id


def test_a_skill_is_rated_once_under_each_name(marta: Actor) -> None:
    bruno = a_technician()

    rate_skill(by=marta, technician_id=bruno.id, name=" Soldering ", level=1, now=MONDAY)
    rate_skill(by=marta, technician_id=bruno.id, name="Soldering", level=3, now=MONDAY, why="ride-along")

    skill = Skill.objects.get()
    assert (skill.name, skill.level) == ("Soldering", 3)
    newest = changes_of(bruno.tenant_id, [skill.id])[0]
    assert (newest.was, newest.became, newest.why) == ({"level": 1}, {"level": 3}, "ride-along")


def test_a_skill_s_number_that_a_file_took_gets_another(marta: Actor) -> None:
    bruno, ada = a_technician(), a_technician(name="Ada Moreno")
    a_skill(ada, ref=f"{bruno.ref}:Soldering")

    rate_skill(by=marta, technician_id=bruno.id, name="Soldering", level=1, now=MONDAY)

    assert Skill.objects.of(bruno.tenant_id).filter(technician=bruno).count() == 1


@pytest.mark.parametrize(("name", "level", "told"), [(" ", 1, "needs a name"), ("Soldering", 5, "5 is no level")])
def test_what_is_no_skill_is_refused(marta: Actor, name: str, level: int, told: str) -> None:
    with pytest.raises(CannotBeSo, match=told):
        rate_skill(by=marta, technician_id=a_technician().id, name=name, level=level, now=MONDAY)


def test_a_certificate_is_added_and_renewed(marta: Actor) -> None:
    bruno = a_technician()
    facts = DescribedCertificate(vendor="Norvik", line="C series", expires_on=date(2026, 4, 1))

    added = add_certificate(by=marta, technician_id=bruno.id, facts=facts, now=MONDAY)
    change_certificate(by=marta, certificate_id=added, facts=replace(facts, expires_on=date(2028, 4, 1)), now=MONDAY)

    assert Certification.objects.get().expires_on == date(2028, 4, 1)
    assert [entry.verb for entry in changes_of(bruno.tenant_id, [added])] == [
        "certificate changed",
        "certificate added",
    ]


def test_a_certificate_does_not_expire_before_it_was_got(marta: Actor) -> None:
    bruno = a_technician()
    certificate = a_certificate(bruno)

    with pytest.raises(CannotBeSo, match="would expire before it was got"):
        add_certificate(by=marta, technician_id=bruno.id, facts=EXPIRED_FIRST, now=MONDAY)
    with pytest.raises(CannotBeSo, match="would expire before it was got"):
        change_certificate(by=marta, certificate_id=certificate.id, facts=EXPIRED_FIRST, now=MONDAY)


def test_another_branch_s_technician_is_not_there() -> None:
    bruno = a_technician()
    certificate = a_certificate(bruno)
    dayton = an_actor(Role.SERVICE_MANAGER, branch=a_branch("DAY"))

    assert technician_card(dayton, bruno.id) is None
    assert certificate_of(dayton, certificate.id) is None
    with pytest.raises(CannotBeSo, match="isn't at one of your branches"):
        rate_skill(by=dayton, technician_id=bruno.id, name="Soldering", level=1, now=MONDAY)
    with pytest.raises(CannotBeSo, match="isn't at one of your branches"):
        add_certificate(by=dayton, technician_id=bruno.id, facts=EXPIRED_FIRST, now=MONDAY)
