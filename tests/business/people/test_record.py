"""What a technician can do is written down: who they are, skills, certificates."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.builders import MONDAY, a_branch, a_certificate, a_skill, a_technician, an_actor

from steadyhand.business.dealership.rules import Role
from steadyhand.business.people.actions.add_certificate import add_certificate
from steadyhand.business.people.actions.change_certificate import change_certificate
from steadyhand.business.people.actions.change_technician import change_technician
from steadyhand.business.people.actions.claim_skill import claim_skill
from steadyhand.business.people.actions.revoke_claim import revoke_claim
from steadyhand.business.people.claims import claims_about, levels_on
from steadyhand.business.people.described import CannotBeSo, DescribedCertificate, DescribedClaim
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
    card = technician_card(marta, bruno.id, on=MONDAY.date())
    assert card is not None
    left = replace(card.described, left_on=MONDAY.date())

    change_technician(by=marta, technician_id=bruno.id, facts=left, now=MONDAY)

    assert technicians_of(marta, on=MONDAY.date()) == ()
    assert changes_of(bruno.tenant_id, [bruno.id])[0].became == {"left_on": "2026-03-09"}


def test_a_technician_stays_within_ones_branches_and_the_levels(marta: Actor) -> None:
    bruno = a_technician()
    card = technician_card(marta, bruno.id, on=MONDAY.date())
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


def claimed(**facts: Any) -> DescribedClaim:
    said: dict[str, Any] = {"name": "Soldering", "level": 1} | facts
    return DescribedClaim(**said)


def test_a_claim_is_added_and_the_one_before_stays(marta: Actor) -> None:
    bruno = a_technician()
    facts = claimed(name=" Soldering ", valid_from=date(2026, 3, 1))

    claim_skill(by=marta, technician_id=bruno.id, facts=facts, now=MONDAY)
    newer = replace(facts, level=3, valid_from=date(2026, 3, 8), evidence="Ride-along")
    claim_skill(by=marta, technician_id=bruno.id, facts=newer, now=MONDAY)

    assert [each.claim.level for each in claims_about(marta, bruno.id)] == [3, 1]
    levels = {on: levels_on(Skill.objects.of(bruno.tenant_id), date(2026, 3, on))[bruno.id] for on in (5, 8)}
    assert levels == {5: {"soldering": 1}, 8: {"soldering": 3}}


def test_what_somebody_says_of_themselves_counts_nowhere_and_stands_beside_it(marta: Actor) -> None:
    bruno = a_technician()
    himself = replace(an_actor(Role.TECHNICIAN), user_id=bruno.user_id, name=bruno.name)

    claim_skill(by=himself, technician_id=bruno.id, facts=claimed(level=4, source="self"), now=MONDAY)

    assert levels_on(Skill.objects.of(bruno.tenant_id), MONDAY.date())[bruno.id] == {}
    card = technician_card(marta, bruno.id, on=MONDAY.date())
    assert card is not None
    assert [(line.is_seen, line.own_level) for line in card.skills] == [(False, 4)]
    with pytest.raises(CannotBeSo, match="is your own word"):
        claim_skill(by=himself, technician_id=bruno.id, facts=claimed(level=4), now=MONDAY)
    with pytest.raises(CannotBeSo, match="Only Bruno Salas can say that"):
        claim_skill(by=marta, technician_id=bruno.id, facts=claimed(source="self"), now=MONDAY)


def test_a_revoked_claim_counts_no_more_and_stays_to_be_read(marta: Actor) -> None:
    bruno = a_technician()
    skill = a_skill(bruno)

    revoke_claim(by=marta, skill_id=skill.id, why="It was another Bruno", on=MONDAY.date(), now=MONDAY)

    assert levels_on(Skill.objects.of(bruno.tenant_id), MONDAY.date())[bruno.id] == {}
    line = claims_about(marta, bruno.id)[0]
    assert (line.revoked_by, line.revoked_why) == (marta.name, "It was another Bruno")


@pytest.mark.parametrize(("name", "level", "told"), [(" ", 1, "needs a name"), ("Soldering", 5, "5 is no level")])
def test_what_is_no_skill_is_refused(marta: Actor, name: str, level: int, told: str) -> None:
    with pytest.raises(CannotBeSo, match=told):
        claim_skill(by=marta, technician_id=a_technician().id, facts=claimed(name=name, level=level), now=MONDAY)


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


def test_one_that_is_renewed_stays_beside_the_new_one(marta: Actor) -> None:
    bruno = a_technician()
    old = a_certificate(bruno, expires_on=date(2026, 4, 1))
    facts = DescribedCertificate(
        vendor="Norvik", line="C series", got_on=date(2026, 3, 9), rule="year_end", months=12, grace_days=60
    )

    added = add_certificate(by=marta, technician_id=bruno.id, facts=facts, now=MONDAY, renews=old.id)

    assert Certification.objects.get(id=added).expires_on == date(2028, 2, 29)
    assert Certification.objects.get(id=old.id).expires_on == date(2026, 4, 1)
    with pytest.raises(CannotBeSo, match="isn't a certificate of Ada"):
        add_certificate(by=marta, technician_id=a_technician(name="Ada").id, facts=facts, now=MONDAY, renews=old.id)


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

    assert technician_card(dayton, bruno.id, on=MONDAY.date()) is None
    assert certificate_of(dayton, certificate.id) is None
    with pytest.raises(CannotBeSo, match="isn't at one of your branches"):
        claim_skill(by=dayton, technician_id=bruno.id, facts=claimed(), now=MONDAY)
    with pytest.raises(CannotBeSo, match="isn't at one of your branches"):
        add_certificate(by=dayton, technician_id=bruno.id, facts=EXPIRED_FIRST, now=MONDAY)
