"""Whatever watches the server learns that it lives, and whether it can serve."""

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

pytestmark = pytest.mark.django_db


def test_it_lives(client: Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}


def test_it_is_ready_when_its_tables_are_those_of_this_version(client: Client) -> None:
    assert client.get("/readyz").json() == {"status": "ready"}


def test_it_is_not_ready_while_a_migration_waits(client: Client) -> None:
    MigrationRecorder(connection).migration_qs.filter(app="calls").delete()

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["status"] == "tables out of date"
