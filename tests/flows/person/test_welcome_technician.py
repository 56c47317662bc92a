"""Whoever gets the technician's role has a day of their own, whether the file or the invitation came first."""

import pytest
from django.test import Client
from tests.builders import MONDAY, a_branch, a_technician, a_user, an_actor
from tests.builders.record import PASSWORD

from steadyhand.business.dealership.rules import Role
from steadyhand.business.people.models import Technician
from steadyhand.flows.person.welcome_technician import NotThisTechnician, welcome_technician

pytestmark = pytest.mark.django_db


def test_somebody_new_is_listed_at_the_branch_of_their_role() -> None:
    branch = a_branch("DAY")
    bruno = a_user(Role.TECHNICIAN, branch=branch, name="Bruno Salas")

    welcome_technician(by=an_actor(Role.ADMINISTRATOR), user_id=bruno.id, now=MONDAY)

    row = Technician.objects.of(branch.tenant_id).get()
    assert (row.name, row.branch_id, row.user_id) == ("Bruno Salas", branch.id, bruno.id)


def test_somebody_from_a_file_is_found_by_their_address() -> None:
    branch = a_branch()
    bruno = a_user(Role.TECHNICIAN, branch=branch, email="bruno@lakeside.example")
    listed = Technician.objects.create(
        tenant_id=branch.tenant_id, branch=branch, ref="T7", name="Salas, B.", email="Bruno@Lakeside.example"
    )

    found = welcome_technician(by=an_actor(Role.ADMINISTRATOR), user_id=bruno.id, now=MONDAY)

    assert found == listed.id
    assert Technician.objects.of(branch.tenant_id).get().user_id == bruno.id


def test_nobody_is_listed_twice() -> None:
    bruno = a_user(Role.TECHNICIAN, branch=a_branch())
    by = an_actor(Role.ADMINISTRATOR)

    first = welcome_technician(by=by, user_id=bruno.id, now=MONDAY)

    assert welcome_technician(by=by, user_id=bruno.id, now=MONDAY) == first
    assert Technician.objects.of(bruno.tenant_id).count() == 1


def test_another_technician_s_address_is_refused() -> None:
    branch = a_branch()
    a_technician(branch=branch, email="bruno@lakeside.example", name="Bruno Salas")
    other = a_user(Role.TECHNICIAN, branch=branch, email="bruno@lakeside.example", name="Otto")

    with pytest.raises(NotThisTechnician, match="address of Bruno Salas"):
        welcome_technician(by=an_actor(Role.ADMINISTRATOR), user_id=other.id, now=MONDAY)


def test_other_roles_are_no_technicians() -> None:
    dana = a_user(Role.DISPATCHER, branch=a_branch())

    assert welcome_technician(by=an_actor(Role.ADMINISTRATOR), user_id=dana.id, now=MONDAY) is None
    assert not Technician.objects.of(dana.tenant_id).exists()


def test_signing_in_is_enough_when_the_file_came_later(client: Client) -> None:
    branch = a_branch()
    bruno = a_user(Role.TECHNICIAN, branch=branch, email="bruno@lakeside.example")
    Technician.objects.create(
        tenant_id=branch.tenant_id, branch=branch, ref="T7", name="Bruno", email="bruno@lakeside.example"
    )

    client.post("/sign-in/", {"email": "bruno@lakeside.example", "password": PASSWORD})

    assert Technician.objects.of(branch.tenant_id).get().user_id == bruno.id
