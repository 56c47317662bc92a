"""The history is only ever added to, and the database sees to it."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from tests.builders import MONDAY, a_customer, an_actor

from steadyhand.shared.database import append_only_sqlite
from steadyhand.shared.history import changes_of, differences, first_changes, record_change
from steadyhand.shared.models import Change

pytestmark = pytest.mark.django_db


def test_an_entry_says_who_what_when_and_why() -> None:
    dana, chen = an_actor(name="Dana Whitfield"), a_customer()

    record_change(chen, by=dana, at=MONDAY, verb="renamed", why="They moved", was={"name": "A"}, became={"name": "B"})

    (entry,) = changes_of(chen.tenant_id, [chen.id])
    assert (entry.by_name, entry.verb, entry.why, entry.at) == ("Dana Whitfield", "renamed", "They moved", MONDAY)
    assert (entry.about_kind, entry.was, entry.became) == ("customers.customer", {"name": "A"}, {"name": "B"})


def test_the_database_refuses_to_change_an_entry() -> None:
    chen = a_customer()
    record_change(chen, by=an_actor(), at=MONDAY, verb="renamed")

    with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic():
        Change.objects.of(chen.tenant_id).update(by_name="Nobody")


def test_the_database_refuses_to_delete_an_entry() -> None:
    chen = a_customer()
    record_change(chen, by=an_actor(), at=MONDAY, verb="renamed")
    if connection.vendor == "sqlite":  # taken off for the suite (tests/conftest.py), put back for this transaction
        with connection.cursor() as cursor:
            cursor.execute(next(s for s in append_only_sqlite("shared_change") if "no_delete" in s))

    with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic():
        Change.objects.of(chen.tenant_id).delete()


def test_of_several_changes_of_a_kind_the_first_is_found() -> None:
    dana, chen, other = an_actor(), a_customer(), a_customer(name="Somebody else")
    for days, name in enumerate(("A", "B", "C")):
        record_change(chen, by=dana, at=MONDAY + timedelta(days=days), verb="renamed", was={"name": name})
    record_change(chen, by=dana, at=MONDAY - timedelta(days=1), verb="moved", was={"name": "Z"})

    assert first_changes(chen.tenant_id, [chen.id, other.id], verb="renamed") == {chen.id: {"name": "A"}}


def test_differences_keep_only_what_changed() -> None:
    assert differences({"name": "A", "phone": "1"}, {"name": "B", "phone": "1"}) == ({"name": "A"}, {"name": "B"})
